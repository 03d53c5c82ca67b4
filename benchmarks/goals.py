"""The goal `generate` as a process of its own over an empty `mvn validate`: from cold, and again after one line was changed.

goals.py [default]: with `default`, Maven's Java gets no options; else those that `init` writes.
"""

import itertools
import re
import shutil
import sys

from measure import BENCH, by_turns, generate, maven, median, shown, table

ROUNDS = 5
POM = "<project><modelVersion>4.0.0</modelVersion><groupId>a</groupId><artifactId>a</artifactId><version>1</version><packaging>pom</packaging></project>"

work = BENCH / "goals"
shutil.rmtree(work, ignore_errors=True)
repository, empty = work / "repository", work / "empty"
(empty / ".mvn").mkdir(parents=True)
(empty / "pom.xml").write_text(POM)
shutil.copytree(BENCH / "fixture100", repository)
shutil.copy(repository / ".mvn/jvm.config", empty / ".mvn")
if sys.argv[1:] == ["default"]:
    for folder in (repository, empty):
        (folder / ".mvn/jvm.config").write_text("")

validate = maven("validate", cwd=empty)
again, cold = generate(repository)
pipeline, number = repository / "pipelines/team000/orders0000.yaml", itertools.count(2)
written = {}


def changed(name, pattern, value):
    def measured():
        text, count = re.subn(pattern, value.format(next(number)), pipeline.read_text())
        assert count == 1
        pipeline.write_text(text)
        return counted(name, again)()

    return measured


def counted(name, goal):
    def measured():
        before = times()
        seconds = goal()
        written[name] = len(times() - before)
        return seconds

    return measured


def times():
    return {(file, file.stat().st_mtime_ns) for top in ("generated", "argocd") for file in (repository / top).rglob("*") if file.is_file()}


spent = by_turns({
    "validate": validate,
    "cold": counted("cold", cold),
    "schedule": changed("schedule", r'cron: "\S+', 'cron: "{}'),
    "query": changed("query", r"price \* \S+", "price * 2.{}"),
}, ROUNDS, warm=1)
empty_cpu = median(spent["validate"])[1]
titles = {
    "validate": ("empty `mvn validate`", ""),
    "cold": ("`generate` from cold", 2.0),
    "schedule": ("again, the line of one schedule changed", 1.0),
    "query": ("again, a line of one query changed", 1.0),
}
print(f"100 pipelines x 3 environments, {ROUNDS} rounds by turns: median and range\n")
table(["process", "seconds", "CPU-s", "CPU-s over validate", "target", "files written"],
      *([titles[name][0], *shown(seconds), f"{median(seconds)[1] - empty_cpu:.2f}", titles[name][1], written.get(name, "")]
        for name, seconds in spent.items()))

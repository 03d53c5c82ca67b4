"""Validation against kubeconform on the same files.

KUBECONFORM is the program, SCHEMAS a folder of JSON Schemas by group, kind and version. Ours is the
whole compilation in a warm JVM: every check of the sources, and the printing of all files besides.
"""

import os
import subprocess
import sys
from pathlib import Path

sys.path.append(str(Path(__file__).resolve().parents[2]))
from measure import BENCH, by_turns, dataplat, median, shown, table, whole  # noqa: E402

WARM, ROUNDS = 40, 11

repository = BENCH / "fixture100"
# Values for charts and templates that Airflow fills in are no manifests.
files = sorted(file for file in repository.glob("generated/*/**/*.yaml") if not {"components", "airflow"} & set(file.parts[len(repository.parts):]))
files += sorted(repository.glob("generated/*/airflow/dags/**/*.yaml"))
kubeconform = (os.environ.get("KUBECONFORM", "kubeconform"), "-n", "2", "-strict", "-summary", "-schema-location",
               os.environ["SCHEMAS"] + "/{{.Group}}/{{.ResourceKind}}_{{.ResourceAPIVersion}}.json", *map(str, files))
summary = subprocess.run(kubeconform, stdout=subprocess.PIPE, text=True).stdout
if f"Valid: {len(files)}, Invalid: 0, Errors: 0, Skipped: 0" not in summary:
    sys.exit(summary[-1000:])

ours = dataplat().work(repository)
by_turns({"dataplat": ours}, 0, warm=WARM)
spent = by_turns({"dataplat, warm": ours, "kubeconform -n 2": whole(*kubeconform)}, ROUNDS, warm=1)
clock, cpu = zip(*map(median, spent.values()))
print(f"{len(files)} manifests, {ROUNDS} rounds by turns: median and range\n")
table(["validation", "seconds", "CPU-s", "manifests/s", "manifests per CPU-s"],
      *([name, *shown(seconds), *(f"{len(files) / spent:,.0f}" for spent in median(seconds))] for name, seconds in spent.items()),
      ["ratio of the rates (target 1)", "", "", f"{clock[1] / clock[0]:.2f}", f"{cpu[1] / cpu[0]:.2f}"])

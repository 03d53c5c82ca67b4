"""What a piece of work takes: seconds of the clock, and CPU seconds of the whole process, its children included.

The machine may be noisy, so sides are measured by turns in one run, and shown by median and range.
"""

import os
import shutil
import statistics
import subprocess
import sys
import time
from pathlib import Path

BENCH = Path(__file__).resolve().parent.parent / "target/bench"  # what prepare.sh made


def whole(*command, **options):
    """A process from its start to its end."""

    def measured():
        before = time.perf_counter()
        process = subprocess.Popen(list(map(str, command)), stdout=subprocess.DEVNULL, **options)
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = status
        if status:
            sys.exit(f"{command} failed")
        return time.perf_counter() - before, usage.ru_utime + usage.ru_stime

    return measured


def maven(*goals, cwd):
    """Maven without the network, on the local repository of prepare.sh."""
    command = ("mvn", "-q", "-o", "-B", f"-Dmaven.repo.local={BENCH / 'm2'}")
    return whole(*command, *goals, cwd=cwd)


def generate(repository):
    """The goal in a repository, and its start from cold."""
    goal = maven((BENCH / "plugin").read_text().strip() + ":generate", f"-Ddataplat.root={repository}", cwd=repository)

    def cold():
        for folder in ("generated", "argocd", "target"):
            shutil.rmtree(repository / folder, ignore_errors=True)
        return goal()

    return goal, cold


class Engine:
    """A process that works when a line asks it to, and answers with the seconds that it took."""

    def __init__(self, *command, **options):
        self.process = subprocess.Popen(list(map(str, command)), stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, **options)

    def work(self, line=""):
        def measured():
            print(line, file=self.process.stdin, flush=True)
            answer = self.process.stdout.readline().split()
            if not answer:
                sys.exit(f"{self.process.args} ended")
            return float(answer[0]), float(answer[1])

        return measured


def dataplat(*options):
    """The compiler warm in one JVM; a line is a repository."""
    return Engine("java", *options, "-cp", (BENCH / "classpath").read_text(), "Warm")


def by_turns(sides, rounds, warm=0):
    """The seconds of each side in each round, after some that do not count."""
    spent = {name: [] for name in sides}
    for turn in range(warm + rounds):
        for name, measured in sides.items():
            seconds = measured()
            if turn >= warm:
                spent[name].append(seconds)
    return spent


def median(seconds):
    """Of the clock and of the CPU."""
    return [statistics.median(column) for column in zip(*seconds)]


def shown(seconds):
    """Clock and CPU, each as its median and its range."""
    return [f"{statistics.median(column):.3f} ({min(column):.3f} to {max(column):.3f})" for column in zip(*seconds)]


def table(*rows):
    for row in rows[:1] + (["---"] * len(rows[0]),) + rows[1:]:
        print("|", " | ".join(map(str, row)), "|")
    print(flush=True)

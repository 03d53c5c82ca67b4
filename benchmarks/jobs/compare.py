"""Compares the jobs with stock Spark: compare.py lineitem [SCALE] | rules [SCALE] | history | table [ROWS] | empty | cold | stream [MESSAGES].

ROUNDS is 3 without it, HEAP 1536m. PEERS names a Python that has DuckDB and Polars, which `lineitem` then measures too. Each measurement is a process of its own, for a load after Spark has started in it; the sides take turns.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from measure import BENCH, by_turns, median, shown, table, whole

PLACE = BENCH / "jobs"
OPENED = "java.lang java.lang.invoke java.lang.reflect java.io java.net java.nio java.util java.util.concurrent " \
         "java.util.concurrent.atomic sun.nio.ch sun.nio.cs sun.security.action sun.util.calendar"
JAVA = ["java", f"-Xmx{os.environ.get('HEAP', '1536m')}", *(f"--add-opens=java.base/{package}=ALL-UNNAMED" for package in OPENED.split()),
        "-cp", (BENCH / "jobs-classpath").read_text()]


def java(*arguments):
    with open(PLACE / "log", "w") as log:
        process = subprocess.run([*JAVA, *map(str, arguments)], stdout=subprocess.PIPE, stderr=log, text=True)
    if process.returncode:
        sys.exit(f"{arguments} failed: see {PLACE / 'log'}")
    return [float(number) for number in process.stdout.split()]


def side(program, *arguments):
    def measured():
        shutil.rmtree(PLACE / "state", ignore_errors=True)
        return java(program, *arguments)

    return measured


def peer(name):
    """Their plain load to Parquet: they have no writer for Iceberg that would be their own."""

    def measured():
        shutil.rmtree(PLACE / "state", ignore_errors=True)
        done = subprocess.run([os.environ["PEERS"], Path(__file__).with_name("peers.py"), name, PLACE], stdout=subprocess.PIPE, check=True)
        return [float(number) for number in done.stdout.split()]

    return measured


def batches(*sides, peers=()):
    measured = {name: side("Batches", name, PLACE) for name in sides} | {name: peer(name) for name in peers}
    spent = by_turns(measured, ROUNDS)
    table(["", "start of Spark, s", "seconds", "CPU-s", "MB/s"], *([name, *shown(numbers)] for name, numbers in spent.items()))


def histories():
    spent = by_turns({name: side("Histories", name, PLACE) for name in ("stock", "dataplat")}, ROUNDS)
    table(["", "seconds", "CPU-s", "thousand changes/s"], *([name, *shown(numbers)] for name, numbers in spent.items()))


def tables(rows):
    spent = by_turns({name: side("Tables", name, PLACE, rows) for name in ("stock", "dataplat")}, ROUNDS)
    for time, at in ("cold", 0), ("warm", 3):
        table([time, "seconds", "CPU-s", "thousand rows/s"], *([name, *shown([each[at:at + 3] for each in numbers])] for name, numbers in spent.items()))


def empty():
    """Whole processes; the tables are there since a run before, as they are for every run but the first."""
    shutil.rmtree(PLACE / "state", ignore_errors=True)
    java("Batches", "empty", PLACE, "2026-01-01T00:00:00Z")
    ticks = (f"2026-01-{day:02}T00:00:00Z" for day in range(2, 32))
    log = {"stderr": open(PLACE / "log", "w")}
    spent = by_turns(
        {
            "Spark's own start": lambda: whole(*JAVA, "Batches", "start", PLACE, **log)(),
            "dataplat": lambda: whole(*JAVA, "Batches", "empty", PLACE, next(ticks), **log)(),
        },
        ROUNDS,
    )
    start, run = (median(numbers) for numbers in spent.values())
    over = [f"{more - less:.3f}" for less, more in zip(start, run)]
    table(["", "seconds", "CPU-s"], *([name, *shown(numbers)] for name, numbers in spent.items()), ["over", *over])


def cold():
    spent = by_turns({"dataplat": side("Cold", PLACE)}, ROUNDS)
    parts = ["main method", "Spark ready", "plan read", "inputs pinned", "tables made", "first task reads", "end"]
    table(["until", *parts], *([name, *shown(numbers)] for name, numbers in spent.items()))


def streams(messages):
    """One broker for all, in a process of its own, whose CPU time is nobody's."""
    shutil.rmtree(PLACE / "topic", ignore_errors=True)
    with open(PLACE / "topic-log", "w") as log:
        broker = subprocess.Popen([*JAVA, "Topic", PLACE / "topic", messages], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=log, text=True)
    address = broker.stdout.readline().strip()
    spent = by_turns({name: side("Streams", name, PLACE, address) for name in ("stock", "dataplat")}, ROUNDS)
    broker.communicate()
    for time, at in ("cold", 0), ("warm", 4):
        table([time, "seconds", "CPU-s", "thousand messages/s", "rows"], *([name, *shown([each[at:at + 4] for each in numbers])] for name, numbers in spent.items()))


ROUNDS = int(os.environ.get("ROUNDS", "3"))
PLACE.mkdir(parents=True, exist_ok=True)
what, *size = sys.argv[1:]
if what == "stream":
    streams(size[0] if size else "2000000")
    sys.exit()
if what == "table":
    tables(size[0] if size else "6000000")
    sys.exit()
if what == "history":
    histories()
    sys.exit()
java("Batches", "file", PLACE, (size[0] if size else 1) if what in ("lineitem", "rules") else 0)
if what == "cold":
    cold()
elif what == "empty":
    empty()
elif what == "rules":
    batches("plain", "rules", "dataplat")
else:
    batches("stock", "dataplat", peers=("duckdb", "polars") if "PEERS" in os.environ else ())

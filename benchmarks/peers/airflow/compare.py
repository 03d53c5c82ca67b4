"""Compares how Airflow parses generated DAGs and equal ones of dag-factory: compare.py DAGS.

AIRFLOW_PYTHON and DAG_FACTORY_PYTHON are two environments with the same Airflow, the second with
dag-factory: its plugin is loaded by every process, so it must not be in the first.
"""

import json
import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).parent
OURS, THEIRS = (os.environ.get(name, "python3") for name in ("AIRFLOW_PYTHON", "DAG_FACTORY_PYTHON"))
# Mode, files in a round (0 is all), the target.
MODES = (("warm", 0, 0.3), ("fork", 10, 0.25), ("fork-serialize", 10, 0.45))
# What dag-factory adds or cannot say: its YAML in the documentation, its tag, links of owners.
DIFFERENT = ("fileloc", "doc_md", "tags", "owner_links", "default_args")


def run(python, home, *arguments):
    environment = dict(os.environ, AIRFLOW_HOME=str(home), AIRFLOW__CORE__LOAD_EXAMPLES="False")
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # else each fork compiles what it imports
    return subprocess.run([python, *map(str, arguments)], env=environment, check=True, stdout=subprocess.PIPE).stdout


def without_difference(python, home, folder):
    dags = json.loads(run(python, home, HERE / "parse.py", "dump", folder))
    for dag in dags.values():
        for key in DIFFERENT:
            dag["dag"].pop(key, None)
    return dags


def main():
    rounds = int(os.environ.get("ROUNDS", "5"))
    with tempfile.TemporaryDirectory() as directory:
        home, theirs = Path(directory) / "home", Path(directory) / "dag-factory"
        run(THEIRS, home, HERE / "to_dag_factory.py", sys.argv[1], theirs)
        sides = ((OURS, sys.argv[1]), (THEIRS, theirs))
        same = [without_difference(python, home, folder) for python, folder in sides]
        if same[0] != same[1]:
            sys.exit("the DAGs are not equal")
        print(f"{len(same[0])} equal DAGs, median of {rounds} rounds, CPU ms for a file")
        for mode, files, target in MODES:
            spent = ([], [])
            for _ in range(rounds):
                for side, (python, folder) in enumerate(sides):
                    cpu, _ = run(python, home, HERE / "parse.py", mode, folder, *[files] if files else []).split()
                    spent[side].append(1000 * float(cpu))
            ours, other = map(statistics.median, spent)
            print(f"{mode}: dataplat {ours:.2f}, dag-factory {other:.2f}, ratio {ours / other:.3f} (target {target})")


main()

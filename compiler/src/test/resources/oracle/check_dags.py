"""Loads a folder of DAGs with the real Airflow and says what is wrong with it.

usage: check_dags.py FOLDER      exit status 0: nothing is wrong, 1: each problem on a line

Checks: import errors and warnings, validation and cycles, one DAG a file, a serialised hash that
two processes with other hash seeds agree on, and each application template rendered for two dates
into one SparkApplication that agrees with its task.
"""

import json
import logging
import os
import subprocess
import sys
import tempfile
import warnings
from pathlib import Path
from types import SimpleNamespace

FOLDER = Path(sys.argv[1]).resolve()
DATES = ("2026-03-29T01:00:00+00:00", "2026-10-25T02:00:00+00:00")


def load():
    from airflow.dag_processing.dagbag import DagBag

    bag = DagBag("/nonexistent", collect_dags=False, bundle_path=FOLDER, bundle_name="checked")
    problems, dags = [], []
    for file in sorted(FOLDER.rglob("*.py")):
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always")
            found = bag.process_file(str(file), only_if_updated=False)
        messages = [str(w.message) for w in caught]
        messages += [str(w) for w in bag.captured_warnings.get(str(file), ())]
        problems += [f"{file}: warning: {message}" for message in messages]
        if len(found) != 1:
            problems.append(f"{file}: defines {len(found)} DAGs")
        dags += [(file, dag) for dag in found]
    problems += [f"{file}: {error}" for file, error in bag.import_errors.items()]
    return dags, problems


def digest(dag):
    from airflow.models.serialized_dag import SerializedDagModel
    from airflow.serialization.serialized_objects import DagSerialization

    data = json.loads(json.dumps(DagSerialization.to_dict(dag)))
    data["dag"].pop("_processor_dags_folder", None)
    DagSerialization.from_dict(json.loads(json.dumps(data))).timetable.validate()
    return SerializedDagModel.hash(data)


def render(file, dag, task, date):
    import jinja2
    import pendulum
    import yaml

    run = SimpleNamespace(
        logical_date=pendulum.parse(date), run_after=pendulum.parse(date), run_id="r", run_type="scheduled"
    )
    context = {
        "dag_run": run,
        "run_id": run.run_id,
        "params": {"from": None, "to": None, "rewind_to": None, "replay": False},
        "ti": SimpleNamespace(try_number=1, task_id=task.task_id),
    }
    environment = jinja2.Environment(undefined=jinja2.StrictUndefined, keep_trailing_newline=True)
    # Airflow has put the text of the file in the place of its name.
    application = yaml.safe_load(environment.from_string(task.application_file).render(context))
    problems = []
    metadata, spec = application["metadata"], application["spec"]
    if application["apiVersion"] != "sparkoperator.k8s.io/v1beta2" or application["kind"] != "SparkApplication":
        problems.append("is no SparkApplication")
    if metadata["name"] != task.name or metadata["namespace"] != task.namespace:
        problems.append("name or namespace differ from the task's")
    if len(task.name) > 47 or "-driver" in task.name or spec["driver"].get("podName"):
        problems.append("has a name that the operator breaks on")
    if spec["restartPolicy"] != {"type": "Never"} or "timeToLiveSeconds" not in spec:
        problems.append("would be retried twice or be left behind")
    if date[:19] not in " ".join(spec["arguments"]):
        problems.append("does not get its tick")
    json.loads(spec["driver"]["template"]["metadata"]["annotations"]["dataplat.io/plan"])
    return [f"{file}: {task.task_id}: {problem}" for problem in problems]


def check():
    dags, problems = load()
    hashes = {}
    for file, dag in dags:
        try:
            dag.validate()
            dag.check_cycle()
            if dag.dag_id in hashes:
                problems.append(f"{file}: a second {dag.dag_id}")
            hashes[dag.dag_id] = digest(dag)
            for task in dag.tasks:
                for date in DATES:
                    problems += render(file, dag, task, date)
        except Exception as error:
            problems.append(f"{file}: {type(error).__name__}: {error}")
    return hashes, problems


def spawn(seed):
    with tempfile.TemporaryDirectory() as home:
        environment = dict(
            os.environ,
            PYTHONHASHSEED=str(seed),
            AIRFLOW_HOME=home,
            AIRFLOW__CORE__LOAD_EXAMPLES="False",
            AIRFLOW__CORE__DAGS_FOLDER=str(FOLDER),
            AIRFLOW__DATABASE__SQL_ALCHEMY_CONN=f"sqlite:///{home}/airflow.db",
        )
        command = [sys.executable, __file__, str(FOLDER), "--worker"]
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    lines = [line for line in done.stdout.splitlines() if line.startswith("@@")]
    if not lines:
        print(done.stdout + done.stderr)
        sys.exit(2)
    return json.loads(lines[-1][2:])


def main():
    hashes, problems = spawn(0)
    other, _ = spawn(4711)
    if not hashes:
        problems.append(f"{FOLDER}: no DAG")
    problems += [f"{dag}: another hash in another process" for dag in hashes if hashes[dag] != other.get(dag)]
    for problem in problems:
        print(problem)
    print(f"{len(hashes)} DAGs, {len(problems)} problems")
    sys.exit(1 if problems else 0)


if "--worker" in sys.argv:
    logging.disable(logging.CRITICAL)
    print("@@" + json.dumps(check()))
else:
    main()

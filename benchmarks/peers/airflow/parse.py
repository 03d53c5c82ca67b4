"""Parses a folder of DAGs as Airflow 3.3's DAG processor does: parse.py MODE FOLDER [FILES].

Prints CPU and wall seconds for a file; mode `dump` prints what is serialised.
One run is one process: what the parent has imported for one side must not help the other.
"""

import json
import logging
import os
import sys
import time
from pathlib import Path

import structlog
from airflow.dag_processing import processor
from airflow.dag_processing.dagbag import BundleDagBag, DagBag
from airflow.serialization.serialized_objects import DagSerialization

logging.disable(logging.CRITICAL)
structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))
log = structlog.get_logger()
mode, folder = sys.argv[1], Path(sys.argv[2]).resolve()
files = sorted(folder.rglob("*.py"))[: int(sys.argv[3]) if len(sys.argv) > 3 else None]


def warm():
    """Everything in one process, after a first pass that imports what there is to import."""
    bag = DagBag("/nonexistent", collect_dags=False, bundle_path=folder, bundle_name="benchmark")
    for measured in (False, True):
        wall, cpu = time.perf_counter(), time.process_time()
        for file in files:
            bag.process_file(str(file), only_if_updated=False)
        spent = time.process_time() - cpu, time.perf_counter() - wall
    assert not bag.import_errors and len(bag.dags) == len(files), bag.import_errors
    return bag, spent


def parse(file):
    bag = BundleDagBag(dag_folder=str(file), bundle_path=folder, bundle_name="benchmark", load_op_links=False)
    return not bag.import_errors and len(bag.dags) == 1


def parse_and_serialize(file):
    request = processor.DagFileParseRequest(file=str(file), bundle_path=folder, bundle_name="benchmark")
    result = processor._parse_file(request, log)
    return not result.import_errors and len(result.serialized_dags) == 1


def forked(child):
    """A fork for each file, after the imports that the DAG processor makes before it forks."""
    wall = cpu = 0.0
    for file in files:
        before, own = time.perf_counter(), time.process_time()
        processor._pre_import_airflow_modules(str(file), log)
        pid = os.fork()
        if pid == 0:
            failed = True
            try:
                failed = not child(file)
            finally:
                os._exit(failed)
        _, status, usage = os.wait4(pid, 0)
        assert status == 0, file
        wall += time.perf_counter() - before
        cpu += time.process_time() - own + usage.ru_utime + usage.ru_stime
    return cpu, wall


if mode == "dump":
    bag, _ = warm()
    json.dump({name: DagSerialization.to_dict(dag) for name, dag in bag.dags.items()}, sys.stdout, sort_keys=True)
else:
    spent = warm()[1] if mode == "warm" else forked({"fork": parse, "fork-serialize": parse_and_serialize}[mode])
    print(*(f"{seconds / len(files):.6f}" for seconds in spent))

"""Writes for each generated DAG the same DAG for dag-factory: to_dag_factory.py DAGS DIRECTORY.

A YAML file and the loader of dag-factory's documentation for each DAG; the SparkApplication
templates are copied. What all tasks of a DAG share goes to `default_args`, as a user would write it.
"""

import ast
import shutil
import sys
from pathlib import Path

import yaml

LOADER = """\
# Airflow reads this file because it names dag.
from pathlib import Path

from dagfactory import load_yaml_dags

load_yaml_dags(globals_dict=globals(), config_filepath=str(Path(__file__).with_suffix(".yml")))
"""
UNSUPPORTED = ("owner_links",)


class Module:
    """A generated DAG file, read without running it."""

    def __init__(self, tree):
        self.types, self.names, self.tasks, self.upstream = {}, {}, {}, {}
        for node in tree.body:
            if isinstance(node, (ast.Import, ast.ImportFrom)):
                prefix = f"{node.module}." if isinstance(node, ast.ImportFrom) else ""
                self.types.update({a.asname or a.name: prefix + a.name for a in node.names})
            elif isinstance(node, ast.Assign):
                self.names[node.targets[0].id] = node.value
            elif isinstance(node, ast.With):
                self.dag = self.keywords(node.items[0].context_expr)
                for statement in node.body:
                    self.statement(statement)

    def statement(self, node):
        if isinstance(node, ast.Assign):
            call = node.value
            self.tasks[node.targets[0].id] = {"operator": self.type(call.func)} | self.keywords(call)
        elif isinstance(node, ast.Expr) and isinstance(node.value, ast.BinOp):
            left = node.value.left
            before = left.elts if isinstance(left, ast.List) else [left]
            self.upstream.setdefault(node.value.right.id, []).extend(name.id for name in before)
        else:
            raise ValueError(ast.unparse(node))

    def keywords(self, call):
        return {keyword.arg: self.value(keyword.value) for keyword in call.keywords}

    def type(self, function):
        first, dot, rest = ast.unparse(function).partition(".")
        return self.types[first] + dot + rest

    def value(self, node):
        if isinstance(node, ast.Name):
            return self.value(self.names[node.id])
        if isinstance(node, ast.List):
            return [self.value(item) for item in node.elts]
        if isinstance(node, ast.Dict):
            return {key.value: self.value(item) for key, item in zip(node.keys, node.values)}
        if isinstance(node, ast.Call):
            arguments = {"__args__": [self.value(item) for item in node.args]} if node.args else {}
            return {"__type__": self.type(node.func)} | arguments | self.keywords(node)
        return ast.literal_eval(node)

    def config(self):
        dag = {key: value for key, value in self.dag.items() if key not in (*UNSUPPORTED, "dag_id")}
        if "start_date" in dag:
            start = dag["start_date"]
            dag |= {"start_date": "{:04}-{:02}-{:02}".format(*start["__args__"]), "timezone": start["tz"]}
        tasks = list(self.tasks.values())
        shared = {key: value for key, value in tasks[0].items()
                  if key not in ("operator", "task_id", "inlets", "outlets") and all(task.get(key) == value for task in tasks)}
        dag["default_args"] = dag.get("default_args", {}) | shared
        dag["tasks"] = [{key: value for key, value in task.items() if key not in shared}
                        | ({"dependencies": [self.tasks[up]["task_id"] for up in self.upstream[name]]} if name in self.upstream else {})
                        for name, task in self.tasks.items()]
        return {self.dag["dag_id"]: dag}


class Dumper(yaml.SafeDumper):
    def ignore_aliases(self, data):
        return True


def main():
    source, target = map(Path, sys.argv[1:])
    shutil.rmtree(target, ignore_errors=True)
    for file in sorted(source.rglob("*.py")):
        folder = target / file.parent.relative_to(source)
        folder.mkdir(parents=True, exist_ok=True)
        for template in file.parent.glob("*.yaml"):
            shutil.copy(template, folder)
        config = Module(ast.parse(file.read_text())).config()
        (folder / file.name).write_text(LOADER)
        (folder / file.name).with_suffix(".yml").write_text(yaml.dump(config, Dumper=Dumper, sort_keys=False))


main()

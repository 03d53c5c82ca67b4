"""Compares the files of each folder below the first argument: their texts may differ, nothing else.

DAG files must compile and have the same syntax tree, up to their names; templates are rendered and
must have the same structure, as must the plan in them. Without jinja2 and yaml templates are left.
"""

import ast
import json
import pathlib
import sys

try:
    import jinja2
    import yaml
except ImportError:
    jinja2 = None


def of_python(text):
    compile(text, "dag.py", "exec")
    tree = ast.parse(text)
    names = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            node.value = ""
        if isinstance(node, ast.Name):
            node.id = str(names.setdefault(node.id, len(names)))
    return ast.dump(tree)


def of_template(text):
    if jinja2 is None:
        return ""
    environment = jinja2.Environment(undefined=jinja2.ChainableUndefined, keep_trailing_newline=True)
    run = {"isoformat": lambda: "2026-01-01"}
    rendered = environment.from_string(text).render(dag_run={"logical_date": run}, params={"from": "", "to": "", "rewind_to": "", "replay": False})
    return json.dumps(of_value(yaml.safe_load(rendered)), sort_keys=True)


def of_value(value):
    if isinstance(value, dict):
        if "check" in value:
            value["columns"] = "what the condition reads"
        return {str(key): of_value(json.loads(each) if key.endswith("/plan") else each) for key, each in value.items()}
    if isinstance(value, list):
        return [of_value(each) for each in value]
    return type(value).__name__


def main(root):
    wrong = compared = 0
    for group in sorted(pathlib.Path(root).iterdir()):
        shape = of_python if group.name.endswith(".py") else of_template
        shapes = {}
        for file in sorted(group.iterdir()):
            text = file.read_text(encoding="utf-8")
            compared += 1
            try:
                shapes.setdefault(shape(text), text)
            except Exception as error:
                wrong += 1
                print(f"{group.name}: {error!r}\n{text}\n")
        if len(shapes) > 1:
            wrong += 1
            print(f"{group.name}: {len(shapes)} shapes")
            print("\n=====\n".join(list(shapes.values())[:2]))
    print(f"{compared} files compared, {wrong} wrong; templates {'left' if jinja2 is None else 'rendered'}")
    return 1 if wrong or not compared else 0


sys.exit(main(sys.argv[1]))

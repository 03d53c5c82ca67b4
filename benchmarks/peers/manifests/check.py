"""Says whether a peer printed the same objects as dataplat: check.py FIXTURE FILE_OR_FOLDER...

Objects are compared as data, and so is the plan that an object carries as text. What dataplat
prints and a peer does not is in `Fixture.files`: DAGs, roots of Argo CD, files that list a folder's files.
"""

import json
import sys
from pathlib import Path

import yaml
from templates import ENVIRONMENTS, LOADER, PLAN, Fixture


def documents(path):
    for file in sorted(path.rglob("*.*")) if path.is_dir() else [path]:
        if file.is_file():
            content = file.read_text()
            yield from [json.loads(content)] if file.suffix == ".json" else yaml.load_all(content, LOADER)


def objects(paths):
    found = {}
    for path in paths:
        for item in filter(None, documents(path)):
            metadata = item["metadata"]
            template = item.get("spec", {}).get("driver", {}).get("template", {}).get("metadata", {})
            if PLAN in template.get("annotations", {}):
                template["annotations"][PLAN] = json.loads(template["annotations"][PLAN])
            name = metadata["labels"]["dataplat.io/environment"], item["kind"], metadata.get("namespace"), metadata["name"]
            if name in found:
                sys.exit(f"{name} twice")
            found[name] = item
    return found


def equal(root, paths):
    """The number of objects, all of them equal; ends the program where they are not."""
    fixture = Fixture(root)
    ours = objects(file for environment in ENVIRONMENTS for file in fixture.files(environment))
    theirs = objects(map(Path, paths))
    different = sorted(map(str, (name for name in ours.keys() | theirs.keys() if ours.get(name) != theirs.get(name))))
    if different:
        sys.exit(f"{len(different)} objects differ: {', '.join(different[:5])}")
    return len(ours)


if __name__ == "__main__":
    print(equal(sys.argv[1], sys.argv[2:]), "equal objects")

"""Object templates with parameters, taken from what dataplat generated for one pipeline of the fixture.

Where a value of the pipeline or of the environment stands in an object, the template has a
reference to it, so that a peer's program is one template for each kind of object and a list of
values. What is the same for all pipelines stays literal: no peer computes more than it must.
"""

import json
import re
from pathlib import Path

import yaml

ENVIRONMENTS = ("dev", "staging", "prod")
PLAN = "dataplat.io/plan"
SECURITY = "pod-security.kubernetes.io/enforce"  # of a Namespace: not among what all objects have
SIZES = {
    "executor": {"instances": "⟦e.instances⟧", "memory": "⟦e.memory⟧", "memoryOverhead": "⟦e.overhead⟧"},
    "session": {"shufflePartitions": "⟦e.partitions⟧"},
}
REFERENCE = re.compile(r"⟦(\w+)\.(\w+)⟧")
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class Json(dict):
    """A document that an object carries as text."""


class Labels(dict):
    """Labels that all objects of a pipeline or of a domain have."""


def load(path):
    return yaml.load(path.read_text(), LOADER)


class Fixture:
    def __init__(self, root):
        self.generated = Path(root) / "generated"
        self.pipelines = [self.pipeline(folder) for folder in sorted(self.generated.glob("dev/team*/*/"))]
        self.domains = [{"domain": folder.name} for folder in sorted(self.generated.glob("dev/team*/"))]
        self.environments = [self.environment(name) for name in ENVIRONMENTS]

    def files(self, environment):
        """The manifests that the comparison is about: all but the three roots of Argo CD."""
        base = self.generated / environment
        return sorted(file for pattern in ("team*/**/*.yaml", "argocd/*.yaml", "airflow/dags/**/*.yaml") for file in base.glob(pattern))

    def application(self, environment, domain, name, task):
        return load(self.generated / environment / "airflow/dags" / domain / name / f"{task}.yaml")

    def pipeline(self, folder):
        name, domain = folder.name, folder.parent.name
        plan = json.loads(self.application("dev", domain, name, "sum")["spec"]["driver"]["template"]["metadata"]["annotations"][PLAN])
        factor = re.search(r"price \* (\S+) AS", "\n".join(plan["steps"][0]["sql"]))[1]
        return {"name": name, "domain": domain, "cron": plan["schedule"]["cron"], "factor": factor}

    def environment(self, name):
        first = self.pipelines[0]
        spec = self.application(name, first["domain"], first["name"], "sum")["spec"]
        plan = json.loads(spec["driver"]["template"]["metadata"]["annotations"][PLAN])
        executor = spec["executor"]
        return {"name": name, "image": spec["image"], "instances": executor["instances"], "memory": executor["memory"],
                "overhead": executor["memoryOverhead"], "partitions": plan["session"]["shufflePartitions"]}

    def templates(self):
        """Templates of a pipeline, then those of a domain, each by a name of its own."""
        first = self.pipelines[0]
        domain, name = first["domain"], first["name"]
        dev = self.generated / "dev"
        pipeline = sorted((dev / domain / name).glob("*.yaml")) + sorted((dev / "airflow/dags" / domain / name).glob("*.yaml"))
        others = sorted((dev / domain).glob("*.yaml")) + sorted((dev / "argocd").glob(f"*{domain}.yaml"))
        return tuple({self.title(file, name, domain): self.template(load(file)) for file in files} for files in (pipeline, others))

    @staticmethod
    def title(file, name, domain):
        return re.sub(r"\W", "_", file.stem.replace(f"-{name}", "").replace(f"-{domain}", "").replace("-dev-", ""))

    def template(self, tree, key=""):
        first, dev = self.pipelines[0], self.environments[0]
        if isinstance(tree, dict):
            tree = tree | SIZES.get(key, {})
            kind = Labels if key == "labels" and "app.kubernetes.io/part-of" in tree and SECURITY not in tree else dict
            return kind((name, self.template(value, name)) for name, value in tree.items())
        if isinstance(tree, list):
            return [self.template(item) for item in tree]
        if key == PLAN:
            return Json(self.template(json.loads(tree)))
        if not isinstance(tree, str):
            return tree
        for text, reference in ((dev["image"], "e.image"), (first["cron"], "p.cron"), (first["name"], "p.name"), (first["domain"], "p.domain")):
            tree = tree.replace(text, f"⟦{reference}⟧")
        tree = tree.replace(f"price * {first['factor']} AS", "price * ⟦p.factor⟧ AS")
        return re.sub(r"\bdev\b", "⟦e.name⟧", tree)


def parts(text):
    """The literal pieces of a text and its references, in order and without the empty ones."""
    pieces, end = [], 0
    for match in REFERENCE.finditer(text):
        pieces += [text[end : match.start()], match.groups()]
        end = match.end()
    return [piece for piece in (*pieces, text[end:]) if piece]


def fill(tree, **values):
    """The template with values in place of references: what a tool without parameters gets."""
    if isinstance(tree, dict):
        return type(tree)((key, fill(value, **values)) for key, value in tree.items())
    if isinstance(tree, list):
        return [fill(item, **values) for item in tree]
    if not isinstance(tree, str):
        return tree
    pieces = [piece if isinstance(piece, str) else values[piece[0]][piece[1]] for piece in parts(tree)]
    return pieces[0] if len(pieces) == 1 else "".join(map(str, pieces))

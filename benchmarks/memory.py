"""The greatest memory of each component of a cluster that runs as processes of this machine.

    python3 benchmarks/memory.py &      # while e2e/run works; ends with SIGINT or SIGTERM

Memory is the proportional set size of all processes of a component, summed at one moment: what they
share counts once. Prints a Markdown table of the greatest sums, in MB.
"""

import re
import signal
import sys
import time
from pathlib import Path

# The first that matches the command line counts.
COMPONENTS = [
    ("driver of Spark", r"org\.apache\.spark\.deploy\.SparkSubmit.*--deploy-mode client"),
    ("executor of Spark", r"KubernetesExecutorBackend"),
    ("spark-submit of the operator", r"org\.apache\.spark\.deploy\.SparkSubmit"),
    ("Spark operator", r"^\S*spark-operator "),
    ("Argo CD", r"^\S*argocd |^\S*redis-server .*6379"),
    ("kube-apiserver and etcd", r"^\S*(kube-apiserver|etcd) "),
    ("scheduler and controller manager", r"^\S*(kube-scheduler|kube-controller-manager) "),
    ("kubelet, containerd, coredns", r"^\S*(kubelet|containerd|containerd-shim-runc-v2|coredns) "),
    ("Airflow", r"airflow"),
    ("S3Mock", r"s3mock.*-exec\.jar"),
    ("catalog and broker", r"io\.dataplat\.jobs\.cluster\.Endpoints|postgres"),
    ("test", r"surefire|failsafe"),
]


def proportional_kilobytes(process):
    for line in (process / "smaps_rollup").read_text().splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1])
    return 0


def component(process):
    command = (process / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
    return next((name for name, pattern in COMPONENTS if re.search(pattern, command)), None)


def sample():
    sums = {}
    for process in Path("/proc").glob("[0-9]*"):
        try:
            name = component(process)
            if name:
                sums[name] = sums.get(name, 0) + proportional_kilobytes(process)
        except OSError:
            pass  # it has ended
    return sums


def main():
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: sys.exit(0))
    greatest = {}
    try:
        while True:
            sums = sample()
            sums["all at one moment"] = sum(sums.values())
            for name, kilobytes in sums.items():
                greatest[name] = max(kilobytes, greatest.get(name, 0))
            time.sleep(2)
    finally:
        print("| component | MB |\n|---|---|")
        for name, kilobytes in sorted(greatest.items(), key=lambda each: each[1]):
            print(f"| {name} | {kilobytes / 1000:.0f} |")


if __name__ == "__main__":
    main()

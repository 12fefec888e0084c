#!/bin/sh
# Write the lock files anew: hashes, every platform, and no index address.
set -eu
cd "$(dirname "$0")/.."
compile() {
    .venv/bin/python -m uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
        --no-emit-index-url --no-emit-find-links --no-header --no-annotate "$@"
}
compile locks/uv.in -o locks/uv.txt
compile pyproject.toml --all-extras --group dev -o locks/dev.txt
compile pyproject.toml --all-extras --group build -c locks/dev.txt -o locks/run.txt
compile locks/tools.in -o locks/tools.txt

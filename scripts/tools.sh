#!/bin/sh
# Make .venv-tools: what looks after the code but isn't needed to run or test it. Needs .venv.
set -eu
cd "$(dirname "$0")/.."
[ -x .venv-tools/bin/python ] || .venv/bin/python -m venv --without-pip .venv-tools
.venv/bin/python -m uv pip install --quiet --python .venv-tools/bin/python \
    --require-hashes -r locks/run.txt
# Also what the locks disagree about: the tools' own versions win in their own environment.
.venv/bin/python -m uv pip install --quiet --python .venv-tools/bin/python \
    --require-hashes -r locks/tools.txt
.venv/bin/python -m uv pip install --quiet --python .venv-tools/bin/python \
    --no-deps --no-build-isolation --offline --no-index -e . 2>/dev/null \
    || echo "$PWD" > "$(.venv-tools/bin/python -c 'import site; print(site.getsitepackages()[0])')/factbot.pth"

"""Coverage-guided fuzzing with atheris, offline and without end.

    .venv-tools/bin/python -m bench.fuzz packs -max_total_time=600

The first word names a target of `bench/hostile.py`, or `all` for ten seconds each; the rest goes
to libFuzzer. atheris is in the environment that `scripts/tools.sh` makes, not in `.venv`.
"""

from __future__ import annotations

import importlib
import importlib.util
import subprocess
import sys
import tempfile
from pathlib import Path

from bench.hostile import SEEDS, TARGETS

MINUTE = "-max_total_time=10"


def main(arguments: list[str]) -> int:
    """Fuzz one target, or each for a while."""
    if not arguments or arguments[0] not in {*TARGETS, "all"}:
        print(f"python -m bench.fuzz all|{'|'.join(TARGETS)} [libFuzzer options]")
        return 2
    if importlib.util.find_spec("atheris") is None:
        print(
            "atheris is not here: run scripts/tools.sh, then .venv-tools/bin/python -m bench.fuzz"
        )
        return 2
    if arguments[0] == "all":
        options = arguments[1:] or [MINUTE]
        # Each in a process of its own: libFuzzer ends the one it runs in.
        ends = [
            subprocess.run([sys.executable, "-m", "bench.fuzz", name, *options], check=False)  # noqa: S603 - our own command
            for name in TARGETS
        ]
        return max(end.returncode for end in ends)
    return _fuzz(arguments[0], arguments[1:])


def _fuzz(name: str, options: list[str]) -> int:
    atheris = importlib.import_module("atheris")
    corpus = Path(tempfile.mkdtemp(prefix=f"fuzz-{name}-"))
    for number, seed in enumerate(SEEDS):
        (corpus / str(number)).write_bytes(seed)
    target = atheris.instrument_func(TARGETS[name])
    atheris.Setup([f"fuzz {name}", "-timeout=10", *options, str(corpus)], target)
    atheris.Fuzz()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

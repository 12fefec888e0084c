"""Make `.venv` with everything factbot needs, from hash-locked requirements.

Standard library only, because it runs before anything is installed.
Usage: python3 scripts/bootstrap.py run|dev
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
OLDEST = (3, 11)


def wanted(kind: str) -> str:
    """Fingerprint of all that decides what the environment holds."""
    digest = hashlib.sha256(sys.version.encode())
    for path in (ROOT / "pyproject.toml", ROOT / "locks/uv.txt", ROOT / f"locks/{kind}.txt"):
        digest.update(path.read_bytes())
    return digest.hexdigest()


def call(*command: str | Path, quiet: bool = False) -> None:
    """Run one step; its failure ends the set-up with the step's own words."""
    step = [str(part) for part in command]
    done = subprocess.run(step, cwd=ROOT, check=False, capture_output=quiet, text=True)
    if done.returncode:
        if quiet:
            sys.stderr.write(done.stdout + done.stderr)
        sys.exit(f"factbot: set-up failed at: {' '.join(step)}")


def create() -> None:
    """Create the empty environment, also where Debian ships Python without ensurepip."""
    if not PYTHON.exists():
        full = subprocess.run(
            [sys.executable, "-m", "venv", str(VENV)], check=False, capture_output=True
        )
        if full.returncode:
            call(sys.executable, "-m", "venv", "--clear", "--without-pip", VENV)
    pip: list[str | Path] = ["-m", "pip", "--quiet", "--disable-pip-version-check"]
    install: list[str | Path] = ["install", "--require-hashes", "-r", ROOT / "locks/uv.txt"]
    if (VENV / "lib").exists() and not any(VENV.glob("lib/*/site-packages/pip")):
        call(sys.executable, *pip, "--python", PYTHON, *install)
    else:
        call(PYTHON, *pip, *install)


def install(kind: str) -> None:
    """Install the lock and then this tree, editable, without asking any index for it."""
    uv: list[str | Path] = [PYTHON, "-m", "uv", "pip", "install", "--quiet", "--python", PYTHON]
    call(*uv, "--require-hashes", "-r", ROOT / f"locks/{kind}.txt")
    call(*uv, "--no-deps", "--no-build-isolation", "--offline", "-e", ROOT)


def main() -> None:
    """Bring `.venv` up to date; cheap when nothing changed."""
    if sys.version_info < OLDEST:
        sys.exit("factbot: Python 3.11 or newer is needed; this is " + sys.version.split()[0])
    kind = sys.argv[1] if len(sys.argv) > 1 else "run"
    stamps = {name: VENV / f".factbot-{name}" for name in ("run", "dev")}
    current = [
        name for name, path in stamps.items() if path.exists() and path.read_text() == wanted(name)
    ]
    # The dev lock holds all that the run lock holds.
    if kind in current or "dev" in current:
        return
    print(f"factbot: setting up .venv ({kind})", file=sys.stderr, flush=True)
    create()
    install(kind)
    stamps[kind].write_text(wanted(kind))


if __name__ == "__main__":
    main()

"""Run the Dockerfile's steps without Docker: in an empty environment, from the same files.

What the second stage of the image holds is made in a temporary folder by the same commands in the
same order; then the bot is started there with the image's variables and asked for its health.
Usage: python scripts/prove_image.py   (takes a minute, needs the package index)
"""

from __future__ import annotations

import os
import re
import shlex
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PATIENCE = 60.0


def steps() -> list[tuple[str, str]]:
    """Instructions of the first stage, and the variables of the second."""
    text = (ROOT / "Dockerfile").read_text().replace("\\\n", " ")
    lines = [line.split(maxsplit=1) for line in text.splitlines() if line and line[0] != "#"]
    return [(instruction, rest) for instruction, rest in lines]


def build(stage: list[tuple[str, str]], app: Path, venv: Path) -> None:
    """COPY and RUN as written, with /venv moved into the folder."""
    for instruction, rest in stage:
        if instruction == "COPY":
            *sources, target = rest.split()
            for source in sources:
                place(ROOT / source, app / target, many=len(sources) > 1)
        elif instruction == "RUN":
            command = rest.replace("/venv", str(venv)).replace(
                "python -m venv", f"{sys.executable} -m venv"
            )
            print("RUN", rest, flush=True)
            subprocess.run(["/bin/sh", "-euc", command], cwd=app, check=True)


def place(source: Path, target: Path, *, many: bool) -> None:
    """Copy as COPY does."""
    if source.is_dir():
        shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__"))
        return
    folder = target if many or str(target).endswith("/") or target.is_dir() else target.parent
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copy(source, folder)


def variables(stage: list[tuple[str, str]], venv: Path, data: Path) -> dict[str, str]:
    """ENV of the second stage, with its folders moved."""
    (text,) = [rest for instruction, rest in stage if instruction == "ENV"]
    text = text.replace("/venv", str(venv)).replace("////data", f"///{data}")
    named = dict(part.split("=", 1) for part in shlex.split(text) if "=" in part)
    return named | {"PATH": f"{venv}/bin:/usr/bin:/bin", "HOME": str(data)}


def prove(venv: Path, environment: dict[str, str], data: Path) -> None:
    """Start what the image starts, wait until it is healthy, stop it as Docker does."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = str(free.getsockname()[1])
    environment = environment | {"FACTBOT_METRICS__PORT": port}
    check = "check", "Taliban Fighters Claim Russia is Giving Them Weapons"
    subprocess.run([venv / "bin/factbot", *check], env=environment, cwd=data, check=True)
    # The console reads standard input: it is a platform that needs no token.
    running = subprocess.Popen(
        [venv / "bin/factbot", "run", "console"], env=environment, cwd=data, stdin=subprocess.PIPE
    )
    try:
        until = time.monotonic() + PATIENCE
        while not healthy(port):
            if running.poll() is not None or time.monotonic() > until:
                sys.exit("the bot did not become healthy")
            time.sleep(0.2)
        print("healthy; stopping it with SIGTERM", flush=True)
        running.terminate()
        if running.wait(PATIENCE) != 0:
            sys.exit(f"it ended with {running.returncode}")
    finally:
        running.kill()


def healthy(port: str) -> bool:
    """Ask as the image's health check does."""
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=4) as page:
            return bool(page.read() == b"ok\n")
    except OSError:
        return False


def main() -> None:
    """Build, start, ask, stop."""
    instructions = steps()
    second = max(n for n, (instruction, _) in enumerate(instructions) if instruction == "FROM")
    if not re.match(r"python:3\.1[1-9]", instructions[0][1]):
        sys.exit("the image's base is no Python that factbot runs on")
    with tempfile.TemporaryDirectory() as folder:
        app, venv, data = (Path(folder) / name for name in ("app", "venv", "data"))
        app.mkdir()
        data.mkdir()
        build(instructions[1:second], app, venv)
        environment = variables(instructions[second:], venv, data)
        kept = {name: value for name, value in os.environ.items() if name.startswith("LC_")}
        prove(venv, environment | kept, data)
    print("the image's steps work")


if __name__ == "__main__":
    main()

"""The image and its compose file: locked, small, nobody's root, with a health check that works.

No Docker engine is needed: the files are read, and `scripts/prove_image.py` runs the same steps.
"""

from __future__ import annotations

import ast
import json
import re
import shlex
from pathlib import Path

import yaml

ROOT = Path(__file__).parent.parent
LINES = (ROOT / "Dockerfile").read_text().replace("\\\n", " ").splitlines()
STEPS = [line.split(maxsplit=1) for line in LINES if line and not line.startswith("#")]


def arguments(*instructions: str) -> list[str]:
    return [rest for instruction, rest in STEPS if instruction in instructions]


def last_stage() -> list[list[str]]:
    start = max(number for number, (instruction, _) in enumerate(STEPS) if instruction == "FROM")
    return STEPS[start:]


def test_is_built_in_stages_from_a_named_version() -> None:
    bases = [rest.split()[0] for rest in arguments("FROM")]
    assert len(bases) == 2
    assert all(re.search(r":\d", base) and "latest" not in base for base in bases)


def test_runs_as_nobody_in_particular() -> None:
    (user,) = [rest for instruction, rest in last_stage() if instruction == "USER"]
    assert user not in {"root", "0"}
    after_user = [instruction for instruction, _ in last_stage()]
    assert "RUN" not in after_user[after_user.index("USER") :]


def test_fetches_nothing_but_what_the_locks_hash() -> None:
    assert not arguments("ADD"), "ADD fetches and unpacks: COPY does neither"
    for run in arguments("RUN"):
        assert not re.search(r"\b(curl|wget|git clone|apt-get)\b", run)
        for step in run.split("&&"):
            if " install" in step:
                assert "--require-hashes" in step or "--offline" in step, step


def test_holds_no_secret() -> None:
    for line in arguments("ENV", "ARG"):
        assert not re.search(r"(token|password|secret)\w*=", line, re.IGNORECASE), line


def test_copies_only_what_the_context_lets_in() -> None:
    allowed = {
        line.removeprefix("!")
        for line in (ROOT / ".dockerignore").read_text().splitlines()
        if line.startswith("!")
    }
    for copied in arguments("COPY"):
        if "--from=" not in copied:
            for source in copied.split()[:-1]:
                assert source.split("/")[0] in allowed, source
                assert (ROOT / source).exists()


def test_has_a_health_check_that_asks_the_bot() -> None:
    (check,) = arguments("HEALTHCHECK")
    command = json.loads(check[check.index("[") :])
    assert command[:2] == ["python", "-c"]
    ast.parse(command[2])
    (port,) = re.findall(r"127\.0\.0\.1:(\d+)/healthz", command[2])
    assert f"FACTBOT_METRICS__PORT={port}" in shlex.split(arguments("ENV")[-1])


def test_signals_reach_the_bot() -> None:
    assert json.loads(arguments("ENTRYPOINT")[0]) == ["factbot"], "no shell in between"


def test_compose_hardens_the_bot_and_waits_for_its_base() -> None:
    compose = yaml.safe_load((ROOT / "compose.yaml").read_text())
    bot, base = compose["services"]["factbot"], compose["services"]["postgres"]
    assert bot["read_only"] is True
    assert bot["cap_drop"] == ["ALL"]
    assert "no-new-privileges:true" in bot["security_opt"]
    assert bot["depends_on"]["postgres"]["condition"] == "service_healthy"
    assert "ports" not in base, "the base is nobody's business outside"
    assert base["healthcheck"]["test"][0] == "CMD"
    words = json.dumps(compose)
    assert not re.search(r"PASSWORD\": \"(?!\$\{)", words), "secrets come from outside"

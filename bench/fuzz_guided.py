"""Coverage-guided fuzzing with atheris, offline.

    python -m bench.fuzz_guided TARGET --seconds 120
    python -m bench.fuzz_guided all --seconds 60
    python -m bench.fuzz_guided TARGET --again FILE

A target is one of `bench/hostile.py`; `all` takes one after the other, for so many seconds each.
Only factbot's own modules are instrumented. What breaks a target is kept in a folder that is
named at the end, and `--again` gives it to the target once more. What was found worth keeping
stays in `--corpus FOLDER`, so that the next run goes on from there.
"""

from __future__ import annotations

import argparse
import importlib
import importlib.util
import re
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from bench.fuzz_seeds import TOKENS

OURS = ["adapters", "bot", "factbase"]
PATIENCE = 30
"""Seconds of the clock after which libFuzzer ends an input that hangs; `bench/hostile.py` has the
tighter limit, in processor time."""
LONGEST = 4_096
"""Bytes of an input: as long as a message may be. Longer ones are tried in tests, and here they
would only take the time of shorter ones."""
MEMORY = 2_048
"""Megabytes beyond which libFuzzer takes an input for one that eats memory."""

INSIDE = "--inside"
"""The first argument of the process that fuzzes."""

MISSING = """atheris is not here. It needs an environment of its own, beside the project's:

    python3.11 -m venv FOLDER
    FOLDER/bin/pip install --require-hashes -r locks/run.txt
    FOLDER/bin/pip install atheris==3.0.0
    FOLDER/bin/python -m bench.fuzz_guided all

3.0.0 is for Python 3.11. For 3.12 and later scripts/tools.sh puts it into .venv-tools.
"""


@dataclass(frozen=True, slots=True)
class Tally:
    """What libFuzzer said of a target: inputs tried, branches of our modules that were seen,
    inputs worth keeping, and whether something broke.
    """

    name: str
    tried: int
    covered: int
    kept: int
    broke: bool

    @classmethod
    def of(cls, name: str, said: str, code: int) -> Tally:
        """From libFuzzer's lines (https://llvm.org/docs/LibFuzzer.html, "Output")."""
        done = re.findall(r"^(?:Done |stat::number_of_executed_units: |#)(\d+)", said, re.MULTILINE)
        covered = re.findall(r"\bcov: (\d+)", said)
        kept = re.findall(r"\bcorp: (\d+)", said)
        return cls(name, _last(done), _last(covered), _last(kept), broke=code != 0)


def _last(numbers: list[str]) -> int:
    return int(numbers[-1]) if numbers else 0


def main(arguments: list[str]) -> int:
    """Fuzz one target or all of them; 1 when something broke."""
    if arguments[:1] == [INSIDE]:
        return _fuzz(arguments[1], int(arguments[2]), Path(arguments[3]), Path(arguments[4]))
    parser = argparse.ArgumentParser(
        prog="python -m bench.fuzz_guided",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("target")
    parser.add_argument("--seconds", type=int, default=60)
    parser.add_argument("--corpus", type=Path, help="a folder to go on from")
    parser.add_argument("--found", type=Path, help="a folder for what breaks a target")
    parser.add_argument("--again", type=Path, help="a file to give to the target once")
    given = parser.parse_args(arguments)
    names = _names(given.target)
    if not names:
        return 2
    if given.again is not None:
        return _again(names[0], given.again)
    if importlib.util.find_spec("atheris") is None:
        print(MISSING)
        return 2
    found, corpus = _folder(given.found), _folder(given.corpus)
    tallies = [_apart(name, given.seconds, found, corpus / name) for name in names]
    _report(tallies, found)
    return int(any(one.broke for one in tallies))


def _names(wanted: str) -> list[str]:
    from bench.hostile import TARGETS

    if wanted != "all" and wanted not in TARGETS:
        print(f"there is no target {wanted}; there are: all {' '.join(TARGETS)}")
        return []
    return list(TARGETS) if wanted == "all" else [wanted]


def _folder(given: Path | None) -> Path:
    folder = given or Path(tempfile.mkdtemp(prefix="fuzz-"))
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def _again(name: str, file: Path) -> int:
    """Give one input to a target; what it raises is shown."""
    from bench.hostile import bounded

    bounded(name)(file.read_bytes())
    print(f"{name} takes it")
    return 0


def _apart(name: str, seconds: int, found: Path, corpus: Path) -> Tally:
    """Fuzz in a process of its own: libFuzzer ends the one it runs in."""
    command = [sys.executable, "-m", "bench.fuzz_guided", INSIDE, name, str(seconds)]
    command += [str(found), str(corpus)]
    ended = subprocess.run(command, check=False, capture_output=True, text=True, errors="replace")  # noqa: S603 - our own command
    tally = Tally.of(name, ended.stderr, ended.returncode)
    if tally.broke:
        _, _, trace = ended.stdout.partition("=== Uncaught Python exception: ===")
        last = "\n".join(ended.stderr.splitlines()[-12:])
        print(f"{name} broke:\n{trace.strip() or last}", flush=True)
    return tally


def _report(tallies: list[Tally], found: Path) -> None:
    print(f"{'target':12s} {'inputs':>10s} {'branches':>9s} {'kept':>6s}")
    for one in tallies:
        broke = "  broke" if one.broke else ""
        print(f"{one.name:12s} {one.tried:10d} {one.covered:9d} {one.kept:6d}{broke}")
    if any(found.iterdir()):
        print(f"what broke them is in {found}")


def _fuzz(name: str, seconds: int, found: Path, corpus: Path) -> int:
    atheris = importlib.import_module("atheris")
    with atheris.instrument_imports(include=OURS):
        hostile = importlib.import_module("bench.hostile")
        observing = importlib.import_module("bot.observing")
    observing.set_up_logging("error", "json")
    corpus.mkdir(exist_ok=True)
    for number, seed in enumerate(hostile.seeds(name)):
        (corpus / f"seed-{number}").write_bytes(seed)
    words = corpus.with_name(f"{name}.words")
    words.write_text("".join(f'"{_quoted(token)}"\n' for token in TOKENS))
    options = (
        f"-max_total_time={seconds}",
        f"-timeout={PATIENCE}",
        f"-max_len={LONGEST}",
        f"-rss_limit_mb={MEMORY}",
        f"-artifact_prefix={found}/{name}-",
        f"-dict={words}",
        "-print_final_stats=1",
    )
    atheris.Setup([name, *options, str(corpus)], hostile.bounded(name))
    atheris.Fuzz()
    return 0


def _quoted(token: bytes) -> str:
    """As libFuzzer's dictionaries are written."""
    return "".join(chr(b) if 32 <= b < 127 and b not in b'"\\' else f"\\x{b:02x}" for b in token)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

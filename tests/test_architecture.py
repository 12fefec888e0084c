"""The arrows between the packages hold, and the check that says so can fail."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGES = ("adapters", "bot", "factbase")


def check_imports(tree: Path) -> subprocess.CompletedProcess[str]:
    program = Path(sys.executable).with_name("lint-imports")
    return subprocess.run(  # noqa: S603 - our own command
        [program, "--no-cache", "--config", tree / "pyproject.toml"],
        cwd=tree,
        env={"PATH": "", "PYTHONPATH": str(tree), "LANG": "C.UTF-8"},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture(scope="module")
def copied(tmp_path_factory: pytest.TempPathFactory) -> Path:
    tree = tmp_path_factory.mktemp("tree")
    for package in PACKAGES:
        shutil.copytree(
            ROOT / package, tree / package, ignore=shutil.ignore_patterns("__pycache__")
        )
    shutil.copy(ROOT / "pyproject.toml", tree)
    return tree


def test_every_contract_holds(copied: Path) -> None:
    ran = check_imports(copied)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert "0 broken" in ran.stdout
    settings = tomllib.loads((copied / "pyproject.toml").read_text(encoding="utf-8"))
    contracts = settings["tool"]["importlinter"]["contracts"]
    assert f"{len(contracts)} kept" in ran.stdout


def test_planted_violations_are_caught(copied: Path) -> None:
    planted = {
        "factbase/planted_upwards.py": "import bot.checking.claims\n",
        "adapters/console/planted_sideways.py": "import adapters.discord\n",
        "bot/planted_platform.py": "import telegram\n",
        "factbase/matching/planted_storage.py": "import sqlalchemy\n",
    }
    for name, text in planted.items():
        (copied / name).write_text(text, encoding="utf-8")
    try:
        ran = check_imports(copied)
    finally:
        for name in planted:
            (copied / name).unlink()
    assert ran.returncode == 1, ran.stdout + ran.stderr
    assert "4 broken" in ran.stdout
    for name in planted:
        assert name.removesuffix(".py").replace("/", ".") in ran.stdout


def test_every_folder_of_tests_is_a_package() -> None:
    folders = {path.parent for path in (ROOT / "tests").rglob("*.py")}
    assert len(folders) > 8
    assert [str(folder) for folder in folders if not (folder / "__init__.py").exists()] == []

"""Lists and patterns are compared with folded text: what folding never leaves can't be in them."""

from __future__ import annotations

import re
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

import pytest

from factbase.matching import guards
from factbase.matching.normalise import fold

MODULES = [
    "factbase.matching.stance",
    *(f"factbase.matching.guards.{found.name}" for found in iter_modules(guards.__path__)),
]


def held(name: str) -> list[str]:
    """Every pattern, and every word of a set or table, of a module."""
    found: list[str] = []
    for value in vars(import_module(name)).values():
        if isinstance(value, re.Pattern) and isinstance(value.pattern, str):
            found.append(value.pattern)
        elif isinstance(value, frozenset | dict):
            found += [word for word in value if isinstance(word, str)]
    return found


@pytest.mark.parametrize("name", MODULES)
def test_no_list_holds_what_folding_changes(name: str) -> None:
    russian = [text for text in held(name) if re.search("[а-яё]", text)]
    assert [text for text in russian if re.search("[йё]", text)] == []


def test_every_guard_is_looked_at() -> None:
    files = {path.stem for path in Path(str(guards.__path__[0])).glob("*.py")} - {"__init__"}
    assert {name.rpartition(".")[2] for name in MODULES[1:]} == files
    assert fold("фейк майнкрафт ёлка") == "феик маинкрафт елка"

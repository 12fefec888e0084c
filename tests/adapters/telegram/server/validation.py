"""Checks calls and updates against the machine-readable Bot API, where it is at hand.

The description is found by the environment variable FACTBOT_TELEGRAM_API or beside the repository
(`../shared/platforms/telegram/api.json`). Without it nothing is checked, and `summary()` says so.
"""

import json
import os
from collections import Counter
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from .model import Json

ROOT = Path(__file__).resolve().parents[4]
BESIDE = ROOT.parent / "shared" / "platforms" / "telegram" / "api.json"
PLAIN = {"String", "Integer", "Float", "Boolean", "True", "False"}
TALLY: Counter[str] = Counter()  # for the line at the end of a test run


class Schema:
    """The types and methods of one Bot API version."""

    def __init__(self, description: Mapping[str, Any]) -> None:
        self.version = str(description["version"])
        self._types = description["types"]
        self._methods = {name.lower(): one for name, one in description["methods"].items()}

    def problems_of_call(self, method: str, given: Mapping[str, Any]) -> list[str]:
        """What is wrong with a call's parameters."""
        known = self._methods.get(method.lower())
        if known is None:
            return [f"{method} is no method of {self.version}"]
        fields = {field["name"]: field for field in known.get("fields", [])}
        found = [f"{method}: {name} is no parameter" for name in given.keys() - fields.keys()]
        found += [
            f"{method}: {name} is required"
            for name, field in fields.items()
            if field["required"] and name not in given
        ]
        for name in given.keys() & fields.keys():
            found += self._any_of(_read(given[name], fields[name]), fields[name], method)
        return found

    def problems_of_update(self, update: Json) -> list[str]:
        if len(update) != 2:
            return [f"an update holds one kind, not {sorted(update)}"]
        return self._object(update, "Update", "Update")

    def problems_of_result(self, method: str, result: Any) -> list[str]:
        known = self._methods.get(method.lower())
        if known is None:
            return []
        field = {"name": "result", "types": known["returns"]}
        return self._any_of(result, field, method)

    def _any_of(self, value: Any, field: Mapping[str, Any], where: str) -> list[str]:
        here = f"{where}.{field['name']}"
        tries = [self._one(value, kind, here) for kind in field["types"]]
        return min(tries, key=len)

    def _one(self, value: Any, kind: str, where: str) -> list[str]:
        if kind.startswith("Array of "):
            if not isinstance(value, list):
                return [f"{where}: not a list"]
            inner = kind.removeprefix("Array of ")
            return [
                p for i, one in enumerate(value) for p in self._one(one, inner, f"{where}[{i}]")
            ]
        if kind in PLAIN:
            return [] if _is_plain(value, kind) else [f"{where}: {value!r} is no {kind}"]
        return self._object(value, kind, where)

    def _object(self, value: Any, kind: str, where: str) -> list[str]:
        if not isinstance(value, dict):
            return [f"{where}: {value!r} is no {kind}"]
        described = self._types[kind]
        if "subtypes" in described:
            return min((self._object(value, one, where) for one in described["subtypes"]), key=len)
        fields = {field["name"]: field for field in described.get("fields", [])}
        found = [f"{where}: {kind} has no {name}" for name in value.keys() - fields.keys()]
        for name, field in fields.items():
            if name in value:
                found += self._any_of(value[name], field, where)
                found += _constant(value[name], field, where)
            elif field["required"]:
                found.append(f"{where}: {kind} needs {name}")
        return found


def _constant(value: Any, field: Mapping[str, Any], where: str) -> list[str]:
    """Discriminators say 'always "user"' or 'must be article'."""
    if field["name"] not in {"type", "status", "source"}:
        return []
    text = field["description"]
    for mark in ("always ", "must be "):
        if mark in text and "one of" not in text:
            wanted = text.rsplit(mark, 1)[1].strip(".“”\"'* ")
            return [] if wanted == value else [f"{where}: {field['name']} is {value!r}"]
    return []


def _read(value: Any, field: Mapping[str, Any]) -> Any:
    """A form field as what it stands for; unreadable ones stay strings, which is a problem."""
    if not isinstance(value, str) or "String" in field["types"]:
        return value
    try:
        return json.loads(value)
    except ValueError:
        return value


def _is_plain(value: Any, kind: str) -> bool:
    match kind:
        case "String":
            return isinstance(value, str)
        case "Integer":
            return isinstance(value, int) and not isinstance(value, bool)
        case "Float":
            return isinstance(value, int | float) and not isinstance(value, bool)
    return isinstance(value, bool)


@cache
def find_schema() -> Schema | None:
    """The description, read once; None where there is none.

    Raises:
        OSError: FACTBOT_TELEGRAM_API names a file that can't be read.
    """
    named = os.environ.get("FACTBOT_TELEGRAM_API")
    path = Path(named) if named else BESIDE
    if not named and not path.exists():
        return None
    return Schema(json.loads(path.read_text(encoding="utf-8")))


def summary() -> str:
    """One line for the end of a test run."""
    schema = find_schema()
    if schema is None:
        return (
            f"Telegram: {TALLY['calls']} calls and {TALLY['updates']} updates NOT checked against "
            "the Bot API (set FACTBOT_TELEGRAM_API to its api.json)"
        )
    return (
        f"Telegram: {TALLY['calls']} calls, {TALLY['results']} results and {TALLY['updates']} "
        f"updates checked against {schema.version}"
    )

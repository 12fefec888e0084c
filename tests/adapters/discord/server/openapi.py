"""Every request against Discord's own OpenAPI file, where it is at hand."""

import json
import os
import re
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator
from jsonschema.exceptions import best_match
from referencing import Registry
from referencing.jsonschema import DRAFT202012

from .model import Json

VARIABLE = "FACTBOT_DISCORD_OPENAPI"
BESIDE = Path("../shared/platforms/discord/openapi.json")
ROOT = Path(__file__).resolve().parents[4]
URN = "urn:discord"
BIG = 1 << 32
"""Integers from here on, in fields for ids, are snowflakes that discord.py sends unquoted."""
UNDOCUMENTED = frozenset({"use_nested_fields"})
"""Query parameters that Discord takes and the file lacks; discord.py sends them."""
ID_LISTS = frozenset({"users", "roles", "sticker_ids", "applied_tags"})


def location() -> Path | None:
    """Where the file is: the environment variable, else beside the repository; None if nowhere."""
    named = os.environ.get(VARIABLE)
    path = Path(named) if named else ROOT / BESIDE
    return path if path.is_file() else None


@cache
def load(path: Path) -> Json:
    """The parsed file, once per process."""
    document: Json = json.loads(path.read_text("utf-8"))
    return document


@dataclass(slots=True)
class Counts:
    """How many requests were checked in this process, and how many could not be."""

    checked: int = 0
    unchecked: int = 0

    def line(self) -> str:
        """The line for a test run's summary."""
        if location() is None:
            return (
                f"Discord's openapi.json: check NOT RUN on {self.unchecked} requests "
                f"(set {VARIABLE} to its path)"
            )
        return f"Discord's openapi.json: {self.checked} requests checked"


COUNTS = Counts()


@dataclass(slots=True)
class Contract:
    """The request half of the OpenAPI file."""

    path: Path | None = field(default_factory=location)
    _operations: dict[tuple[str, str], str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if self.path is None:
            return
        for template, methods in load(self.path)["paths"].items():
            for method in methods:
                self._operations[method.upper(), shape(template)] = template

    def operation_id(self, method: str, template: str) -> str | None:
        """The name that the file gives an operation; None where it lacks it."""
        known = self._operations.get((method, shape(template)))
        if known is None or self.path is None:
            return None
        name: str = load(self.path)["paths"][known][method.lower()]["operationId"]
        return name

    def complaint(self, method: str, template: str, body: Any, query: dict[str, str]) -> str | None:
        """What the file has against a request; None when it is fine or can't be checked."""
        if self.path is None:
            COUNTS.unchecked += 1
            return None
        COUNTS.checked += 1
        known = self._operations.get((method, shape(template)))
        if known is None:
            return f"{method} {template} is not in the file"
        pointer = f"/paths/{_escape(known)}/{method.lower()}"
        operation = load(self.path)["paths"][known][method.lower()]
        return self._query_complaint(pointer, operation, query) or self._body_complaint(
            pointer, operation, body
        )

    def misfit(self, schema: str, value: Any) -> str | None:
        """What a named schema of the file has against a value, such as one of our answers."""
        if self.path is None:
            COUNTS.unchecked += 1
        return self._check(f"/components/schemas/{schema}", value)

    def _body_complaint(self, pointer: str, operation: Json, body: Any) -> str | None:
        content = operation.get("requestBody", {}).get("content", {})
        if "application/json" not in content:
            return None if body is None else "a body where none belongs"
        if body is None:
            required = operation["requestBody"].get("required", False)
            return "no body where one is required" if required else None
        return self._check(
            f"{pointer}/requestBody/content/application~1json/schema", as_strings(body)
        )

    def _query_complaint(self, pointer: str, operation: Json, query: dict[str, str]) -> str | None:
        known = {
            one["name"]: at
            for at, one in enumerate(operation.get("parameters", []))
            if one["in"] == "query"
        }
        for name, value in query.items():
            if name in UNDOCUMENTED:
                continue
            if name not in known:
                return f"unknown query parameter {name}"
            schema = operation["parameters"][known[name]]["schema"]
            place = f"{pointer}/parameters/{known[name]}/schema"
            if found := self._check(place, _typed(value, schema)):
                return f"query {name}: {found}"
        return None

    def _check(self, pointer: str, value: Any) -> str | None:
        if self.path is None:
            return None
        found = best_match(validator(self.path, pointer).iter_errors(value))
        if found is None:
            return None
        return f"{'.'.join(map(str, found.absolute_path)) or 'body'}: {found.message[:300]}"


@cache
def registry(path: Path) -> Registry[Any]:
    """The file as a place where references are looked up; reading it once is what costs."""
    known: Registry[Any] = Registry()
    crawled: Registry[Any] = known.with_resource(
        URN, DRAFT202012.create_resource(load(path))
    ).crawl()
    return crawled


@cache
def validator(path: Path, pointer: str) -> Draft202012Validator:
    """The validator of one schema in the file."""
    return Draft202012Validator({"$ref": f"{URN}#{pointer}"}, registry=registry(path))


def shape(template: str) -> str:
    """A path template without the names of its parameters."""
    return re.sub(r"\{[^}]+\}", "{}", template)


def as_strings(value: Any, key: str = "") -> Any:
    """Quote the snowflakes that discord.py sends as integers (Discord takes both)."""
    if isinstance(value, dict):
        inside = {name: as_strings(inner, name) for name, inner in value.items()}
        if key == "attachments" and "id" in inside:
            inside["id"] = str(inside["id"])  # the number of the file in the same request
        return inside
    if isinstance(value, list):
        return [as_strings(inner, key) for inner in value]
    is_id = key == "id" or key.endswith("_id") or key in ID_LISTS
    if is_id and isinstance(value, int) and not isinstance(value, bool) and value >= BIG:
        return str(value)
    return value


def _typed(value: str, schema: Json) -> Any:
    """discord.py writes booleans as 1 and 0; Discord takes both."""
    if schema.get("type") == "boolean" and value in {"0", "1", "true", "false"}:
        return value in {"1", "true"}
    return int(value) if schema.get("type") == "integer" and value.isdigit() else value


def _escape(template: str) -> str:
    return template.replace("~", "~0").replace("/", "~1").replace("{", "%7B").replace("}", "%7D")

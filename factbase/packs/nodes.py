"""YAML as located text: every scalar stays the string that was written, with its line.

Only plain mappings, lists and scalars are read. Aliases are refused, because a few lines of
them can unfold into gigabytes; so are tags, and keys given twice.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import yaml

from factbase.errors import InvalidValue

DEPTH = 12
"""Levels of nesting; a pack needs seven."""
LONGEST_NAME = 80
"""Characters of a field's name that are kept: errors quote it."""


class PackError(InvalidValue):
    """A value in a file that can't be read. `line` counts from 1."""

    def __init__(self, line: int, field: str, problem: str) -> None:
        super().__init__(field, problem)
        self.line = line


@dataclass(frozen=True, slots=True)
class Node:
    """A scalar, list or mapping, and the line it starts on."""

    value: str | tuple[Node, ...] | dict[str, Node]
    line: int
    field: str = "file"

    def fail(self, problem: str) -> PackError:
        """The error that this node is wrong."""
        return PackError(self.line, self.field, problem)

    @property
    def text(self) -> str:
        """The scalar. Raises `PackError` for anything else."""
        if not isinstance(self.value, str):
            raise self.fail("must be a text")
        return self.value

    @property
    def items(self) -> tuple[Node, ...]:
        """The list. Raises `PackError` for anything else."""
        if self.value == "":
            return ()
        if not isinstance(self.value, tuple):
            raise self.fail("must be a list")
        return self.value

    @property
    def fields(self) -> dict[str, Node]:
        """The mapping. Raises `PackError` for anything else."""
        if not isinstance(self.value, dict):
            raise self.fail("must be a mapping of names to values")
        return self.value

    def only(self, *allowed: str) -> dict[str, Node]:
        """The mapping, once every key of it is known. Raises `PackError`."""
        for name, node in self.fields.items():
            if name not in allowed:
                raise node.fail(f"is no known field here; there are {', '.join(allowed)}")
        return self.fields


def parse(text: str) -> Node:
    """Read YAML.

    Raises:
        PackError: not YAML, or more than plain values.
    """
    loader = yaml.CSafeLoader if hasattr(yaml, "CSafeLoader") else yaml.SafeLoader
    try:
        events = yaml.parse(text, Loader=loader)
        _refuse_tricks(events)
        root = yaml.compose(text, Loader=loader)
    except yaml.MarkedYAMLError as problem:
        mark = problem.problem_mark
        line = mark.line + 1 if mark else 1
        raise PackError(line, "file", f"is not valid YAML: {problem.problem}") from None
    except (yaml.YAMLError, RecursionError):
        raise PackError(
            1, "file", "is not valid YAML: it holds bytes or nesting it may not"
        ) from None
    if root is None:
        raise PackError(1, "file", "is empty")
    return _convert(root, "file")


def _refuse_tricks(events: Iterator[yaml.Event]) -> None:
    depth = 0
    for event in events:
        line = event.start_mark.line + 1 if event.start_mark else 1
        if isinstance(event, yaml.AliasEvent):
            raise PackError(line, "file", "uses a YAML alias; write the value out")
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        if depth > DEPTH:
            raise PackError(line, "file", f"is nested deeper than {DEPTH} levels")
        if getattr(event, "tag", None):
            raise PackError(line, "file", "uses a YAML tag; write plain values")


def _convert(node: yaml.Node, field: str) -> Node:
    line = node.start_mark.line + 1
    if isinstance(node, yaml.ScalarNode):
        return Node("" if node.tag.endswith(":null") else node.value, line, field)
    if isinstance(node, yaml.SequenceNode):
        return Node(tuple(_convert(item, field) for item in node.value), line, field)
    fields: dict[str, Node] = {}
    for key, value in node.value:
        if not isinstance(key, yaml.ScalarNode):
            raise PackError(key.start_mark.line + 1, field, "has a name that is no plain text")
        name = str(key.value)[:LONGEST_NAME]
        if name in fields:
            raise PackError(key.start_mark.line + 1, name, "is given twice")
        fields[name] = _convert(value, name)
    return Node(fields, line, field)

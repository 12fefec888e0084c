"""Everything that is wrong with an entry, and not only what was found first.

Each of its fields is read among others that are right, so that each error is that field's own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cache

from factbase.errors import InvalidValue
from factbase.packs.nodes import Node, PackError, parse

MOST = 20
"""Faults of one entry that are told."""
_RIGHT_FACT = "{slug: a, claim: A, verdict: unproven, summary: A}"
_RIGHT_STATEMENT = (
    "{stance: claims, speaker: {name: A}, said: '2025', text: A, "
    "source: {publisher: A, published: '2025'}}"
)

Read = Callable[[Node], object]


def faults(node: Node, read_fact: Read, read_statement: Read) -> Iterator[PackError]:
    """What is wrong with a fact's entry, its statements one by one."""
    if not isinstance(node.value, dict):
        return
    rest = dict(node.value)
    said = rest.get("statements")
    if said is not None and isinstance(said.value, tuple):
        del rest["statements"]
    yield from _faults(Node(rest, node.line, node.field), _right(_RIGHT_FACT), read_fact)
    for item in said.value if said is not None and isinstance(said.value, tuple) else ():
        if isinstance(item.value, dict):
            yield from _faults(item, _right(_RIGHT_STATEMENT), read_statement)
        else:
            yield item.fail("must be a mapping of names to values")


@cache
def _right(text: str) -> Mapping[str, Node]:
    return parse(text).fields


def _faults(node: Node, right: Mapping[str, Node], read: Read) -> Iterator[PackError]:
    if _fault(Node(dict(right), node.line), read) is not None:
        return  # what is wrong lies outside of the entry
    for name in right:
        if name not in node.fields:
            yield node.fail(f"lacks '{name}'")
    for name, value in node.fields.items():
        found = _fault(Node({**right, name: value}, value.line, node.field), read)
        if found is not None:
            yield found


def _fault(node: Node, read: Read) -> PackError | None:
    try:
        read(node)
    except PackError as problem:
        return problem
    except InvalidValue as problem:
        return PackError(node.line, problem.field, problem.problem)
    return None

"""Packs to facts: one bad entry is reported with its line, the others are read."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice
from uuid import uuid4

from factbase.errors import InvalidValue
from factbase.model import (
    GLOBAL,
    Change,
    Example,
    Fact,
    Origin,
    Source,
    Statement,
    Verdict,
    Wording,
)
from factbase.packs.faults import MOST, faults
from factbase.packs.nodes import Node, PackError, parse
from factbase.packs.statements import at, flag, local_text, named_sources, required, statement

FORMAT = "factbot-pack/1"
_PACK = ("format", "name", "title", "about", "language", "serial", "sources", "revoked", "facts")
_DIGITS = 15
_FACT = (
    "slug",
    "claim",
    "verdict",
    "summary",
    "topics",
    "review_by",
    "wordings",
    "statements",
    "examples",
    "appearances",
    "asked_only",
    "origin",
)


@dataclass(frozen=True, slots=True)
class Reject:
    """An entry that can't be taken: its line, its slug as far as known, and why; `more` is what
    else is wrong with it.
    """

    line: int
    slug: str
    reason: str
    more: tuple[Reject, ...] = ()


@dataclass(frozen=True, slots=True)
class PackReading:
    """Facts of a pack, as proposals with fresh ids, and what was rejected. A pack that others
    subscribe to has a `name`, a `serial` that grows with every edition, and the slugs of facts
    it has `revoked`.
    """

    facts: tuple[Fact, ...]
    rejects: tuple[Reject, ...]
    name: str = ""
    serial: int = 0
    revoked: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Context:
    change: Change
    language: str
    sources: dict[str, Source]
    scope: str
    new_id: Callable[[], str]


def _fresh_id() -> str:
    return uuid4().hex


def read_pack(
    text: str,
    change: Change,
    scope: str = GLOBAL,
    new_id: Callable[[], str] = _fresh_id,
) -> PackReading:
    """Read a pack's text.

    Raises:
        PackError: the file as a whole can't be read; single entries are rejected instead.
    """
    root = parse(text)
    fields = root.only(*_PACK)
    if "format" not in fields or fields["format"].text != FORMAT:
        raise root.fail(f"must begin with 'format: {FORMAT}'")
    language = fields["language"].text if "language" in fields else "en"
    sources = named_sources(fields["sources"]) if "sources" in fields else {}
    context = _Context(change, language, sources, scope, new_id)
    read = _collect(required(root, "facts").items, context)
    return replace(
        read,
        name=fields["name"].text if "name" in fields else "",
        serial=_number(fields["serial"]) if "serial" in fields else 0,
        revoked=tuple(node.text for node in _items(fields, "revoked")),
    )


def _number(node: Node) -> int:
    if not (node.text.isascii() and node.text.isdigit() and len(node.text) <= _DIGITS):
        raise node.fail("must be a whole number")
    return int(node.text)


def read_nodes(
    nodes: Iterable[Node], change: Change, scope: str = GLOBAL, language: str = "en"
) -> PackReading:
    """Read facts out of another form that was brought into the shape of a pack's entries."""
    return _collect(nodes, _Context(change, language, {}, scope, _fresh_id))


def _collect(nodes: Iterable[Node], context: _Context) -> PackReading:
    facts: dict[str, Fact] = {}
    rejects = []
    for node in nodes:
        try:
            fact = _fact(node, context)
            if fact.slug in facts:
                raise node.fields["slug"].fail("is used by an earlier fact of this file")
            facts[fact.slug] = fact
        except PackError as problem:
            rejects.append(_reject(problem.line, node, problem, context))
        except InvalidValue as problem:
            rejects.append(_reject(node.line, node, problem, context))
    return PackReading(tuple(facts.values()), tuple(rejects))


def _reject(line: int, node: Node, problem: InvalidValue, context: _Context) -> Reject:
    slug, first = _slug_of(node), str(problem)

    def said(item: Node) -> Statement:
        return statement(item, context.language, context.sources)

    found = list(islice(faults(node, lambda entry: _fact(entry, context), said), MOST))
    # What was found first is among them, perhaps with the line of its own field.
    again = next((fault for fault in found if str(fault) == first), None)
    others = sorted({(fault.line, str(fault)) for fault in found if fault is not again})
    return Reject(line, slug, first, tuple(Reject(at, slug, why) for at, why in others))


def read_fact(text: str, change: Change, scope: str = GLOBAL, language: str = "en") -> Fact:
    """Read one fact: its mapping alone, as an editor shows it.

    Raises:
        PackError: with the line that is wrong.
    """
    node = parse(text)
    try:
        return _fact(node, _Context(change, language, {}, scope, _fresh_id))
    except PackError:
        raise
    except InvalidValue as problem:
        raise PackError(node.line, problem.field, problem.problem) from None


def _slug_of(node: Node) -> str:
    if isinstance(node.value, dict) and "slug" in node.value:
        value = node.value["slug"].value
        return value[:80] if isinstance(value, str) else ""
    return ""


def _fact(node: Node, context: _Context) -> Fact:
    fields = node.only(*_FACT)
    change = context.change
    review_by = fields.get("review_by")
    return at(
        node,
        lambda: Fact(
            id=context.new_id(),
            slug=required(node, "slug").text,
            claim=local_text(required(node, "claim"), context.language),
            verdict=_verdict(required(node, "verdict")),
            summary=local_text(required(node, "summary"), context.language),
            wordings=tuple(_wordings(fields, context)),
            statements=tuple(
                statement(item, context.language, context.sources)
                for item in _items(fields, "statements")
            ),
            topics=tuple(item.text for item in _items(fields, "topics")),
            examples=tuple(_examples(fields)),
            appearances=tuple(item.text for item in _items(fields, "appearances")),
            review_by=_day(review_by) if review_by and review_by.value else None,
            scope=context.scope,
            asked_only="asked_only" in fields and flag(fields["asked_only"]),
            origin=_origin(fields["origin"]) if "origin" in fields else None,
            created=change.at,
            created_by=change.by,
            updated=change.at,
            updated_by=change.by,
        ),
    )


def _items(fields: dict[str, Node], name: str) -> tuple[Node, ...]:
    return fields[name].items if name in fields else ()


def _verdict(node: Node) -> Verdict:
    try:
        return Verdict(node.text)
    except ValueError:
        raise node.fail(f"must be one of {', '.join(Verdict)}") from None


def _wordings(fields: dict[str, Node], context: _Context) -> Iterator[Wording]:
    if "wordings" not in fields:
        return
    node = fields["wordings"]
    given = node.fields if isinstance(node.value, dict) else {context.language: node}
    for language, texts in given.items():
        for item in texts.items:
            yield at(item, lambda item=item, tag=language: Wording(item.text, tag))  # type: ignore[misc]  # mypy can't infer lambdas with defaults


def _examples(fields: dict[str, Node]) -> Iterator[Example]:
    if "examples" not in fields:
        return
    given = fields["examples"].only("match", "silent")
    for name, matches in (("match", True), ("silent", False)):
        for item in _items(given, name):
            yield Example(item.text, matches)


def _origin(node: Node) -> Origin:
    fields = node.only("publisher", "url", "rating")
    rating = fields["rating"].text if "rating" in fields else ""
    publisher, url = required(node, "publisher").text, required(node, "url").text
    return at(node, lambda: Origin(publisher, url, rating))


def _day(node: Node) -> date:
    try:
        return date.fromisoformat(node.text)
    except ValueError:
        raise node.fail("must be a day, written YYYY-MM-DD") from None

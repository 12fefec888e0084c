"""Packs to facts: one bad entry is reported with its line, the others are read."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import TypeVar
from uuid import uuid4

from factbase.errors import InvalidValue
from factbase.model import (
    GLOBAL,
    Change,
    Example,
    Fact,
    LocalText,
    PartialDate,
    Source,
    Speaker,
    Stance,
    Statement,
    Verdict,
    Wording,
)
from factbase.packs.nodes import Node, PackError, parse

T = TypeVar("T")
FORMAT = "factbot-pack/1"
_PACK = ("format", "name", "title", "about", "language", "sources", "facts")
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
)
_SOURCE = ("publisher", "title", "url", "published", "accessed")
_STATEMENT = ("stance", "speaker", "said", "text", "quoted", "source")


@dataclass(frozen=True, slots=True)
class Reject:
    """An entry that can't be taken: its line, its slug as far as known, and why."""

    line: int
    slug: str
    reason: str


@dataclass(frozen=True, slots=True)
class PackReading:
    """Facts of a pack, as proposals with fresh ids, and what was rejected."""

    facts: tuple[Fact, ...]
    rejects: tuple[Reject, ...]


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
    sources = _sources(fields["sources"]) if "sources" in fields else {}
    context = _Context(change, language, sources, scope, new_id)
    facts: dict[str, Fact] = {}
    rejects = []
    for node in _required(root, "facts").items:
        try:
            fact = _fact(node, context)
            if fact.slug in facts:
                raise node.fields["slug"].fail("is used by an earlier fact of this file")
            facts[fact.slug] = fact
        except PackError as problem:
            rejects.append(Reject(problem.line, _slug_of(node), str(problem)))
        except InvalidValue as problem:
            rejects.append(Reject(node.line, _slug_of(node), str(problem)))
    return PackReading(tuple(facts.values()), tuple(rejects))


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


def _required(node: Node, name: str) -> Node:
    if name not in node.fields:
        raise node.fail(f"lacks '{name}'")
    return node.fields[name]


def _at(node: Node, make: Callable[[], T]) -> T:
    """Build a value, and say on which line it failed."""
    try:
        return make()
    except PackError:
        raise
    except InvalidValue as problem:
        raise PackError(node.line, problem.field, problem.problem) from None


def _fact(node: Node, context: _Context) -> Fact:
    fields = node.only(*_FACT)
    change = context.change
    review_by = fields.get("review_by")
    return _at(
        node,
        lambda: Fact(
            id=context.new_id(),
            slug=_required(node, "slug").text,
            claim=_local(_required(node, "claim"), context),
            verdict=_verdict(_required(node, "verdict")),
            summary=_local(_required(node, "summary"), context),
            wordings=tuple(_wordings(fields, context)),
            statements=tuple(_statement(item, context) for item in _items(fields, "statements")),
            topics=tuple(item.text for item in _items(fields, "topics")),
            examples=tuple(_examples(fields)),
            appearances=tuple(item.text for item in _items(fields, "appearances")),
            review_by=_day(review_by) if review_by and review_by.value else None,
            scope=context.scope,
            created=change.at,
            created_by=change.by,
            updated=change.at,
            updated_by=change.by,
        ),
    )


def _items(fields: dict[str, Node], name: str) -> tuple[Node, ...]:
    return fields[name].items if name in fields else ()


def _local(node: Node, context: _Context) -> LocalText:
    if isinstance(node.value, str):
        return _at(node, lambda: LocalText.of(node.text, context.language))
    texts = {language: text.text for language, text in node.fields.items()}
    return _at(node, lambda: LocalText.of(texts))


def _optional(node: Node, name: str, context: _Context) -> LocalText | None:
    found = node.fields.get(name)
    return _local(found, context) if found is not None and found.value else None


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
            yield _at(item, lambda item=item, tag=language: Wording(item.text, tag))  # type: ignore[misc]  # mypy can't infer lambdas with defaults


def _examples(fields: dict[str, Node]) -> Iterator[Example]:
    if "examples" not in fields:
        return
    given = fields["examples"].only("match", "silent")
    for name, matches in (("match", True), ("silent", False)):
        for item in _items(given, name):
            yield Example(item.text, matches)


def _statement(node: Node, context: _Context) -> Statement:
    node.only(*_STATEMENT)
    stance = _required(node, "stance")
    if stance.text not in list(Stance):
        raise stance.fail(f"must be one of {', '.join(Stance)}")
    said = _required(node, "said")
    quoted = node.fields.get("quoted")
    return _at(
        node,
        lambda: Statement(
            speaker=_speaker(_required(node, "speaker"), context),
            stance=Stance(stance.text),
            text=_local(_required(node, "text"), context),
            said=_at(said, lambda: PartialDate.parse(said.text)),
            source=_source(_required(node, "source"), context.sources),
            quoted=_flag(quoted) if quoted else False,
        ),
    )


def _speaker(node: Node, context: _Context) -> Speaker:
    node.only("name", "office", "organisation")
    name, office, organisation = (
        _optional(node, part, context) for part in ("name", "office", "organisation")
    )
    return _at(node, lambda: Speaker(name, office, organisation))


def _sources(node: Node) -> dict[str, Source]:
    return {name: _source(source, {}) for name, source in node.fields.items()}


def _source(node: Node, named: dict[str, Source]) -> Source:
    if isinstance(node.value, str):
        if node.value not in named:
            raise node.fail("names a source that the file's 'sources' don't hold")
        return named[node.value]
    fields = node.only(*_SOURCE)
    text = {name: fields[name].text for name in ("publisher", "title", "url") if name in fields}
    days = {
        name: _at(fields[name], lambda name=name: PartialDate.parse(fields[name].text))  # type: ignore[misc]  # as above
        for name in ("published", "accessed")
        if name in fields and fields[name].value
    }
    publisher = text.get("publisher", "")
    return _at(
        node,
        lambda: Source(publisher, text.get("title", ""), text.get("url", ""), **days),
    )


def _flag(node: Node) -> bool:
    if node.text not in {"true", "false"}:
        raise node.fail("must be true or false")
    return node.text == "true"


def _day(node: Node) -> date:
    try:
        return date.fromisoformat(node.text)
    except ValueError:
        raise node.fail("must be a day, written YYYY-MM-DD") from None

"""Statements of a pack: who said what, when, where."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeVar

from factbase.errors import InvalidValue
from factbase.model import LocalText, PartialDate, Source, Speaker, Stance, Statement, Wording
from factbase.model.text import wording
from factbase.packs.nodes import Node, PackError

T = TypeVar("T")
_SOURCE = ("publisher", "title", "url", "published", "accessed")
_STATEMENT = ("stance", "speaker", "said", "text", "quoted", "source")


def required(node: Node, name: str) -> Node:
    """The value of that name. Raises `PackError` when it is missing."""
    if name not in node.fields:
        raise node.fail(f"lacks '{name}'")
    return node.fields[name]


def at(node: Node, make: Callable[[], T]) -> T:
    """Build a value, and say on which line it failed."""
    try:
        return make()
    except PackError:
        raise
    except InvalidValue as problem:
        raise PackError(node.line, problem.field, problem.problem) from None


def local_text(node: Node, language: str) -> LocalText:
    """A text, or texts by language. Raises `PackError`."""
    given = {language: node} if isinstance(node.value, str) else node.fields
    words = [_wording(node.field, text, tag) for tag, text in given.items()]
    return at(node, lambda: LocalText(tuple(words)))


def _wording(field: str, node: Node, language: str) -> Wording:
    return at(node, lambda: wording(field, node.text, language))


def _optional_text(node: Node, name: str, language: str) -> LocalText | None:
    found = node.fields.get(name)
    return local_text(found, language) if found is not None and found.value else None


def statement(node: Node, language: str, sources: Mapping[str, Source]) -> Statement:
    """One statement; `sources` are those that the pack names. Raises `PackError`."""
    node.only(*_STATEMENT)
    stance = required(node, "stance")
    if stance.text not in list(Stance):
        raise stance.fail(f"must be one of {', '.join(Stance)}")
    said = required(node, "said")
    quoted = node.fields.get("quoted")
    return at(
        node,
        lambda: Statement(
            speaker=_speaker(required(node, "speaker"), language),
            stance=Stance(stance.text),
            text=local_text(required(node, "text"), language),
            said=at(said, lambda: PartialDate.parse(said.text)),
            source=_source(required(node, "source"), sources),
            quoted=flag(quoted) if quoted else False,
        ),
    )


def _speaker(node: Node, language: str) -> Speaker:
    node.only("name", "office", "organisation")
    name, office, organisation = (
        _optional_text(node, part, language) for part in ("name", "office", "organisation")
    )
    return at(node, lambda: Speaker(name, office, organisation))


def named_sources(node: Node) -> dict[str, Source]:
    """Sources that statements refer to by name. Raises `PackError`."""
    return {name: _source(source, {}) for name, source in node.fields.items()}


def _source(node: Node, named: Mapping[str, Source]) -> Source:
    if isinstance(node.value, str):
        if node.value not in named:
            raise node.fail("names a source that the file's 'sources' don't hold")
        return named[node.value]
    fields = node.only(*_SOURCE)
    text = {name: fields[name].text for name in ("publisher", "title", "url") if name in fields}
    days = {
        name: at(fields[name], lambda name=name: PartialDate.parse(fields[name].text))  # type: ignore[misc]  # as above
        for name in ("published", "accessed")
        if name in fields and fields[name].value
    }
    publisher = text.get("publisher", "")
    return at(
        node,
        lambda: Source(publisher, text.get("title", ""), text.get("url", ""), **days),
    )


def flag(node: Node) -> bool:
    """True or false, written so. Raises `PackError`."""
    if node.text not in {"true", "false"}:
        raise node.fail("must be true or false")
    return node.text == "true"

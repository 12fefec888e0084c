"""Taking one fact's knowledge up into another: wordings, statements, examples. Pure."""

from __future__ import annotations

from dataclasses import replace

from factbase.model import Example, Fact, Statement, Wording


def with_wordings_of(fact: Fact, other: Fact) -> Fact:
    """The fact with the other's claim and wordings as further wordings of its own."""
    known = {(wording.text, wording.language) for wording in (*fact.claim, *fact.wordings)}
    offered = dict.fromkeys((*other.claim, *other.wordings))
    fresh = tuple(Wording(w.text, w.language) for w in offered if (w.text, w.language) not in known)
    return replace(fact, wordings=(*fact.wordings, *fresh))


def with_statements_of(fact: Fact, other: Fact) -> Fact:
    """The fact with those of the other's statements that it doesn't have."""
    fresh = tuple(item for item in other.statements if item not in fact.statements)
    return replace(fact, statements=_distinct((*fact.statements, *fresh)))


def with_all_of(fact: Fact, other: Fact) -> Fact:
    """The fact with everything the other knows; claim, verdict and summary stay its own."""
    joined = with_statements_of(with_wordings_of(fact, other), other)
    known = {example.text for example in fact.examples}
    examples: tuple[Example, ...] = tuple(e for e in other.examples if e.text not in known)
    return replace(
        joined,
        examples=(*fact.examples, *examples),
        appearances=tuple(dict.fromkeys((*fact.appearances, *other.appearances))),
        topics=tuple(dict.fromkeys((*fact.topics, *other.topics))),
    )


def _distinct(statements: tuple[Statement, ...]) -> tuple[Statement, ...]:
    return tuple(dict.fromkeys(statements))

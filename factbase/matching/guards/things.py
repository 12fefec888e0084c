"""Things: cholera isn't measles, and barley no wheat, though both are of one kind.

Known kinds and their members are in `data/things.txt`. What isn't there is left alone: without it
nobody can tell another thing from another word for it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from factbase.matching.decision import Finding
from factbase.matching.guards.blocks import blocks
from factbase.matching.guards.case import Case
from factbase.matching.guards.reading import repeats
from factbase.matching.lexicon import lines
from factbase.matching.normalise import fold
from factbase.matching.stems import stem
from factbase.matching.tokens import Tokens

NAME = "object"
_LONGEST = 80
"""Words of a message from which its things belong to much that the claim says nothing of."""
_LOOSE = frozenset(["office", "family"])
"""Kinds of which one somebody may well be two: these must stand in each other's place."""


@dataclass(frozen=True, slots=True)
class Member:
    """One thing of a kind; number 0 is what names the whole kind."""

    kind: str
    number: int


@cache
def _members() -> dict[str, tuple[Member, ...]]:
    """What each word may name."""
    found: dict[str, tuple[Member, ...]] = {}
    for line in lines("things.txt"):
        kind, held = line.split(":", 1)
        whole, *members = held.split(";")
        for number, named in enumerate((whole.replace("*", ""), *members)):
            for form in {form for word in named.split() for form in _forms(fold(word))}:
                found[form] = (*found.get(form, ()), Member(kind, number))
    return found


def _forms(word: str) -> set[str]:
    """A word and its plurals; a Russian one's stem, also without its fleeting vowel ("отц-")."""
    if word < "\u0400":
        return {word, word + "s", word + "es", word[:-1] + "ies", word[:-1] + "ves"}
    fleeting = word[-2] in "ео"
    return {word, stem(word), word[:-2] + word[-1] if fleeting else word}


def _named(tokens: Tokens, at: int) -> tuple[Member, ...]:
    """What a word may name."""
    word, members = tokens.words[at], _members()
    if at and word == "minister" and tokens.words[at - 1] == "prime":
        word = "premier"
    found = members.get(word) or members.get(word.removesuffix("'s")) or ()
    return found if found or word < "\u0400" else members.get(tokens.terms[at], ())


def kinds_of(tokens: Tokens, at: int) -> set[str]:
    """Kinds of what a word may name."""
    return {member.kind for member in _named(tokens, at)}


def things(tokens: Tokens, places: range) -> dict[Member, int]:
    """Members of kinds that a range of tokens names, each with the place of its first word."""
    found: dict[Member, int] = {}
    for at in places:
        for member in _named(tokens, at):
            if member.number:
                found.setdefault(member, at)
    return found


def look(case: Case) -> Iterator[Finding]:
    """A thing of the claim that isn't named, and another of its kind that is."""
    theirs = case.notes.of(_told, case.wording)
    if not theirs or len(case.message) > _LONGEST:
        return
    mine = things(case.message, case.around)
    for one, there in theirs.items():
        other = next((at for at in mine if at.kind == one.kind and at not in theirs), None)
        if one in mine or other is None:
            continue
        here = mine[other]
        said = {case.message.terms[here], case.message.words[here]}
        if case.known.isdisjoint(said) and _is_exchanged(case, one, there, here):
            detail = f"{case.wording.words[there]} in the claim, {case.message.words[here]} said"
            yield Finding(NAME, True, detail)
            return


def _is_exchanged(case: Case, thing: Member, there: int, here: int) -> bool:
    if any(there in block.there and here in block.here for block in blocks(case)):
        return True
    return thing.kind not in _LOOSE and repeats(case, {case.wording.terms[there]})


def _told(wording: Tokens) -> dict[Member, int]:
    return things(wording, range(len(wording)))

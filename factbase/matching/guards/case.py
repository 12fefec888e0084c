"""What a guard is shown, and how a passage lines up with a wording."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from rapidfuzz.distance import Levenshtein

from factbase.matching.lexicon import common
from factbase.matching.tokens import Tokens

AROUND = 4
"""Tokens beside the passage that still belong to its sentence."""


@dataclass(frozen=True, slots=True)
class Case:
    """A passage of the message beside the wording it matched.

    `first` and `last` are the passage's tokens (inclusive) in `message`. `wordings` are all
    wordings of the fact, `required` names that each of them holds; `known` all terms of any
    of its texts.
    """

    message: Tokens
    first: int
    last: int
    wording: Tokens
    wordings: tuple[Tokens, ...]
    required: frozenset[str]
    known: frozenset[str]

    @property
    def around(self) -> range:
        """Tokens of the passage and its neighbours."""
        return range(max(0, self.first - AROUND), min(len(self.message), self.last + 1 + AROUND))


@dataclass(frozen=True, slots=True)
class Swap:
    """One token of the wording that has another in its place; the places in both texts."""

    there: int
    here: int


def telling(tokens: Tokens, places: range) -> list[int]:
    """Numbers of the tokens that are no grammar words."""
    return [at for at in places if tokens.terms[at]]


def swaps(case: Case) -> Iterator[Swap]:
    """Single replaced tokens with the same neighbour on one side at least."""
    there = telling(case.wording, range(len(case.wording)))
    here = telling(case.message, case.around)
    terms_there = [case.wording.terms[at] for at in there]
    terms_here = [case.message.terms[at] for at in here]
    for operation in Levenshtein.opcodes(terms_there, terms_here):
        if operation.tag != "replace":
            continue
        length = operation.src_end - operation.src_start
        for step in range(length):
            i, j = operation.src_start + step, operation.dest_start + step
            if _anchored(terms_there, terms_here, i, j):
                yield Swap(there[i], here[j])


def _anchored(there: list[str], here: list[str], i: int, j: int) -> bool:
    before = i > 0 and j > 0 and there[i - 1] == here[j - 1]
    after = i + 1 < len(there) and j + 1 < len(here) and there[i + 1] == here[j + 1]
    return before or after


def is_headline(tokens: Tokens) -> bool:
    """Whether most words are capitalised, so that capitals name nobody."""
    long = [at for at in range(len(tokens)) if tokens.terms[at] and not tokens.words[at][0].isdigit()]
    return len(long) > 2 and sum(tokens.capital[at] for at in long) > 0.8 * len(long)  # noqa: PLR2004 - too short to tell


def is_name(tokens: Tokens, at: int) -> bool:
    """Whether a token looks like somebody's or something's name."""
    if tokens.terms[at][:1] == "@":
        return True
    word = tokens.words[at]
    if not tokens.capital[at] or word in common() or word[0].isdigit():
        return False
    if at == 0 or is_headline(tokens):
        return not word.endswith("s")  # a plural that opens a sentence is a kind of thing
    return True


def names_of(tokens: Tokens, places: range) -> list[str]:
    """Codes of countries, blocs and groups in a range of tokens, in order."""
    return [tokens.terms[at] for at in places if tokens.terms[at][:1] == "@"]

"""What a guard is shown."""

from __future__ import annotations

from dataclasses import dataclass

from factbase.matching.tokens import Tokens


@dataclass(frozen=True, slots=True)
class Case:
    """A passage of the message beside the wording it matched.

    `first` and `last` are the passage's tokens (inclusive) in `message`. `required` are names
    that every wording of the fact holds; `known` all terms of any of its texts.
    """

    message: Tokens
    first: int
    last: int
    wording: Tokens
    required: frozenset[str]
    known: frozenset[str]


def names_of(tokens: Tokens, first: int = 0, last: int | None = None) -> list[str]:
    """Codes of countries, blocs and groups in a range of tokens, in order."""
    end = len(tokens) if last is None else last + 1
    return [term for term in tokens.terms[max(0, first) : end] if term[:1] == "@"]

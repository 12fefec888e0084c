"""Words the base doesn't know, read as words it does know.

In order: stretched letters ("ruuussia"), digits and signs for letters ("w3apons"), a single
slip of the finger or of a scanner, and words run together ("russiaarmstaliban"). Every
repair ends in a word of the base, and the number of attempts per message is bounded.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from factbase.matching.lexicon import every_grammar
from factbase.matching.slips import DENYING
from factbase.matching.tokens import Tokens, term_of
from factbase.matching.vocabulary import Vocabulary

ATTEMPTS = 12
"""Unknown words looked at in one message."""

_STRETCHED = re.compile(r"(.)\1{1,}")
_LEET = str.maketrans("01345789@$!", "oieastbgasi")
_SCANNED = str.maketrans("015", "ols")
_LEET_SIGN = re.compile(r"[0-9@$!]")
_LETTER = re.compile(r"[^\W\d]")
_SHORTEST = 4
_SHORTEST_PIECE = 3
_LONGEST_RUN = 36
_REMEMBERED = 4_096


def repaired(
    tokens: Tokens, lost: list[int], vocabulary: Vocabulary, scope: str
) -> Iterator[tuple[int, int]]:
    """Pairs of token number and term number for unknown words that could be read.

    The tokens take over the last term read, so that the guards see it, too.
    """
    for at in lost[:ATTEMPTS]:
        if not _worth_reading(tokens, at):
            continue
        for number in _read(tokens.words[at], vocabulary):
            if vocabulary.visible(number, scope):
                tokens.terms[at] = vocabulary.terms[number]
                yield at, number


def _worth_reading(tokens: Tokens, at: int) -> bool:
    word = tokens.words[at]
    if len(word) < _SHORTEST or not _LETTER.search(word):
        return False
    return tokens.terms[at][0] != "@" and not _is_cut(tokens, at)


def _is_cut(tokens: Tokens, at: int) -> bool:
    """Whether the pieces of this hashtag or handle follow it as tokens of their own."""
    return at + 1 < len(tokens) and tokens.starts[at + 1] == tokens.starts[at]


def _read(word: str, vocabulary: Vocabulary) -> list[int]:
    guesses = vocabulary.guesses
    read = guesses.get(word)
    if read is None:
        read = _guessed(word, vocabulary)
        if len(guesses) < _REMEMBERED:  # a flood of odd words must not grow the process
            guesses[word] = read
    return read


def _guessed(word: str, vocabulary: Vocabulary) -> list[int]:
    for plain in _plainer(word):
        number = _known(plain, vocabulary)
        if number is not None:
            return [number]
    near = vocabulary.nearest(word)
    if near is not None:
        return [near]
    return _pieces(word, vocabulary)


def _plainer(word: str) -> Iterator[str]:
    forms = [word]
    if _LEET_SIGN.search(word):
        forms += [word.translate(_LEET), word.translate(_SCANNED)]
    for form in forms:
        if form != word:
            yield form
        if _STRETCHED.search(form):
            yield _STRETCHED.sub(r"\1", form)
            yield re.sub(r"(.)\1{2,}", r"\1\1", form)


def _known(word: str, vocabulary: Vocabulary) -> int | None:
    return vocabulary.ids.get(term_of(word, word) or " ")


def _pieces(word: str, vocabulary: Vocabulary) -> list[int]:
    """The fewest known words that make up this one; empty when there is no such reading."""
    if len(word) > _LONGEST_RUN or len(word) < 2 * _SHORTEST_PIECE:
        return []
    if any(_known(word[len(p) :], vocabulary) for p in DENYING if word.startswith(p)):
        return []  # "ineffective" isn't "in" and "effective"
    skipped = every_grammar()
    best: list[tuple[int, list[int]] | None] = [(0, [])] + [None] * len(word)
    for end in range(1, len(word) + 1):
        for start in range(max(0, end - 16), end):
            before = best[start]
            if before is None:
                continue
            piece = word[start:end]
            grammar = piece in skipped
            sought = len(piece) >= _SHORTEST_PIECE and vocabulary.begins(piece)
            number = _known(piece, vocabulary) if sought else None
            if number is None and not grammar:
                continue
            cost = before[0] + (2 if len(piece) <= _SHORTEST_PIECE else 1)
            held = best[end]
            if held is None or cost < held[0]:
                best[end] = (cost, before[1] + ([] if number is None else [number]))
    found = best[len(word)]
    return found[1] if found and found[0] <= 2 + len(word) // 5 else []

"""Units: names of several words in a text, and what they are known to stand for."""

from __future__ import annotations

from collections.abc import Iterator

from factbase.matching.guards.case import is_name
from factbase.matching.guards.dates import is_date
from factbase.matching.guards.exchanges import FRAMES, TITLES
from factbase.matching.lexicon import every_grammar, names
from factbase.matching.tokens import Tokens

_PLACES = frozenset(["country", "state", "continent", "region"])

Unit = tuple[int, ...]
"""Numbers of a name's words, in order."""


def units(tokens: Tokens, places: range) -> Iterator[Unit]:
    """Runs of words with capitals that hold a name: "Bristol Palin", "New York City"."""
    run: list[int] = []
    for at in places:
        word, term = tokens.words[at], tokens.terms[at]
        joined = bool(run) and tokens.terms[at - 1][:1] == "@"  # "United States"
        named = term[:1] == "@" or (tokens.capital[at] and (term or joined or len(word) == 1))
        apart = at > 0 and tokens.is_set_off(at - 1) and len(tokens.words[at - 1]) > 1
        if run and (apart or not named):
            yield from _unit(tokens, run)
            run = []
        if named and not is_date(word):
            run.append(at)
    yield from _unit(tokens, run)


def _unit(tokens: Tokens, run: list[int]) -> Iterator[Unit]:
    """A run without what only opens a sentence, and without whose president somebody is."""
    if run and tokens.terms[run[0]][:1] != "@" and _only_opens(tokens, run[0]):
        run = run[1:]
    named = [at for at in run if is_name(tokens, at) and tokens.words[at] not in TITLES]
    if not named:
        return
    titled = [at for at in run if tokens.words[at] in TITLES]
    if titled and titled[-1] < named[-1]:
        run = [at for at in run if at > titled[-1]]
    yield tuple(run)


def _only_opens(tokens: Tokens, at: int) -> bool:
    """Whether a word may have its capital from the sentence that it begins."""
    word = tokens.words[at]
    opens = not at or tokens.is_set_off(at - 1)
    plain = word in FRAMES or word in every_grammar() or word.endswith(("ing", "ed", "ly"))
    alone = at + 1 == len(tokens) or not tokens.capital[at + 1]
    return opens and (plain or (alone and at > 0))


def told(wording: Tokens) -> tuple[Unit, ...]:
    """All of a text's."""
    return tuple(units(wording, range(len(wording))))


def kind_of(tokens: Tokens, unit: Unit) -> str:
    """What a name is known to stand for: a place, a body, or nothing known."""
    codes = (tokens.terms[at][1:] for at in unit if tokens.terms[at][:1] == "@")
    kinds = (names().by_code[code].kind for code in codes)
    kind = next(kinds, "")
    return "place" if kind in _PLACES else kind

"""Who did what to whom: the same two names with their parts exchanged are another claim.

Word order tells in English, with "by", "to" and their like; case endings tell in Russian.
Where a sentence puts both on one side ("and", "with", "between"), nothing is said.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from factbase.matching.decision import Finding
from factbase.matching.guards.case import Case, is_name
from factbase.matching.lexicon import names
from factbase.matching.tokens import Tokens

NAME = "role"
_DOER, _TARGET, _EVEN = 1, -1, 2
_TO = frozenset("to against at into onto toward towards for upon over in on".split())
_BY = frozenset(["by", "from"])
_EVEN_WORDS = frozenset("and with between with и с со между".split())
_RU_TO = frozenset("в на против для к ко у".split())
_RU_FROM = frozenset("от из со".split())
_NOMINATIVE = frozenset(",а,я,ь,и,ы,ия,ец,цы,ане,ин,ка,ки".split(","))
_OBLIQUE = frozenset(
    "у,ю,е,ом,ем,еи,ои,ам,ям,ами,ями,ах,ях,ов,ев,ии,ию,иеи,ину,ца,цу,цев,цам,цами".split(",")
)
_READ = 12


def _part(tokens: Tokens, at: int) -> int:
    """What ending and neighbours say of a name's part: doer, target, even or nothing (0)."""
    word, before = tokens.words[at], tokens.words[at - 1] if at else ""
    if word.endswith("'s"):
        return _EVEN
    if word[0] >= "\u0400":
        return _russian_part(word, before)
    further = tokens.words[at - 2] if at > 1 and before in {"the", "a", "an"} else before
    if further in _EVEN_WORDS:
        return _EVEN
    if further in _TO:
        return _TARGET
    return _DOER if further in _BY else 0


def _russian_part(word: str, before: str) -> int:
    if before in _EVEN_WORDS:
        return _EVEN
    if before in _RU_FROM:
        return _DOER
    if before in _RU_TO:
        return _TARGET
    stem = next((word[:cut] for cut in range(len(word), 2, -1) if word[:cut] in names().stems), "")
    ending = word[len(stem) :] if stem else word[-1:]
    if stem.endswith("и") and ending in {"и", "еи"}:  # "России": a stem that ends in и has no plural
        return _TARGET
    if ending in _OBLIQUE:
        return _TARGET
    return _DOER if ending in _NOMINATIVE else 0


def _doer(tokens: Tokens, places: range, pair: tuple[str, str]) -> str | None:
    """Which of two names does it to the other, as far as order and endings tell."""
    at: dict[str, int] = {}
    for place in places:
        term = tokens.terms[place]
        if term in pair:
            at.setdefault(term, place)
    if len(at) < len(pair):
        return None
    one, two = sorted(at, key=lambda name: at[name])
    between = tokens.words[at[one] + 1 : at[two]]
    first, second = _part(tokens, at[one]), _part(tokens, at[two])
    if _EVEN in {first, second} or not between or set(between) <= _EVEN_WORDS:
        return None
    if first == _TARGET or second == _DOER:
        return two if first != _DOER and second != _TARGET else None
    return one


def _actors(tokens: Tokens, places: range) -> list[str]:
    named = (tokens.terms[at] for at in places if tokens.terms[at] and is_name(tokens, at))
    return list(dict.fromkeys(named))


def look(case: Case) -> Iterator[Finding]:
    """Compare who acts in the passage with who acts in the wordings that share its verb."""
    here = set(_actors(case.message, case.around)) | {
        term for term in case.message.terms if term in case.required
    }
    said = {case.message.terms[at] for at in range(case.first, case.last + 1)}
    for pair in combinations(sorted(here), 2):
        mine = _doer(case.message, case.around, pair)
        if mine is None:
            continue
        theirs = {
            doer
            for wording in case.wordings[:_READ]
            if set(pair) <= set(wording.terms) and _verbs(wording, pair) & said
            for doer in [_doer(wording, range(len(wording)), pair)]
            if doer is not None
        }
        if theirs and mine not in theirs:
            detail = f"{_plain(theirs.pop())} acts in the claim, {_plain(mine)} in the message"
            yield Finding(NAME, True, detail)
            return


def _verbs(wording: Tokens, pair: tuple[str, str]) -> set[str]:
    """Telling words that stand beside the two names, names themselves left out."""
    return {t for t in wording.terms if t and t not in pair and t[0] != "@"}


def _plain(name: str) -> str:
    return name.removeprefix("@")

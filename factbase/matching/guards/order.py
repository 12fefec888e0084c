"""Order: the claim's own words with doer and target exchanged, names or not."""

from __future__ import annotations

import re
from collections.abc import Iterator

from factbase.matching.guards import turned
from factbase.matching.guards.case import is_name, telling
from factbase.matching.guards.reading import Reading
from factbase.matching.lexicon import words
from factbase.matching.tokens import Tokens

_ARTICLES = words("the a an his her its their our")
_PLACES = words("by from of in at is are was were be")
"""Before a word these say that its place after the deed is right."""
_PICTURES = words("photograph photographs photo photos picture pictures video videos image images")
_LEAST = 3
_NEAR = 4
_OBLIQUE = (
    "ов",
    "ев",
    "еи",
    "ам",
    "ям",
    "ами",
    "ями",
    "ах",
    "ях",
    "ом",
    "ем",
    "ою",
    "ею",
    "у",
    "ю",
)
_PLAIN = re.compile(r".*(?:[бвгджзклмнпрстфхцчшщаяыи]|ость|тель|ец|ии)")
_INSTRUMENTAL = re.compile(r".*(?:ом|ем|ои|еи|ами|ями|ью)")
_DONE = re.compile(r".{3,}(?:[еая]н[аоы]?|[еия]т[аоы]|[аяеиую]тся|л[аои]?сь)")
"""Endings, folded (й is и): not the doer's, perhaps the doer's, who did it after a passive
verb, and such verbs."""


def doubts(reading: Reading) -> Iterator[str]:
    """A deed done by whom it was done to."""
    found = _agent(reading) or _turned(reading) or _bent(reading)
    word = turned.bent(reading.case) if found is None else reading.message.words[found]
    if word is not None:
        yield f"the claim has “{word}” in another part"


def _agent(reading: Reading) -> int | None:
    """Who is behind "by", where the wordings have them as those to whom it is done."""
    case, message = reading.case, reading.message
    if "by" not in message.words[case.first : case.last + 1]:
        return None
    for at in range(case.first + 1, min(len(message), case.last + 1)):
        if message.words[at] != "by":
            continue
        agent = reading.after(at)
        deeds = [i for i in range(case.first, at) if reading.shares(i) and not reading.is_name(i)]
        if agent is None or not reading.shares(agent) or not deeds:
            continue
        doer, deed = message.terms[agent], message.terms[deeds[-1]]
        orders = [_doer_first(one, doer, deed) for one in case.wordings if doer in one.terms]
        if False in orders and True not in orders:
            return agent
    return None


def _doer_first(wording: Tokens, doer: str, deed: str) -> bool | None:
    """Whether a wording has who does it before the deed, or after it with "by"."""
    if deed not in wording.terms:
        return None
    at = wording.terms.index(doer)
    return at < wording.terms.index(deed) or "by" in wording.words[max(0, at - _NEAR) : at]


def _bent(reading: Reading) -> int | None:
    """A Russian word whose ending makes it the doer here, and no wording has it as that."""
    case, message = reading.case, reading.message
    if message.words[case.first][0] < "\u0400":
        return None
    inside = [at for at in range(case.first, case.last + 1) if reading.shares(at)]
    opening = next((term for term in case.wording.terms if term), "")
    passive = [at for at in inside if _DONE.fullmatch(message.words[at])]
    forms = dict(zip(case.wording.terms, case.wording.words, strict=True))
    for at in inside:
        word, own = message.words[at], forms[message.terms[at]]
        if message.terms[at] == opening or word in reading.told or at in passive:
            continue
        if passive and _INSTRUMENTAL.fullmatch(word) and not _INSTRUMENTAL.fullmatch(own):
            return at
        if (
            not passive
            and own.endswith(_OBLIQUE)
            and not word.endswith(_OBLIQUE)
            and _PLAIN.fullmatch(word)
        ):
            return at
    return None


def _turned(reading: Reading) -> int | None:
    """A wording's first word behind its deed, and what was behind the deed before it."""
    case, message = reading.case, reading.message
    first: dict[str, int] = {}
    for at in range(case.first, case.last + 1):
        first.setdefault(message.terms[at], at)
    found: list[int] = []
    for wording in case.wordings:
        opening = case.notes.of(_opening, wording)
        if opening is None or opening[0] not in first or opening[1] not in first:
            continue
        doer, deed = first[opening[0]], first[opening[1]]
        if doer < deed:
            return None  # as some wording has it
        if any(term in first and first[term] < deed for term in opening[2:]):
            found.append(doer)
    return next((at for at in found if _is_behind(message, at, case.first)), None)


def _is_behind(message: Tokens, doer: int, first: int) -> bool:
    """Whether nothing before a word says that its place behind the deed is right."""
    if message.words[doer][0] >= "\u0400":
        return False
    before = doer - 1
    while before > first and message.words[before] in _ARTICLES:
        before -= 1
    return message.words[before] not in _PLACES


def _opening(wording: Tokens) -> list[str] | None:
    """Who does what to whom, as a plain sentence has it: doer, deed, all others."""
    told = telling(wording, range(len(wording)))
    if len(told) > _LEAST and wording.words[told[0]] in _PICTURES:
        told = told[2:]  # "a photograph shows"
    deed = next((at for at in told[1:] if not is_name(wording, at)), None)
    if deed is None or (deed != told[1] and not is_name(wording, told[0])) or len(told) < _LEAST:
        return None
    others = [wording.terms[at] for at in told if at > deed]
    return [wording.terms[told[0]], wording.terms[deed], *others]

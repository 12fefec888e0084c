"""What keeps a fact from being said unasked: words that may make the message another claim.

Nobody asked, so a doubt is enough here, where the other guards need a contradiction. A finding
stops nothing by itself: who asks gets the fact (see `decide`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from factbase.matching.decision import DOUBT, Finding
from factbase.matching.guards import exchanges, hedges, narrowing, order, subjects, thin
from factbase.matching.guards.case import Case
from factbase.matching.guards.reading import Reading, read, words_of
from factbase.matching.lexicon import words

_TURNS = re.compile(
    # not done, or no longer: "refuses to", "warns against", "stopped"
    r"(?:refus(?:es?|ed|ing|al)|declin(?:es?|ed|ing)|warn(?:s|ed|ing)?|stop(?:s|ped|ping)?|quits?|"
    r"ceas(?:es?|ed|ing)|halt(?:s|ed|ing)?|end(?:s|ed)|avoid(?:s|ed|ing)?|fail(?:s|ed)|almost|"
    r"nearly|narrowly|prevent(?:s|ed|ing)?|without|lack|lacks|instead|"
    # not so in this world: "if", "a novel in which"
    r"if|unless|supposing|hypothetical\w*|novels?|fiction\w*|movies?|films?|"
    # on the other side: "against", "the enemies of"
    r"against|anti|opponents?|enem(?:y|ies)|foes?|rivals?|"
    # less of it, or something about it
    r"reduc(?:es?|ed|ing)|fears?|museum|half|"
    r"отказ\w*|отказыва\w*|предостерег\w*|предупред\w*|перестал\w*|прекрат\w*|"
    r"едва|почти|если|бы|роман\w*|фильм\w*|против|противник\w*|враг\w*|соперник\w*|снижа\w*|"
    r"страх\w*|вместо|без)"
)
"""Beside the passage or in it, and not in the claim, these make it another one."""

_NOT = (["не"], ["no"], ["not"], ["none"])
"""After such a word they are part of a negation ("почти не"), which has a guard of its own."""

_ACCUSES = re.compile(
    r"(?:accus\w+|blam\w+|condemn\w*|denounc\w+|critici[sz]\w+|slam(?:s|med)|arrest\w*|charg(?:es|ed)|"
    r"convict\w*|jail\w*|su(?:es|ed)|suspect\w*|обвин\w+|осуд\w+|осужда\w+|арест\w+|задерж\w+)"
)
"""After a name of the claim: somebody else is said to have done it."""

_OTHERS = re.compile(
    r"(?:former|ex|deputy|vice|assistant|acting|wife|husband|son|daughter|brother|sister|father|"
    r"mother|widow|dog|cat|friend|friends|secretary|aide|adviser|advisor|bodyguard|rebels?|"
    r"dissidents?|exiles?|separatists?|hunters?|tsarist|imperial|soviet|little|white|fake|"
    r"east|west|eastern|western|north|south|northern|southern|near|"
    r"бывш\w+|экс|заместител\w+|зам|жена|жены|муж|мужа|сын|сына|дочь|дочери|брат|брата|сестр\w+|"
    r"друг|друга|царск\w+|имперск\w+|советск\w+|повстанц\w+|диссидент\w+)"
)
"""Beside a word of the claim: it was somebody, or something, else."""

_IFS = words("if unless supposing если бы")
_NEARLY = words("almost nearly narrowly едва почти")
"""These speak of what is behind them."""
_WONDERS = words("sure know see wonder wondering ask clarify check as even")
"""Before "if" they leave the claim what it is."""

_BEFORE = 5
_BESIDE = 4
"""Tokens beside the passage that can turn it."""


def look(case: Case) -> Iterator[Finding]:
    """The first such word."""
    found = next(_doubts(read(case)), None)
    if found is not None:
        yield Finding(DOUBT, False, found)


def _doubts(reading: Reading) -> Iterator[str]:
    yield from _turns(reading)
    if reading.close:
        for kind in (hedges, narrowing, subjects, order, exchanges):
            yield from kind.doubts(reading)
    yield from thin.doubts(reading)


def _turns(reading: Reading) -> Iterator[str]:
    case, message = reading.case, reading.message
    claim = case.notes.of(words_of, case.wording)
    begin = max(0, case.first - _BESIDE)
    for at, word in enumerate(message.words[begin : case.last + 1 + _BESIDE], begin):
        kind, term = _kind(word), message.terms[at]
        if kind is None and term[:1] != "@" and not word.isdigit():
            continue
        if word not in claim and term not in reading.shared:
            yield from _turned_by(reading, at, kind)


@lru_cache(maxsize=16_384)
def _kind(word: str) -> re.Pattern[str] | None:
    """The first of the lists that a word is on."""
    return next((kind for kind in (_TURNS, _ACCUSES, _OTHERS) if kind.fullmatch(word)), None)


def _turned_by(reading: Reading, at: int, kind: re.Pattern[str] | None) -> Iterator[str]:
    word = reading.message.words[at]
    if kind is _TURNS:
        if reading.message.words[at + 1 : at + 2] not in _NOT and _turns_it(reading, at):
            yield f"“{word}” turns the claim"
    elif kind is _ACCUSES:
        if _names_before(reading, at):
            yield f"“{word}” speaks of what another did"
    elif kind is _OTHERS:
        if reading.nearly and _is_near(reading, at):
            yield f"“{word}” makes it another's"
    elif reading.close and _has_no_part(reading, at):
        yield f"{word} has no part in the claim"


def _turns_it(reading: Reading, at: int) -> bool:
    """Whether a turning word stands beside the claim's words and governs them."""
    message, after = reading.message, reading.after(at)
    if message.words[at] in _IFS:
        asks = at and message.words[at - 1] in _WONDERS
        return after is not None and reading.shares(after) and not asks
    if message.words[at] in _NEARLY:
        return after is not None and reading.shares(after)
    return _is_near(reading, at)


def _is_near(reading: Reading, at: int) -> bool:
    """Whether the next telling word, on one side or the other, is one of the claim's."""
    after, before = reading.after(at), reading.before(at)
    return (after is not None and reading.shares(after)) or (
        before is not None and reading.shares(before)
    )


def _has_no_part(reading: Reading, at: int) -> bool:
    """Whether a country, bloc or year stands in the passage that no text of the fact knows."""
    if not reading.case.first < at < reading.case.last:
        return False
    word, term = reading.message.words[at], reading.message.terms[at]
    year = word.isdigit() and len(word) == len("2026") and word[:2] in {"18", "19", "20"}
    return (term[:1] == "@" or year) and term not in reading.case.known


def _names_before(reading: Reading, at: int) -> bool:
    before = range(max(0, at - _BEFORE), at)
    return any(reading.shares(i) and reading.is_name(i) for i in before)

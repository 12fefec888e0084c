"""Hedges: what may happen, is wanted, or holds of a part, where the claim says that it is so."""

from __future__ import annotations

import re
from collections.abc import Iterator

from factbase.matching.guards.reading import Reading, words_of
from factbase.matching.lexicon import words
from factbase.matching.tokens import Tokens

_FIRM = words("must will shall gonna")
_WEAK = words("could can may might should would whether")
_MULLS = re.compile(
    r"(?:consider|contemplat|discuss|mull|debat|weigh|propos|plan|think|talk|dream|imagin|risk|"
    r"postpon|delay|suggest|deny|avoid|stop|oppos|threaten|promis|hop|rul)(?:s|es|e|ed|ing|ning)?"
)
"""Verbs before a form in -ing that say that it isn't done."""
_PLANS = re.compile(
    r"(?:plan|want|seek|intend|hope|propos|promis|pledg|vow|threaten|consider|expect|prepar|agree|"
    r"offer|decid|wish|aim|urg|ask|call|ready|set|going|would-be|should|ought|need)(?:s|es|e|ed|"
    r"ing)?|sought"
)
"""A wording with one of these, or a modal verb, speaks of what isn't done yet either."""
_INFINITIVE = re.compile(r".{2,}(?:ть|ти|чь)(?:ся)?")
_PARTS = words(
    "some several few half part parts partly partially mostly mainly nearly almost sometimes "
    "occasionally rarely seldom briefly temporarily barely every each "
    "некоторые некоторых часть части частично отчасти иногда редко порои изредка почти половина "
    "половину несколько временно каждыи каждая каждую каждого"
)
_OUT_OF = (("one", "of"), ("none", "of"), ("один", "из"), ("одна", "из"), ("одно", "из"))
_WHEN = words("in since until till before after by during from around back of в с до после к")
_BEYOND = 4
_DIGITS = 4


def doubts(reading: Reading) -> Iterator[str]:
    """Words that take something off the claim."""
    case, message = reading.case, reading.message
    last = min(len(message), case.last + 1 + _BEYOND)
    own = case.notes.of(words_of, case.wording)
    planned = not _WEAK.isdisjoint(own) or any(map(_PLANS.fullmatch, own))
    ahead = planned or not _FIRM.isdisjoint(own)
    for at in range(max(0, case.first - _BEYOND), last):
        word = message.words[at]
        allowed = planned if word in _WEAK else ahead
        if case.first < at <= case.last and not allowed and _is_hedged(reading, at):
            yield f"“{word}” makes it what isn't done yet"
        elif at <= case.last and _is_part(reading, at):
            yield f"“{word}” makes it a part of the claim"
        elif word[0].isdigit() and _is_another_time(reading, at):
            yield f"{word} is no time of the claim"


def _is_hedged(reading: Reading, at: int) -> bool:
    word, after = reading.message.words[at], reading.after(at)
    if _INFINITIVE.fullmatch(word) and reading.shares(at):
        return not any(
            reading.message.terms[at] in reading.case.notes.of(_infinitives, wording)
            for wording in reading.case.wordings
        )
    if after is None or reading.is_foreign(after) or reading.is_name(after):
        return False
    done = reading.message.words[after]
    if word in _WEAK or word in _FIRM:
        return True
    if word == "to":
        asked = reading.before(at)
        return asked is not None and not reading.shares(asked) and _is_plain(reading, after, at)
    return done.endswith("ing") and reading.is_foreign(at) and bool(_MULLS.fullmatch(word))


def _is_plain(reading: Reading, verb: int, to: int) -> bool:
    """Whether "to" stands right before a verb that no wording has in this plain form."""
    return verb == to + 1 and reading.message.words[verb] not in reading.told


def _infinitives(tokens: Tokens) -> frozenset[str]:
    found = zip(tokens.words, tokens.terms, strict=True)
    return frozenset(term for word, term in found if _INFINITIVE.fullmatch(word))


def _is_part(reading: Reading, at: int) -> bool:
    word = reading.message.words[at]
    pair = tuple(reading.message.words[at : at + 2])
    after, before = reading.after(at), reading.before(at)
    if pair in _OUT_OF:
        return after is not None and reading.shares(after) and reading.is_name(after)
    if word in reading.told or word not in _PARTS:
        return False
    return (after is not None and reading.shares(after)) or (
        before is not None and before > reading.case.first and reading.shares(before)
    )


def _is_another_time(reading: Reading, at: int) -> bool:
    """Whether a year stands there with "in" or its like that no text of the fact knows."""
    words, word = reading.message.words, reading.message.words[at]
    is_year = len(word) == _DIGITS and word.isdigit() and word[:2] in {"18", "19", "20"}
    told = is_year and reading.message.terms[at] not in reading.case.known
    return told and at > 0 and words[at - 1] in _WHEN

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
_EACH = words("every each каждыи каждая каждую каждого")
_EVERY = words("all every each все всех всем всеми каждыи каждая")
"""The whole of something, told one by one or together."""
_ONE = words("one none один одна одно")
_OUT_OF = (["of"], ["из"])
_WHEN = words("in since until till before after by during from around back of в с до после к")
_YEARS = words("year years yr yrs decades centuries лет года год годов века веков")
_AGO = words("ago since назад как спустя")
_DIGITS = 4


def doubts(reading: Reading) -> Iterator[str]:
    """Words that take something off the claim."""
    case, message = reading.case, reading.message
    if not reading.new:
        return
    planned, ahead = case.notes.of(_plans, case.wording)
    for at in sorted({*reading.new, *(at + 1 for at in reading.new if at < case.last)}):
        word = message.words[at]
        allowed = planned if word in _WEAK else ahead
        if case.first < at <= case.last and not allowed and _is_hedged(reading, at):
            yield f"“{word}” makes it what isn't done yet"
        elif at <= case.last and _is_part(reading, at):
            yield f"“{word}” makes it a part of the claim"
        elif word[0].isdigit() and _is_another_time(reading, at):
            yield f"{word} is no time of the claim"
        elif word in _YEARS and _is_long_ago(reading, at):
            yield f"“{word}” makes it something of long ago"


def _plans(wording: Tokens) -> tuple[bool, bool]:
    """Whether a wording speaks of what may be or is planned, and whether of that or the future."""
    own = words_of(wording)
    planned = not _WEAK.isdisjoint(own) or any(map(_PLANS.fullmatch, own))
    return planned, planned or not _FIRM.isdisjoint(own)


def _is_hedged(reading: Reading, at: int) -> bool:
    word = reading.message.words[at]
    if word[0] >= "\u0400" and _INFINITIVE.fullmatch(word) and reading.shares(at):
        known = reading.case.notes.of_all(_infinitives, reading.case.wordings)
        return reading.message.terms[at] not in known
    modal = word in _WEAK or word in _FIRM
    if not modal and word != "to" and not _MULLS.fullmatch(word):
        return False
    after = reading.after(at)
    if after is None or reading.is_foreign(after) or reading.is_name(after):
        return False
    if modal:
        return True
    if word == "to":
        asked = reading.before(at)
        return asked is not None and not reading.shares(asked) and _is_plain(reading, after, at)
    return reading.message.words[after].endswith("ing") and reading.is_foreign(at)


def _is_plain(reading: Reading, verb: int, to: int) -> bool:
    """Whether "to" stands right before a verb that no wording has in this plain form."""
    return verb == to + 1 and reading.message.words[verb] not in reading.told


def _infinitives(tokens: Tokens) -> frozenset[str]:
    found = zip(tokens.words, tokens.terms, strict=True)
    return frozenset(term for word, term in found if _INFINITIVE.fullmatch(word))


def _is_part(reading: Reading, at: int) -> bool:
    word = reading.message.words[at]
    of = word in _ONE and reading.message.words[at + 1 : at + 2] in _OUT_OF
    if not of and (word not in _PARTS or word in reading.told):
        return False
    if word in _EACH and not _EVERY.isdisjoint(reading.told):
        return False
    after, before = reading.after(at), reading.before(at)
    if of:
        return after is not None and reading.shares(after) and reading.is_name(after)
    return (after is not None and reading.shares(after)) or (
        before is not None and before > reading.case.first and reading.shares(before)
    )


def _is_long_ago(reading: Reading, at: int) -> bool:
    """Whether the message looks back ("12 years ago"), which no wording does."""
    behind = reading.message.words[at + 1 : at + 2]
    return not _AGO.isdisjoint(behind) and _AGO.isdisjoint(reading.told)


def _is_another_time(reading: Reading, at: int) -> bool:
    """Whether a year stands there with "in" or its like that no text of the fact knows."""
    words, word = reading.message.words, reading.message.words[at]
    is_year = len(word) == _DIGITS and word.isdigit() and word[:2] in {"18", "19", "20"}
    told = is_year and reading.message.terms[at] not in reading.case.known
    return told and at > 0 and words[at - 1] in _WHEN

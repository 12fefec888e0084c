"""What a message does with the claim it holds: says it, asks, denies, reports, jokes, quotes."""

from __future__ import annotations

import re
from bisect import bisect

from factbase.matching.decision import Finding, MessageStance
from factbase.matching.guards import negation
from factbase.matching.guards.predicates import answers_no
from factbase.matching.guards.refusing import NEGATORS, NOT
from factbase.matching.passages import raw_span
from factbase.matching.query import Query

_DENIAL = re.compile(
    r"^(?:den(?:y|ies|ied|ying|ials?)|reject(?:s|ed|ing|ion)?|refut(?:e|es|ed|ing)|"
    r"dismiss(?:es|ed|ing)?|rebut(?:s|ted)?|disput(?:e|es|ed|ing)|rubbish(?:es|ed)|"
    r"disavow(?:s|ed)|опроверг\w*|опроверж\w*|отрица\w*|отверг\w*|опровергн\w*)$"
)
_DEBUNK = re.compile(
    r"^(?:false|falsely|fake|hoax|debunk(?:s|ed|ing)?|myth|untrue|lies?|lying|nonsense|bullshit|"
    r"baseless|unfounded|disinformation|misinformation|propaganda|fabricat\w+|bogus|photoshop\w*|"
    r"deepfake\w*|doctored|forged|forger(?:y|ies)|spoof|"
    r"rumou?rs?|феик\w*|лож[ьи]|ложн\w*|неправда|вранье|врут|миф\w*|дезинформаци\w*|чушь|бред|"
    r"выдумк\w*|выдуман\w*|вымыс\w+|вброс\w*|брехн\w+|фотошоп\w*|дипфеик\w*|подделк\w*|слух\w*|утк[аи])$"
)
_JOKE_WORD = re.compile(
    r"(?<!\S)/s(?!\S)|\bjk\b|\bjust kidding\b|\bsatir\w+|\bsarcasm\b|\bimagine if\b|"
    r"\bшучу\b|\bшутк\w*|\bсарказм\w*|\bсатир\w*",
    re.IGNORECASE,
)
_ASKS = re.compile(
    r"\?|\bis (?:it|this|that) (?:really )?(?:true|real|legit|so)\b|\bcan (?:any|some)(?:one|body) "
    r"(?:confirm|verify|check)\b|\bany truth\b|\bfact[- ]?check\b|\btrue or false\b|"
    r"\bправда ли\b|\bверно ли\b|\bправда,? что\b|\bнеужели\b|\bэто правда\b|\bподтвердите\b",
    re.IGNORECASE,
)
_JOKE_HINTS = (
    "/s", "jk", "just kidding", "satir", "sarcasm", "imagine if", "шучу", "шутк", "сарказм",
    "сатир",
)  # fmt: skip
_ASKS_HINTS = (
    "is it", "is this", "is that", "can any", "can some", "any truth", "fact", "true or false",
    "правда", "верно ли", "неужели", "подтвердите",
)  # fmt: skip
"""One of these is in whatever the patterns find; looking for them takes a tenth of their time."""

_THAT = frozenset(("that", "что"))
_OF = frozenset(("of", "for", "his", "her", "their"))
"""Behind "made up" it means another thing: "made up of", "made up her mind"."""
_NO_JOKE = (["no"], ["not"], ["не"])
_QUOTE, _QUOTE_ON = ">", ">>> "
"""Markdown as Discord reads it: at the beginning of a line, for this one or for all that follow."""
_NEAR = 8
_STEM = 5
"""Letters that a word of debunking has in common with one of the claim's own."""


def _near(query: Query, passage: tuple[int, int]) -> range:
    return range(max(0, passage[0] - _NEAR), min(len(query.tokens), passage[1] + 1 + _NEAR))


def stance(
    query: Query, passage: tuple[int, int], findings: tuple[Finding, ...], wording: str
) -> MessageStance:
    """The stance of a message towards the wording it matched."""
    words = query.tokens.words
    near = _near(query, passage)
    known = wording.lower()
    debunks = [at for at in near if _debunks(words, at) and words[at][:_STEM] not in known]
    opposite = any(finding.guard == negation.NAME for finding in findings)
    if _asks(query, near) and not (debunks and "?" not in query.folded):
        return MessageStance.DENIES if _is_answered(query, passage) else MessageStance.ASKS
    if _jokes(query):
        return MessageStance.DENIES if opposite else MessageStance.JOKES
    if _is_quoted(query.text, raw_span(query, passage)[0]):
        return MessageStance.QUOTES
    denials = [at for at in near if _DENIAL.match(words[at]) and words[at] not in known]
    if denials and not any(_negated(words, at) for at in denials):
        return MessageStance.REPORTS_DENIAL
    debunked = debunks if not any(_negated(words, at) for at in debunks) else []
    if opposite and debunked and _is_undone(words, near, debunked[0], known):
        return MessageStance.ASSERTS
    return MessageStance.DENIES if opposite or debunked else MessageStance.ASSERTS


def _is_quoted(text: str, at: int) -> bool:
    """Whether a place in a raw text is in a line, or in all lines from one on, put as a quote."""
    if ">" not in text:
        return False
    *before, line = text[:at].split("\n")
    return line.lstrip().startswith(_QUOTE) or any(
        one.lstrip().startswith(_QUOTE_ON) for one in before
    )


def _debunks(words: list[str], at: int) -> bool:
    """Whether a word debunks, or "made" does with "up" behind it: "a site made that up"."""
    if words[at] == "made":
        return "up" in words[at + 1 : at + 3] and _OF.isdisjoint(words[at + 2 : at + 4])
    return _DEBUNK.match(words[at]) is not None


def _negated(words: list[str], at: int) -> bool:
    return any(word in NOT or word == "without" for word in words[max(0, at - 2) : at])


def _is_undone(words: list[str], near: range, at: int, known: str) -> bool:
    """Whether a word of debunking is of what is negated: "a lie that they don't", "fake: they do"
    where the claim is that they don't.
    """
    if not _THAT.isdisjoint(words[at + 1 : at + 3]):
        return True
    return NEGATORS.isdisjoint(words[near.start : near.stop]) and not NEGATORS.isdisjoint(
        known.split()
    )


def _jokes(query: Query) -> bool:
    """Whether a joke is told, or something is said to be one."""
    lower = query.folded.lower()
    if not any(hint in lower for hint in _JOKE_HINTS):
        return False
    found = _JOKE_WORD.search(query.folded)
    return found is not None and lower[: found.start()].split()[-1:] not in _NO_JOKE


def _is_answered(query: Query, passage: tuple[int, int]) -> bool:
    """Whether who asks after the claim answers in the negative."""
    at = query.folded.rfind("?")
    if at < 0 or not len(query.tokens) or query.tokens.starts[passage[0]] > at:
        return False
    begin = max(query.folded.rfind(mark, 0, at) for mark in ".!?\n")
    asked = query.tokens.ends[passage[1]] > begin
    return asked and answers_no(query.tokens, bisect(query.tokens.starts, at))


def _asks(query: Query, near: range) -> bool:
    """A question mark or a phrase of asking in the sentence of the passage or just after it."""
    if not len(near):
        return "?" in query.folded
    tokens = query.tokens
    start = tokens.starts[near.start]
    begin = max(query.folded.rfind(mark, 0, tokens.starts[near.start]) for mark in ".!\n")
    end = tokens.ends[near.stop - 1]
    passage = query.folded[max(0, min(begin, start)) : end + 12]
    lower = passage.lower()
    return "?" in passage or (
        any(hint in lower for hint in _ASKS_HINTS) and _ASKS.search(passage) is not None
    )

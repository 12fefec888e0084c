"""The match trail in words: what was considered, what stopped it, what would flip it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from string import Formatter

from bot.composing.document import Block, Code, Document, Kind, Strong, Text
from bot.replies import Explanation
from bot.wording import Words
from bot.wording.reasons import FLIPS
from factbase.matching.decision import DOUBT, Ambiguous, Candidate, Finding, Match, NoMatch

_SHOWN = 5
"""Candidates listed: what a person takes in at a glance."""


def compose_explanation(reply: Explanation, words: Words) -> Document:
    """The trail of a decision. What a guard saw stays in English, in quotes, as the log has it;
    the numbers of the likeliest candidate stand at the end, for who measures.
    """
    trail = reply.decision.trail
    names = dict(reply.names)
    blocks = [Block(Kind.TITLE, (Strong(_headline(reply, words, names)),))]
    gate = words.say(
        "Lane {lane} by {used}; threshold {threshold}; the message {stance}.",
        lane=words.say(trail.lane),
        used=words.say(trail.lane_used),
        threshold=f"{trail.threshold:.2f}",
        stance=words.say(trail.stance),
    )
    blocks.append(Block(Kind.PARAGRAPH, (Text(gate),)))
    for candidate in trail.candidates[:_SHOWN]:
        blocks += _candidate(candidate, names.get(candidate.id, candidate.id), words)
    if trail.flip:
        flip = _flip(_with_names(trail.flip, names), words)
        blocks.append(Block(Kind.FOOTER, (Text(words.say("What would change it: ")), Text(flip))))
    blocks += _numbers(trail.candidates, names, words)
    return Document(tuple(blocks), language=words.language)


def compose_silence(reason: str, words: Words) -> Document:
    """Why nothing is said to a message that nobody asked about."""
    said = words.say("Nothing is said unasked: {reason}.", reason=words.say(reason))
    return Document((Block(Kind.PARAGRAPH, (Text(said),)),), language=words.language)


def _with_names(text: str, names: Mapping[str, str]) -> str:
    """The matcher knows ids; people know slugs."""
    for key, name in names.items():
        text = text.replace(key, name)
    return text


def _flip(text: str, words: Words) -> str:
    """What would turn the decision, in the reader's language."""
    for sentence, pattern in _flips():
        if found := pattern.fullmatch(text):
            return words.say(sentence, **found.groupdict())
    return text


@cache
def _flips() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((sentence, re.compile(_pattern(sentence), re.DOTALL)) for sentence in FLIPS)


def _pattern(sentence: str) -> str:
    parts = Formatter().parse(sentence)
    return "".join(
        re.escape(words) + (f"(?P<{name}>.+)" if name else "") for words, name, _, _ in parts
    )


def _headline(reply: Explanation, words: Words, names: dict[str, str]) -> str:
    match reply.decision:
        case Match(best=best):
            return words.say("Match: {slug}", slug=names.get(best.id, best.id))
        case Ambiguous(candidates=candidates):
            found = ", ".join(names.get(item.id, item.id) for item in candidates)
            return words.say("Ambiguous: {slugs}", slugs=found)
        case NoMatch(reason=reason):
            return words.say("No match: {reason}", reason=words.say(reason))


def _candidate(candidate: Candidate, name: str, words: Words) -> Iterator[Block]:
    mark = "✗" if candidate.stopped else "·"
    yield Block(
        Kind.ITEM,
        (Text(f"{mark} {candidate.confidence:.3f} "), Code(name), Text(f" “{candidate.wording}”")),
    )
    for finding in candidate.findings:
        yield Block(Kind.NOTE, (Text(_seen(finding, words)),))


def _seen(finding: Finding, words: Words) -> str:
    """What a guard saw, and what that does."""
    guard, detail = finding.guard, finding.detail
    if finding.stops:
        return words.say("differs ({guard}): {detail}", guard=guard, detail=detail)
    if guard == DOUBT:
        return words.say("a doubt, enough to say nothing unasked: {detail}", detail=detail)
    return words.say("seen, stops nothing ({guard}): {detail}", guard=guard, detail=detail)


def _numbers(
    candidates: tuple[Candidate, ...], names: Mapping[str, str], words: Words
) -> Iterator[Block]:
    measured = next((candidate for candidate in candidates if candidate.parts), None)
    if measured is not None:
        parts = ", ".join(f"{part} {score:.2f}" for part, score in measured.parts)
        slug = names.get(measured.id, measured.id)
        yield Block(
            Kind.NOTE, (Text(words.say("In detail, {slug}: {numbers}", slug=slug, numbers=parts)),)
        )

"""The match trail in words: what was considered, what stopped it, what would flip it."""

from __future__ import annotations

from collections.abc import Iterator

from bot.composing.document import Block, Code, Document, Kind, Strong, Text
from bot.replies import Explanation
from bot.wording import Words
from factbase.matching.decision import Ambiguous, Candidate, Match, NoMatch

_SHOWN = 5
"""Candidates listed: what a person takes in at a glance."""


def compose_explanation(reply: Explanation, words: Words) -> Document:
    """The trail of a decision; technical terms stay in English, as the log has them."""
    trail = reply.decision.trail
    names = dict(reply.names)
    blocks = [Block(Kind.TITLE, (Strong(_headline(reply, words, names)),))]
    gate = words.say(
        "Lane {lane} by {used}; threshold {threshold}; the message {stance}.",
        lane=trail.lane,
        used=trail.lane_used,
        threshold=f"{trail.threshold:.2f}",
        stance=trail.stance,
    )
    blocks.append(Block(Kind.PARAGRAPH, (Text(gate),)))
    for candidate in trail.candidates[:_SHOWN]:
        blocks += _candidate(candidate, names.get(candidate.id, candidate.id))
    if trail.flip:
        flip = _with_names(trail.flip, names)
        blocks.append(Block(Kind.FOOTER, (Text(words.say("What would change it: ")), Text(flip))))
    return Document(tuple(blocks), language=words.language)


def compose_silence(reason: str, words: Words) -> Document:
    """Why nothing is said to a message that nobody asked about."""
    said = Text(words.say("Nothing is said unasked: {reason}.", reason=reason))
    return Document((Block(Kind.PARAGRAPH, (said,)),), language=words.language)


def _with_names(text: str, names: dict[str, str]) -> str:
    """The matcher knows ids; people know slugs."""
    for key, name in names.items():
        text = text.replace(key, name)
    return text


def _headline(reply: Explanation, words: Words, names: dict[str, str]) -> str:
    match reply.decision:
        case Match(best=best):
            return words.say("Match: {slug}", slug=names.get(best.id, best.id))
        case Ambiguous(candidates=candidates):
            found = ", ".join(names.get(item.id, item.id) for item in candidates)
            return words.say("Ambiguous: {slugs}", slugs=found)
        case NoMatch(reason=reason):
            return words.say("No match: {reason}", reason=reason)


def _candidate(candidate: Candidate, name: str) -> Iterator[Block]:
    mark = "✗" if candidate.stopped else "·"
    yield Block(
        Kind.ITEM,
        (Text(f"{mark} {candidate.confidence:.3f} "), Code(name), Text(f" “{candidate.wording}”")),
    )
    if candidate.parts:
        parts = ", ".join(f"{part} {score:.2f}" for part, score in candidate.parts)
        yield Block(Kind.NOTE, (Text(parts),))
    for finding in candidate.findings:
        verb = "stops" if finding.stops else "passes"
        yield Block(Kind.NOTE, (Text(f"{finding.guard} {verb}: {finding.detail}"),))

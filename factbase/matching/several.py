"""Several claims in one message: what its sentences say, beside what the message says as a whole.

In a message with two headlines each makes the other look like chatter: of 150 messages joined from
two that say a claim each, 41 of 100 claims were found, and with three 25 of 100; sentence by
sentence 88 and 85. Real messages of several sentences lose little by it: of 119 tweets and 106 tip
line messages two and one got a wrong fact more, three and two a right one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace

from factbase.matching.decision import Candidate, Decision, Match

SURE = 0.7
"""Confidence (0..1) that a sentence of its own must reach. At 0.5 twice as many are wrong."""
_SAID = 0.5
"""Share of a wording that the message must have before its sentences are worth a look."""
_FEWEST_WORDS = 4
_MOST_SENTENCES = 6
_MOST_CLAIMS = 4
_SENTENCE = re.compile(r"[^\s.!?;][^.!?;\n]*(?:[.!?;](?!\s)[^.!?;\n]*)*[.!?;]*")


def sentences(text: str) -> Iterator[tuple[int, int]]:
    """Offsets of sentences, lines and parts before a semicolon that have words enough."""
    for found in _SENTENCE.finditer(text):
        if len(found.group().split()) >= _FEWEST_WORDS:
            yield found.span()


def further(
    text: str,
    decision: Decision,
    considered: tuple[Candidate, ...],
    decide: Callable[[str], Decision],
) -> Decision:
    """A decision on a message, with the facts for further claims that its sentences make.

    `considered` are the candidates for the whole message, `decide` decides on a sentence.
    """
    held = [decision.best, *decision.more] if isinstance(decision, Match) else []
    known = {candidate.id for candidate in held}
    if not any(one.id not in known and _is_said(one) for one in considered):
        return decision
    parts = [*sentences(text)]
    if not 1 < len(parts) <= _MOST_SENTENCES:
        return decision  # one was decided on as a whole; many are a text, not claims in a row
    trail = decision.trail
    free = [part for part in parts if not any(_holds(one.span, part) for one in held)]
    for start, end in free:
        found = decide(text[start:end])
        if not isinstance(found, Match) or found.best.confidence < SURE or found.best.id in known:
            continue
        first, last = found.best.span
        span = start + first, start + last
        trail = trail if held else found.trail
        held = [replace(one, span=_without(span, one.span)) for one in held]
        held.append(replace(found.best, span=span))
        known.add(found.best.id)
    if not held:
        return decision
    return Match(held[0], trail, tuple(held[1:_MOST_CLAIMS]))


def _is_said(candidate: Candidate) -> bool:
    """Whether the message has enough of a fact's wording, and no guard forbids it."""
    return not candidate.stopped and dict(candidate.parts).get("cover", 0.0) >= _SAID


def _holds(span: tuple[int, int], part: tuple[int, int]) -> bool:
    """Whether a passage takes up most of a sentence."""
    shared = min(span[1], part[1]) - max(span[0], part[0])
    return 2 * shared > part[1] - part[0]


def _without(span: tuple[int, int], other: tuple[int, int]) -> tuple[int, int]:
    """What is left of a passage when a part of it is found to claim something else."""
    if other[1] <= span[0] or span[1] <= other[0]:
        return other
    before, behind = (other[0], span[0]), (span[1], other[1])
    return max(before, behind, key=lambda part: part[1] - part[0])

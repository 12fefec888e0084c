"""From ranked candidates to one of three answers: match, choose, or silence."""

from __future__ import annotations

from collections.abc import Callable

from factbase.matching import thresholds as limits
from factbase.matching.decision import (
    DOUBT,
    Ambiguous,
    Candidate,
    Decision,
    Lane,
    Match,
    MessageStance,
    NoMatch,
    Silence,
    Thresholds,
    Trail,
)

_NOT_IN_EARNEST = (MessageStance.JOKES, MessageStance.QUOTES)
_DEBUNKING = (MessageStance.DENIES, MessageStance.REPORTS_DENIAL)
OFFERED = 3
"""Candidates that somebody who asked may choose from."""


def decide(
    candidates: tuple[Candidate, ...],
    lane: Lane,
    lane_used: str,
    stance: MessageStance,
    asked: Thresholds | None,
) -> Decision:
    """Apply the gate of a lane."""
    needed = limits.of(lane, asked)
    free = [candidate for candidate in candidates if not candidate.stopped]
    shown = candidates[:5]

    def trail(flip: str) -> Trail:
        return Trail(lane, lane_used, stance, needed, shown, flip)

    if not free:
        if not candidates:
            return NoMatch(Silence.NO_CANDIDATE, trail("share at least two telling words"))
        return NoMatch(Silence.GUARDED, trail(_guard_flip(candidates[0])))
    free[:OFFERED] = sorted(free[:OFFERED], key=lambda one: -one.confidence)
    best = free[0]
    if lane is Lane.UNPROMPTED:
        return _unprompted(best, free, needed, trail, stance)
    offered = tuple(c for c in free[:OFFERED] if c.confidence >= limits.offer(asked))
    rivals = [c for c in offered[1:] if best.confidence - c.confidence < limits.RIVAL]
    if best.confidence >= needed and not rivals:
        further = tuple(c for c in offered[1:] if c.confidence >= needed and _apart(best, c))
        return Match(best, trail(_down_flip(best, needed)), further)
    if offered and not candidates[0].stopped:  # behind a fact that a guard stopped all are guesses
        beside = [c for c in free[1:2] if c.confidence >= limits.BESIDE]
        choice = offered if len(offered) > 1 else (best, *beside)
        return Ambiguous(choice, trail(_up_flip(best, needed)))
    return NoMatch(*_silence(candidates[0], best, needed, trail))


def _apart(one: Candidate, other: Candidate) -> bool:
    """Whether two candidates answer different passages of the message, which makes two claims."""
    return one.span[1] <= other.span[0] or other.span[1] <= one.span[0]


def _silence(
    first: Candidate, best: Candidate, needed: float, trail: Callable[[str], Trail]
) -> tuple[Silence, Trail]:
    """Why nobody is answered: a guard stood before the likeliest fact, or all are unlikely."""
    if first.stopped:
        return Silence.GUARDED, trail(_guard_flip(first))
    return Silence.BELOW_THRESHOLD, trail(_up_flip(best, needed))


def _unprompted(
    best: Candidate,
    free: list[Candidate],
    needed: float,
    trail: Callable[[str], Trail],
    stance: MessageStance,
) -> Decision:
    if best.confidence < needed:
        return NoMatch(Silence.BELOW_THRESHOLD, trail(_up_flip(best, needed)))
    if stance in _NOT_IN_EARNEST:
        return NoMatch(Silence.GUARDED, trail("say it in earnest and as your own, or ask the bot"))
    if stance in _DEBUNKING:
        return NoMatch(Silence.ALREADY_DEBUNKED, trail("say it as true, or ask the bot"))
    doubt = next((found for found in best.findings if found.guard == DOUBT), None)
    if doubt is not None:
        return NoMatch(Silence.GUARDED, trail(f"if there were no doubt: {doubt.detail}"))
    if len(free) > 1 and free[1].confidence >= needed:
        return NoMatch(Silence.CLOSE_RIVAL, trail(f"say what sets {best.id} apart"))
    return Match(best, trail(_down_flip(best, needed)))


def _guard_flip(candidate: Candidate) -> str:
    finding = next((f for f in candidate.findings if f.stops), None)
    return f"if it didn't differ ({finding.guard}): {finding.detail}" if finding else ""


def _up_flip(best: Candidate, needed: float) -> str:
    if best.confidence >= needed:
        return f"say what sets {best.id} apart"
    return f"{best.id} lacks {needed - best.confidence:.2f} of confidence"


def _down_flip(best: Candidate, needed: float) -> str:
    return f"a threshold above {best.confidence:.2f} instead of {needed:.2f}"

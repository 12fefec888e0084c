"""What the matcher is given and what it answers: a closed set of shapes."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from factbase.model import GLOBAL


class Lane(StrEnum):
    """Whether somebody asked. Unprompted, the bot speaks only when nearly sure."""

    ADDRESSED = "addressed"
    UNPROMPTED = "unprompted"


class MessageStance(StrEnum):
    """What a message does with the claim it holds."""

    ASSERTS = "asserts"
    ASKS = "asks"
    DENIES = "denies"
    REPORTS_DENIAL = "reports-denial"
    JOKES = "jokes"
    QUOTES = "quotes"


class Silence(StrEnum):
    """Why nothing matched."""

    EMPTY = "empty"
    TOO_SHORT = "too-short"
    NO_CANDIDATE = "no-candidate"
    BELOW_THRESHOLD = "below-threshold"
    GUARDED = "guarded"
    ALREADY_DEBUNKED = "already-debunked"
    CLOSE_RIVAL = "close-rival"


@dataclass(frozen=True, slots=True)
class Entry:
    """A fact as the matcher sees it.

    `wordings` are the claim first, then the other ways people put it, headlines included.
    `explanation` (summary and statements) counts for less. `appearances` are addresses of
    the claim itself. `misses` are messages that must not match; they silence near-identical
    texts for this entry.
    """

    id: str
    wordings: tuple[str, ...]
    explanation: str = ""
    appearances: tuple[str, ...] = ()
    hits: tuple[str, ...] = ()
    misses: tuple[str, ...] = ()
    scope: str = GLOBAL


DOUBT = "unasked"
"""Name of the guard whose findings stop nothing for who asks."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What one guard saw when it compared a message with a wording.

    `guard` is its name (`entity`, `number`, `role`, `negation`, `time`, ...). `stops` says
    whether it forbids the match; `detail` names the two sides for /why.
    """

    guard: str
    stops: bool
    detail: str


@dataclass(frozen=True, slots=True)
class Candidate:
    """A fact considered for a message.

    `confidence` is a calibrated probability in 0..1 that this fact answers the message.
    `span` is the passage of the raw message (offsets of characters) that made the claim,
    `words` the same as the numbers of its first and last word, as the message was cut.
    `parts` are named scores for /why.
    """

    id: str
    confidence: float
    wording: str
    span: tuple[int, int]
    findings: tuple[Finding, ...] = ()
    parts: tuple[tuple[str, float], ...] = ()
    words: tuple[int, int] = (0, 0)

    @property
    def stopped(self) -> bool:
        """Whether any guard forbids this match."""
        return any(finding.stops for finding in self.findings)

    @property
    def doubted(self) -> bool:
        """Whether a word of the message may make it another claim; unasked that is enough."""
        return any(finding.guard == DOUBT for finding in self.findings)


@dataclass(frozen=True, slots=True)
class Trail:
    """How a decision came about: every candidate with its parts, and the gate it met.

    `lane_used` names the lane that produced it (`url`, `exact`, `index`). `flip` is the
    smallest change that would turn the decision.
    """

    lane: Lane
    lane_used: str
    stance: MessageStance
    threshold: float
    candidates: tuple[Candidate, ...] = ()
    flip: str = ""


@dataclass(frozen=True, slots=True)
class Match:
    """One fact answers the message; `more` are facts for further claims in it."""

    best: Candidate
    trail: Trail
    more: tuple[Candidate, ...] = ()


@dataclass(frozen=True, slots=True)
class Ambiguous:
    """One, two or three facts may answer the message; let a person choose."""

    candidates: tuple[Candidate, ...]
    trail: Trail


@dataclass(frozen=True, slots=True)
class NoMatch:
    """Silence, or "not in the base" for somebody who asked."""

    reason: Silence
    trail: Trail


Decision = Match | Ambiguous | NoMatch


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Lowest confidence (0..1) for a match in each lane, and for offering a candidate.

    None takes the engine's own, which `factbase/matching/thresholds.py` holds with the
    measurement that chose them; communities may ask for more.
    """

    addressed: float | None = None
    unprompted: float | None = None
    offer: float | None = None

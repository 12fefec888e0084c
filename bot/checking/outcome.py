"""What comes of a message: silence with a reason, or an answer to deliver."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from bot.metrics import Metrics
from bot.ports import PostedReply
from bot.replies import Reply
from factbase.matching.decision import Silence


class Quiet(StrEnum):
    """Why the bot says nothing, besides what the matcher says."""

    NOT_FOR_US = "not-for-us"
    OPTED_OUT = "opted-out"
    RATE_LIMITED = "rate-limited"
    ALREADY_ANSWERED = "already-answered"
    COOLDOWN = "cooldown"
    REPORTED = "reported"
    REVIEW_DUE = "review-due"
    DENIAL_TOO_OLD = "denial-too-old"
    MAYBE_OVERTAKEN = "maybe-overtaken"
    ASKED_ONLY = "asked-only"
    NO_LONGER_PUBLISHED = "no-longer-published"
    BASE_UNREACHABLE = "base-unreachable"
    NO_CLAIM = "no-claim"
    UNSURE = "unsure"
    NEVER_HERE = "never-here"
    OVERLOADED = "overloaded"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class Silent:
    """Say nothing."""

    reason: Quiet | Silence


class Delivery(StrEnum):
    """How an answer is delivered."""

    REPLY = "reply"
    REACTION = "reaction"
    SHADOW = "shadow"


@dataclass(frozen=True, slots=True)
class Answer:
    """Say this. `ticket` is the record made before sending, none where nothing is recorded
    (the base was unreachable, or there is nothing to correct later).
    """

    reply: Reply
    locale: str
    ticket: PostedReply | None = None
    delivery: Delivery = Delivery.REPLY


Outcome = Silent | Answer


def tally(metrics: Metrics, platform: str, outcome: Outcome) -> None:
    """Count what came of a message."""
    match outcome:
        case Silent(reason=reason):
            metrics.silent(platform, reason.value)
        case Answer(ticket=ticket, reply=reply):
            kind = ticket.kind.value if ticket else type(reply).__name__.lower()
            metrics.answered(platform, kind)

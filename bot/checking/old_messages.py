"""Messages from before something happened are answered for their own day."""

from __future__ import annotations

from datetime import UTC, date, datetime

from bot.checking.claims import Claim, pick
from bot.messages import IncomingMessage
from factbase.as_of import PastView, changed_since, past_view
from factbase.model import Fact
from factbase.ports import UnitOfWork


def posted_on(message: IncomingMessage) -> date | None:
    """The day (UTC) on which the claim in a message was posted, as far as it is known."""
    claim = pick(message)
    if not isinstance(claim, Claim) or claim.posted is None:
        return None
    return claim.posted.astimezone(UTC).date()


async def then(
    unit: UnitOfWork, fact: Fact, message: IncomingMessage, now: datetime
) -> PastView | None:
    """The fact on the day of the message; none when the message is of today or nothing has
    changed since.
    """
    day = posted_on(message)
    if day is None or day >= now.astimezone(UTC).date():
        return None
    versions = await unit.facts.history(fact.id) if fact.created.date() <= day else ()
    view = past_view(fact, versions, day)
    return view if changed_since(fact, view) else None

"""Whether a reply that waited to be said is still true, and what is to be said instead."""

from __future__ import annotations

from datetime import date

from bot.ports import ConversationUnit, PostedReply, ReplyKind
from bot.replies import FactCard, NotFound, Reply
from factbase.matching.decision import Lane
from factbase.model import Fact, Status


async def as_it_stands(
    unit: ConversationUnit, ticket: PostedReply, reply: Reply, today: date
) -> Reply | None:
    """The reply with its fact as it is stored now. Where the fact is gone, or no longer for
    this place, who asked is told that nothing was found; nobody else is told anything.
    """
    if ticket.kind is not ReplyKind.CARD:
        return reply
    copy = reply.fact if isinstance(reply, FactCard) else None
    fact = await _published(unit, ticket.fact_id, copy)
    settings = await unit.places.settings(ticket.place)
    if fact is None or not settings.audience.sees(fact.scope):
        return None if ticket.lane is Lane.UNPROMPTED else NotFound()
    if fact is copy:
        return reply
    return FactCard(fact, fact.timeline, today, confidence=ticket.confidence, stance=ticket.stance)


async def _published(unit: ConversationUnit, fact_id: str, copy: Fact | None) -> Fact | None:
    standing = await unit.facts.standing(fact_id)
    if standing is None or standing[1] is not Status.PUBLISHED:
        return None
    if copy is not None and (copy.id, copy.version) == (fact_id, standing[0]):
        return copy
    return await unit.facts.by_id(fact_id)

"""Tickets: the record of a reply, made before it is sent, from which it can be made again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from secrets import token_hex

from bot.checking.question import Question
from bot.ports import PostedReply, ReplyKind
from bot.replies import Candidates, FactCard, Help, NotFound, Pointer, Reply
from factbase.matching.decision import MessageStance
from factbase.model import Fact


def new_ticket(question: Question, reply: Reply, now: datetime) -> PostedReply:
    """The record of `reply` to a message, not sent yet."""
    ticket = PostedReply(
        id=token_hex(6),
        place=question.message.place,
        message_id=question.message.id,
        kind=_KINDS[type(reply)],
        lane=question.lane,
        author=question.author,
        locale=question.locale,
        at=now,
        begun=now,
    )
    return about(ticket, reply)


_KINDS: dict[type, ReplyKind] = {
    FactCard: ReplyKind.CARD,
    Candidates: ReplyKind.CANDIDATES,
    NotFound: ReplyKind.NOT_FOUND,
    Pointer: ReplyKind.POINTER,
    Help: ReplyKind.HELP,
}


def about(ticket: PostedReply, reply: Reply) -> PostedReply:
    """The same record, now of another reply (a message was edited)."""
    ticket = replace(
        ticket,
        kind=_KINDS[type(reply)],
        fact_id="",
        fact_version=0,
        others=(),
        confidence=None,
        stance=MessageStance.ASKS,
    )
    match reply:
        case FactCard(fact=fact, confidence=confidence, stance=stance):
            return replace(
                ticket,
                fact_id=fact.id,
                fact_version=fact.version,
                confidence=confidence,
                stance=stance,
            )
        case Candidates(facts):
            return replace(ticket, others=tuple(fact.id for fact in facts))
        case Pointer(fact=fact):
            # Not as `fact_id`: the cool-down counts from the card, not from what points to it.
            return replace(ticket, others=(fact.id,))
        case _:
            return ticket


def again(ticket: PostedReply, fact_of: Callable[[str], Fact | None], today: date) -> Reply:
    """The reply that a ticket records, with facts as they are now."""
    if ticket.kind is ReplyKind.CARD and (fact := fact_of(ticket.fact_id)) is not None:
        return FactCard(
            fact, fact.timeline, today, confidence=ticket.confidence, stance=ticket.stance
        )
    facts = tuple(fact for fact in map(fact_of, ticket.others) if fact is not None)
    if ticket.kind is ReplyKind.CANDIDATES and facts:
        return Candidates(facts)
    if ticket.kind is ReplyKind.POINTER and facts:
        return Pointer(facts[0])
    return Help() if ticket.kind is ReplyKind.HELP else NotFound()

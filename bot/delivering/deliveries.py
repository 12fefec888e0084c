"""What becomes of answers on their way out, and of replies whose message changed later."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

import structlog

from bot.checking.answering import Answering, named
from bot.checking.outcome import Silent
from bot.checking.question import Question
from bot.delivering.couriers import Couriers
from bot.delivering.posted import Step
from bot.delivering.standing import as_it_stands
from bot.delivering.tickets import about
from bot.messages import IncomingMessage, Place
from bot.observing import code
from bot.ports import ConversationBase, ConversationUnit, PostedReply, ReplyState, Sent
from bot.replies import FactCard, Reply
from factbase.errors import Conflict

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Keep:
    """The reply stays as it is."""


@dataclass(frozen=True, slots=True)
class Replace:
    """The reply shows something else from now on."""

    posted: PostedReply
    reply: Reply


@dataclass(frozen=True, slots=True)
class Remove:
    """The reply goes."""

    posted: PostedReply


Revision = Keep | Replace | Remove

_OPEN = frozenset({ReplyState.CLAIMED, ReplyState.SENDING})
_NOT_REMOVED = frozenset(ReplyState) - {ReplyState.REMOVED}
"""Also one that another process gave up for lost: it arrived after all."""


class Deliveries:
    """Keeps the record of replies true. Adapters report here; nothing is sent from here."""

    def __init__(self, base: ConversationBase, answering: Answering) -> None:
        self._base = base
        self._answering = answering
        self.metrics = answering.metrics
        self.couriers = Couriers()

    async def sending(self, ticket: PostedReply) -> PostedReply:
        """About to hand the reply to the platform."""
        return await self._settle(ticket, Step(ReplyState.SENDING), _OPEN) or ticket

    async def take(self, ticket: PostedReply, now: datetime) -> PostedReply | None:
        """About to hand the reply to the platform, unless it is no longer ours to send: taken
        over by another process, or withdrawn. Of all who try with the same record one succeeds.
        """
        step = Step(ReplyState.SENDING, ticket.taken(now).at)
        return await self._settle(ticket, step, _OPEN, ours=True)

    async def ready(
        self, ticket: PostedReply, reply: Reply, now: datetime
    ) -> tuple[PostedReply, Reply | None] | None:
        """As `take`, and the reply with its fact as it stands at that moment; no reply where
        nothing is to be said any more: then the record says so already.
        """
        step = Step(ReplyState.SENDING, ticket.taken(now).at)
        async with self._base.turn(f"reply {ticket.id}") as unit:
            present = await _in_state(unit, ticket, _OPEN, ours=True)
            if present is None:
                return None
            shown = await as_it_stands(unit, present, reply, now.date())
            if shown is None:
                step = Step(ReplyState.FAILED)
            taken = step.of(present)
            if shown is not None and about(taken, shown) != taken:
                taken = about(taken, shown)
                await unit.replies.update(taken)
            else:
                await unit.replies.settle(ticket.id, step)
            await unit.commit()
        return taken, shown

    async def refused(self, ticket: PostedReply, now: datetime) -> PostedReply | None:
        """The platform didn't take it now; it is to be tried again, unless it is no longer
        ours to send.
        """
        step = Step(ReplyState.CLAIMED, ticket.taken(now).at)
        return await self._settle(ticket, step, _OPEN, ours=True)

    async def sent(self, ticket: PostedReply, sent: Sent) -> PostedReply:
        """The platform took it. One that was withdrawn in the meantime stays so, and is to be
        taken away: the record that comes back says which.
        """
        step = Step(ReplyState.SENT, sent_id=sent.id, url=sent.url)
        done = await self._settle(ticket, step, _NOT_REMOVED)
        gone = replace(ticket, state=ReplyState.REMOVED, sent_id=sent.id, url=sent.url)
        return done or gone

    async def failed(self, ticket: PostedReply, reason: str) -> bool:
        """The platform won't take it; `reason` is a code, never a text. Says whether it was
        still ours to send.
        """
        if await self._settle(ticket, Step(ReplyState.FAILED), _OPEN, ours=True) is None:
            return False
        log.warning(
            "reply_failed", reply=ticket.id, platform=ticket.place.platform, reason=code(reason)
        )
        return True

    async def removed(self, ticket: PostedReply) -> PostedReply:
        """The reply was taken away."""
        return await self._settle(ticket, Step(ReplyState.REMOVED), _NOT_REMOVED) or ticket

    async def replaced(self, ticket: PostedReply, reply: Reply) -> PostedReply:
        """The reply shows another one now. Where its message has a record about the other fact
        already, this one stays with its own.
        """
        for _ in range(2):  # what somebody else changed at the same moment is read again
            try:
                async with self._base.begin() as unit:
                    await unit.writing()
                    present = await unit.replies.by_id(ticket.id)
                    if present is None or present.state is not ReplyState.SENT:
                        return present or ticket
                    shown = about(present, reply)
                    await unit.replies.update(shown)
                    await unit.commit()
            except Conflict:
                log.info("reply_keeps_its_record", reply=ticket.id)
            else:
                return shown
        return ticket

    def said_from_memory(self, ticket: PostedReply) -> bool:
        """Whether who asked had to be answered without this record, which nobody was sure of."""
        return ticket.id in self._answering.lost

    async def unfinished(self, platform: str) -> tuple[PostedReply, ...]:
        """Replies that a process left behind between deciding and sending."""
        async with self._base.begin() as unit:
            return await unit.replies.unfinished(platform)

    async def find(self, reply_id: str) -> PostedReply | None:
        """The reply behind a button."""
        async with self._base.begin() as unit:
            return await unit.replies.by_id(reply_id)

    async def deleted(self, place: Place, message_id: str) -> tuple[PostedReply, ...]:
        """Replies that should go because their message is gone."""
        self._answering.queue.strike(named(place, message_id))
        async with self._base.begin() as unit:
            return await unit.replies.answering(place, message_id)

    async def taken_away(self, place: Place, sent_id: str) -> bool:
        """A message is gone; says whether it was a reply of ours. That one is then neither led
        to nor corrected any more.
        """
        async with self._base.begin() as unit:
            posted = await unit.replies.sent_as(place, sent_id)
        if posted is None:
            return False
        await self.removed(posted)
        return True

    async def edited(self, message: IncomingMessage) -> Revision:
        """What an edit means for the reply: changed or removed, never a second one. What still
        waits to be matched as it was is left alone.
        """
        if message.edited:  # a link's preview changes a message, too
            self._answering.queue.strike(named(message.place, message.id))
        async with self._base.begin() as unit:
            present = await unit.replies.answering(message.place, message.id)
        posted = next((reply for reply in present if reply.state is ReplyState.SENT), None)
        if posted is None:
            return Keep()
        question = await self._answering.consider(message)
        if not isinstance(question, Question):
            return Remove(posted)
        await self._answering.foresee(question)
        found = self._answering.check(question)
        async with self._base.begin() as unit:
            reply = await self._answering.replying.reply(unit, question, found)
        return _revision(posted, reply)

    async def _settle(
        self,
        ticket: PostedReply,
        step: Step,
        begun: frozenset[ReplyState],
        *,
        ours: bool = False,
    ) -> PostedReply | None:
        """The reply after a step, unless it is in another state than these by now or, where it
        has to be `ours`, was taken by somebody else.
        """
        async with self._base.turn(f"reply {ticket.id}") as unit:
            present = await _in_state(unit, ticket, begun, ours=ours)
            if present is None:
                return None
            await unit.replies.settle(ticket.id, step)
            await unit.commit()
        return step.of(present)


async def _in_state(
    unit: ConversationUnit, ticket: PostedReply, begun: frozenset[ReplyState], *, ours: bool
) -> PostedReply | None:
    present = await unit.replies.by_id(ticket.id)
    if present is None or present.state not in begun or (ours and present.at != ticket.at):
        return None
    return present


def _revision(posted: PostedReply, reply: Reply | Silent) -> Revision:
    match reply:
        case Silent():
            return Remove(posted)
        case FactCard(fact=fact) if (fact.id, fact.version) == (
            posted.fact_id,
            posted.fact_version,
        ):
            return Keep()
        case _ if about(posted, reply) == posted:
            return Keep()
        case _:
            return Replace(posted, reply)

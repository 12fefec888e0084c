"""What becomes of answers on their way out, and of replies whose message changed later."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

import structlog

from bot.checking.answering import Answering
from bot.checking.outcome import Silent
from bot.checking.question import Question
from bot.delivering.couriers import Couriers
from bot.delivering.tickets import about
from bot.messages import IncomingMessage, Place
from bot.observing import code
from bot.ports import ConversationBase, PostedReply, ReplyState, Sent
from bot.replies import FactCard, Reply

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


class Deliveries:
    """Keeps the record of replies true. Adapters report here; nothing is sent from here."""

    def __init__(self, base: ConversationBase, answering: Answering) -> None:
        self._base = base
        self._answering = answering
        self.metrics = answering.metrics
        self.couriers = Couriers()

    async def sending(self, ticket: PostedReply) -> PostedReply:
        """About to hand the reply to the platform."""
        return await self._store(replace(ticket, state=ReplyState.SENDING))

    async def take(self, ticket: PostedReply, now: datetime) -> PostedReply | None:
        """About to hand the reply to the platform, unless it is no longer ours to send: taken
        over by another process, or withdrawn. Of all who try with the same record one succeeds.
        """
        async with self._base.turn(f"reply {ticket.id}") as unit:
            present = await unit.replies.by_id(ticket.id)
            ours = {ReplyState.CLAIMED, ReplyState.SENDING}
            if present is None or present.at != ticket.at or present.state not in ours:
                return None
            taken = ticket.taken(now)
            await unit.replies.update(taken)
            await unit.commit()
        return taken

    async def refused(self, ticket: PostedReply) -> PostedReply:
        """The platform didn't take it now; it is to be tried again."""
        return await self._store(replace(ticket, state=ReplyState.CLAIMED))

    async def sent(self, ticket: PostedReply, sent: Sent) -> PostedReply:
        """The platform took it."""
        done = replace(ticket, state=ReplyState.SENT, sent_id=sent.id, url=sent.url)
        return await self._store(done)

    async def failed(self, ticket: PostedReply, reason: str) -> PostedReply:
        """The platform won't take it; `reason` is a code, never a text."""
        log.warning(
            "reply_failed", reply=ticket.id, platform=ticket.place.platform, reason=code(reason)
        )
        return await self._store(replace(ticket, state=ReplyState.FAILED))

    async def removed(self, ticket: PostedReply) -> PostedReply:
        """The reply was taken away."""
        return await self._store(replace(ticket, state=ReplyState.REMOVED))

    async def replaced(self, ticket: PostedReply, reply: Reply) -> PostedReply:
        """The reply shows another one now."""
        return await self._store(about(ticket, reply))

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
        """What an edit means for the reply: changed or removed, never a second one."""
        async with self._base.begin() as unit:
            present = await unit.replies.answering(message.place, message.id)
        posted = next((reply for reply in present if reply.state is ReplyState.SENT), None)
        if posted is None:
            return Keep()
        question = await self._answering.consider(message)
        if not isinstance(question, Question):
            return Remove(posted)
        found = self._answering.check(question)
        async with self._base.begin() as unit:
            reply = await self._answering.replying.reply(unit, question, found)
        return _revision(posted, reply)

    async def _store(self, ticket: PostedReply) -> PostedReply:
        async with self._base.begin() as unit:
            await unit.replies.update(ticket)
            await unit.commit()
        return ticket


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

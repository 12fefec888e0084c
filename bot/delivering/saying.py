"""Saying one reply: recorded before and after, tried again, never said twice."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import timedelta

import structlog

from bot.checking.live_index import LiveIndex
from bot.checking.outcome import Answer
from bot.delivering.deliveries import Deliveries
from bot.errors import DeliveryError
from bot.messages import Place
from bot.metrics import Step
from bot.observing import code
from bot.ports import Courier, PostedReply, ReplyState, Sent, Target
from bot.replies import Reply
from factbase.errors import FactbaseError
from factbase.ports import Clock

log = structlog.get_logger()

TOO_LATE = timedelta(minutes=10)
"""An answer that couldn't be sent by then is dropped: nobody reads it any more."""
LEASE = timedelta(seconds=30)
"""A reply that nobody touched for so long was left behind by a process that died."""
JUST_NOW = timedelta(seconds=5)
"""Within this a claimed reply is surely still its claimer's: a fraction of the lease."""
PAUSES = (1.0, 2.0, 5.0, 10.0, 20.0)
"""Seconds between attempts; the last one repeats. Shorter than the lease, which each attempt
renews."""


class _TakenOver(Exception):
    """The ticket is no longer ours."""


@dataclass(frozen=True, slots=True)
class Saying:
    """Says replies through one platform's courier.

    `resend_safe`: the platform drops a second reply with the same ticket, so that one which
    may have arrived can be sent again. `turn` waits until the platform takes another message
    in a place; whoever is killed meanwhile has said nothing yet. `sleep` is handed in so that
    tests need not wait.
    """

    deliveries: Deliveries
    index: LiveIndex
    clock: Clock
    courier: Courier
    resend_safe: bool = False
    turn: Callable[[Place], Awaitable[None]] | None = None
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep
    _mine: set[str] = field(default_factory=set)
    _unrecorded: dict[str, Sent] = field(default_factory=dict)
    """Replies that arrived while the base was away, so that the sweep doesn't send them again."""

    async def say(self, answer: Answer, place: Place, message_id: str) -> Sent | None:
        """Deliver an answer; none when it could not be. Never raises `DeliveryError`."""
        target = Target(place, message_id, answer.locale)
        ticket = answer.ticket
        if ticket is None:
            return await self._attempts(target, answer.reply, None)
        self._mine.add(ticket.id)
        try:
            return await self._attempts(target, answer.reply, ticket)
        except _TakenOver:
            log.info("reply_taken_over", reply=ticket.id)
            return None
        finally:
            self._mine.discard(ticket.id)

    async def _attempts(
        self, target: Target, reply: Reply, ticket: PostedReply | None
    ) -> Sent | None:
        started = self.clock.now()
        if ticket is not None:  # who takes it over has no more time than who began
            started = min(started, ticket.begun or started)
        attempt = 0
        while True:
            if self.turn is not None:
                await self.turn(target.place)
            if attempt or not self._just_claimed(ticket):
                ticket, reply = await self._touch(ticket, reply)
            try:
                with self.deliveries.metrics.timed(Step.POST):
                    sent = await self.courier.post(target, reply, ticket.id if ticket else "")
            except DeliveryError as problem:
                late = self.clock.now() - started >= TOO_LATE
                if problem.final or late:
                    reason = problem.reason if problem.final else "too-late"
                    await self.give_up(target.place, ticket, reason)
                    return None
                ticket = await self._refused(ticket)
                pause = PAUSES[min(attempt, len(PAUSES) - 1)]
                await self.sleep(max(pause, min(problem.retry_after, PAUSES[-1])))
                attempt += 1
            else:
                self.deliveries.metrics.sent(target.place.platform)
                log.info("reply_sent", reply=ticket.id if ticket else "", attempts=attempt + 1)
                await self.arrived(ticket, sent)
                return sent

    def _just_claimed(self, ticket: PostedReply | None) -> bool:
        """Whether the first attempt needs no write of its own: the lease is new, and where a
        second sending is dropped, "claimed" says as much as "sending".
        """
        if ticket is None or not self.resend_safe or ticket.state is not ReplyState.CLAIMED:
            return False
        return self.clock.now() - ticket.at < JUST_NOW

    async def _touch(
        self, ticket: PostedReply | None, reply: Reply
    ) -> tuple[PostedReply | None, Reply]:
        """Renew the lease, and look whether the fact still stands. A base that is away must not
        keep an answer from who asked.

        Raises:
            _TakenOver: somebody else sends it, or nobody is to.
        """
        if ticket is None:
            return None, reply
        try:
            ready = await self.deliveries.ready(ticket, reply, self.clock.now())
        except FactbaseError:
            log.warning("reply_not_recorded", reply=ticket.id)
            return ticket, reply
        if ready is None:
            raise _TakenOver
        taken, shown = ready
        if shown is None:
            log.info("reply_no_longer_true", reply=ticket.id)
            self.deliveries.metrics.failed(ticket.place.platform, "retired")
            raise _TakenOver
        return taken, shown

    async def _refused(self, ticket: PostedReply | None) -> PostedReply | None:
        """The platform surely didn't take it: another process may try, should this one die.

        Raises:
            _TakenOver: somebody else sends it, or nobody is to.
        """
        if ticket is None:
            return None
        try:
            kept = await self.deliveries.refused(ticket, self.clock.now())
        except FactbaseError:
            log.warning("reply_not_recorded", reply=ticket.id)
            return ticket
        if kept is None:
            raise _TakenOver
        return kept

    async def quietly(self, ticket: PostedReply, send: Callable[[], Awaitable[Sent]]) -> None:
        """Deliver what is not said aloud, a reaction or a shadow, once: nobody waits for it. It
        stays claimed meanwhile, so that whoever finds it left behind doesn't say it.
        """
        self._mine.add(ticket.id)
        try:
            sent = await send()
        except DeliveryError as problem:
            await self.give_up(ticket.place, ticket, problem.reason)
        else:
            await self.arrived(ticket, sent)
        finally:
            self._mine.discard(ticket.id)

    async def arrived(self, ticket: PostedReply | None, sent: Sent) -> None:
        """The platform took it. Whatever was withdrawn on its way is taken away again."""
        if ticket is None:
            return
        self._unrecorded[ticket.id] = sent
        try:
            kept = await self.deliveries.sent(ticket, sent)
        except FactbaseError:
            log.warning("reply_not_recorded", reply=ticket.id)
            return
        del self._unrecorded[ticket.id]
        if kept.state is not ReplyState.REMOVED or not sent.id:
            return
        try:
            await self.courier.remove(kept)
        except DeliveryError as problem:
            log.warning("remove_failed", reply=kept.id, reason=code(problem.reason))

    async def give_up(self, place: Place, ticket: PostedReply | None, reason: str) -> None:
        """The platform won't take it, for a reason that is a code."""
        try:
            if ticket is not None and not await self.deliveries.failed(ticket, reason):
                return  # somebody else has it now
        except FactbaseError:
            log.warning("reply_not_recorded", reply=ticket.id if ticket else "")
        self.deliveries.metrics.failed(place.platform, code(reason))

"""Replies through one platform's courier: said, edited, removed, and finished for others."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

import structlog

from bot.checking.outcome import Answer
from bot.delivering.deliveries import Remove, Replace
from bot.delivering.saying import LEASE, TOO_LATE, Saying
from bot.delivering.tickets import again
from bot.errors import DeliveryError
from bot.messages import IncomingMessage, Place
from bot.observing import code
from bot.ports import PostedReply, ReplyState, Sent
from bot.replies import Reply
from factbase.errors import FactbaseError, StoreUnavailable
from factbase.matching.decision import Lane

log = structlog.get_logger()

AT_ONCE = 16
"""Places in which left replies are finished at the same time."""


@dataclass(frozen=True, slots=True)
class Posting(Saying):
    """Sends, edits and removes, and finishes what a process that died left behind."""

    async def release(self, posted: PostedReply) -> Sent | None:
        """Say in public, where its message is, what only moderators have seen so far."""
        await self.index.whole()
        reply = again(posted, self.index.fact, self.clock.now().date())
        return await self.say(Answer(reply, posted.locale, posted), posted.place, posted.message_id)

    async def revise(self, message: IncomingMessage) -> None:
        """A message was edited: change or remove the reply, never add one."""
        match await self.deliveries.edited(message):
            case Replace(posted=posted, reply=reply):
                await self._change(posted, reply)
            case Remove(posted=posted):
                await self.withdraw(posted)
            case _:
                return

    async def forget(self, place: Place, message_id: str) -> None:
        """A message was deleted: its replies go, too."""
        for posted in await self.deliveries.deleted(place, message_id):
            await self.withdraw(posted)

    async def _change(self, posted: PostedReply, reply: Reply) -> None:
        try:
            await self.courier.edit(posted, reply)
        except DeliveryError as problem:
            log.warning("edit_failed", reply=posted.id, reason=code(problem.reason))
        else:
            await self.deliveries.replaced(posted, reply)

    async def withdraw(self, posted: PostedReply) -> bool:
        """Take a reply away; says whether that could be done."""
        try:
            if posted.state is ReplyState.SENT:
                await self.courier.remove(posted)
        except DeliveryError as problem:
            log.warning("remove_failed", reply=posted.id, reason=code(problem.reason))
            return False
        await self.deliveries.removed(posted)
        return True

    async def sweep(self, platform: str) -> int:
        """Finish what a process that died left behind; says how many replies were sent.

        One that may have arrived is sent again only where that is safe; elsewhere it is
        reported as failed, because saying it twice is worse.
        """
        await self.index.whole()
        rooms: dict[str, list[PostedReply]] = {}
        for ticket in await self.deliveries.unfinished(platform):
            rooms.setdefault(ticket.place.id, []).append(ticket)
        free = asyncio.Semaphore(AT_ONCE)

        async def finish(tickets: list[PostedReply]) -> int:
            async with free:
                return sum([await self._try(ticket) for ticket in tickets])

        return sum(await asyncio.gather(*map(finish, rooms.values())))

    async def _try(self, ticket: PostedReply) -> bool:
        """Settle one reply unless somebody is at it; says whether it was sent."""
        if ticket.id in self._mine or self.clock.now() - ticket.at < LEASE:
            return False
        try:
            return await self._finish(ticket)
        except FactbaseError as problem:
            # Another process settles the same one, or the base went away: next time.
            log.warning("ticket_left", reply=ticket.id, error=type(problem).__name__)
        except Exception:  # one that is wrong must not keep the others waiting
            log.exception("ticket_broke", reply=ticket.id)
        return False

    async def _finish(self, ticket: PostedReply) -> bool:
        now = self.clock.now()
        if ticket.id in self._unrecorded:
            await self.arrived(ticket, self._unrecorded[ticket.id])
        elif self.deliveries.said_from_memory(ticket):
            await self.deliveries.failed(ticket, "said-from-memory")
        elif ticket.age(now) > TOO_LATE:
            await self.give_up(ticket.place, ticket, "too-late")
        elif ticket.state is ReplyState.SENDING and not self.resend_safe:
            await self.give_up(ticket.place, ticket, "unknown")
        elif ticket.state is ReplyState.CLAIMED and ticket.lane is Lane.UNPROMPTED:
            # Nobody waits for it, and it may have been meant as a reaction or a shadow.
            await self.give_up(ticket.place, ticket, "unasked")
        else:
            reply = again(ticket, self.index.fact, now.date())
            answer = Answer(reply, ticket.locale, ticket)
            return await self.say(answer, ticket.place, ticket.message_id) is not None
        return False

    async def keep_sweeping(self, platform: str) -> None:
        """Sweep now and every lease, until cancelled; errands go by this courier meanwhile.

        No round waits for the one before it, which may be held up by a place that takes
        nothing just now: what it is at is passed over.
        """
        with self.deliveries.couriers.serving(platform, self.courier):
            async with asyncio.TaskGroup() as rounds:
                while True:
                    rounds.create_task(self._round(platform))
                    await self.sleep(LEASE.total_seconds())

    async def _round(self, platform: str) -> None:
        try:
            await self.sweep(platform)
        except StoreUnavailable:
            log.warning("sweep_failed", platform=platform)
        except Exception:  # must not end the next round, nor this courier
            log.exception("sweep_broke", platform=platform)

"""From updates handed over to updates dealt with; the same for polling and for webhooks.

Telegram hands an update over until it is confirmed, and then never again. So whatever must not
get lost is written to the base first and confirmed then; it is dealt with afterwards, at leisure.
A process that is killed finds it again at its next start, and a repeated update is known by its
number. Dealing with one has two parts: deciding, which records what will be said, and speaking.
In between the update is done: from then on the record of the reply is what survives.
"""

from __future__ import annotations

import asyncio
from collections import OrderedDict, deque
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from datetime import timedelta

import structlog
import telegram
from telegram import Update

from adapters.telegram.inbound import Me
from adapters.telegram.inbox import UpdateInbox
from adapters.telegram.updates import lane, must_not_get_lost
from bot.ports import ConversationBase
from factbase.ports import Clock

log = structlog.get_logger()

Speech = Callable[[], Awaitable[object]]
"""What is left to do once an update is done: say it."""
Handle = Callable[[Sequence[Update]], Awaitable[Speech | None]]
"""Decides and records; gets several updates where they are one question. Never raises."""

AT_ONCE = 16
"""Updates decided at the same time: more would only stand in each other's way at the base."""
FULL = 2_000
"""Updates waiting here beyond which no more are taken in: a few seconds' work."""
TOGETHER = 0.7
"""Seconds in which a person's next forwarded message still belongs to the question: clients
send a bundle within a few hundred milliseconds."""
_RECENT = 10_000
"""Numbers of updates remembered in this process, for those that the base doesn't hold."""


@dataclass(slots=True)
class _Lane:
    waiting: deque[Update] = field(default_factory=deque)
    more: asyncio.Event = field(default_factory=asyncio.Event)


class Receiver:
    """Takes updates in and deals with them, lane by lane.

    `belongs` says whether an update goes together with the one before it. `handle` deals with
    those that go together.
    """

    def __init__(  # noqa: PLR0913 - what it works with, by name
        self,
        base: ConversationBase,
        clock: Clock,
        me: Me,
        handle: Handle,
        *,
        waits: Callable[[Update], bool],
        belongs: Callable[[Update, Update], bool],
        together: float = TOGETHER,
    ) -> None:
        self._me = me
        self._inbox = UpdateInbox(base, clock, me)
        self._handle, self._waits, self._belongs = handle, waits, belongs
        self._together = together
        self._lanes: dict[int, _Lane] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._recent: OrderedDict[int, None] = OrderedDict()
        self._deciding = asyncio.Semaphore(AT_ONCE)
        self._pending = 0
        self._progress = asyncio.Condition()

    @property
    def full(self) -> bool:
        """Whether more should wait outside."""
        return self._pending >= FULL

    async def take(self, updates: Sequence[Update]) -> None:
        """Take updates in; once this returns they may be confirmed."""
        once = {update.update_id: update for update in updates}
        new = [update for number, update in once.items() if number not in self._recent]
        lasting = [update for update in new if self._lasts(update)]
        kept = await self._kept(lasting)
        for update in new:
            self._remember(update.update_id)
            if update not in lasting or kept is None or update.update_id in kept:
                self._put(update)

    async def resume(self, api: telegram.Bot, older: timedelta = timedelta(0)) -> int:
        """Deal with what another process took in so long ago and didn't get done; says how many."""
        left = await self._inbox.left(api, older)
        for update in left:
            self._remember(update.update_id)
            self._put(update)
        return len(left)

    async def leave(self) -> None:
        """Leave what isn't begun to another process, which finds it in the base."""
        for one in self._lanes.values():
            self._pending -= len(one.waiting)
            self._inbox.leave(one.waiting)
            one.waiting.clear()
        async with self._progress:
            self._progress.notify_all()

    async def room(self) -> None:
        """Return when more may be taken in."""
        async with self._progress:
            await self._progress.wait_for(lambda: not self.full)

    async def idle(self) -> None:
        """Return when everything that was taken in is dealt with and said."""
        async with self._progress:
            await self._progress.wait_for(lambda: not self._pending)

    async def stop(self, patience: float) -> None:
        """Let what is under way finish, for `patience` seconds at the most."""
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=patience)
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def _lasts(self, update: Update) -> bool:
        try:
            return must_not_get_lost(update, self._me)
        except Exception:  # a shape that nobody has seen yet must not hold up what comes with it
            log.exception("update_unreadable")
            return False

    async def _kept(self, updates: Sequence[Update]) -> frozenset[int] | None:
        try:
            return await self._inbox.take(updates)
        except Exception:  # likewise one that can't be kept: it is dealt with all the same
            log.exception("updates_not_kept", updates=len(updates))
            return None

    def _remember(self, update_id: int) -> None:
        self._recent[update_id] = None
        while len(self._recent) > _RECENT:
            self._recent.popitem(last=False)

    def _put(self, update: Update) -> None:
        key = lane(update)
        self._pending += 1
        present = self._lanes.get(key)
        if present is None:
            present = self._lanes[key] = _Lane()
            task = asyncio.create_task(self._run(key, present), name="telegram lane")
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)
        present.waiting.append(update)
        present.more.set()

    async def _run(self, key: int, mine: _Lane) -> None:
        """Deal with one lane's updates until there are none."""
        try:
            while mine.waiting:
                updates = await self._bundle(mine)
                try:
                    await self._deal_with(updates)
                except Exception:  # those that wait behind it are dealt with all the same
                    log.exception("updates_broke", updates=len(updates))
                finally:
                    self._pending -= len(updates)
                    async with self._progress:
                        self._progress.notify_all()
        finally:
            if self._lanes.get(key) is mine:
                del self._lanes[key]

    async def _deal_with(self, updates: Sequence[Update]) -> None:
        async with self._deciding:
            speech = await self._handle(updates)
            try:
                await self._inbox.done(updates)
            except Exception:  # it is recorded: said now, and known if it comes again
                log.exception("update_not_done", updates=len(updates))
        if speech is not None:
            await speech()

    async def _bundle(self, mine: _Lane) -> list[Update]:
        """The next update with those that belong to it; waits a moment for those to come."""
        updates = [mine.waiting.popleft()]
        while True:
            while mine.waiting and self._belongs(updates[-1], mine.waiting[0]):
                updates.append(mine.waiting.popleft())
            if mine.waiting or not self._waits(updates[-1]):
                return updates
            mine.more.clear()
            try:
                await asyncio.wait_for(mine.more.wait(), self._together)
            except TimeoutError:
                return updates

"""Updates that were handed over, kept in the base until they are dealt with: none gets lost."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Sequence
from datetime import timedelta

import structlog
import telegram
from telegram import Update

from adapters.telegram.inbound import NAME, Me
from bot.ports import ConversationBase
from bot.privacy.keeping import EVENTS, Event
from factbase.errors import Conflict, FactbaseError
from factbase.ports import Clock

log = structlog.get_logger()

_AGAIN = 3
"""Times to look again when another process stores the same updates at the same moment."""


class UpdateInbox:
    """Keeps updates for one bot account, and knows which of them this process is dealing with."""

    def __init__(self, base: ConversationBase, clock: Clock, me: Me) -> None:
        self._base, self._clock, self._me = base, clock, me
        self._mine: set[int] = set()
        self._finished: list[str] = []
        self._finishing = asyncio.Lock()

    async def take(self, updates: Sequence[Update]) -> frozenset[int] | None:
        """Keep updates; the numbers of those that are new. None while the base is away: who
        asked is answered even then, from memory.
        """
        if not updates:
            return frozenset()
        now = self._clock.now()
        events = [Event(NAME, self._key(one.update_id), one.to_dict(), now) for one in updates]
        try:
            known = await self._store(events, _AGAIN)
        except FactbaseError as problem:
            log.warning("inbox_unreachable", error=type(problem).__name__, updates=len(updates))
            return None
        new = {one.update_id for one in updates if self._key(one.update_id) in known}
        self._mine |= new
        return frozenset(new)

    async def left(self, api: telegram.Bot, older: timedelta) -> list[Update]:
        """What another process took so long ago and didn't get done; it is this one's now."""
        now = self._clock.now()
        async with self._base.begin() as unit:
            await unit.inbox.forget(now - EVENTS)
            events = await unit.inbox.open(NAME)
            await unit.commit()
        updates = [
            Update.de_json(dict(event.data), api)
            for event in events
            if event.id.startswith(f"{self._me.id}:") and now - event.at >= older
        ]
        found = [update for update in updates if update.update_id not in self._mine]
        self._mine.update(update.update_id for update in found)
        return found

    def leave(self, updates: Iterable[Update]) -> None:
        """These are anybody's again."""
        self._mine.difference_update(update.update_id for update in updates)

    async def done(self, updates: Iterable[Update]) -> None:
        """These are dealt with. What several finish at the same time is noted at once."""
        numbers = [one.update_id for one in updates if one.update_id in self._mine]
        if not numbers:
            return
        self._mine.difference_update(numbers)
        self._finished += [self._key(number) for number in numbers]
        async with self._finishing:
            # Who waited here may find its own noted already, together with others'.
            keys, self._finished = self._finished, []
            if not keys:
                return
            try:
                async with self._base.begin() as unit:
                    await unit.writing()
                    await unit.inbox.done(NAME, keys)
                    await unit.commit()
            except FactbaseError as problem:
                log.warning("update_not_done", error=type(problem).__name__, updates=len(keys))

    async def _store(self, events: Sequence[Event], again: int) -> frozenset[str]:
        try:
            async with self._base.begin() as unit:
                await unit.writing()
                new = await unit.inbox.take(events)
                await unit.commit()
        except Conflict:
            if not again:
                raise
            return await self._store(events, again - 1)
        return new

    def _key(self, number: int) -> str:
        return f"{self._me.id}:{number}"

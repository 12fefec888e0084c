"""Cards that were posted are brought up to date when their fact changes."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import timedelta

import structlog

from bot.checking.live_index import LiveIndex
from bot.delivering.errands import Errand, ErrandKind
from bot.delivering.outbox import Later, Settled
from bot.delivering.tickets import about
from bot.healing.changes import CardChange, change_since
from bot.ports import (
    ConversationBase,
    ConversationUnit,
    Courier,
    PostedReply,
    ReplyKind,
    ReplyState,
)
from bot.replies import FactCard, Reply, Withdrawn
from factbase.errors import Conflict, FactNotFound
from factbase.model import Fact, Status
from factbase.ports import Clock

log = structlog.get_logger()

STILL_SENDING = 30.0
"""Seconds to wait for a card that is on its way while its fact changes."""
_MERGES = 8
"""Merges followed from one fact to the next, in case they run in a circle."""


@dataclass(frozen=True, slots=True)
class Healing:
    """Finds cards that are behind their fact, and edits them.

    Cards younger than `days` get corrections; a withdrawn fact leaves no card behind, however
    old, as long as the card is on record.
    """

    base: ConversationBase
    index: LiveIndex
    clock: Clock
    days: int = 30

    async def plan(self, unit: ConversationUnit, facts: Iterable[Fact]) -> int:
        """Put down an errand for each card that is behind; says how many are new."""
        now = self.clock.now()
        since = now - timedelta(days=self.days)
        errands = []
        for fact in facts:
            for posted in await unit.replies.cards(fact.id):
                old = fact.status is Status.PUBLISHED and posted.at < since
                if posted.fact_version < fact.version and not old:
                    errands.append(_errand(posted, fact, self))
        return await unit.outbox.put(errands) if errands else 0

    async def sweep(self) -> int:
        """Look for cards behind their fact in the whole record.

        Changes are planned as they happen; this finds the card that was edited, or sent, at
        the very moment of a change.
        """
        async with self.base.begin() as unit:
            shown = await unit.replies.shown()
        found = 0
        for fact_id, version in shown.items():
            known = self.index.fact(fact_id)
            if known is None or known.version > version:
                found += await self._catch_up(fact_id, version)
            await asyncio.sleep(0)
        return found

    async def _catch_up(self, fact_id: str, shown: int) -> int:
        async with self.base.begin() as unit:
            try:
                fact = await unit.facts.by_id(fact_id)
            except FactNotFound:
                return 0
        if fact.version <= shown:
            return 0  # retired, and every card says so
        async with self.base.begin() as unit:
            await unit.writing()
            found = await self.plan(unit, [fact])
            await unit.commit()
        return found

    async def run(self, errand: Errand, courier: Courier) -> Settled | Later:
        """Edit one card, unless it shows the newest version by now."""
        async with self.base.begin() as unit:
            posted = await unit.replies.by_id(errand.data["reply"])
            if posted is None or posted.kind is not ReplyKind.CARD:
                return Settled()
            if posted.state in {ReplyState.CLAIMED, ReplyState.SENDING}:
                return Later(STILL_SENDING)
            fact = await unit.facts.by_id(posted.fact_id)
            if posted.state is not ReplyState.SENT or posted.fact_version >= fact.version:
                return Settled()
            shown, reply = await self._present(unit, posted, fact)
        if reply is not None and posted.sent_id:
            await courier.edit(posted, reply)
        await self._record(posted, fact, shown, reply)
        log.info("card_healed", reply=posted.id, fact=fact.id, version=fact.version)
        return Settled()

    async def gave_up(self, errand: Errand) -> None:
        """Nothing to undo: failed errands are what moderators are shown."""

    async def _present(
        self, unit: ConversationUnit, posted: PostedReply, fact: Fact
    ) -> tuple[Fact, Reply | None]:
        """The fact that a card should show from now on, and the reply that shows it; no reply
        when readers would see no difference.
        """
        history = await unit.facts.history(fact.id)
        on = history[-1].change.at.date()
        heir = await _heir(unit, fact)
        if heir is not None:
            settings = await unit.places.settings(posted.place)
            if settings.audience.sees(heir.scope):
                return heir, self._card(posted, heir, CardChange(on, merged=True))
        if fact.status is not Status.PUBLISHED:
            return fact, Withdrawn(fact.slug, on)
        change = change_since(history, posted.fact_version)
        return fact, None if change is None else self._card(posted, fact, change)

    def _card(self, posted: PostedReply, fact: Fact, change: CardChange) -> FactCard:
        return FactCard(
            fact,
            fact.timeline,
            self.clock.now().date(),
            confidence=posted.confidence,
            stance=posted.stance,
            changed=change,
        )

    async def _record(
        self, posted: PostedReply, fact: Fact, shown: Fact, reply: Reply | None
    ) -> None:
        """Note what the card shows now."""
        seen = replace(posted, fact_version=fact.version)
        if shown.id != fact.id and isinstance(reply, FactCard):
            try:
                await self._store(posted, about(posted, reply))
            except Conflict:
                # The message has a record about the other fact: this one stays with its own.
                await self._store(posted, seen)
        else:
            await self._store(posted, seen)

    async def _store(self, posted: PostedReply, seen: PostedReply) -> None:
        """Change the record, unless somebody else did so in the meantime."""
        async with self.base.begin() as unit:
            await unit.writing()
            if await unit.replies.by_id(posted.id) == posted:
                await unit.replies.update(seen)
                await unit.commit()


async def _heir(unit: ConversationUnit, fact: Fact) -> Fact | None:
    """The published fact that a retired one became part of."""
    for _ in range(_MERGES):
        if not fact.merged_into:
            break
        try:
            fact = await unit.facts.by_id(fact.merged_into)
        except FactNotFound:
            return None
        if fact.status is Status.PUBLISHED:
            return fact
    return None


def _errand(posted: PostedReply, fact: Fact, healing: Healing) -> Errand:
    now = healing.clock.now()
    return Errand(
        kind=ErrandKind.HEAL,
        platform=posted.place.platform,
        key=f"heal:{posted.id}:{fact.id}:{fact.version}",
        at=now,
        due=now,
        data={"reply": posted.id, "fact": fact.id, "version": str(fact.version)},
    )

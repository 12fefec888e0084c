"""Whoever follows a fact is told when it changes, once for each place."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from bot.delivering.errands import Errand, ErrandKind
from bot.delivering.outbox import Later, Settled
from bot.delivering.speaking import Speaking, place_data, place_of
from bot.healing.changes import CardChange, change_since
from bot.messages import Place
from bot.places.behaviour import Mode
from bot.ports import ConversationBase, ConversationUnit, Courier, Target
from bot.replies import Cause, FactCard, News, Withdrawn
from factbase.errors import FactNotFound
from factbase.model import Fact, Status
from factbase.ports import Clock

SETTLING = timedelta(minutes=1)
"""Corrections tend to come in pairs: who follows is told of the last of them."""


@dataclass(frozen=True, slots=True)
class FollowedFacts:
    """Plans and gives the news of followed facts. `locale` is for places without their own."""

    base: ConversationBase
    speaking: Speaking
    clock: Clock
    locale: str = "en"

    async def plan(self, unit: ConversationUnit, facts: Iterable[Fact]) -> int:
        """Put down an errand for each place where a changed fact is followed."""
        errands = []
        for fact in facts:
            if fact.status is Status.PROPOSED:
                continue
            follows = await unit.opinions.followers(fact.id)
            behind = [follow.place for follow in follows if follow.version < fact.version]
            places = {(place.platform, place.id): place for place in behind}
            errands += [self._errand(fact, place) for place in places.values()]
        return await unit.outbox.put(errands) if errands else 0

    def _errand(self, fact: Fact, place: Place) -> Errand:
        now = self.clock.now()
        return Errand(
            kind=ErrandKind.NEWS,
            platform=place.platform,
            key=f"news:{fact.id}:{fact.version}:{place.platform}:{place.id}",
            at=now,
            due=now + SETTLING,
            data={"fact": fact.id, "version": str(fact.version), **place_data(place)},
        )

    async def run(self, errand: Errand, courier: Courier) -> Settled | Later:
        """Tell one place of the newest version, unless a later errand will."""
        place = place_of(errand.platform, errand.data)
        async with self.base.begin() as unit:
            try:
                fact = await unit.facts.by_id(errand.data["fact"])
            except FactNotFound:
                return Settled()
            settings = await unit.places.settings(place)
            seen = settings.mode is not Mode.OFF and settings.audience.sees(fact.scope)
            versions = await self._told(unit, fact, place)
            if not seen or not versions or fact.version > int(errand.data["version"]):
                return Settled()
            news = await self._news(unit, fact, min(versions) or fact.version - 1)
        if news is not None:
            target = Target(place, "", settings.locale or self.locale)
            await self.speaking.say(errand, courier, target, news)
        async with self.base.begin() as unit:
            await unit.writing()
            await unit.opinions.told(fact.id, place, fact.version)
            await unit.commit()
        return Settled()

    async def gave_up(self, errand: Errand) -> None:
        """The place can't be reached any more: nobody follows from there."""
        async with self.base.begin() as unit:
            await unit.writing()
            place = place_of(errand.platform, errand.data)
            await unit.opinions.unfollow(errand.data["fact"], place)
            await unit.commit()

    async def _told(self, unit: ConversationUnit, fact: Fact, place: Place) -> list[int]:
        """The versions that followers in a place were told of, as far as they are behind."""
        follows = await unit.opinions.followers(fact.id)
        here = [item for item in follows if _same(item.place, place)]
        return [item.version for item in here if item.version < fact.version]

    async def _news(self, unit: ConversationUnit, fact: Fact, told: int) -> News | None:
        history = await unit.facts.history(fact.id)
        if fact.status is not Status.PUBLISHED:
            gone = Withdrawn(fact.slug, history[-1].change.at.date())
            return News(gone, Cause.FOLLOWED, fact.id)
        change = change_since(history, told)
        if change is None:
            return None
        return News(self._card(fact, change), Cause.FOLLOWED, fact.id)

    def _card(self, fact: Fact, change: CardChange) -> FactCard:
        return FactCard(fact, fact.timeline, self.clock.now().date(), changed=change)


def _same(one: Place, other: Place) -> bool:
    return (one.platform, one.id) == (other.platform, other.id)

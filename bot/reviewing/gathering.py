"""What comes up for review, found now and then, and told to moderators."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import timedelta

from bot.checking.live_index import LiveIndex
from bot.checking.outcome import Quiet
from bot.checking.unasked import DENIAL_DAYS, lost_right
from bot.delivering.errands import Errand, ErrandKind
from bot.delivering.outbox import Later, Settled
from bot.delivering.speaking import Speaking
from bot.messages import Place
from bot.ports import ConversationBase, ConversationUnit, Courier, Target
from bot.pressing.suppressing import circle
from bot.reviewing.items import (
    card_item,
    contradiction_item,
    overdue_item,
    proposal_item,
    stale_item,
    surge_item,
)
from bot.reviewing.queue import Reviewing, overtaken
from bot.unanswered.asking import ReviewItem, ReviewKind
from bot.unanswered.clusters import Cluster, clustered
from factbase.errors import FactNotFound
from factbase.lint.contradictions import contradictions
from factbase.matching.engine import Engine
from factbase.matching.ports import Matcher
from factbase.model import Fact, Status
from factbase.ports import Clock

SURGE_DAYS = 7
SURGE_TIMES, SURGE_PEOPLE = 5, 3
"""A question is worth a draft once it was asked so often, by so many, within so many days."""
MOST = 2_000
"""Questions put together at once: a few seconds, with the event loop free in between."""
AT_ONCE = 10
"""Open items of a circle that are shown one by one; more than that wait in the queue."""
_TOLD = (ReviewKind.PROPOSAL, ReviewKind.REPORT, ReviewKind.CARD, ReviewKind.QUESTIONS)


@dataclass(frozen=True, slots=True)
class Gathering:
    """Fills the review queue, and shows new items where moderators are told things."""

    base: ConversationBase
    index: LiveIndex
    reviewing: Reviewing
    speaking: Speaking
    clock: Clock
    locale: str = "en"
    denial_days: int = DENIAL_DAYS
    matcher: Callable[[], Matcher] = field(default=Engine)

    async def plan(self, unit: ConversationUnit, facts: Iterable[Fact]) -> int:
        """Drafts come up as they are written."""
        now = self.clock.now()
        drafts = [proposal_item(fact, now) for fact in facts if fact.status is Status.PROPOSED]
        return await unit.reviews.put(drafts) if drafts else 0

    async def sweep(self) -> int:
        """Look for everything else, and tell of what is new; says how much came up."""
        items = [*self._overdue(), *await self._contradictions()]
        items += await self._surges()
        async with self.base.begin() as unit:
            await unit.writing()
            items += await self._cards(unit)
            found = await unit.reviews.put(items)
            await unit.commit()
        await self.tell()
        return found

    async def tell(self) -> int:
        """Put down notices for items that nobody was told of; says how many."""
        async with self.base.begin() as unit:
            items = await unit.reviews.open(None, MOST)
            crowd: Counter[str] = Counter()
            errands = []
            for item in items:
                crowd[item.scope] += item.kind in _TOLD
                if item.kind in _TOLD and item.scope and crowd[item.scope] <= AT_ONCE:
                    places = await unit.places.log_places(item.scope)
                    errands += [self._notice(item, *place) for place in places]
        if not errands:
            return 0
        async with self.base.begin() as unit:
            await unit.writing()
            told = await unit.outbox.put(errands)
            await unit.commit()
        return told

    async def run(self, errand: Errand, courier: Courier) -> Settled | Later:
        """Show an item to moderators, unless it was decided by now."""
        place = Place(errand.platform, errand.data["place"])
        async with self.base.begin() as unit:
            item = await unit.reviews.get(errand.data["item"])
            if item is None or not item.open:
                return Settled()
            card = await self.reviewing.card(unit, item)
            if overtaken(card):
                return Settled()  # a newer version of the draft has a notice of its own
            if (place.platform, place.id) not in await unit.places.log_places(item.scope):
                return Settled()  # those who were told here keep these facts no longer
            settings = await unit.places.settings(place)
            if settings.community and circle(settings, place) != item.scope:
                return Settled()  # the place was given to somebody else since
        target = Target(place, "", settings.locale or self.locale)
        await self.speaking.say(errand, courier, target, card)
        return Settled()

    async def gave_up(self, errand: Errand) -> None:
        """The item stays in the queue."""

    def _notice(self, item: ReviewItem, platform: str, place: str) -> Errand:
        now = self.clock.now()
        return Errand(
            kind=ErrandKind.NOTICE,
            platform=platform,
            key=f"notice:{item.id}:{platform}:{place}",
            at=now,
            due=now,
            data={"item": item.id, "place": place},
        )

    def _overdue(self) -> Iterator[ReviewItem]:
        """What lost its right to be said unasked, and gets it back by a look."""
        now = self.clock.now()
        for fact in self.index.published.values():
            if fact.review_by is not None and fact.review_by < now.date():
                yield overdue_item(fact, now)
            elif lost_right(fact, now.date(), self.denial_days) is Quiet.DENIAL_TOO_OLD:
                yield stale_item(fact, now)

    async def _contradictions(self) -> list[ReviewItem]:
        now, published = self.clock.now(), dict(self.index.published)
        found = []
        for fact in published.values():
            if fact.verdict.direction:
                others = contradictions(fact, published, self.index.matcher)
                found += [contradiction_item(fact, other, now) for other in others]
                await asyncio.sleep(0)
        return found

    async def _cards(self, unit: ConversationUnit) -> list[ReviewItem]:
        """Cards that could not be brought up to date."""
        items = []
        for errand in await unit.outbox.failed(ErrandKind.HEAL):
            posted = await unit.replies.by_id(errand.data["reply"])
            try:
                fact = await unit.facts.by_id(errand.data["fact"])
            except FactNotFound:
                continue
            if posted is not None and posted.fact_version < fact.version:
                where = circle(await unit.places.settings(posted.place), posted.place)
                items.append(card_item(errand, fact, where, posted.url, self.clock.now()))
        return items

    async def _surges(self) -> list[ReviewItem]:
        now = self.clock.now()
        async with self.base.begin() as unit:
            questions = await unit.questions.unanswered(now - timedelta(days=SURGE_DAYS), MOST)
        # In a thread: putting thousands together takes seconds, and its matcher is its own.
        clusters = await asyncio.to_thread(clustered, questions, self.matcher())
        return [surge_item(cluster, where, now) for cluster in clusters for where in _in(cluster)]


def _in(cluster: Cluster) -> Sequence[str]:
    """Whom a surge is told: every community in it, and the operator."""
    if cluster.times < SURGE_TIMES or cluster.people < SURGE_PEOPLE:
        return ()
    return sorted({*cluster.communities, ""})

"""Questions that name a fact or search for one, without a message to check."""

from __future__ import annotations

from dataclasses import dataclass

from bot.checking.live_index import LiveIndex
from bot.checking.patience import patiently
from bot.checking.redirects import fact_called
from bot.checking.searching import held, words_of
from bot.replies import (
    Declined,
    Explanation,
    FactCard,
    FactList,
    NotFound,
    Refusal,
    Reply,
    SourceList,
)
from factbase.errors import FactNotFound, InvalidValue, StoreUnavailable
from factbase.matching.decision import Ambiguous, Decision, Lane, Match, Thresholds
from factbase.model import Audience, Fact, Status
from factbase.model.text import slug as a_slug
from factbase.ports import Clock, FactBase

SHOWN = 5
"""Facts in a list: what fits on a phone's screen."""
CHOICES = 25
"""Suggestions while typing: Discord's limit, and more than anybody reads."""


SCANNED = 100
"""Facts that are looked through one by one, 60 µs each; among more the index is asked alone."""
_MEANT = 0.05
"""Confidence from which a fact is shown that holds none of the words (a name in another form)."""


@dataclass(frozen=True, slots=True)
class Lookups:
    """Reads facts by slug, by search, by date; only what the audience may see."""

    base: FactBase
    index: LiveIndex
    clock: Clock

    async def show(self, slug: str, audience: Audience) -> Reply:
        """The card of a fact."""
        fact = await self._published(slug, audience)
        return fact if isinstance(fact, Declined) else self.card(fact)

    async def sources(self, slug: str, audience: Audience) -> Reply:
        """Everything a fact rests on."""
        fact = await self._published(slug, audience)
        return fact if isinstance(fact, Declined) else SourceList(fact)

    def card(self, fact: Fact) -> FactCard:
        """A card that nobody's message was matched to."""
        return FactCard(fact, fact.timeline, self.clock.now().date())

    def search(self, text: str, audience: Audience) -> Reply:
        """The facts that hold these words or mean them, the best first."""
        words = words_of(text)
        near = self.index.nearest(text, audience, CHOICES)
        sure = {fact.id: confidence for fact, confidence in near}
        facts = {fact.id: fact for fact in (*(fact for fact, _ in near), *self._few(audience))}
        rank = {key: (held(words, fact), sure.get(key, 0.0)) for key, fact in facts.items()}
        told = [key for key, (times, near_by) in rank.items() if times or near_by >= _MEANT]
        best = sorted(told, key=rank.__getitem__, reverse=True)[:SHOWN]
        return FactList(tuple(facts[key] for key in best), text) if best else NotFound()

    def _few(self, audience: Audience) -> tuple[Fact, ...]:
        """All facts where they are few enough to be looked through one by one."""
        return self.index.visible(audience) if len(self.index) <= SCANNED else ()

    def recent(self, audience: Audience) -> Reply:
        """What changed last."""
        return FactList(self.index.visible(audience, SHOWN))

    def suggest(self, typed: str, audience: Audience) -> tuple[Fact, ...]:
        """Facts for what somebody has typed so far: by slug or claim, then by likeness."""
        wanted = typed.casefold().strip()
        if not wanted:
            return self.index.visible(audience, CHOICES)
        literal = [fact for fact in self._few(audience) if _holds(fact, wanted)]
        near = [fact for fact, _ in self.index.nearest(typed, audience, CHOICES)]
        return tuple({fact.id: fact for fact in (*literal, *near)}.values())[:CHOICES]

    def why(
        self,
        text: str,
        lane: Lane,
        audience: Audience,
        thresholds: Thresholds | None = None,
    ) -> Explanation:
        """How a text would be decided, and why."""
        decision = self.index.decide(text, lane, audience, thresholds)
        return Explanation(decision, self.names(decision))

    def names(self, decision: Decision) -> tuple[tuple[str, str], ...]:
        """The slug of every candidate that a decision speaks of."""
        considered = [*decision.trail.candidates]
        if isinstance(decision, Match):
            considered += [decision.best, *decision.more]
        elif isinstance(decision, Ambiguous):
            considered += decision.candidates
        facts = {item.id: self.index.fact(item.id) for item in considered}
        return tuple((key, fact.slug) for key, fact in facts.items() if fact is not None)

    async def _published(self, slug: str, audience: Audience) -> Fact | Declined:
        try:
            async with patiently(), self.base.begin() as unit:
                fact = await fact_called(unit, a_slug(slug), audience)
        except (FactNotFound, InvalidValue):
            return Declined(Refusal.NO_SUCH_FACT)
        except StoreUnavailable:
            return Declined(Refusal.BASE_UNREACHABLE)
        return fact if fact.status is Status.PUBLISHED else Declined(Refusal.NO_SUCH_FACT)


def _holds(fact: Fact, wanted: str) -> bool:
    texts = (fact.slug, *(wording.text.casefold() for wording in fact.claim))
    return any(wanted in text for text in texts)

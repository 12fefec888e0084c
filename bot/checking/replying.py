"""From a decision to a reply, given what the base holds at that moment."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from bot.checking.forbidding import forbidden
from bot.checking.live_index import LiveIndex
from bot.checking.old_messages import then
from bot.checking.outcome import Answer, Delivery, Outcome, Quiet, Silent
from bot.checking.question import Question
from bot.places.behaviour import Mode
from bot.ports import ConversationUnit
from bot.replies import Candidates, FactCard, Help, NotFound, Pointer, Reply
from bot.unanswered.questions import is_kept
from factbase.matching.decision import (
    Ambiguous,
    Candidate,
    Decision,
    Lane,
    Match,
    MessageStance,
    NoMatch,
)
from factbase.model import Fact, Status
from factbase.ports import Clock


@dataclass(frozen=True, slots=True)
class Replying:
    """Turns decisions into replies. `denial_days` is how long a denial is said unprompted
    without a later look.
    """

    index: LiveIndex
    clock: Clock
    denial_days: int

    async def reply(
        self, unit: ConversationUnit, question: Question, found: Decision | Help
    ) -> Reply | Silent:
        """What a decision becomes, given what the base holds at this moment."""
        match found:
            case Match(best=best):
                fact = await self._still_published(unit, best.id)
                if fact is None:
                    return _nothing(question, Quiet.NO_LONGER_PUBLISHED)
                card = card_of(fact, found, self.clock.now().date())
                card = replace(card, also=await self._also(unit, question, found))
                view = await then(unit, fact, question.message, self.clock.now())
                return await self.once(unit, question, replace(card, then=view))
            case _ if not question.asked:
                return unasked(found)
            case Help():
                return found
            case Ambiguous():
                return _offer(await self._still_offered(unit, found.candidates))
            case NoMatch():
                return NotFound(can_tell=is_kept(question.message))

    async def once(
        self, unit: ConversationUnit, question: Question, card: FactCard
    ) -> Reply | Silent:
        """The card, unless it hangs here already or has lost the right to be said unasked."""
        place = question.message.place
        why = await forbidden(unit, question, card, self.clock.now(), self.denial_days)
        if why is not None:
            return _nothing(question, why)
        if question.settings.cooldown == 0:
            return card
        since = self.clock.now() - timedelta(seconds=question.settings.cooldown)
        shown = await unit.replies.latest(place, card.fact.id, since)
        if shown is None or shown.message_id == question.message.id:
            return card
        # A reaction or a shadow is recorded without an address: nobody has seen a card yet.
        if question.asked and shown.lane is Lane.UNPROMPTED and not shown.url:
            return card
        return Pointer(card.fact, shown.url) if question.asked else Silent(Quiet.COOLDOWN)

    def from_memory(self, question: Question, found: Decision | Help) -> Outcome:
        """The base is away: whoever asked is answered from memory, and told so."""
        if not question.asked:
            return Silent(Quiet.BASE_UNREACHABLE)
        match found:
            case Help():
                return Answer(found, question.locale)
            case Match(best=best) if (fact := self.index.fact(best.id)) is not None:
                card = card_of(fact, found, self.clock.now().date())
                return Answer(replace(card, from_memory=True), question.locale)
            case Ambiguous():
                facts = (self.index.fact(candidate.id) for candidate in found.candidates)
                return Answer(_offer(facts), question.locale)
            case _:
                return Answer(NotFound(), question.locale)

    async def _still_published(self, unit: ConversationUnit, fact_id: str) -> Fact | None:
        """The fact as it is stored now; the copy in memory serves when it is the newest."""
        standing = await unit.facts.standing(fact_id)
        if standing is None or standing[1] is not Status.PUBLISHED:
            return None
        copy = self.index.fact(fact_id)
        if copy is not None and copy.version == standing[0]:
            return copy
        return await unit.facts.by_id(fact_id)

    async def _also(
        self, unit: ConversationUnit, question: Question, found: Match
    ) -> tuple[Fact, ...]:
        """Facts on further claims, for who asked."""
        if not question.asked or not found.more:
            return ()
        return tuple(await self._still_offered(unit, found.more))

    async def _still_offered(
        self, unit: ConversationUnit, offered: Iterable[Candidate]
    ) -> list[Fact]:
        ids = [candidate.id for candidate in offered]
        stored = await unit.facts.known(ids)
        facts = (stored.get(fact_id) for fact_id in ids)
        return [fact for fact in facts if fact is not None and fact.status is Status.PUBLISHED]


def card_of(fact: Fact, found: Match, today: date) -> FactCard:
    """The card of a match, without what is said besides."""
    return FactCard(
        fact,
        fact.timeline,
        today,
        confidence=found.best.confidence,
        stance=found.trail.stance,
        near=_is_near(found),
    )


def _is_near(found: Match) -> bool:
    """Whether whoever asked may have meant another claim; who disputes it is told so anyway."""
    asked = found.trail.lane is Lane.ADDRESSED
    disputes = found.trail.stance in {MessageStance.DENIES, MessageStance.REPORTS_DENIAL}
    return asked and found.best.doubted and not disputes


def _offer(facts: Iterable[Fact | None]) -> Reply:
    known = tuple(fact for fact in facts if fact is not None)
    return Candidates(known) if known else NotFound()


def unasked(found: Decision | Help) -> Silent:
    """Why nothing is said to a message that nobody asked about."""
    match found:
        case NoMatch(reason=reason):
            return Silent(reason)
        case Help():
            return Silent(Quiet.NO_CLAIM)
        case _:
            return Silent(Quiet.UNSURE)


def _nothing(question: Question, why: Quiet) -> Reply | Silent:
    return NotFound() if question.asked else Silent(why)


def delivery(question: Question) -> Delivery:
    """How an answer reaches people here."""
    if question.asked:
        return Delivery.REPLY
    modes = {Mode.QUIET: Delivery.REACTION, Mode.SHADOW: Delivery.SHADOW}
    return modes.get(question.settings.mode, Delivery.REPLY)

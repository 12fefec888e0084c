"""Answers for one person alone, and what that person then shows to everybody."""

from __future__ import annotations

from dataclasses import dataclass, replace

from bot.checking.answering import Answering
from bot.checking.lookups import Lookups
from bot.checking.outcome import Answer, Outcome, Silent, tally
from bot.checking.question import Question
from bot.messages import IncomingMessage
from bot.ports import ConversationBase, ConversationUnit
from bot.replies import Declined, FactCard, Refusal
from factbase.errors import FactNotFound, StoreUnavailable
from factbase.model import Status


@dataclass(frozen=True, slots=True)
class Aside:
    """Answers that only one person sees: nothing is recorded, and no cooldown holds."""

    base: ConversationBase
    answering: Answering
    lookups: Lookups

    async def answer(self, message: IncomingMessage) -> Outcome:
        """What to tell the one who asked. Never raises for anything that somebody typed."""
        outcome = await self._answer(message)
        tally(self.answering.metrics, message.place.platform, outcome)
        return outcome

    async def _answer(self, message: IncomingMessage) -> Outcome:
        question = await self.answering.consider(message)
        if not isinstance(question, Question):
            return question
        refused = await self.answering.too_often(question)
        if refused is not None:
            return refused
        question = replace(question, settings=replace(question.settings, cooldown=0))
        found = self.answering.check(question)
        try:
            async with self.base.begin() as unit:
                reply = await self.answering.replying.reply(unit, question, found)
        except StoreUnavailable:
            return self.answering.replying.from_memory(question, found)
        return reply if isinstance(reply, Silent) else Answer(reply, question.locale)

    async def publish(
        self, message: IncomingMessage, fact_id: str, *, again: bool = False
    ) -> Outcome:
        """The card of a fact, to be said in public as the answer to `message`, recorded; also
        when it was shown there a moment ago, if that is wanted (`again`).

        What comes without a ticket is for the asking person alone: that the fact is there
        already, or why it can't be shown.
        """
        question = await self.answering.consider(message)
        if not isinstance(question, Question):
            return question
        if again:
            question = replace(question, settings=replace(question.settings, cooldown=0))
        try:
            async with self.base.turn(message.place) as unit:
                await unit.facts.hold(fact_id)
                card = await self._card(unit, question, fact_id)
                reply = await self.answering.replying.once(unit, question, card)
                if not isinstance(reply, FactCard):
                    return reply if isinstance(reply, Silent) else Answer(reply, question.locale)
                outcome = await self.answering.record(unit, question, reply)
                await unit.commit()
        except FactNotFound:
            return Answer(Declined(Refusal.NO_SUCH_FACT), question.locale)
        except StoreUnavailable:
            return Answer(Declined(Refusal.BASE_UNREACHABLE), question.locale)
        return outcome

    async def _card(self, unit: ConversationUnit, question: Question, fact_id: str) -> FactCard:
        fact = await unit.facts.by_id(fact_id)
        if fact.status is not Status.PUBLISHED or not question.settings.audience.sees(fact.scope):
            raise FactNotFound(fact_id)
        return self.lookups.card(fact)

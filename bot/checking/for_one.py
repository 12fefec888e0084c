"""Answers for one person alone, and what that person then shows to everybody."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum

from bot.checking.answering import Answering
from bot.checking.lookups import Lookups
from bot.checking.outcome import Answer, Outcome, Silent, tally
from bot.checking.question import Question
from bot.checking.recording import decided
from bot.checking.repeating import repeated
from bot.messages import IncomingMessage
from bot.ports import ConversationBase, ConversationUnit
from bot.replies import Declined, FactCard, Help, NotFound, Refusal
from bot.unanswered.questions import keep_question
from factbase.errors import Conflict, FactNotFound, StoreUnavailable
from factbase.matching.decision import Decision, MessageStance, NoMatch
from factbase.model import Status

Matched = tuple[float | None, MessageStance]
"""Confidence (0 to 1) and stance of a match; no confidence for what nobody matched."""


class Keep(Enum):
    """What is recorded of an answer for one person.

    Nothing; what nobody could answer, so that they can be told later; or cards, too, where the
    answer stays to be seen, as in a private chat, so that they follow their fact.
    """

    NOTHING = 0
    QUESTIONS = 1
    ALL = 2


@dataclass(frozen=True, slots=True)
class Aside:
    """Answers that only one person sees: no cooldown holds, and nothing is recorded unless the
    platform asks for it, and then reports to `Deliveries` where an answer with a ticket went.
    """

    base: ConversationBase
    answering: Answering
    lookups: Lookups

    async def answer(self, message: IncomingMessage, keep: Keep = Keep.NOTHING) -> Outcome:
        """What to tell the one who asked. Never raises for anything that somebody typed."""
        outcome = await self._answer(message, keep)
        tally(self.answering.metrics, message.place.platform, outcome)
        return outcome

    async def _answer(self, message: IncomingMessage, keep: Keep) -> Outcome:
        question = await self.answering.consider(message)
        if not isinstance(question, Question):
            return question
        refused = await self.answering.too_often(question)
        if refused is not None:
            return refused
        question = replace(question, settings=replace(question.settings, cooldown=0))
        found = self.answering.check(question)
        try:
            return await repeated(lambda: self._reply(question, found, keep))
        except (StoreUnavailable, Conflict) as problem:
            recalled = await self.answering.recalled(problem)
            return recalled or self.answering.replying.from_memory(question, found)

    async def _reply(self, question: Question, found: Decision | Help, keep: Keep) -> Outcome:
        kept = keep is Keep.ALL or (keep is Keep.QUESTIONS and isinstance(found, NoMatch))
        place = question.message.place
        opened = self.base.turn(place) if kept else self.base.begin()

        async def decide(unit: ConversationUnit) -> Outcome:
            reply = await self.answering.replying.reply(unit, question, found)
            if isinstance(reply, Silent):
                return reply
            asked = isinstance(reply, NotFound) and reply.can_tell
            if not kept or not (asked or isinstance(reply, FactCard)):
                return Answer(reply, question.locale)
            outcome = await self.answering.record(unit, question, reply)
            if asked and isinstance(outcome, Answer):
                await keep_question(unit, question, outcome)
            return outcome

        return await decided(opened, decide, self.answering.patience)

    async def publish(
        self,
        message: IncomingMessage,
        fact_id: str,
        match: Matched = (None, MessageStance.ASKS),
        *,
        again: bool = False,
    ) -> Outcome:
        """The card of a fact, to be said in public as the answer to `message`, recorded; also
        when it was shown there a moment ago, if that is wanted (`again`). `match` is what the
        matcher said when one person was shown it.

        What comes without a ticket is for the asking person alone: that the fact is there
        already, or why it can't be shown.
        """
        question = await self.answering.consider(message)
        if not isinstance(question, Question):
            return question
        if again:
            question = replace(question, settings=replace(question.settings, cooldown=0))
        try:
            return await repeated(lambda: self._publish(question, fact_id, match))
        except FactNotFound:
            return Answer(Declined(Refusal.NO_SUCH_FACT), question.locale)
        except (StoreUnavailable, Conflict) as problem:
            recalled = await self.answering.recalled(problem)
            return recalled or Answer(Declined(Refusal.BASE_UNREACHABLE), question.locale)

    async def _publish(self, question: Question, fact_id: str, match: Matched) -> Outcome:
        async def decide(unit: ConversationUnit) -> Outcome:
            await unit.facts.hold(fact_id)
            card = await self._card(unit, question, fact_id)
            card = replace(card, confidence=match[0], stance=match[1])
            reply = await self.answering.replying.once(unit, question, card)
            if isinstance(reply, FactCard):
                return await self.answering.record(unit, question, reply)
            return reply if isinstance(reply, Silent) else Answer(reply, question.locale)

        turn = self.base.turn(question.message.place)
        return await decided(turn, decide, self.answering.patience)

    async def _card(self, unit: ConversationUnit, question: Question, fact_id: str) -> FactCard:
        fact = await unit.facts.by_id(fact_id)
        if fact.status is not Status.PUBLISHED or not question.settings.audience.sees(fact.scope):
            raise FactNotFound(fact_id)
        return self.lookups.card(fact)

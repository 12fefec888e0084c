"""Who asked to be told is told where they asked, once, when a fact that answers is published."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from secrets import token_hex

from bot.checking.live_index import LiveIndex
from bot.delivering.errands import Errand, ErrandKind
from bot.delivering.outbox import Later, Settled
from bot.delivering.speaking import Speaking, place_data, place_of
from bot.messages import Person, Place
from bot.places.behaviour import Mode, PlaceSettings
from bot.ports import ConversationBase, ConversationUnit, Courier, PostedReply, Target
from bot.privacy.people import PersonHash
from bot.replies import Cause, FactCard, News
from bot.unanswered.asking import OpenQuestion, Wish
from factbase.errors import FactNotFound
from factbase.matching.decision import Lane, Match
from factbase.model import Audience, Fact, Status
from factbase.ports import Clock

DAYS = 90
"""How old a question may be to be looked at again when facts change."""
MOST = 5_000
"""Questions looked at: about ten seconds of matching, with pauses for everybody else."""
_TURN = 20
"""Questions matched before the event loop gets a turn: about 40 ms."""

Asked = tuple[Wish, OpenQuestion]


@dataclass(frozen=True, slots=True)
class Answers:
    """Questions without an answer, and the wishes to be told of one."""

    base: ConversationBase
    index: LiveIndex
    speaking: Speaking
    people: PersonHash
    clock: Clock

    async def wish(self, posted: PostedReply, person: Person, locale: str) -> bool | None:
        """Tell this person, or no longer, where the question was asked; none when the question
        behind that reply isn't kept any more.
        """
        async with self.base.begin() as unit:
            await unit.writing()
            question = await unit.questions.behind(posted.id)
            if question is None:
                return None
            wish = Wish(
                id=token_hex(6),
                question_id=question.id,
                person=self.people.hash(person.key),
                place=replace(posted.place, locale=""),
                message_id=posted.message_id,
                locale=locale,
                at=self.clock.now(),
            )
            wanted = await unit.questions.toggle_wish(wish)
            await unit.commit()
        return wanted

    async def look_again(self) -> int:
        """Match open questions with the facts of now; says how many have an answer."""
        since = self.clock.now() - timedelta(days=DAYS)
        async with self.base.begin() as unit:
            questions = await unit.questions.unanswered(since, MOST)
            waiting = any(question.fact_id for _, question in await unit.questions.wishes())
        found: dict[str, list[str]] = {}
        for number, question in enumerate(questions, 1):
            fact_id = self._answer(question)
            if fact_id:
                found.setdefault(fact_id, []).append(question.id)
            if number % _TURN == 0:
                await asyncio.sleep(0)
        if found or waiting:
            async with self.base.begin() as unit:
                await unit.writing()
                for fact_id, questions_answered in found.items():
                    await unit.questions.answered(questions_answered, fact_id)
                await self._plan(unit)
                await unit.commit()
        return sum(map(len, found.values()))

    def _answer(self, question: OpenQuestion) -> str:
        decision = self.index.decide(
            question.text, Lane.ADDRESSED, Audience(question.community), None
        )
        return decision.best.id if isinstance(decision, Match) else ""

    async def _plan(self, unit: ConversationUnit) -> None:
        """One errand for each conversation and fact, whoever asked there. Where the bot is off
        wishes wait until it is on again.
        """
        first: dict[tuple[str, Place], Asked] = {}
        for wish, question in await unit.questions.wishes():
            if question.fact_id:
                first.setdefault((question.fact_id, wish.place), (wish, question))
        settings = await unit.places.settings_of({place for _, place in first})
        now = self.clock.now()
        errands = [
            Errand(
                kind=ErrandKind.ANSWER,
                platform=place.platform,
                key=f"answer:{fact_id}:{wish.id}",
                at=now,
                due=now,
                data={
                    "fact": fact_id,
                    "message": wish.message_id,
                    "locale": wish.locale,
                    **place_data(place),
                },
            )
            for (fact_id, place), (wish, _) in first.items()
            if _may_tell(settings[place], self.index.fact(fact_id))
        ]
        await unit.outbox.put(errands)

    async def run(self, errand: Errand, courier: Courier) -> Settled | Later:
        """Tell one conversation, unless the fact is gone again or nobody waits any more."""
        place = place_of(errand.platform, errand.data)
        async with self.base.begin() as unit:
            waiting = await self._waiting(unit, errand.data["fact"], place)
            fact = await _published(unit, errand.data["fact"])
            settings = await unit.places.settings(place)
        if not waiting:
            return Settled()
        if fact is None or not _may_tell(settings, fact):
            await self._reopen(waiting)
            return Settled()
        card = FactCard(fact, fact.timeline, self.clock.now().date())
        target = Target(place, errand.data["message"], errand.data["locale"])
        await self.speaking.say(errand, courier, target, News(card, Cause.ASKED, fact.id))
        await self._grant(waiting)
        return Settled()

    async def gave_up(self, errand: Errand) -> None:
        """They blocked us, or the place is gone: nobody waits there any more."""
        async with self.base.begin() as unit:
            place = place_of(errand.platform, errand.data)
            waiting = await self._waiting(unit, errand.data["fact"], place)
        await self._grant(waiting)

    async def _waiting(self, unit: ConversationUnit, fact_id: str, place: Place) -> list[Asked]:
        return [
            (wish, question)
            for wish, question in await unit.questions.wishes()
            if question.fact_id == fact_id and wish.place == place
        ]

    async def _grant(self, waiting: Sequence[Asked]) -> None:
        async with self.base.begin() as unit:
            await unit.writing()
            await unit.questions.granted([wish.id for wish, _ in waiting])
            await unit.commit()

    async def _reopen(self, waiting: Sequence[Asked]) -> None:
        """Wait for another answer. The wishes get new names: an errand is done once for each."""
        async with self.base.begin() as unit:
            await unit.writing()
            await unit.questions.answered([question.id for _, question in waiting], "")
            for wish, _ in waiting:
                if await unit.questions.granted([wish.id]):
                    await unit.questions.toggle_wish(replace(wish, id=token_hex(6)))
            await unit.commit()


def _may_tell(settings: PlaceSettings, fact: Fact | None) -> bool:
    """Whether a place may be told; of a fact that isn't known here, who tells it finds out."""
    return settings.mode is not Mode.OFF and (fact is None or settings.audience.sees(fact.scope))


async def _published(unit: ConversationUnit, fact_id: str) -> Fact | None:
    try:
        fact = await unit.facts.by_id(fact_id)
    except FactNotFound:
        return None
    return fact if fact.status is Status.PUBLISHED else None

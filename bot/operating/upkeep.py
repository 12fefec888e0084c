"""What goes on while nobody asks: changes followed up, errands run."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

from bot.checking.live_index import LiveIndex
from bot.delivering.couriers import Couriers
from bot.delivering.errands import ErrandKind
from bot.delivering.outbox import Outbox, Runner
from bot.delivering.speaking import Speaking
from bot.healing.cards import Healing
from bot.healing.news import FollowedFacts
from bot.healing.watching import Watch
from bot.moderating.moderation import Moderation
from bot.numbers.community import Numbers
from bot.operating.supervising import kept
from bot.ports import ConversationBase
from bot.privacy.people import PersonHash
from bot.privacy.retention import Retaining
from bot.reviewing.gathering import Gathering
from bot.reviewing.queue import Reviewing
from bot.reviewing.sources import SourceChecks, look
from bot.settings import Settings
from bot.unanswered.answers import Answers
from factbase.ports import Clock


@dataclass(frozen=True, slots=True)
class Upkeep:
    """The services behind the conversation."""

    couriers: Couriers
    watch: Watch
    outbox: Outbox
    healing: Healing
    answers: Answers
    reviewing: Reviewing
    gathering: Gathering
    retaining: Retaining
    numbers: Numbers

    async def serve(self) -> None:
        """Do all of it from the moment a platform is served here, until cancelled."""
        await self.couriers.wait()
        await self.watch.index.whole()
        await asyncio.gather(
            kept(self.watch.serve, "watch"),
            kept(self.outbox.serve, "outbox"),
            kept(self.gathering.tell, "gathering"),
        )


@dataclass(frozen=True, slots=True)
class Ground:
    """What upkeep stands on: the services that were opened before it."""

    settings: Settings
    base: ConversationBase
    index: LiveIndex
    clock: Clock
    people: PersonHash
    moderation: Moderation


def upkeep(ground: Ground, couriers: Couriers) -> Upkeep:
    """The services over an open base."""
    base, index, clock = ground.base, ground.index, ground.clock
    settings = ground.settings
    speaking = Speaking(base, clock)
    healing = Healing(base, index, clock, settings.healing.days)
    followed = FollowedFacts(base, speaking, clock, settings.locale)
    answers = Answers(base, index, speaking, ground.people, clock)
    reviewing = Reviewing(base, ground.moderation, clock)
    gathering = Gathering(
        base, index, reviewing, speaking, clock, settings.locale, settings.denial_days
    )
    sources = SourceChecks(base, index, clock, look if settings.source_checks else None)
    retaining = Retaining(base, clock, settings.retention)
    runners: dict[ErrandKind, Runner] = {
        ErrandKind.HEAL: healing,
        ErrandKind.NEWS: followed,
        ErrandKind.ANSWER: answers,
        ErrandKind.NOTICE: gathering,
    }
    return Upkeep(
        couriers=couriers,
        watch=Watch(
            base,
            index,
            planners=(healing, followed, gathering),
            afterwards=(answers.look_again,),
            sweeps=(
                healing.sweep,
                answers.look_again,
                gathering.sweep,
                sources.sweep,
                retaining.sweep,
            ),
        ),
        outbox=Outbox(base, couriers, clock, runners, settings.healing.pace),
        healing=healing,
        answers=answers,
        reviewing=reviewing,
        gathering=gathering,
        retaining=retaining,
        numbers=Numbers(base, clock),
    )

"""What is kept for how long: one table, from which the job and `/privacy` both read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

import structlog

from bot.delivering.unreachable import FORGOTTEN, forget_unreachable
from bot.ports import ConversationBase
from bot.privacy.keeping import EVENTS
from bot.privacy.leaving import GRACE, forget_left
from bot.settings import Retention
from bot.wording import N_
from factbase.ports import Clock

log = structlog.get_logger()

ASKED = timedelta(days=1)
"""How long who asked how often is known: longer than any window in which questions count."""
_FOR_GOOD = N_("until it is removed")


@dataclass(frozen=True, slots=True)
class Retaining:
    """Forgets what is older than the settings allow."""

    base: ConversationBase
    clock: Clock
    days: Retention

    async def sweep(self) -> int:
        """Forget; says how many rows."""
        now = self.clock.now()

        def ago(days: int) -> timedelta:
            return timedelta(days=days)

        days = self.days
        async with self.base.begin() as unit:
            await unit.writing()
            gone = await unit.personal.forget_replies(now - ago(days.replies))
            gone += await unit.questions.forget(now - ago(days.questions))
            gone += await unit.personal.forget_reports(now - ago(days.reports))
            gone += await unit.drafts.forget(now - ago(days.drafts))
            gone += await unit.outbox.forget(now - ago(days.errands))
            gone += await unit.reviews.forget(now - ago(days.decisions))
            gone += await unit.inbox.forget(now - EVENTS)
            gone += await unit.personal.forget_asked(now - ASKED)
            gone += await forget_unreachable(unit, now)
            gone += await forget_left(unit, now)
            await unit.commit()
        if gone:
            log.info("forgotten", rows=gone)
        return gone


def kept(days: Retention) -> tuple[tuple[str, str], ...]:
    """What is kept and for how many days (a number), or for how long in words."""
    return (
        (N_("Where I replied with which fact, without any text"), str(days.replies)),
        (
            N_("What was asked and had no answer: the text, and who by a keyed hash"),
            str(days.questions),
        ),
        (N_("Who wants to be told of an answer, as a keyed hash"), str(days.questions)),
        (N_("What was reported as a wrong match, with the text"), str(days.reports)),
        (
            N_("Drafts of facts and of reports that were begun, and for which group"),
            str(days.drafts),
        ),
        (N_("What I still have to say or to correct, without any text"), str(days.errands)),
        (N_("What moderators decided about reports"), str(days.decisions)),
        (
            N_("What was written to me until it is dealt with, and then only its number"),
            str(EVENTS.days),
        ),
        (N_("How often somebody asked, as a keyed hash"), str(ASKED.days)),
        (N_("Chats that can't be reached any more, by their ids"), str(FORGOTTEN.days)),
        (N_("Who follows a fact or wants to be left alone, as a keyed hash"), _FOR_GOOD),
        (N_("Settings of places, and who is appointed by name"), _FOR_GOOD),
        (N_("Settings, replies and wishes of a server that removed me"), str(GRACE.days)),
        (N_("Who changed which fact or setting, when and why: that record is for good"), _FOR_GOOD),
    )

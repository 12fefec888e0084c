"""Saying something that nobody asked for just now, once, and keeping the card on record."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import structlog

from bot.delivering.errands import Errand
from bot.delivering.unreachable import is_unreachable
from bot.errors import DeliveryError
from bot.messages import Place, PlaceKind
from bot.ports import ConversationBase, Courier, PostedReply, ReplyKind, ReplyState, Sent, Target
from bot.replies import FactCard, News, Reply
from factbase.matching.decision import Lane
from factbase.ports import Clock

log = structlog.get_logger()

ON_ITS_WAY = "on-its-way"
"""Noted on an errand before it is handed to the platform: found again later, it may have
arrived, and to say it twice is worse than to lose it."""
TOLD = "told:"
"""What the record of such a card has in place of a message that it answers."""


@dataclass(frozen=True, slots=True)
class Speaking:
    """Posts through a courier on behalf of an errand."""

    base: ConversationBase
    clock: Clock

    async def say(self, errand: Errand, courier: Courier, target: Target, reply: Reply) -> bool:
        """Post a reply unless it may have been posted before; says whether it was now.

        Raises:
            DeliveryError: the platform refused, or has done so for good before.
        """
        if errand.reason == ON_ITS_WAY:
            log.warning("errand_may_have_arrived", errand=errand.id)
            return False
        async with self.base.begin() as unit:
            if await is_unreachable(unit, target.place):
                raise DeliveryError("unreachable", final=True)
        if not await self._note(replace(errand, reason=ON_ITS_WAY)):
            return False
        sent = await courier.post(target, reply, errand.id)
        if isinstance(reply, News) and isinstance(reply.shows, FactCard):
            await self._record(errand, target, reply.shows, sent)
        return True

    async def _note(self, errand: Errand) -> bool:
        async with self.base.begin() as unit:
            await unit.writing()
            mine = await unit.outbox.settle(errand)
            await unit.commit()
        return mine

    async def _record(self, errand: Errand, target: Target, card: FactCard, sent: Sent) -> None:
        posted = PostedReply(
            id=errand.id,
            place=target.place,
            message_id=TOLD + errand.id,
            kind=ReplyKind.CARD,
            lane=Lane.ADDRESSED,
            author="",
            locale=target.locale,
            at=self.clock.now(),
            fact_id=card.fact.id,
            fact_version=card.fact.version,
            state=ReplyState.SENT,
            sent_id=sent.id,
            url=sent.url,
        )
        async with self.base.begin() as unit:
            await unit.writing()
            await unit.replies.claim(posted)
            await unit.commit()


def place_data(place: Place) -> dict[str, str]:
    """A place as an errand carries it."""
    return {
        "place": place.id,
        "kind": place.kind.value,
        "server": place.server,
        "thread": place.thread,
    }


def place_of(platform: str, data: Mapping[str, str]) -> Place:
    """The place that an errand carries."""
    return Place(platform, data["place"], PlaceKind(data["kind"]), data["server"], data["thread"])

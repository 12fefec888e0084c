"""What people tell us about cards: that they don't fit, and that they want to hear more."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from secrets import token_hex

from bot.messages import Person, Place
from bot.places.behaviour import PlaceSettings
from bot.ports import ConversationBase, PostedReply
from bot.pressing.opinions import Dispute, Follow
from bot.pressing.suppressing import circle
from bot.privacy.people import PersonHash
from bot.replies import Reason
from bot.reviewing.items import report_item
from factbase.model import Fact
from factbase.ports import Clock

A_DAY = 10
"""Reports that one person may make within a day; moderators as many as they like."""
LONGEST = 4_000
"""Characters kept of a reported message: what an example may hold."""


@dataclass(frozen=True, slots=True)
class Report:
    """A press on "not this claim", with all that was looked up for it. `text` is the message
    that the card answers, as the platform has it.
    """

    fact: Fact
    reason: Reason
    posted: PostedReply | None
    person: Person
    place: Place
    settings: PlaceSettings
    text: str
    moderator: bool


@dataclass(frozen=True, slots=True)
class Feedback:
    """Follows and disputes. People are keyed hashes here."""

    base: ConversationBase
    people: PersonHash
    clock: Clock

    async def follow(self, fact_id: str, person: Person, place: Place, version: int = 0) -> bool:
        """Follow a fact from this place, or stop; says whether it is followed now."""
        follow = Follow(
            id=token_hex(6),
            fact_id=fact_id,
            person=self.people.hash(person.key),
            place=place,
            at=self.clock.now(),
            version=version,
        )
        async with self.base.begin() as unit:
            await unit.writing()
            followed = await unit.opinions.toggle_follow(follow)
            await unit.commit()
        return followed

    async def unfollow(self, fact_id: str, person: Person, place: Place) -> None:
        """Stop following a fact from this place; not to have followed it is no error."""
        async with self.base.begin() as unit:
            await unit.writing()
            await unit.opinions.unfollow(fact_id, place, self.people.hash(person.key))
            await unit.commit()

    async def dispute(self, report: Report) -> bool:
        """Note that a card doesn't answer its message, once per person and card, and have
        moderators look at it. False when this person has reported too much today.
        """
        now = self.clock.now()
        dispute = Dispute(
            id=token_hex(6),
            fact_id=report.fact.id,
            reply_id=report.posted.id if report.posted is not None else "",
            person=self.people.hash(report.person.key),
            reason=report.reason.value,
            text=report.text[:LONGEST],
            at=now,
            circle=circle(report.settings, report.place),
            by_moderator=report.moderator,
        )
        async with self.base.begin() as unit:
            await unit.writing()
            day = now - timedelta(days=1)
            made = await unit.opinions.disputed_by(dispute.person, day)
            if made >= A_DAY and not report.moderator:
                return False
            if await unit.opinions.dispute(dispute):
                await unit.reviews.put([report_item(dispute, report.fact)])
            await unit.commit()
        return True

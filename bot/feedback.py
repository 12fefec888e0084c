"""What people tell us about cards: that they don't fit, and that they want to hear more."""

from __future__ import annotations

from dataclasses import dataclass
from secrets import token_hex

from bot.messages import Person, Place
from bot.opinions import Dispute, Follow
from bot.people import PersonHash
from bot.ports import ConversationBase, PostedReply
from bot.replies import Reason
from factbase.ports import Clock


@dataclass(frozen=True, slots=True)
class Feedback:
    """Follows and disputes. People are keyed hashes here."""

    base: ConversationBase
    people: PersonHash
    clock: Clock

    async def follow(self, fact_id: str, person: Person, place: Place) -> bool:
        """Follow a fact from this place, or stop; says whether it is followed now."""
        follow = Follow(
            id=token_hex(6),
            fact_id=fact_id,
            person=self.people.hash(person.key),
            place=place,
            at=self.clock.now(),
        )
        async with self.base.begin() as unit:
            await unit.writing()
            followed = await unit.opinions.toggle_follow(follow)
            await unit.commit()
        return followed

    async def dispute(
        self,
        fact_id: str,
        reason: Reason,
        posted: PostedReply | None,
        person: Person,
        text: str,
    ) -> None:
        """Note that a card doesn't answer its message; once per person and card."""
        dispute = Dispute(
            id=token_hex(6),
            fact_id=fact_id,
            reply_id=posted.id if posted is not None else "",
            person=self.people.hash(person.key),
            reason=reason.value,
            text=text,
            at=self.clock.now(),
        )
        async with self.base.begin() as unit:
            await unit.writing()
            await unit.opinions.dispute(dispute)
            await unit.commit()

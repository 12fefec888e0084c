"""Whose reports and numbers somebody sees in a chat: the group's own, those of groups whose
moderators are told things there, and in private those of the groups that they came from.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from adapters.telegram.inbound import NAME
from adapters.telegram.session import Session
from bot.messages import Person, Place, PlaceKind
from bot.permissions import Actor, actor
from bot.places.behaviour import PlaceSettings
from bot.pressing.presses import Presser
from bot.pressing.suppressing import circle
from bot.privacy.keeping import Draft
from bot.reviewing.queue import reviews

KIND = "telegram-desks"
"""Whose drafts these are in the base."""
GROUPS = 5
"""Groups that are remembered for somebody, the latest first."""


@dataclass(frozen=True, slots=True)
class Desk:
    """Somebody at work for a group, wherever they write or press."""

    place: Place
    person: Person
    settings: PlaceSettings

    @property
    def who(self) -> Actor:
        """What they may do there."""
        return actor(self.person, self.place.kind, self.settings)

    @property
    def where(self) -> str:
        """Whose reports and numbers these are."""
        return circle(self.settings, self.place)

    @property
    def open(self) -> bool:
        """Whether they decide about reports there."""
        return reviews(self.who, self.where)

    @property
    def presser(self) -> Presser:
        """Them, as if they pressed there."""
        return Presser(self.person, self.place)


async def desk(session: Session, person: Person, group: str) -> Desk:
    """What somebody may do for a group, asked of Telegram and the settings now."""
    place = group_place(group)
    settings = await session.bot.preferences.settings(place)
    administers = person.administers if person.id == group else await _asked(session, person, group)
    return Desk(place, replace(person, administers=administers), settings)


async def desks(session: Session, person: Person, here: Place) -> tuple[Desk, ...]:
    """All that a chat is for, its own first."""
    return tuple([await desk(session, person, one) for one in await _groups(session, person, here)])


async def desk_of(session: Session, person: Person, here: Place, item_id: str) -> Desk | None:
    """The one that an item of the queue belongs to; none for an item of other chats."""
    async with session.bot.base.begin() as unit:
        item = await unit.reviews.get(item_id)
    found: Desk | None = None
    for group in await _groups(session, person, here) if item is not None else ():
        settings = await session.bot.preferences.settings(group_place(group))
        if item is not None and circle(settings, group_place(group)) == item.scope:
            found = await desk(session, person, group)
            if found.open:
                return found
    return found


async def remember(session: Session, person: Person, group: str) -> None:
    """Somebody goes on in private with what concerns a group."""
    owner = session.bot.people.hash(person.key)
    groups = [group, *(one for one in await _remembered(session, person) if one != group)]
    draft = Draft(owner, KIND, {"groups": groups[:GROUPS]}, session.bot.clock.now())
    await session.moving.write(lambda unit: unit.drafts.put(draft))


def group_place(group: str) -> Place:
    """A group by its number."""
    return Place(NAME, group, PlaceKind.GROUP, server=group)


async def _groups(session: Session, person: Person, here: Place) -> tuple[str, ...]:
    if here.kind is PlaceKind.PRIVATE:
        return await _remembered(session, person)
    async with session.bot.base.begin() as unit:
        told_here = await unit.places.logging_to(NAME, here.id)
    return tuple(dict.fromkeys((here.id, *told_here)))


async def _remembered(session: Session, person: Person) -> tuple[str, ...]:
    async with session.bot.base.begin() as unit:
        draft = await unit.drafts.get(session.bot.people.hash(person.key), KIND)
    return tuple(draft.data["groups"]) if draft is not None else ()


async def _asked(session: Session, person: Person, group: str) -> bool:
    """Groups and channels, which speak under negative numbers, administer nothing elsewhere."""
    return person.id.isdecimal() and await session.members.administers(int(group), int(person.id))

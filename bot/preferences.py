"""What people choose: how the bot behaves in a place, and to be left alone."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from bot.errors import NotAllowed
from bot.governing import AuditEntry
from bot.known_places import KnownPlaces
from bot.messages import Person, Place
from bot.people import PersonHash
from bot.permissions import Action, actor, require
from bot.places import PlaceSettings, settings_values
from bot.ports import ConversationBase
from bot.replies import Panel, Privacy
from bot.wording import N_
from factbase.model import Community


@dataclass(frozen=True, slots=True)
class Preferences:
    """Settings of places and wishes of people."""

    base: ConversationBase
    people: PersonHash
    known: KnownPlaces

    async def settings(self, place: Place) -> PlaceSettings:
        """The settings that hold in a place."""
        async with self.base.begin() as unit:
            return await unit.places.settings(place)

    async def change(
        self, who: Person, place: Place, *, everywhere: bool = False, **values: Any
    ) -> Panel:
        """Change settings of a place, or of its whole server.

        Raises:
            NotAllowed: only those who administer a place may; and nobody moves it to another
                community from there, because they would moderate that one, too.
            InvalidValue: a value out of its range.
        """
        async with self.base.begin() as unit:
            await unit.writing()
            settings = await unit.places.settings(place)
            require(actor(who, place.kind, settings), Action.CONFIGURE, settings.community)
            if values.keys() & {"community", "appointed"}:
                raise NotAllowed(Action.CONFIGURE)
            changed = replace(settings, **values)
            target = place.server if everywhere and place.server else place.id
            await unit.places.put(place.platform, target, changed)
            await unit.audit.note(self._entry(who, f"{place.platform}:{target}", settings, changed))
            await unit.commit()
        self.known.forget()
        return Panel(changed)

    async def found(self, who: Person, place: Place, name: str) -> Panel:
        """Give a place (a whole server, where there is one) a community of its own, so that it
        can keep facts. One that has a community keeps it.

        Raises:
            NotAllowed: only those who administer a place may.
        """
        async with self.base.begin() as unit:
            await unit.writing()
            settings = await unit.places.settings(place)
            require(actor(who, place.kind, settings), Action.CONFIGURE, settings.community)
            if not settings.community:
                key = (place.server or place.id).strip("-").lower()
                community = Community(f"{place.platform}-{key}", name.strip()[:100] or key)
                settings = replace(settings, community=community.id)
                await unit.communities.put(community)
                await unit.places.put(place.platform, place.server or place.id, settings)
                await unit.commit()
        self.known.forget()
        return Panel(settings)

    def _entry(
        self, who: Person, where: str, before: PlaceSettings, after: PlaceSettings
    ) -> AuditEntry:
        old, new = (settings_values(settings) for settings in (before, after))
        changed = [name for name, value in new.items() if old[name] != value]
        return AuditEntry(
            at=self.known.now(),
            by=who.key,
            action="change settings",
            subject=where,
            scope=after.community,
            before={name: old[name] for name in changed},
            after={name: new[name] for name in changed},
        )

    async def ignore_me(self, person: Person, *, ignored: bool) -> Privacy:
        """Never answer this person unprompted, or do so again."""
        async with self.base.begin() as unit:
            await unit.writing()
            await unit.places.ignore(self.people.hash(person.key), ignored=ignored)
            await unit.commit()
        self.known.forget()
        return await self.privacy(person)

    async def privacy(self, person: Person) -> Privacy:
        """What is kept, for how long."""
        async with self.base.begin() as unit:
            opted_out = await unit.places.ignores(self.people.hash(person.key))
        return Privacy(_KEPT, opted_out)


_FOR_GOOD = N_("until it is removed")
_KEPT = (
    (N_("Where I replied with which fact, without any text"), _FOR_GOOD),
    (N_("Who follows a fact or wants to be left alone, as a keyed hash"), _FOR_GOOD),
    (N_("What was reported as a wrong match, with the text"), _FOR_GOOD),
    (N_("Settings of places"), _FOR_GOOD),
)

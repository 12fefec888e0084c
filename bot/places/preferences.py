"""What people choose: how the bot behaves in a place, and to be left alone."""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace
from typing import Any

from bot.errors import NotAllowed
from bot.messages import Person, Place, PlaceKind
from bot.moderating.governing import AuditEntry
from bot.permissions import Action, actor, require
from bot.places.behaviour import GOVERNED, PlaceSettings, governed, settings_values
from bot.places.known import KnownPlaces
from bot.ports import ConversationBase
from bot.privacy.people import PersonHash
from bot.privacy.retention import kept
from bot.replies import Done, Panel, Privacy
from bot.settings import Retention
from bot.wording import N_, words_for
from factbase.model import Community


@dataclass(frozen=True, slots=True)
class Preferences:
    """Settings of places and wishes of people."""

    base: ConversationBase
    people: PersonHash
    known: KnownPlaces
    retention: Retention = field(default_factory=Retention)

    async def settings(self, place: Place) -> PlaceSettings:
        """The settings that hold in a place."""
        async with self.base.begin() as unit:
            return await unit.places.settings(place)

    async def change(
        self, who: Person, place: Place, *, everywhere: bool = False, **values: Any
    ) -> Panel:
        """Change settings of a place, or of its whole server. Who may do what is one question
        for the server: roles are changed there, wherever somebody is.

        Raises:
            NotAllowed: only those who administer a place may; and nobody moves it to another
                community from there, because they would moderate that one, too.
            InvalidValue: a value out of its range.
        """
        async with self.base.begin() as unit:
            await unit.writing()
            if place.server and (everywhere or values.keys() & set(GOVERNED)):
                place = Place(place.platform, place.server, place.kind, place.server)
            settings = await unit.places.settings(place)
            require(actor(who, place.kind, settings), Action.CONFIGURE, settings.community)
            if values.keys() & {"community", "appointed"}:
                raise NotAllowed(Action.CONFIGURE)
            changed = replace(settings, **values)
            # What the server decides isn't copied: it may decide otherwise later.
            own = await unit.places.settings(Place(place.platform, place.id))
            server = "" if place.id == place.server else place.server
            stored = governed(changed, own) if server else changed
            await unit.places.put(place.platform, place.id, stored, server)
            where = f"{place.platform}:{place.id}"
            await unit.audit.note(self._entry(who, where, settings, changed))
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
                target = place.server or place.id
                key = target.strip("-").lower()
                community = Community(f"{place.platform}-{key}", name.strip()[:100] or key)
                founded = replace(settings, community=community.id)
                own = await unit.places.settings(Place(place.platform, target))
                await unit.communities.put(community)
                await unit.places.put(place.platform, target, governed(own, founded))
                where = f"{place.platform}:{target}"
                await unit.audit.note(self._entry(who, where, settings, founded))
                await unit.commit()
                settings = founded
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
        return Privacy(kept(self.retention), opted_out)

    async def export(self, person: Person) -> str:
        """Everything that is kept about a person, as JSON text."""
        async with self.base.begin() as unit:
            found = await unit.personal.of(self.people.hash(person.key))
        told = {"kept": found, "also": [words_for(person.locale).say(ALSO)]}
        return json.dumps(told, ensure_ascii=False, indent=1, default=str)

    async def erase(self, person: Person) -> Done:
        """Forget a person as far as that is possible, and say what stays and why."""
        async with self.base.begin() as unit:
            await unit.writing()
            alone = Place(person.platform, person.id, PlaceKind.PRIVATE)
            await unit.personal.erase(self.people.hash(person.key), alone)
            await unit.commit()
        self.known.forget()
        return Done(STAYS)


ALSO = N_(
    "This is everything that carries your hash. Kept beside it: which card hangs where, and, "
    "should you be a moderator, what you changed, when and why, in a record that is for everybody."
)
"""What is said beside what somebody is given of their data."""
STAYS = N_(
    "Your follows, wishes, drafts and reports are gone, and so is the record of what I replied to "
    "you in private; your hash is off everything else, but for how often you asked, which goes "
    "within a day. What stays: your wish to be left alone, so that it is kept; which card hangs "
    "where, without you, so that it can be corrected; and, should you be a moderator, what you "
    "changed, when and why, because that record is for everybody and can't be altered."
)
"""What is said to whoever has their data deleted."""

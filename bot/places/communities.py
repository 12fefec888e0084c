"""Communities, and the places that belong to them."""

from __future__ import annotations

from dataclasses import dataclass

from bot.messages import Place
from bot.moderating.governing import AuditEntry
from bot.permissions import Action, Actor, require_everywhere
from bot.places.behaviour import PlaceSettings
from bot.places.known import KnownPlaces
from bot.ports import ConversationBase
from factbase.errors import CommunityNotFound
from factbase.model import Community
from factbase.ports import Clock


@dataclass(frozen=True, slots=True)
class Communities:
    """Made and filled by the operator alone: whoever could put a place into a community would
    moderate there.
    """

    base: ConversationBase
    known: KnownPlaces
    clock: Clock

    async def put(self, who: Actor, community: Community) -> bool:
        """Make a community, or rename it; says whether it is new. Raises `NotAllowed`."""
        require_everywhere(who, Action.CONFIGURE)
        async with self.base.begin() as unit:
            await unit.writing()
            try:
                before = (await unit.communities.get(community.id)).name
            except CommunityNotFound:
                before = ""
            await unit.communities.put(community)
            await unit.audit.note(
                AuditEntry(
                    self.clock.now(),
                    who.key,
                    "rename community" if before else "make community",
                    community.id,
                    community.id,
                    before={"name": before} if before else {},
                    after={"name": community.name},
                )
            )
            await unit.commit()
        return not before

    async def list(self) -> tuple[Community, ...]:
        """All communities, by id."""
        async with self.base.begin() as unit:
            return await unit.communities.list()

    async def bind(self, who: Actor, platform: str, place_id: str, community: str) -> PlaceSettings:
        """Put a place or server into a community; an empty one takes it out. A channel that is
        bound to none is where its server is.

        Raises:
            NotAllowed: not the operator.
            CommunityNotFound: no such community.
        """
        require_everywhere(who, Action.CONFIGURE)
        async with self.base.begin() as unit:
            await unit.writing()
            if community:
                await unit.communities.get(community)
            before = await unit.places.settings(Place(platform, place_id))
            await unit.places.bind(platform, place_id, community)
            after = await unit.places.settings(Place(platform, place_id))
            entry = AuditEntry(
                self.clock.now(),
                who.key,
                "bind place",
                f"{platform}:{place_id}",
                community or before.community,
                before={"community": before.community},
                after={"community": community},
            )
            await unit.audit.note(entry)
            await unit.commit()
        self.known.forget()
        return after

"""Servers that remove the bot, and replies that moderators delete."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from bot.privacy.leaving import GRACE
from bot.storage.memory import MemoryConversationBase, MemoryConversationUnit
from tests.fakes import StandingClock

from .life import ALLY, ALLY_SLUG, Life, living, place_of
from .server import DiscordServer
from .server import Place as Channel

PATIENCE = 60.0
"""Seconds until a test gives up; it takes about two."""


class WatchedBase(MemoryConversationBase):
    """A base that tells when it was used."""

    def __init__(self) -> None:
        super().__init__()
        self._used = asyncio.Event()

    @asynccontextmanager
    async def begin(self) -> AsyncIterator[MemoryConversationUnit]:
        async with super().begin() as unit:
            yield unit
        self._used.set()

    async def nowhere_left(self) -> None:
        """Wait until it is noted that the bot is in all its servers."""
        async with asyncio.timeout(PATIENCE):
            while await self._left():
                self._used.clear()
                await self._used.wait()

    async def _left(self) -> bool:
        async with super().begin() as unit:
            return bool(await unit.notes.beginning("left:"))


async def remembered(life: Life, place: Channel) -> bool:
    """Whether the settings of a place are still kept."""
    async with life.bot.base.begin() as unit:
        return (await unit.places.settings(place_of(place))).cooldown == 5


async def test_a_server_that_removed_the_bot_is_forgotten_after_a_while(
    clock: StandingClock,
) -> None:
    async with DiscordServer() as server:
        gone, stays = (server.guild(name).channel("general") for name in ("Gone", "Stays"))
        async with living(server, clock=clock) as life:
            for place in (gone, stays):
                await life.set_up(place, cooldown=5)
            gone.town.removes_bot()
            await server.settled()
            await life.bot.upkeep.retaining.sweep()
            assert await remembered(life, gone)
            clock.moment += GRACE
            await life.bot.upkeep.retaining.sweep()
            assert not await remembered(life, gone)
            assert await remembered(life, stays)


async def test_who_lets_the_bot_in_again_finds_everything_also_after_a_restart(
    clock: StandingClock,
) -> None:
    base = WatchedBase()
    async with DiscordServer() as server:
        one, two = (server.guild(name).channel("general") for name in ("One", "Two"))
        async with living(server, base=base, clock=clock) as life:
            for place in (one, two):
                await life.set_up(place, cooldown=5)
                place.town.removes_bot()
            await server.settled()
            one.town.invites_bot()
            await server.settled()
        two.town.invites_bot()
        async with living(server, base=base, clock=clock) as life:
            await base.nowhere_left()
            clock.moment += GRACE
            await life.bot.upkeep.retaining.sweep()
            assert await remembered(life, one)
            assert await remembered(life, two)


async def test_an_outage_is_no_removal(clock: StandingClock) -> None:
    async with DiscordServer() as server:
        general = server.guild("News").channel("general")
        async with living(server, clock=clock) as life:
            await life.set_up(general, cooldown=5)
            town = general.town.state
            body = {"id": town.id, "unavailable": True}
            server.hub.dispatch("GUILD_DELETE", lambda _: body, town)
            await server.settled()
            clock.moment += GRACE
            await life.bot.upkeep.retaining.sweep()
            assert await remembered(life, general)


async def test_a_reply_that_a_moderator_deleted_is_not_led_to() -> None:
    async with DiscordServer() as server:
        general = server.guild("News").channel("general")
        ann = general.town.member("Ann")
        moderator = general.town.member("Mod", permissions=["manage_messages"])
        async with living(server):
            await ann.says(general, f"@factbot {ALLY}")
            card = await general.next_message_from_bot()
            assert ALLY_SLUG in card.text
            await moderator.deletes(card)
            await server.settled()
            await ann.says(general, f"@factbot {ALLY}")
            card = await general.next_message_from_bot()
            await moderator.purges([card])
            await server.settled()
            await ann.says(general, f"@factbot {ALLY}")
            assert ALLY_SLUG in (await general.next_message_from_bot()).text

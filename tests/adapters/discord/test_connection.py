"""Connections: invalid sessions, shards, a second acknowledgement that never happens, a crowd."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from adapters.discord.settings import DiscordSettings
from bot.errors import BadSettings
from bot.ports import ConversationUnit

from .life import ALLY, ALLY_SLUG, ARMS, ARMS_SLUG, living
from .server import DiscordServer

SHARDS = 2


async def test_a_void_session_is_begun_anew() -> None:
    async with DiscordServer() as server:
        general = server.guild("News").channel("general")
        ann = general.town.member("Ann")
        async with living(server):
            await ann.says(general, f"@factbot {ALLY}")
            await general.next_message_from_bot()
            await server.gateway.invalidate(resumable=True)
            await server.ready()
            await ann.says(general, f"@factbot {ARMS}")
            assert ARMS_SLUG in (await general.next_message_from_bot()).text
            assert len(general.from_bot) == 2


async def test_each_shard_answers_its_own_servers() -> None:
    async with DiscordServer() as server:
        server.gateway.shards = SHARDS
        towns = [server.guild(f"News {n}") for n in range(4)]
        places = [town.channel("general") for town in towns]
        people = [town.member("Ann") for town in towns]
        async with living(server):
            await server.ready(shards=SHARDS)
            for place, person in zip(places, people, strict=True):
                await person.says(place, f"@factbot {ALLY}")
            for place in places:
                assert ALLY_SLUG in (await place.next_message_from_bot()).text
                assert len(place.from_bot) == 1
        assert len(server.gateway.identifies) == SHARDS


async def test_shard_ids_are_those_that_are_asked_for() -> None:
    async with DiscordServer() as server:
        server.guild("News").channel("general")
        async with living(server, shards=SHARDS, shard_ids=(1,)):
            pass
        assert [body["shard"] for body in server.gateway.identifies] == [[1, SHARDS]]


@pytest.mark.parametrize("wrong", [{"shard_ids": (0,)}, {"shards": 2, "shard_ids": (2,)}])
def test_shards_that_cannot_be_are_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="shard"):
        DiscordSettings.model_validate(wrong)


async def test_the_default_intents_are_asked_for_and_no_more() -> None:
    async with DiscordServer(message_content=True) as server:
        server.guild("News").channel("general")
        async with living(server):
            pass
        async with living(server, message_content=True):
            pass
        content, members, presences = 1 << 15, 1 << 1, 1 << 8
        modest, open_ = [body["intents"] for body in server.gateway.identifies]
        assert modest & (content | members | presences) == 0
        assert open_ == modest | content


async def test_a_portal_that_disagrees_is_named() -> None:
    async with DiscordServer() as server:
        server.guild("News").channel("general")
        with pytest.raises(BadSettings, match="Message Content Intent"):
            async with living(server, message_content=True):
                pass
        server.take_refusals()


async def test_every_interaction_is_acknowledged_before_the_base_is_asked() -> None:
    async with DiscordServer() as server:
        general = server.guild("News").channel("general")
        admin = general.town.member("Admin", permissions=["manage_guild"])
        async with living(server) as life:
            gate = asyncio.Event()
            begin = life.bot.base.begin

            @asynccontextmanager
            async def slowly() -> AsyncIterator[ConversationUnit]:
                await gate.wait()
                async with begin() as unit:
                    yield unit

            object.__setattr__(life.bot.lookups.base, "begin", slowly)
            asked = [
                await admin.uses(f"/{name}", general, **options)
                for name, options in (
                    ("fact show", {"slug": ALLY_SLUG}),
                    ("fact check", {"text": ALLY}),
                    ("fact retire", {"slug": ALLY_SLUG, "reason": "none"}),
                    ("fact publish", {"slug": ALLY_SLUG}),
                    ("fact history", {"slug": ALLY_SLUG}),
                    ("fact review", {}),
                    ("factbot settings", {}),
                    ("accuracy", {}),
                    ("privacy", {}),
                    ("privacy", {"what": "export"}),
                    ("ignoreme", {}),
                )
            ]
            for one in asked:
                assert await one.acknowledged() == 5
            gate.set()
            for one in asked:
                await one.answer()
            assert ALLY_SLUG in (await asked[0].answer()).text


async def test_a_crowd_is_answered_each_once() -> None:
    async with DiscordServer() as server:
        town = server.guild("News")
        places = [town.channel(f"c{n}") for n in range(10)]
        people = [town.member(f"P{n}") for n in range(20)]
        async with living(server) as life:
            asked = []
            for number in range(200):
                person, place = people[number % 20], places[number % 10]
                if number % 10:
                    await person.says(place, "good morning")
                else:
                    asked.append(
                        await person.says(place, f"@factbot {(ALLY, ARMS)[number % 20 // 10]}")
                    )
            await life.server.settled()
        counts = Counter(len(server.replies_to(one)) for one in asked)
        assert counts == {1: len(asked)}

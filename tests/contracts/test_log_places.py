"""Where moderators are told things, asked from both sides."""

from __future__ import annotations

from bot.places.behaviour import PlaceSettings
from bot.ports import ConversationBase
from tests.contracts.conversing import conversations

__all__ = ["conversations"]


async def test_a_log_place_knows_whose_it_is(conversations: ConversationBase) -> None:
    async with conversations.begin() as unit:
        for platform, place, settings in (
            ("telegram", "-2", PlaceSettings(log_place="-9", community="harbour")),
            ("telegram", "-1", PlaceSettings(log_place="-9")),
            ("telegram", "-3", PlaceSettings(log_place="-99")),
            ("telegram", "-4", PlaceSettings()),
            ("discord", "-5", PlaceSettings(log_place="-9")),
        ):
            await unit.places.put(platform, place, settings)
        await unit.commit()
    async with conversations.begin() as unit:
        assert await unit.places.log_places("harbour") == (("telegram", "-9"),)
        assert await unit.places.log_places("telegram:-3") == (("telegram", "-99"),)
        assert await unit.places.logging_to("telegram", "-9") == ("-1", "-2")
        assert await unit.places.logging_to("telegram", "-1") == ()


async def test_a_channel_tells_the_moderators_of_its_server(
    conversations: ConversationBase,
) -> None:
    async with conversations.begin() as unit:
        await unit.places.put("discord", "room", PlaceSettings(log_place="log"), "server")
        await unit.commit()
    for community in ("", "harbour"):
        async with conversations.begin() as unit:
            await unit.places.put("discord", "server", PlaceSettings(community=community))
            found = await unit.places.log_places(community or "discord:server")
            assert found == (("discord", "log"),)
            assert await unit.places.log_places("airport") == ()


async def test_a_channel_that_was_bound_tells_the_moderators_of_its_own_community(
    conversations: ConversationBase,
) -> None:
    async with conversations.begin() as unit:
        await unit.places.put("discord", "server", PlaceSettings(community="harbour"))
        await unit.places.put("discord", "room", PlaceSettings(log_place="log"), "server")
        await unit.places.bind("discord", "room", "airport")
        await unit.commit()
    async with conversations.begin() as unit:
        assert await unit.places.log_places("airport") == (("discord", "log"),)
        assert await unit.places.log_places("harbour") == ()

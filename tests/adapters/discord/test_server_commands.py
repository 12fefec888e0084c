from typing import Any

import aiohttp
import pytest

from .server import DiscordServer
from .test_server_limits import codes

Body = dict[str, Any]


async def register(server: DiscordServer, commands: list[Body], guild: str = "") -> tuple[int, Any]:
    """PUT a whole set of commands as the bot."""
    scope = f"/guilds/{guild}" if guild else ""
    url = f"{server.base_url}/applications/{server.bot.id}{scope}/commands"
    headers = {"Authorization": f"Bot {server.token}"}
    async with aiohttp.ClientSession() as session:
        answer = await session.put(url, json=commands, headers=headers)
        return answer.status, await answer.json()


def command(name: str = "fact", **changes: Any) -> Body:
    return {"name": name, "description": "Facts", "type": 1, **changes}


def option(name: str = "text", **changes: Any) -> Body:
    return {"name": name, "description": "Words", "type": 3, **changes}


BAD: list[tuple[Body, str, str]] = [
    (command("Fact"), "0.name", "APPLICATION_COMMAND_INVALID_NAME"),
    (command("two words"), "0.name", "APPLICATION_COMMAND_INVALID_NAME"),
    (command("x" * 33), "0.name", "APPLICATION_COMMAND_INVALID_NAME"),
    (command(description=""), "0.description", "BASE_TYPE_REQUIRED"),
    (command(description="x" * 101), "0.description", "BASE_TYPE_BAD_LENGTH"),
    (
        command(name_localizations={"ru": "Факт"}),
        "0.name_localizations.ru",
        "APPLICATION_COMMAND_INVALID_NAME",
    ),
    (command(name_localizations={"xx": "x"}), "0.name_localizations.xx", "BASE_TYPE_CHOICES"),
    (command(contexts=[3]), "0.contexts.0", "BASE_TYPE_CHOICES"),
    (command(contexts=[0, 0]), "0.contexts", "SET_TYPE_ALREADY_CONTAINS_VALUE"),
    (command(integration_types=[]), "0.integration_types", "BASE_TYPE_REQUIRED"),
    (command(options=[option()] * 2), "0.options", "APPLICATION_COMMAND_OPTIONS_NAME_NOT_UNIQUE"),
    (
        command(options=[option("a"), option("b", required=True)]),
        "0.options.1",
        "APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID",
    ),
    (
        command(options=[option(choices=[{"name": "n", "value": "v"}] * 26)]),
        "0.options.0.choices",
        "BASE_TYPE_MAX_LENGTH",
    ),
    (
        command("Fact", type=3),
        "0.description",
        "APPLICATION_COMMAND_CONTEXT_MENU_DESCRIPTION",
    ),
]


@pytest.mark.parametrize(("body", "path", "code"), BAD, ids=[f"{p}-{c}" for _, p, c in BAD])
async def test_a_bad_command_is_refused(body: Body, path: str, code: str) -> None:
    async with DiscordServer() as server:
        status, answer = await register(server, [body])
        assert (status, answer["code"]) == (400, 50035)
        assert codes(answer["errors"]).get(path) == code
        assert len(server.take_refusals()) == 1


async def test_too_many_commands_of_a_type_are_refused() -> None:
    async with DiscordServer() as server:
        menus = [{"name": f"Menu {n}", "type": 3} for n in range(16)]
        assert (await register(server, menus))[1]["code"] == 30032
        slashes = [command(f"c{n}") for n in range(101)]
        assert (await register(server, slashes))[1]["code"] == 30032
        assert (await register(server, [*slashes[:100], *menus[:15]]))[0] == 200
        assert len(server.take_refusals()) == 2


async def test_the_201st_creation_of_a_day_is_refused_but_updates_are_free() -> None:
    async with DiscordServer() as server:
        for day in range(2):
            assert (await register(server, [command(f"c{day}-{n}") for n in range(100)]))[0] == 200
        assert (await register(server, [command(f"c1-{n}") for n in range(100)]))[0] == 200
        assert (await register(server, [command("more")]))[1]["code"] == 30034
        assert len(server.take_refusals()) == 1


async def test_a_command_keeps_its_id_when_it_is_written_again() -> None:
    async with DiscordServer() as server:
        first = (await register(server, [command()]))[1][0]
        again = (await register(server, [command(description="Better")]))[1][0]
        assert (again["id"], again["description"]) == (first["id"], "Better")
        assert again["version"] != first["version"]


async def test_commands_of_a_guild_are_offered_there_alone() -> None:
    async with DiscordServer() as server:
        news, other = server.guild("News"), server.guild("Other")
        here, there = news.channel("general"), other.channel("general")
        ann = news.member("Ann")
        other.member(ann)
        await register(server, [command("here")], news.state.id)
        with pytest.raises(AssertionError, match="no command 'here'"):
            await ann.uses("/here", there)
        await ann.uses("/here", here)
        assert len(server.take_unanswered()) == 1


async def test_a_command_goes_by_its_name_in_the_persons_language() -> None:
    async with DiscordServer() as server:
        general = server.guild("News").channel("general")
        await register(server, [command(name_localizations={"ru": "факт"})])
        anya = general.town.member("Аня", locale="ru")
        await anya.uses("/факт")
        with pytest.raises(AssertionError, match="no command 'факт'"):
            await general.town.member("Ann").uses("/факт")
        assert len(server.take_unanswered()) == 1


async def test_commands_vanish_in_threads_for_members_who_cannot_send_outside() -> None:
    async with DiscordServer() as server:
        general = server.guild("News").channel("general")
        await register(server, [command()])
        ann = general.town.member("Ann")
        thread = general.thread("Aside", ann)
        general.denies(ann, "send_messages")
        with pytest.raises(AssertionError, match="commands vanish in threads"):
            await ann.uses("/fact", thread)


async def test_an_option_takes_only_what_it_was_registered_for() -> None:
    async with DiscordServer() as server:
        general = server.guild("News").channel("general")
        sizes = option("size", choices=[{"name": "Big", "value": "big"}])
        await register(server, [command(options=[option(required=True, max_length=5), sizes])])
        ann = general.town.member("Ann")
        for wrong in ({}, {"text": "x" * 6}, {"text": 5}, {"text": "x", "size": "small"}):
            with pytest.raises(AssertionError):
                await ann.uses("/fact", **wrong)
        with pytest.raises(AssertionError, match="has no option"):
            await ann.uses("/fact", text="x", nothing="y")

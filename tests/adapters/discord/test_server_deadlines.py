"""Interactions answered too late, twice, too often, or not at all."""

import discord
import pytest
from discord import app_commands

from .server import DiscordServer, NothingCame
from .server.desk import Form, Touch, desk
from .server.sdk import running


async def test_autocomplete_gives_choices_and_not_more_than_25() -> None:
    async with DiscordServer() as server:
        general = server.guild("News").channel("general")
        ann = general.town.member("Ann")
        async with running(server, desk()):
            choices = await ann.types("/fact show", slug="few")
            assert [one["value"] for one in choices] == ["few-0", "few-1", "few-2"]
            with pytest.raises(NothingCame, match="25 or fewer"):
                await ann.types("/fact show", slug="many")
            await server.settled()
        (refusal,) = server.take_refusals()
        assert (refusal.code, list(refusal.errors or {})) == (50035, ["data"])
        assert len(server.take_unanswered()) == 1


async def test_a_second_acknowledgement_is_refused() -> None:
    async with DiscordServer() as server:
        general = server.guild("News").channel("general")
        ann = general.town.member("Ann")
        client = desk()
        async with running(server, client):
            assert (await (await ann.uses("/twice")).answer()).content == "once"
            await server.settled()
        (error,) = client.errors
        assert isinstance(error, discord.HTTPException)
        assert (error.status, error.code) == (400, 40060)
        assert [one.code for one in server.take_refusals()] == [40060]


async def test_an_acknowledgement_after_three_seconds_is_refused() -> None:
    async with DiscordServer() as server:
        general = server.guild("News").channel("general")
        ann = general.town.member("Ann")
        client = desk()
        async with running(server, client):
            gate = server.rest.hold("create_interaction_response")
            used = await ann.uses("/twice")
            await gate.reached.wait()
            server.advance(3)
            gate.open()
            await server.settled()
            assert used.failed
        (error,) = client.errors
        assert isinstance(error, discord.NotFound)
        assert error.code == 10062
        assert [one.code for one in server.take_refusals()] == [10062]
        assert len(server.take_unanswered()) == 1


async def _leave(command: str) -> None:
    async with DiscordServer() as server:
        ann = server.guild("News").channel("general").town.member("Ann")
        async with running(server, desk()):
            await ann.uses(command)
            await server.settled()


@pytest.mark.parametrize("command", ["late", "defer"])
async def test_a_lost_interaction_or_one_left_thinking_fails_the_test(command: str) -> None:
    with pytest.raises(AssertionError, match=f"unanswered interaction .*{command}"):
        await _leave(f"/{command}")


async def test_a_token_is_worth_nothing_after_a_quarter_of_an_hour() -> None:
    async with DiscordServer() as server:
        general = server.guild("News").channel("general")
        ann = general.town.member("Ann")
        client = desk()
        late: list[discord.HTTPException] = []

        @client.tree.command(name="slow", description="Follow up too late")
        async def slow(touch: Touch) -> None:
            await touch.response.send_message("soon")
            server.advance(15 * 60)
            try:
                await touch.followup.send("at last")
            except discord.HTTPException as error:
                late.append(error)

        async with running(server, client):
            await ann.uses("/slow")
            await server.settled()
        assert [error.code for error in late] == [50027]
        assert len(server.take_refusals()) == 1


async def test_a_modal_after_a_deferral_is_refused() -> None:
    async with DiscordServer() as server:
        general = server.guild("News").channel("general")
        ann = general.town.member("Ann")
        client = desk()

        @client.tree.command(name="muddle", description="Defer, then open a modal")
        async def muddle(touch: Touch) -> None:
            await touch.response.defer(ephemeral=True)
            touch.response._response_type = None
            await touch.response.send_modal(Form())

        async with running(server, client):
            await ann.uses("/muddle")
            await server.settled()
        assert [one.code for one in server.take_refusals()] == [40060]
        assert len(server.take_unanswered()) == 1


async def test_abroad_there_are_five_follow_ups_and_answers_may_be_forced_private() -> None:
    async with DiscordServer() as server:
        abroad = server.guild("Abroad", bot=False).channel("general")
        ann = abroad.town.member("Ann")
        ann.installs_app()
        client = desk()

        @client.tree.command(name="many", description="Follow up often")
        @app_commands.allowed_installs(guilds=False, users=True)
        @app_commands.allowed_contexts(guilds=True)
        async def many(touch: Touch) -> None:
            await touch.response.send_message("first")
            for number in range(6):
                await touch.followup.send(f"number {number}")

        async with running(server, client):
            first = await (await ann.uses("/many", abroad)).answer()
            await server.settled()
            assert not first.ephemeral
            assert [one.code for one in server.take_refusals()] == [40094]
            abroad.denies(ann, "use_external_apps")
            second = await (await ann.uses("/many", abroad)).answer()
            assert second.only_for == ann.id
            await server.settled()
            assert [one.code for one in server.take_refusals()] == [40094]


async def test_a_component_needs_its_message_to_be_there() -> None:
    async with DiscordServer() as server:
        general = server.guild("News").channel("general")
        ann = general.town.member("Ann")
        async with running(server, desk()):
            card = await (await ann.uses("/fact show", slug="moon")).answer()
            mod = general.town.member("Mod", permissions=["manage_messages"])
            await mod.deletes(card)
            with pytest.raises(AssertionError, match="the message is gone"):
                await ann.presses(card, "Sources")

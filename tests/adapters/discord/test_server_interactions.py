from typing import Any

import discord
import pytest

from .server import DiscordServer, NotOffered
from .server.desk import Touch, desk
from .server.sdk import running


async def test_a_deferred_answer_is_private_and_its_follow_up_too() -> None:
    async with DiscordServer() as server:
        general = server.guild("News").channel("general")
        ann, bob = general.town.member("Ann"), general.town.member("Bob")
        async with running(server, desk()):
            used = await ann.uses("/fact check", text="the claim")
            answer = await used.answer()
            assert answer.content == "checked the claim"
            assert answer.ephemeral
            assert (await used.followup()).content == "and more"
            assert [one.content for one in ann.sees(general)] == ["checked the claim", "and more"]
            assert bob.sees(general) == general.messages == []
            with pytest.raises(AssertionError, match="Bob cannot see"):
                await bob.presses(answer, "Sources")


async def test_buttons_answer_in_private_or_change_the_card() -> None:
    async with DiscordServer() as server:
        general = server.guild("News").channel("general")
        ann = general.town.member("Ann")
        async with running(server, desk()):
            card = await (await ann.uses("/fact show", general, slug="moon")).answer()
            assert card is await general.next_message_from_bot()
            assert card.labels == ["Sources", "Dismiss"]
            private = await (await ann.presses(card, "Sources")).answer()
            assert private.only_for == ann.id
            await (await ann.presses(card, "dismiss:1")).updated()
            assert (card.content, card.buttons) == ("dismissed", [])
            with pytest.raises(AssertionError, match="no button 'Sources'"):
                await ann.presses(card, "Sources")


async def test_a_message_command_brings_the_content_that_the_intent_hides() -> None:
    async with DiscordServer() as server:
        general = server.guild("News").channel("general")
        ann = general.town.member("Ann")
        headline = await ann.says(general, "Minister resigns")
        async with running(server, desk()):
            answer = await (await ann.uses_on(headline, "Fact-check this")).answer()
            assert answer.content == "about: Minister resigns"


async def test_a_user_install_works_where_the_bot_is_not() -> None:
    async with DiscordServer() as server:
        abroad = server.guild("Abroad", bot=False).channel("general")
        ann = abroad.town.member("Ann")
        headline = await ann.says(abroad, "Minister resigns")
        client = desk()
        async with running(server, client):
            with pytest.raises(NotOffered):
                await ann.uses_on(headline, "Fact-check this")
            ann.installs_app()
            used = await ann.uses_on(headline, "Fact-check this")
            assert (await used.answer()).content == "about: Minister resigns"
            with pytest.raises(NotOffered):
                await ann.uses("/fact check", abroad, text="guild install only")
        assert client.seen == []


async def test_a_modal_is_filled_in_and_submitted() -> None:
    async with DiscordServer() as server:
        general = server.guild("News").channel("general")
        mod = general.town.member("Mod", permissions=["manage_guild"])
        ann = general.town.member("Ann")
        async with running(server, desk()):
            modal = await (await mod.uses("/form")).modal()
            assert modal.title == "Add a fact"
            assert modal.prefilled == {"Claim": "as said"}
            done = await mod.submits(modal, {"Claim": "as corrected"})
            assert (await done.answer()).content == "noted: as corrected"
            with pytest.raises(NotOffered, match="hidden from Ann"):
                await ann.uses("/form")


async def test_a_direct_message_has_the_commands_of_its_context_only() -> None:
    async with DiscordServer() as server:
        town = server.guild("News")
        ann, stranger = town.member("Ann"), server.person("Stranger")
        async with running(server, desk()):
            used = await ann.uses("/fact check", ann.dm, text="in private")
            assert (await used.answer()).content == "checked in private"
            await used.followup()
            with pytest.raises(NotOffered):
                await stranger.uses("/fact check", stranger.dm, text="no guild in common")
            await server.settled()


async def test_follow_ups_are_edited_and_deleted_and_a_select_changes_the_panel() -> None:
    async with DiscordServer() as server:
        general = server.guild("News").channel("general")
        ann = general.town.member("Ann")
        client = desk()

        class Panel(discord.ui.View):
            @discord.ui.select(
                placeholder="Mode",
                custom_id="mode",
                options=[discord.SelectOption(label="Quiet", value="quiet")],
            )
            async def mode(self, touch: Touch, select: discord.ui.Select[Any]) -> None:
                await touch.response.defer()
                await touch.edit_original_response(content=f"mode {select.values[0]}")

        @client.tree.command(name="panel", description="Settings")
        async def panel(touch: Touch) -> None:
            await touch.response.send_message("mode off", view=Panel(), ephemeral=True)
            extra = await touch.followup.send("one moment", ephemeral=True, wait=True)
            await extra.edit(content="done")
            assert (await touch.original_response()).content == "mode off"
            await extra.delete()

        async with running(server, client):
            used = await ann.uses("/panel")
            shown = await used.answer()
            extra = await used.followup()
            await general.gone(extra)
            assert extra.earlier == ["one moment"]
            changed = await ann.chooses(shown, "Mode", "Quiet")
            assert (await changed.updated()).content == "mode quiet"
            assert await changed.acknowledged() == 6
            with pytest.raises(AssertionError, match="no such options"):
                await ann.chooses(shown, "Mode", "Loud")
        assert client.errors == []

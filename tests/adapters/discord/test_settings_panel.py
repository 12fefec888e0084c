"""`/factbot settings`: one panel, for who administers the server."""

from __future__ import annotations

from bot.places.behaviour import Mode

from .life import living, place_of
from .server import DiscordServer


async def test_an_administrator_chooses_settings_for_the_server_and_for_a_channel() -> None:
    async with DiscordServer(message_content=True) as server:
        town = server.guild("News")
        general, other = town.channel("general"), town.channel("other")
        admin = town.member("Admin", permissions=["manage_guild"])
        async with living(server, message_content=True) as life:
            used = await admin.uses("/factbot settings", general)
            panel = await used.answer()
            assert panel.only_for == admin.id
            assert "When asked" in panel.text
            changed = await admin.chooses(panel, "Mode", "quiet")
            assert "Quiet" in (await changed.updated()).text
            await (await admin.chooses(panel, "Cooldown per fact", "3600")).updated()
            await (await admin.chooses(panel, "Unprompted threshold", "0.95")).updated()
            await (await admin.chooses(panel, "Language", "ru")).updated()
            turned = await (await admin.presses(panel, "This channel instead")).updated()
            assert "For this channel" in turned.text
            await (await admin.chooses(panel, "Mode", "off")).updated()
            here = await life.bot.preferences.settings(place_of(general))
            there = await life.bot.preferences.settings(place_of(other))
            assert (here.mode, there.mode) == (Mode.OFF, Mode.QUIET)
            assert (there.cooldown, there.threshold, there.locale) == (3600, 0.95, "ru")


async def test_roles_and_channels_are_picked_on_the_second_page() -> None:
    async with DiscordServer() as server:
        town = server.guild("News")
        general, log = town.channel("general"), town.channel("log")
        editors = town.role("Editors")
        admin = town.member("Admin", permissions=["manage_guild"])
        async with living(server) as life:
            panel = await (await admin.uses("/factbot settings", general)).answer()
            await (await admin.presses(panel, "Roles and channels")).updated()
            await (await admin.chooses(panel, "Moderator roles", editors)).updated()
            await (
                await admin.chooses(panel, "Log channel, for shadow replies and reports", log)
            ).updated()
            await (await admin.chooses(panel, "Channels that I ignore", log)).updated()
            await (await admin.presses(panel, "Back")).updated()
            await (await admin.presses(panel, "Keep facts of our own")).updated()
            found = await life.bot.preferences.settings(place_of(general))
            assert found.moderator_roles == (editors.id,)
            assert found.log_place == log.id
            assert found.ignored_places == (log.id,)
            assert found.community == f"discord-{town.state.id}"


async def test_a_mode_that_needs_the_intent_says_what_is_missing() -> None:
    async with DiscordServer() as server:
        town = server.guild("News")
        general = town.channel("general")
        admin = town.member("Admin", permissions=["manage_guild"])
        async with living(server):
            panel = await (await admin.uses("/factbot settings", general)).answer()
            changed = await (await admin.chooses(panel, "Mode", "unprompted")).updated()
            assert "message content intent" in changed.text


async def test_nobody_else_changes_anything_whatever_their_client_sends() -> None:
    async with DiscordServer() as server:
        town = server.guild("News")
        general = town.channel("general")
        admin = town.member("Admin", permissions=["manage_guild"])
        ann = town.member("Ann")
        async with living(server) as life:
            panel = await (await admin.uses("/factbot settings", general)).answer()
            # A server may open the command to everybody; the service still asks.
            for command in server.hub.app.commands[None]:
                command["default_member_permissions"] = None
            for place in (general, general.thread("Aside", ann)):
                refused = await (await ann.uses("/factbot settings", place)).answer()
                assert "may not" in refused.text
                assert refused.components == []
            panel.only_for = ann.id
            for select, value in (("Mode", "off"), ("Language", "ru")):
                pressed = await ann.chooses(panel, select, value)
                assert "may not" in (await pressed.followup()).text
            pressed = await ann.presses(panel, "Keep facts of our own")
            assert "may not" in (await pressed.followup()).text
            found = await life.bot.preferences.settings(place_of(general))
            assert (found.mode, found.locale, found.community) == (Mode.ADDRESSED, "", "")

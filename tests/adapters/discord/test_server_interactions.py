from typing import Any

import discord
import pytest
from discord import app_commands

from .server import DiscordServer, NothingCame, NotOffered
from .server.sdk import running
from .server.specimen import Desk

Touch = discord.Interaction[Any]


class Card(discord.ui.View):
    """Two buttons that last."""

    def __init__(self) -> None:
        super().__init__(timeout=None)

    @discord.ui.button(label="Sources", custom_id="sources:1")
    async def sources(self, touch: Touch, _: discord.ui.Button[Any]) -> None:
        await touch.response.send_message("only for you", ephemeral=True)

    @discord.ui.button(label="Dismiss", custom_id="dismiss:1")
    async def dismiss(self, touch: Touch, _: discord.ui.Button[Any]) -> None:
        await touch.response.edit_message(content="dismissed", view=None)


class Form(discord.ui.Modal, title="Add a fact"):
    """A modal with one prefilled line."""

    claim: discord.ui.TextInput[Any] = discord.ui.TextInput(label="Claim", default="as said")

    async def on_submit(self, touch: Touch) -> None:
        await touch.response.send_message(f"noted: {self.claim.value}", ephemeral=True)


def desk() -> Desk:
    """A client with a little of everything."""
    client = Desk()
    fact = app_commands.Group(name="fact", description="Facts")

    @fact.command(name="check", description="Check a claim")
    async def check(touch: Touch, text: str) -> None:
        await touch.response.defer(ephemeral=True)
        await touch.followup.send(f"checked {text}", view=Card())
        await touch.followup.send("and more", ephemeral=True)

    @fact.command(name="show", description="Show a fact")
    async def show(touch: Touch, slug: str) -> None:
        await touch.response.send_message(f"here is {slug}", view=Card())

    @show.autocomplete("slug")
    async def slugs(_: Touch, typed: str) -> list[app_commands.Choice[str]]:
        names = [f"{typed}-{n}" for n in range(3 if typed == "few" else 26)]
        return [app_commands.Choice(name=name, value=name) for name in names]

    client.tree.add_command(fact)
    add_singles(client.tree)
    add_failures(client.tree)
    return client


def add_singles(tree: app_commands.CommandTree[Any]) -> None:
    """A message command and a form for moderators."""

    @tree.context_menu(name="Fact-check this")
    @app_commands.allowed_installs(guilds=True, users=True)
    @app_commands.allowed_contexts(guilds=True, dms=True, private_channels=True)
    async def this(touch: Touch, message: discord.Message) -> None:
        await touch.response.send_message(f"about: {message.content}", ephemeral=True)

    @tree.command(name="form", description="Open a form")
    @app_commands.default_permissions(manage_guild=True)
    async def form(touch: Touch) -> None:
        await touch.response.send_modal(Form())


def add_failures(tree: app_commands.CommandTree[Any]) -> None:
    """Commands that do what a bot must not."""

    @tree.command(name="twice", description="Answer twice")
    async def twice(touch: Touch) -> None:
        await touch.response.send_message("once")
        touch.response._response_type = None
        await touch.response.send_message("twice")

    @tree.command(name="late", description="Never answer by itself")
    async def late(_: Touch) -> None: ...

    @tree.command(name="defer", description="Defer and leave it")
    async def defer(touch: Touch) -> None:
        await touch.response.defer()


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
            server.clock.advance(3)  # type: ignore[attr-defined] # a StillClock by default
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
            server.clock.advance(15 * 60)  # type: ignore[attr-defined] # a StillClock by default
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

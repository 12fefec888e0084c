"""A discord.py client with commands, buttons, a modal, and some that misbehave."""

from typing import Any

import discord
from discord import app_commands

from .specimen import Desk

Touch = discord.Interaction[Any]
"""What discord.py hands to a command."""


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

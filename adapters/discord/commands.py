"""Slash commands and message commands: their names, options and where they are offered."""

from __future__ import annotations

from typing import Any

import discord
from discord import app_commands
from discord.app_commands import locale_str

from adapters.discord import inbound
from adapters.discord.desk import EVERYWHERE, FOR_ALL, FOR_SERVERS, IN_SERVERS, Desk
from adapters.discord.fact_commands import FactGroup
from adapters.discord.naming import named, said
from adapters.discord.places import Touch
from bot.checking.claims import Claim, pick
from bot.moderating.forms import FactForm
from bot.numbers.community import DAYS
from bot.wording import N_

Days = app_commands.Range[int, 1, 365]
CHECK_MENU = N_("Fact-check this")
ADD_MENU = N_("Add as fact")


def add_to(tree: app_commands.CommandTree[Any], desk: Desk) -> None:
    """Add every command."""
    tree.add_command(FactGroup(desk))
    tree.add_command(FactbotGroup(desk))
    for command in _plain(desk):
        tree.add_command(command)
    for menu in _menus(desk):
        tree.add_command(menu)


class FactbotGroup(app_commands.Group):
    """`/factbot ...`, for those who run a server."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(
            name=named("factbot"),
            description=said(N_("How I behave in this server")),
            allowed_contexts=IN_SERVERS,
            allowed_installs=FOR_SERVERS,
            # This only hides the command; the service asks again.
            default_permissions=discord.Permissions(manage_guild=True),
        )
        self.desk = desk

    @app_commands.command(
        name=named("settings"), description=said(N_("Settings of this server or channel"))
    )
    async def settings(self, interaction: Touch) -> None:
        """Open the panel."""
        await self.desk.guarded(interaction, "settings", self.desk.panel.open(interaction))


def _plain(desk: Desk) -> tuple[app_commands.Command[Any, ..., Any], ...]:
    personal = desk.personal

    @app_commands.describe(on=said(N_("Switch off to be answered again")))
    @app_commands.rename(on=named("on"))
    async def ignoreme(interaction: Touch, on: bool = True) -> None:  # noqa: FBT001, FBT002 - an option of a command
        work = personal.ignore_me(interaction, ignored=on)
        await desk.guarded(interaction, "ignoreme", work)

    async def help_(interaction: Touch) -> None:
        await desk.guarded(interaction, "help", desk.asking.help(interaction))

    @app_commands.describe(what=said(N_("Have what is kept about you, or have it deleted")))
    @app_commands.rename(what=named("what"))
    @app_commands.choices(what=_OWN_DATA)
    async def privacy(interaction: Touch, what: str = "") -> None:
        works = {"export": personal.export, "delete": personal.ask_to_forget}
        work = works.get(what, personal.privacy)
        await desk.guarded(interaction, "privacy", work(interaction))

    told = (
        ("help", N_("How to use factbot"), help_),
        ("privacy", N_("What factbot keeps, and how to be left alone"), privacy),
        ("ignoreme", N_("Never be answered unprompted"), ignoreme),
    )
    plain = [_command(name, sentence, work) for name, sentence, work in told]
    return (*plain, _accuracy(desk))


_OWN_DATA = [
    app_commands.Choice(name=said(N_("Export what is kept about me")), value="export"),
    app_commands.Choice(name=said(N_("Delete what is kept about me")), value="delete"),
]


def _accuracy(desk: Desk) -> app_commands.Command[Any, ..., Any]:
    @app_commands.describe(days=said(N_("How many days to count; 30 unless you say")))
    @app_commands.rename(days=named("days"))
    async def accuracy(interaction: Touch, days: Days = DAYS) -> None:
        work = desk.personal.accuracy(interaction, days)
        await desk.guarded(interaction, "accuracy", work)

    made: app_commands.Command[Any, ..., Any] = app_commands.Command(
        name=named("accuracy"),
        description=said(N_("Moderators: how often I was right here")),
        callback=accuracy,
        allowed_contexts=IN_SERVERS,
        allowed_installs=FOR_SERVERS,
    )
    return made


def _command(name: str, sentence: str, work: Any) -> app_commands.Command[Any, ..., Any]:
    made: app_commands.Command[Any, ..., Any] = app_commands.Command(
        name=named(name),
        description=said(sentence),
        callback=work,
        allowed_contexts=EVERYWHERE,
        allowed_installs=FOR_ALL,
    )
    return made


def _menus(desk: Desk) -> tuple[app_commands.ContextMenu, ...]:
    async def check(interaction: Touch, message: discord.Message) -> None:
        work = desk.asking.check_message(interaction, message)
        await desk.guarded(interaction, "check-message", work)

    async def add(interaction: Touch, message: discord.Message) -> None:
        work = desk.proposing.add(interaction, prefilled(interaction, message))
        await desk.guarded(interaction, "add-message", work)

    def menu(name: locale_str, work: Any, *, everywhere: bool) -> app_commands.ContextMenu:
        return app_commands.ContextMenu(
            name=name,
            callback=work,
            type=discord.AppCommandType.message,
            allowed_contexts=EVERYWHERE if everywhere else IN_SERVERS,
            allowed_installs=FOR_ALL if everywhere else FOR_SERVERS,
        )

    return (
        menu(said(CHECK_MENU), check, everywhere=True),
        menu(said(ADD_MENU), add, everywhere=False),
    )


def prefilled(touch: Touch, message: discord.Message) -> FactForm:
    """What a message tells of the fact that it may become."""
    claim = pick(inbound.targeted(touch, message, 0))
    lines = claim.text.splitlines() if isinstance(claim, Claim) else []
    return FactForm(
        claim=lines[0] if lines else "", wordings="\n".join(lines[1:4]), language=str(touch.locale)
    )

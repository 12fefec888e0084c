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
from bot.wording import N_

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
    @app_commands.describe(on=said(N_("Switch off to be answered again")))
    @app_commands.rename(on=named("on"))
    async def ignoreme(interaction: Touch, on: bool = True) -> None:  # noqa: FBT001, FBT002 - an option of a command
        work = desk.asking.ignore_me(interaction, ignored=on)
        await desk.guarded(interaction, "ignoreme", work)

    async def help_(interaction: Touch) -> None:
        await desk.guarded(interaction, "help", desk.asking.help(interaction))

    async def privacy(interaction: Touch) -> None:
        await desk.guarded(interaction, "privacy", desk.asking.privacy(interaction))

    told = (
        ("help", N_("How to use factbot"), help_),
        ("privacy", N_("What factbot keeps, and how to be left alone"), privacy),
        ("ignoreme", N_("Never be answered unprompted"), ignoreme),
    )
    return tuple(_command(name, sentence, work) for name, sentence, work in told)


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

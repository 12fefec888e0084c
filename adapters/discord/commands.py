"""Slash commands and message commands: their names, options and where they are offered."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

import discord
from discord import app_commands
from discord.app_commands import AppCommandContext, AppInstallationType, Choice, Range, locale_str

from adapters.discord import inbound
from adapters.discord.asking import Asking
from adapters.discord.moderating import Moderating
from adapters.discord.naming import named, said
from adapters.discord.panel import SettingsPanel
from adapters.discord.places import Touch
from bot.claims import Claim, pick
from bot.forms import FactForm
from bot.wording import N_

EVERYWHERE = AppCommandContext(guild=True, dm_channel=True, private_channel=True)
IN_SERVERS = AppCommandContext(guild=True, dm_channel=False, private_channel=False)
FOR_ALL = AppInstallationType(guild=True, user=True)
FOR_SERVERS = AppInstallationType(guild=True, user=False)

CHECK_MENU = N_("Fact-check this")
ADD_MENU = N_("Add as fact")

Words = Range[str, 1, 4000]
Slug = Range[str, 1, 100]


@dataclass(frozen=True, slots=True)
class Desk:
    """Who does what the commands say; `guarded` runs it inside the error boundary."""

    asking: Asking
    moderating: Moderating
    panel: SettingsPanel
    guarded: Callable[[Touch, str, Awaitable[None]], Awaitable[None]]


def add_to(tree: app_commands.CommandTree[Any], desk: Desk) -> None:
    """Add every command."""
    tree.add_command(FactGroup(desk))
    tree.add_command(FactbotGroup(desk))
    for command in _plain(desk):
        tree.add_command(command)
    for menu in _menus(desk):
        tree.add_command(menu)


class _Suggesting(app_commands.Group):
    """Commands that offer facts while somebody types."""

    def __init__(self, desk: Desk, name: str, description: str, **more: Any) -> None:
        super().__init__(name=named(name), description=said(description), **more)
        self.desk = desk

    async def suggest(self, touch: Touch, typed: str) -> list[Choice[str]]:
        """From memory; an error means no suggestions."""
        return await self.desk.asking.suggest(touch, typed)


class FactGroup(_Suggesting):
    """`/fact ...`."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(
            desk,
            "fact",
            N_("Check claims and look at facts"),
            allowed_contexts=EVERYWHERE,
            allowed_installs=FOR_ALL,
        )

    @app_commands.command(name=named("check"), description=said(N_("Check a claim or headline")))
    @app_commands.describe(text=said(N_("The claim, or one of those offered")))
    @app_commands.rename(text=named("text"))
    async def check(self, interaction: Touch, text: Words) -> None:
        """Check a text."""
        await self.desk.guarded(interaction, "check", self.desk.asking.check(interaction, text))

    @app_commands.command(name=named("show"), description=said(N_("Show a fact by its name")))
    @app_commands.describe(slug=said(N_("The fact's short name")))
    @app_commands.rename(slug=named("slug"))
    async def show(self, interaction: Touch, slug: Slug) -> None:
        """Show a fact."""
        await self.desk.guarded(interaction, "show", self.desk.asking.show(interaction, slug))

    @app_commands.command(name=named("search"), description=said(N_("Search the facts")))
    @app_commands.describe(text=said(N_("What to search for")))
    @app_commands.rename(text=named("text"))
    async def search(self, interaction: Touch, text: Words) -> None:
        """Search."""
        await self.desk.guarded(interaction, "search", self.desk.asking.search(interaction, text))

    @app_commands.command(name=named("why"), description=said(N_("How a text would be decided")))
    @app_commands.describe(text=said(N_("The text")))
    @app_commands.rename(text=named("text"))
    async def why(self, interaction: Touch, text: Words) -> None:
        """Explain."""
        await self.desk.guarded(interaction, "why", self.desk.asking.why(interaction, text))

    @app_commands.command(name=named("recent"), description=said(N_("What changed last")))
    async def recent(self, interaction: Touch) -> None:
        """Show what is new."""
        await self.desk.guarded(interaction, "recent", self.desk.asking.recent(interaction))

    @app_commands.command(
        name=named("follow"), description=said(N_("Be told when a fact changes, or stop that"))
    )
    @app_commands.describe(slug=said(N_("The fact's short name")))
    @app_commands.rename(slug=named("slug"))
    async def follow(self, interaction: Touch, slug: Slug) -> None:
        """Follow or stop."""
        await self.desk.guarded(interaction, "follow", self.desk.asking.follow(interaction, slug))

    @app_commands.command(name=named("add"), description=said(N_("Moderators: add a fact")))
    async def add(self, interaction: Touch) -> None:
        """Add a fact."""
        work = self.desk.moderating.add(interaction, FactForm())
        await self.desk.guarded(interaction, "add", work)

    @app_commands.command(name=named("edit"), description=said(N_("Moderators: correct a fact")))
    @app_commands.describe(slug=said(N_("The fact's short name")))
    @app_commands.rename(slug=named("slug"))
    async def edit(self, interaction: Touch, slug: Slug) -> None:
        """Edit a fact."""
        await self.desk.guarded(
            interaction, "edit", self.desk.moderating.edit(interaction, slug.strip())
        )

    @app_commands.command(
        name=named("publish"), description=said(N_("Moderators: publish a proposal"))
    )
    @app_commands.describe(slug=said(N_("The proposal's short name")))
    @app_commands.rename(slug=named("slug"))
    async def publish(self, interaction: Touch, slug: Slug) -> None:
        """Publish a proposal."""
        work = self.desk.moderating.publish(interaction, slug.strip())
        await self.desk.guarded(interaction, "publish", work)

    @app_commands.command(
        name=named("retire"), description=said(N_("Moderators: stop saying a fact"))
    )
    @app_commands.describe(
        slug=said(N_("The fact's short name")), reason=said(N_("Why; kept in the history"))
    )
    @app_commands.rename(slug=named("slug"), reason=named("reason"))
    async def retire(self, interaction: Touch, slug: Slug, reason: Range[str, 1, 300]) -> None:
        """Retire a fact."""
        work = self.desk.moderating.retire(interaction, slug.strip(), reason)
        await self.desk.guarded(interaction, "retire", work)

    @app_commands.command(
        name=named("history"), description=said(N_("Moderators: every state of a fact"))
    )
    @app_commands.describe(slug=said(N_("The fact's short name")))
    @app_commands.rename(slug=named("slug"))
    async def history(self, interaction: Touch, slug: Slug) -> None:
        """Show a fact's history."""
        work = self.desk.moderating.history(interaction, slug.strip())
        await self.desk.guarded(interaction, "history", work)

    @check.autocomplete("text")
    @show.autocomplete("slug")
    @follow.autocomplete("slug")
    @edit.autocomplete("slug")
    @retire.autocomplete("slug")
    @history.autocomplete("slug")
    async def suggestions(self, interaction: Touch, typed: str) -> list[Choice[str]]:
        """Facts by claim or name."""
        return await self.suggest(interaction, typed)


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
        work = desk.moderating.add(interaction, prefilled(interaction, message))
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

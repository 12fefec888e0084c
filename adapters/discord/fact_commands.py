"""`/fact ...`: the commands about facts."""

from __future__ import annotations

from typing import Any

from discord import app_commands
from discord.app_commands import Choice, Range

from adapters.discord.desk import EVERYWHERE, FOR_ALL, Desk
from adapters.discord.naming import named, said
from adapters.discord.places import Touch
from bot.moderating.forms import FactForm
from bot.wording import N_

Words = Range[str, 1, 4000]
Slug = Range[str, 1, 100]


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
        work = self.desk.proposing.add(interaction, FactForm())
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
        name=named("review"), description=said(N_("Moderators: what waits for a decision"))
    )
    async def review(self, interaction: Touch) -> None:
        """Show the review queue."""
        await self.desk.guarded(interaction, "review", self.desk.reviewing.queue(interaction))

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

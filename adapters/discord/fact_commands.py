"""`/fact ...`: the commands about facts."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from functools import partial
from typing import Any

from discord import app_commands
from discord.app_commands import Choice, Range

from adapters.discord import answers
from adapters.discord.desk import EVERYWHERE, FOR_ALL, Desk
from adapters.discord.naming import named, said
from adapters.discord.places import Touch
from bot.moderating.forms import FactForm
from bot.replies import Help, HelpTopic
from bot.wording import N_

Words = Range[str, 1, 4000]
Slug = Range[str, 1, 100]
Given = Callable[[Touch, str], Awaitable[None]]
"""Works with what was written, blanks around it taken away."""


class _Suggesting(app_commands.Group):
    """Commands that offer facts while somebody types."""

    def __init__(self, desk: Desk, name: str, description: str, **more: Any) -> None:
        super().__init__(name=named(name), description=said(description), **more)
        self.desk = desk

    async def suggest(self, touch: Touch, typed: str) -> list[Choice[str]]:
        """From memory; an error means no suggestions."""
        return await self.desk.asking.suggest(touch, typed)

    async def about_fact(self, touch: Touch, command: str, slug: str, work: Given) -> None:
        """Do what a command does to a fact; for blanks, say how to name one."""
        await self._with(touch, command, slug, work, HelpTopic.NO_NAME)

    async def about_text(self, touch: Touch, command: str, text: str, work: Given) -> None:
        """Do what a command does with a text; for blanks, say what to write."""
        await self._with(touch, command, text, work, HelpTopic.NO_TEXT)

    async def _with(
        self, touch: Touch, command: str, typed: str, work: Given, without: HelpTopic
    ) -> None:
        given = typed.strip()
        done = work(touch, given) if given else answers.say(touch, Help(without))
        await self.desk.guarded(touch, command, done)


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
        await self.about_fact(interaction, "show", slug, self.desk.asking.show)

    @app_commands.command(name=named("search"), description=said(N_("Search the facts")))
    @app_commands.describe(text=said(N_("What to search for")))
    @app_commands.rename(text=named("text"))
    async def search(self, interaction: Touch, text: Words) -> None:
        """Search."""
        await self.about_text(interaction, "search", text, self.desk.asking.search)

    @app_commands.command(name=named("why"), description=said(N_("How a text would be decided")))
    @app_commands.describe(text=said(N_("The text")))
    @app_commands.rename(text=named("text"))
    async def why(self, interaction: Touch, text: Words) -> None:
        """Explain."""
        await self.about_text(interaction, "why", text, self.desk.asking.why)

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
        await self.about_fact(interaction, "follow", slug, self.desk.asking.follow)

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
        await self.about_fact(interaction, "edit", slug, self.desk.moderating.edit)

    @app_commands.command(
        name=named("publish"), description=said(N_("Moderators: publish a proposal"))
    )
    @app_commands.describe(slug=said(N_("The proposal's short name")))
    @app_commands.rename(slug=named("slug"))
    async def publish(self, interaction: Touch, slug: Slug) -> None:
        """Publish a proposal."""
        await self.about_fact(interaction, "publish", slug, self.desk.moderating.publish)

    @app_commands.command(
        name=named("retire"), description=said(N_("Moderators: stop saying a fact"))
    )
    @app_commands.describe(
        slug=said(N_("The fact's short name")), reason=said(N_("Why; kept in the history"))
    )
    @app_commands.rename(slug=named("slug"), reason=named("reason"))
    async def retire(self, interaction: Touch, slug: Slug, reason: Range[str, 1, 300]) -> None:
        """Retire a fact."""
        work = partial(self.desk.moderating.retire, why=reason)
        await self.about_fact(interaction, "retire", slug, work)

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
        await self.about_fact(interaction, "history", slug, self.desk.moderating.history)

    @check.autocomplete("text")
    @show.autocomplete("slug")
    @follow.autocomplete("slug")
    @edit.autocomplete("slug")
    @retire.autocomplete("slug")
    @history.autocomplete("slug")
    async def suggestions(self, interaction: Touch, typed: str) -> list[Choice[str]]:
        """Facts by claim or name."""
        return await self.suggest(interaction, typed)

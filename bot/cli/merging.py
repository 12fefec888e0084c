"""`factbot facts merge`: what would go where is shown before it does."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

import typer

from bot.cli.choosing import Confirmed, Yes, require_yes, with_confirmation
from bot.cli.options import line_of
from bot.cli.running import BY_HAND, OPERATOR, run, services, tell
from bot.wiring import Bot
from factbase import life
from factbase.model import Audience, Change, Fact

PARTS = ("wordings", "statements", "examples", "appearances", "topics")
"""What a fact hands over to the one it is merged into."""


def add_to(app: typer.Typer) -> None:
    """Add this command."""
    app.command()(merge)


def merge(  # noqa: PLR0913 - the options of a command
    slug: Annotated[str, typer.Argument(metavar="SLUG")],
    into: Annotated[str, typer.Argument(metavar="INTO", help="The fact that stays.")],
    *,
    community: Annotated[str, typer.Option(help="The community that the facts belong to.")] = "",
    why: Annotated[
        str, typer.Option("--why", help="The reason, kept in both histories.")
    ] = BY_HAND,
    confirmed: Confirmed = "",
    yes: Yes = False,
) -> None:
    """Merge a fact into another, once it was shown. Its slug leads to the other from then on."""
    audience = Audience(community)

    async def work() -> Fact:
        async with services() as bot:
            await _show(bot, (slug, into), audience, Change(OPERATOR.key, bot.clock.now(), why))
            require_yes(f"Merge {slug} into {into}?", "nothing was merged", yes=yes)
            return await with_confirmation(
                lambda seal: bot.moderation.merge(
                    OPERATOR, (slug, into), audience, why, confirmed=seal
                ),
                confirmed,
            )

    merged = run(work())
    tell(f"merged {slug} into {merged.slug}; docs/moderation.md says how to undo it by hand")


async def _show(bot: Bot, slugs: tuple[str, str], audience: Audience, change: Change) -> None:
    """Print what would be merged. Raises `IllegalTransition` when it can't be."""
    async with bot.base.begin() as unit:
        fact, into = [await unit.facts.get(slug, audience) for slug in slugs]
    _, joined = life.merge(fact, into, change)
    for line in merge_lines(fact, into, joined):
        tell(line)


def merge_lines(fact: Fact, into: Fact, joined: Fact) -> Iterator[str]:
    """What a merge would do: both facts, what goes along, and what is said no longer."""
    for word, one in (("would retire", fact), ("would stay", into)):
        yield f"{word}: {one.slug} ({one.status}, {one.verdict}): {one.claim}"
    for part in PARTS:
        before = set(getattr(into, part))
        for item in getattr(joined, part):
            if item not in before:
                yield f"goes along, {part}: {line_of(item)}"
    if fact.verdict is not into.verdict:
        yield f"said no longer: the verdict '{fact.verdict}'"
    yield f"said no longer: {line_of(fact.summary)}"

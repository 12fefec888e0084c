"""`factbot facts list|show|history`: looking at facts."""

from __future__ import annotations

from itertools import zip_longest
from typing import Annotated

import typer

from bot.checking.redirects import fact_called
from bot.cli.changes import changes_of
from bot.cli.options import spoken
from bot.cli.running import OPERATOR, out, run, services
from bot.composing import compose
from bot.composing.document import Block, Document, Kind, Text
from bot.composing.terminal import show as show_document
from bot.replies import History
from bot.wording import words_for
from factbase.model import Audience, Fact, Status

Slug = Annotated[str, typer.Argument(metavar="SLUG")]
Community = Annotated[str, typer.Option(help="Look as a member of this community.")]


def add_to(app: typer.Typer) -> None:
    """Add these commands."""
    app.command("list")(list_facts)
    app.command()(show)
    app.command()(history)


def list_facts(
    status: Annotated[list[Status] | None, typer.Option(help="May be given again.")] = None,
    topic: Annotated[str, typer.Option(help="Only facts of this topic.")] = "",
    community: Community = "",
) -> None:
    """List facts: slug, status, verdict, version, claim."""

    async def work() -> None:
        async with services(community) as bot:
            after: tuple[str, str] | None = None
            while True:
                async with bot.base.begin() as unit:
                    page = await unit.facts.list(
                        Audience(community),
                        statuses=tuple(status or Status),
                        topic=topic or None,
                        after=after,
                    )
                for fact in page:
                    typer.echo(_line(fact))
                if not page:
                    return
                after = (page[-1].slug, page[-1].scope)

    run(work())


def _line(fact: Fact) -> str:
    where = f" [{fact.scope}]" if fact.scope else ""
    return f"{fact.slug}{where}\t{fact.status}\t{fact.verdict}\tv{fact.version}\t{fact.claim}"


def show(
    slug: Slug,
    community: Community = "",
    locale: Annotated[str, typer.Option(help="Language of the card: en or ru.")] = "",
) -> None:
    """Show the card of a fact, published or not."""
    language = spoken(locale)

    async def work() -> None:
        async with services(community) as bot:
            async with bot.base.begin() as unit:
                fact = await fact_called(unit, slug, Audience(community))
            words = words_for(language or bot.settings.locale)
            console = out()
            if fact.status is not Status.PUBLISHED:
                console.print(f"[{fact.status}]")
            show_document(console, compose(bot.lookups.card(fact), words))

    run(work())


def history(slug: Slug, community: Community = "") -> None:
    """Show who changed a fact, when and why, and old and new values."""

    async def work() -> None:
        async with services(community) as bot:
            versions = await bot.moderation.history(OPERATOR, slug, Audience(community))
            words = words_for(bot.settings.locale)
            title, *blocks = compose(History(slug, versions), words).blocks
            told: list[Block] = [title]
            # The document has a block for each version, the newest first.
            for block, after, before in zip_longest(blocks, versions[::-1], versions[-2::-1]):
                told.append(block)
                if before is not None:
                    lines = changes_of(before.fact, after.fact)
                    told += [Block(Kind.NOTE, (Text(f"    {line}"),)) for line in lines]
            show_document(out(), Document(tuple(told), language=words.language))

    run(work())

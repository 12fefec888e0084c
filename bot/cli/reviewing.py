"""`factbot review|stats|questions`: what is to be decided, and the numbers."""

from __future__ import annotations

from datetime import timedelta
from typing import Annotated

import typer

from bot.cli.options import community_in
from bot.cli.running import NOTHING_FOUND, OPERATOR, out, run, services, tell
from bot.composing import compose
from bot.composing.terminal import show
from bot.numbers.community import Numbers
from bot.replies import Declined, Reply
from bot.unanswered.answers import MOST
from bot.unanswered.clusters import Cluster, clustered
from bot.wiring import Bot
from bot.wording import words_for
from factbase.errors import InvalidValue
from factbase.matching.engine import Engine

Days = Annotated[int, typer.Option(min=1, help="How far back.")]


def add_to(app: typer.Typer) -> None:
    """Add these commands."""
    for command in (review, stats, questions):
        app.command()(command)


def review(
    item: Annotated[str, typer.Argument(help="Id of an item to decide about.")] = "",
    choice: Annotated[str, typer.Argument(help="What to decide, as the list names it.")] = "",
) -> None:
    """List what is to be decided, or decide about one item."""

    async def listed() -> int:
        async with services() as bot:
            await bot.upkeep.watch.catch_up()
            await bot.upkeep.gathering.sweep()
            cards = await bot.upkeep.reviewing.queue(OPERATOR, "", limit=100)
            for card in cards:
                show(out(), compose(card, words_for(bot.settings.locale)))
                out().print(f"  {' | '.join(card.item.choices)}\n")
            return len(cards)

    async def decided() -> Reply:
        async with services() as bot:
            await _require(bot, item, choice)
            reply = await bot.upkeep.reviewing.decide(OPERATOR, "", item, choice)
            show(out(), compose(reply, words_for(bot.settings.locale)))
            return reply

    if not item:
        if not run(listed()):
            tell("there is nothing to decide")
    elif isinstance(run(decided()), Declined):
        raise typer.Exit(NOTHING_FOUND)


async def _require(bot: Bot, item_id: str, choice: str) -> None:
    async with bot.base.begin() as unit:
        item = await unit.reviews.get(item_id)
    if item is None:
        raise InvalidValue("item", f"none has the id {item_id!r}: factbot review lists them")
    if choice not in item.choices:
        raise InvalidValue("choice", f"must be one of {', '.join(item.choices)}")


def stats(
    community: Annotated[
        str | None, typer.Option(help="Only this community, or PLATFORM:SERVER without one.")
    ] = None,
    days: Days = 30,
) -> None:
    """Count replies, reports, corrections and open questions."""

    async def work() -> None:
        async with services(community_in(community)) as bot:
            reply = await Numbers(bot.base, bot.clock).accuracy(community, days)
            show(out(), compose(reply, words_for(bot.settings.locale)))

    run(work())


def questions(days: Days = 30, limit: Annotated[int, typer.Option(min=1)] = 20) -> None:
    """List what was asked and isn't in the base. Times, people, communities, since, a sample."""

    async def work() -> tuple[Cluster, ...]:
        async with services() as bot:
            since = bot.clock.now() - timedelta(days=days)
            async with bot.base.begin() as unit:
                found = await unit.questions.unanswered(since, MOST)
        return clustered(found, Engine())

    for one in run(work())[:limit]:
        sample = " ".join(one.samples(None, 1)[0].split())
        counts = (one.times, one.people, len(one.communities), f"{one.since:%Y-%m-%d}")
        out().print("\t".join(map(str, (*counts, sample))))

"""`factbot facts add|edit|publish|retire|reopen`: changing one fact."""

from __future__ import annotations

import sys
from collections.abc import Callable, Coroutine
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Any

import typer

from bot.cli.choosing import As, Confirmed, Of, choose, show_problems, with_confirmation
from bot.cli.drafts import NEW_FACT, keep, text_from, with_problem
from bot.cli.running import BY_HAND, OPERATOR, run, services, tell
from bot.errors import NeedsConfirmation
from bot.moderating.drafting import NEW, Choice
from bot.wiring import Bot
from factbase.errors import FactbaseError
from factbase.model import Audience, Change, Fact
from factbase.packs import PackError, read_fact, write_fact

Slug = Annotated[str, typer.Argument(metavar="SLUG")]
Why = Annotated[str, typer.Option("--why", help="The reason, kept in the fact's history.")]
Community = Annotated[str, typer.Option(help="The community that the fact belongs to.")]
File = Annotated[
    Path | None,
    typer.Option("--file", help="YAML of the fact, - for standard input; else your editor opens."),
]
Save = Callable[[Bot, str], Coroutine[Any, Any, Fact]]


def add_to(app: typer.Typer) -> None:
    """Add these commands."""
    for command in (add, edit, publish, retire, reopen):
        app.command()(command)


def add(  # noqa: PLR0913 - the options of a command
    file: File = None,
    *,
    community: Community = "",
    why: Why = BY_HAND,
    wanted: As = None,
    onto: Of = "",
    confirmed: Confirmed = "",
) -> None:
    """Propose a new fact, or make it part of one that is near it."""
    chosen = NEW

    async def save(bot: Bot, text: str) -> Fact:
        nonlocal chosen
        draft = read_fact(text, Change(OPERATOR.key, bot.clock.now(), why), community)
        chosen = choose(await bot.drafting.look(OPERATOR, draft), wanted, onto)
        return await with_confirmation(
            lambda seal: bot.drafting.save(OPERATOR, draft, why, chosen, confirmed=seal), confirmed
        )

    fact = _until_saved(file, NEW_FACT, "new-fact", save)
    if chosen.choice is Choice.NEW:
        tell(f"proposed {fact.slug}; publish it with: factbot facts publish {fact.slug}")
    else:
        tell(f"{fact.slug} holds this; it is at version {fact.version}")


def edit(
    slug: Slug,
    file: File = None,
    *,
    community: Community = "",
    why: Why = BY_HAND,
    confirmed: Confirmed = "",
) -> None:
    """Correct a fact. The version before is kept in its history."""

    async def load() -> Fact:
        async with services() as bot, bot.base.begin() as unit:
            return await unit.facts.get(slug, Audience(community))

    fact = run(load())

    async def save(bot: Bot, text: str) -> Fact:
        change = Change(OPERATOR.key, bot.clock.now(), why)
        corrected = replace(read_fact(text, change, fact.scope), id=fact.id, version=fact.version)
        show_problems((await bot.moderation.look(corrected)).problems)
        return await with_confirmation(
            lambda seal: bot.moderation.correct(OPERATOR, corrected, why, confirmed=seal), confirmed
        )

    saved = _until_saved(file, write_fact(fact), slug, save)
    if saved.version == fact.version:
        tell(f"{saved.slug} says all of this already: nothing was saved")
    else:
        tell(f"corrected {saved.slug}; it is at version {saved.version}")


def publish(
    slug: Slug, *, community: Community = "", why: Why = BY_HAND, confirmed: Confirmed = ""
) -> None:
    """Publish a proposed fact."""

    async def work() -> Fact:
        async with services() as bot:
            async with bot.base.begin() as unit:
                fact = await unit.facts.get(slug, Audience(community))
            show_problems((await bot.moderation.look(fact)).problems)
            return await with_confirmation(
                lambda seal: bot.moderation.publish(
                    OPERATOR, slug, Audience(community), why, confirmed=seal
                ),
                confirmed,
            )

    tell(f"published {run(work()).slug}")


def retire(slug: Slug, *, community: Community = "", why: Why = BY_HAND) -> None:
    """Retire a fact; its history stays."""

    async def work() -> Fact:
        async with services() as bot:
            return await bot.moderation.retire(OPERATOR, slug, Audience(community), why)

    tell(f"retired {run(work()).slug}")


def reopen(slug: Slug, *, community: Community = "", why: Why = BY_HAND) -> None:
    """Make a retired fact a draft again. It is said once it is published."""

    async def work() -> Fact:
        async with services() as bot:
            return await bot.moderation.reopen(OPERATOR, slug, Audience(community), why)

    reopened = run(work()).slug
    tell(f"{reopened} is a draft again; publish it with: factbot facts publish {reopened}")


def _until_saved(file: Path | None, start: str, name: str, save: Save) -> Fact:
    """Save what the editor gives back; on an error show it in place and open again."""

    async def attempt(text: str) -> Fact:
        async with services(folder=True) as bot:
            return await save(bot, text)

    text = text_from(file, start)
    while True:
        try:
            return run(attempt(text))
        except (FactbaseError, NeedsConfirmation) as problem:
            if file is not None:
                raise
            line = problem.line if isinstance(problem, PackError) else 1
            marked = with_problem(text, line, str(problem))
            path = keep(marked, name)
            tell(f"not saved: {problem}; your draft is kept in {path}")
            if not (sys.stdin.isatty() and typer.confirm("Edit it again?", default=True)):
                raise
            text = text_from(None, marked)

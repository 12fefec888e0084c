"""`factbot facts add|edit|publish|retire`: changing one fact."""

from __future__ import annotations

import sys
from collections.abc import Callable, Coroutine
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Any

import typer

from bot.cli.drafts import NEW_FACT, keep, text_from, with_problem
from bot.cli.running import BY_HAND, OPERATOR, run, services, tell
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
    for command in (add, edit, publish, retire):
        app.command()(command)


def add(file: File = None, *, community: Community = "", why: Why = BY_HAND) -> None:
    """Propose a new fact."""

    async def save(bot: Bot, text: str) -> Fact:
        change = Change(OPERATOR.key, bot.clock.now(), why)
        return await bot.moderation.propose(OPERATOR, read_fact(text, change, community), why)

    fact = _until_saved(file, NEW_FACT, "new-fact", save)
    tell(f"proposed {fact.slug}; publish it with: factbot facts publish {fact.slug}")


def edit(slug: Slug, file: File = None, *, community: Community = "", why: Why = BY_HAND) -> None:
    """Correct a fact: a new version, with the old one kept in its history."""

    async def load() -> Fact:
        async with services() as bot, bot.base.begin() as unit:
            return await unit.facts.get(slug, Audience(community))

    fact = run(load())

    async def save(bot: Bot, text: str) -> Fact:
        change = Change(OPERATOR.key, bot.clock.now(), why)
        corrected = replace(read_fact(text, change, fact.scope), id=fact.id, version=fact.version)
        return await bot.moderation.correct(OPERATOR, corrected, why)

    saved = _until_saved(file, write_fact(fact), slug, save)
    tell(f"corrected {saved.slug}; it is at version {saved.version}")


def publish(slug: Slug, *, community: Community = "", why: Why = BY_HAND) -> None:
    """Publish a proposed fact."""

    async def work() -> Fact:
        async with services() as bot:
            return await bot.moderation.publish(OPERATOR, slug, Audience(community), why)

    tell(f"published {run(work()).slug}")


def retire(slug: Slug, *, community: Community = "", why: Why = BY_HAND) -> None:
    """Retire a fact; its history stays."""

    async def work() -> Fact:
        async with services() as bot:
            return await bot.moderation.retire(OPERATOR, slug, Audience(community), why)

    tell(f"retired {run(work()).slug}")


def _until_saved(file: Path | None, start: str, name: str, save: Save) -> Fact:
    """Save what the editor gives back; on an error show it in place and open again."""

    async def attempt(text: str) -> Fact:
        async with services() as bot:
            return await save(bot, text)

    text = text_from(file, start)
    while True:
        try:
            return run(attempt(text))
        except FactbaseError as problem:
            if file is not None:
                raise
            line = problem.line if isinstance(problem, PackError) else 1
            marked = with_problem(text, line, str(problem))
            path = keep(marked, name)
            tell(f"not saved: {problem}; your draft is kept in {path}")
            if not (sys.stdin.isatty() and typer.confirm("Edit it again?", default=True)):
                raise
            text = text_from(None, marked)

"""`factbot facts import|export|lint`: many facts at once."""

from __future__ import annotations

import sys
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import Progress

from bot.cli.drafts import read_text
from bot.cli.running import ERROR, NOTHING_FOUND, OPERATOR, run, services, tell, visible
from bot.composing.room import lint_room
from bot.live_index import entry_of
from bot.moderation import Imported, ImportResult
from bot.wiring import Bot
from factbase.lint import (
    Problem,
    Severity,
    lint,
    lint_contradictions,
    lint_examples,
)
from factbase.matching.engine import Engine
from factbase.model import Audience, Change, Fact, Status
from factbase.packs import PackReading, Reject, read_pack, write_pack

Community = Annotated[str, typer.Option(help="The community that the facts belong to.")]


def add_to(app: typer.Typer) -> None:
    """Add these commands."""
    app.command("import")(import_facts)
    app.command("export")(export)
    app.command("lint")(lint_facts)


def import_facts(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A pack; - for standard input.")],
    *,
    strict: Annotated[bool, typer.Option("--strict", help="All entries or none.")] = False,
    draft: Annotated[bool, typer.Option("--draft", help="As proposals, not published.")] = False,
    community: Community = "",
    why: Annotated[str, typer.Option("--why", help="The reason, kept in each history.")] = "import",
) -> None:
    """Import a pack: new facts are added, changed ones corrected, the same ones left alone."""
    text = read_text(file)

    async def work() -> list[ImportResult]:
        async with services() as bot:
            change = Change(OPERATOR.key, bot.clock.now(), why)
            reading = read_pack(text, change, community)
            for reject in reading.rejects:
                tell(f"{file}:{reject.line}: {reject.slug or 'entry'}: {reject.reason}")
            if strict and reading.rejects:
                return [ImportResult(item.slug, Imported.REJECTED) for item in reading.rejects]
            results = await _take(bot, reading, why, strict=strict, publish=not draft)
            return results + [_rejected(reject) for reject in reading.rejects]

    results = run(work())
    counted = Counter(result.outcome for result in results)
    tell(", ".join(f"{counted[outcome]} {outcome}" for outcome in Imported))
    if counted[Imported.REJECTED]:
        raise typer.Exit(ERROR)


def _rejected(reject: Reject) -> ImportResult:
    return ImportResult(reject.slug, Imported.REJECTED, reject.reason)


async def _take(
    bot: Bot, reading: PackReading, why: str, *, strict: bool, publish: bool
) -> list[ImportResult]:
    if strict:
        return list(await bot.moderation.take_all(OPERATOR, reading.facts, why, publish=publish))
    results = []
    with Progress(console=Console(stderr=True), disable=not sys.stderr.isatty()) as progress:
        task = progress.add_task("Importing", total=len(reading.facts))
        taking = bot.moderation.take_each(OPERATOR, reading.facts, why, publish=publish)
        async for result in taking:
            results.append(result)
            progress.advance(task)
            if result.outcome is Imported.REJECTED:
                tell(f"{result.slug}: {result.reason}")
    return results


def export(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="Where to; - for standard output.")],
    *,
    community: Community = "",
) -> None:
    """Write the published facts of one scope as a pack."""

    async def work() -> list[Fact]:
        async with services() as bot:
            return await _all_facts(bot, community, (Status.PUBLISHED,))

    facts = run(work())
    text = write_pack(facts, community or "export")
    if str(file) == "-":
        sys.stdout.write(text)
    else:
        # Written beside and moved: an interrupt leaves the old file whole.
        beside = file.with_name(file.name + ".part")
        beside.write_text(text, encoding="utf-8")
        beside.replace(file)
        tell(f"{len(facts)} facts written to {file}")


def lint_facts(
    file: Annotated[
        Path | None, typer.Argument(metavar="FILE", help="A pack; left out: the base.")
    ] = None,
    *,
    every: Annotated[
        bool, typer.Option("--all", help="Check every fact's examples against all facts.")
    ] = False,
    community: Community = "",
) -> None:
    """Say what is wrong with facts. Exit code 1 when there are errors."""

    async def work() -> tuple[tuple[Reject, ...], list[Problem]]:
        async with services() as bot:
            rejects: tuple[Reject, ...] = ()
            if file is None:
                facts = await _all_facts(bot, community, (Status.PROPOSED, Status.PUBLISHED))
            else:
                change = Change(OPERATOR.key, bot.clock.now(), "lint")
                reading = read_pack(read_text(file), change, community)
                facts = list(reading.facts)
                rejects = reading.rejects
            return rejects, _problems(facts, every=every, as_published=file is not None)

    rejects, problems = run(work())
    for reject in rejects:
        typer.echo(visible(f"error: {file}:{reject.line}: {reject.slug}: {reject.reason}"))
    for problem in problems:
        typer.echo(visible(f"{problem.severity}: {problem.slug}: {problem.message}"))
    if rejects or any(problem.severity is Severity.ERROR for problem in problems):
        raise typer.Exit(NOTHING_FOUND)


def _problems(facts: list[Fact], *, every: bool, as_published: bool) -> list[Problem]:
    found = [problem for fact in facts for problem in (*lint(fact), *lint_room(fact))]
    if every:
        matcher = Engine()
        shown = [fact for fact in facts if as_published or fact.status is Status.PUBLISHED]
        for fact in shown:
            matcher.add(entry_of(fact))
        published = [replace(fact, status=Status.PUBLISHED) for fact in shown]
        found += lint_examples(published, matcher)
        found += lint_contradictions(published, {fact.id: fact for fact in published}, matcher)
    return found


async def _all_facts(bot: Bot, scope: str, statuses: tuple[Status, ...]) -> list[Fact]:
    facts: list[Fact] = []
    after: tuple[str, str] | None = None
    while True:
        async with bot.base.begin() as unit:
            page = await unit.facts.list(Audience(scope), statuses=statuses, after=after)
        facts += [fact for fact in page if fact.scope == scope]
        if not page:
            return facts
        after = (page[-1].slug, page[-1].scope)

"""`factbot facts import`: packs, tables and reviews, from files and https addresses."""

from __future__ import annotations

import io
import sys
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import Progress, TaskID

from bot.cli.import_files import Form, Given, form_of, naming, opened
from bot.cli.import_report import Counted, counting
from bot.cli.running import ERROR, OPERATOR, run, services, storage, tell, visible
from bot.exchanging.importing import How, Imported, Importing, ImportResult
from bot.exchanging.reviews import TakingReviews
from bot.exchanging.tables import completed
from bot.wiring import Bot
from factbase.ahead import day_of
from factbase.claimreview import Found, Reviewing, found_in
from factbase.errors import InvalidValue
from factbase.lint.evidence import lint_evidence
from factbase.lint.problem import Rule
from factbase.model import Change, Fact
from factbase.packs import PackReading, read_pack
from factbase.sheets import read_sheet

BATCH = 500
"""Reviews that share a transaction."""


@dataclass(frozen=True, slots=True)
class _Asked:
    """How to import: the options of the command."""

    form: Form | None
    strict: bool
    how: How
    community: str
    why: str
    language: str


def add_to(app: typer.Typer) -> None:
    """Add this command."""
    app.command("import")(import_facts)


def import_facts(  # noqa: PLR0913 - the options of a command
    file: Annotated[
        str,
        typer.Argument(metavar="FILE", help="A file, an https address, - for stdin."),
    ],
    *,
    form: Annotated[
        Form | None, typer.Option("--format", help="Else told by the name: .yaml, .json, .csv.")
    ] = None,
    strict: Annotated[bool, typer.Option("--strict", help="All entries or none.")] = False,
    draft: Annotated[bool, typer.Option("--draft", help="As proposals, not published.")] = False,
    dry: Annotated[
        bool, typer.Option("--dry-run", help="Say what would happen and change nothing.")
    ] = False,
    rejects: Annotated[
        Path | None, typer.Option(help="Write what is rejected to this file, a line each.")
    ] = None,
    language: Annotated[str, typer.Option(help="Language of reviews that name none.")] = "en",
    community: Annotated[str, typer.Option(help="The community that the facts belong to.")] = "",
    why: Annotated[str, typer.Option("--why", help="The reason, kept in each history.")] = "import",
) -> None:
    """Import facts. New ones are added, changed ones corrected, the same ones left alone."""
    how = How(publish=not draft, dry=dry)
    asked = _Asked(form, strict, how, community, why, language)
    with opened(file) as given, counting(given.name, rejects) as counted:
        if given.size == 0:
            raise InvalidValue(given.name, "is empty: nothing was imported")
        kind = form_of(given, form)
        if kind is Form.CLAIMREVIEW:
            run(_reviews(given, asked, counted))
        else:
            run(_facts(given, kind, asked, counted))
    *slugs, summary = counted.summary()
    for line in slugs:
        tell(f"would be {line}" if dry else line)
    tell(f"dry run, nothing was changed: {summary}" if dry else summary)
    if counted.outcomes[Imported.REJECTED]:
        raise typer.Exit(ERROR)


def _bar() -> Progress:
    return Progress(console=Console(stderr=True), disable=not sys.stderr.isatty())


async def _facts(given: Given, kind: Form, asked: _Asked, counted: Counted) -> None:
    """A pack or a table: read as a whole, since it is as long as somebody could write it."""
    text = given.text()
    async with services(folder=True) as bot:
        change = Change(OPERATOR.key, bot.clock.now(), asked.why)
        reading: PackReading
        with naming(given.name):
            if kind is Form.CSV:
                table = read_sheet(io.StringIO(text, newline=""), change, asked.community)
                reading, lost = await completed(bot.base, table)
                for line in lost:
                    tell(line)
            else:
                reading = read_pack(text, change, asked.community)
        for reject in reading.rejects:
            counted.rejected(reject)
        if not (asked.strict and reading.rejects):
            facts = {fact.slug: fact for fact in reading.facts}
            async for result in _taken(bot, reading, asked):
                counted.taken(result)
                if result.outcome is not Imported.REJECTED:
                    _warn(given.name, facts[result.slug], day_of(change.at))


def _warn(name: str, fact: Fact, today: date) -> None:
    """Tell of what only people can tell from right: a verdict that may be overtaken, and a source
    that is older than what it holds.
    """
    for problem in lint_evidence(fact, today):
        if problem.rule in {Rule.MAYBE_OVERTAKEN, Rule.BEFORE_SAID}:
            tell(visible(f"{name}: {problem.severity}: {fact.slug}: {problem.message}"))


async def _taken(bot: Bot, reading: PackReading, asked: _Asked) -> AsyncIterator[ImportResult]:
    publish = asked.how.publish
    if asked.strict and not asked.how.dry:
        all_or_none = await bot.moderation.take_all(
            OPERATOR, reading.facts, asked.why, publish=publish
        )
        for result in all_or_none:
            yield result
        return
    with _bar() as bar:
        task = bar.add_task("Importing", total=len(reading.facts))
        taking = Importing(bot.base, bot.clock).take_each(
            OPERATOR, reading.facts, asked.why, asked.how
        )
        async for result in taking:
            bar.advance(task)
            yield result


async def _reviews(given: Given, asked: _Asked, counted: Counted) -> None:
    """A feed of any length: a batch at a time, without the index that answers messages."""
    if asked.strict:
        raise InvalidValue("--strict", "is for packs and tables: try --dry-run with a feed")
    how = How(publish=asked.how.publish, batch=BATCH, dry=asked.how.dry)
    async with storage() as (base, clock):
        change = Change(OPERATOR.key, clock.now(), asked.why)
        reviewing = Reviewing(change, asked.community, asked.language)
        with _bar() as bar, given.lines() as text:
            task = bar.add_task("Importing", total=given.size)
            moving = _moving(found_in(text, reviewing), given, bar, task)
            taking = TakingReviews(base, clock, asked.community)
            async for result in taking.take_each(OPERATOR, moving, asked.why, how, counted.refused):
                counted.taken(result)


def _moving(found: Iterator[Found], given: Given, bar: Progress, task: TaskID) -> Iterator[Found]:
    """The reviews, while the bar shows how much of the file is read."""
    for number, one in enumerate(found):
        if number % BATCH == 0 and given.size is not None:
            bar.update(task, completed=given.bytes.tell())
        yield one
    bar.update(task, completed=given.size or 0)

"""`factbot facts lint`: what is wrong with facts of a file or of the base."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from bot.checking.live_index import entry_of
from bot.cli.drafts import read_text
from bot.cli.import_files import naming
from bot.cli.running import NOTHING_FOUND, OPERATOR, run, services, visible
from bot.composing.room import lint_room
from bot.exchanging.listing import all_facts
from factbase.ahead import day_of
from factbase.lint import Problem, Severity, lint, lint_contradictions, lint_examples
from factbase.matching.engine import Engine
from factbase.model import Change, Fact, Status
from factbase.packs import Reject, read_pack

Community = Annotated[str, typer.Option(help="The community that the facts belong to.")]


def add_to(app: typer.Typer) -> None:
    """Add this command."""
    app.command("lint")(lint_facts)


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
        async with services(community) as bot:
            rejects: tuple[Reject, ...] = ()
            if file is None:
                facts = await all_facts(bot.base, community, (Status.PROPOSED, Status.PUBLISHED))
            else:
                change = Change(OPERATOR.key, bot.clock.now(), "lint")
                with naming(str(file)):
                    reading = read_pack(read_text(file), change, community)
                facts = list(reading.facts)
                rejects = reading.rejects
            return rejects, _problems(
                facts, bot.clock.now(), every=every, as_published=file is not None
            )

    rejects, problems = run(work())
    for reject in rejects:
        for fault in (reject, *reject.more):
            typer.echo(visible(f"error: {file}:{fault.line}: {reject.slug}: {fault.reason}"))
    for problem in problems:
        typer.echo(visible(f"{problem.severity}: {problem.slug}: {problem.message}"))
    if rejects or any(problem.severity is Severity.ERROR for problem in problems):
        raise typer.Exit(NOTHING_FOUND)


def _problems(
    facts: list[Fact], now: datetime, *, every: bool, as_published: bool
) -> list[Problem]:
    found = [problem for fact in facts for problem in (*lint(fact, day_of(now)), *lint_room(fact))]
    if every:
        matcher = Engine()
        shown = [fact for fact in facts if as_published or fact.status is Status.PUBLISHED]
        for fact in shown:
            matcher.add(entry_of(fact))
        published = [replace(fact, status=Status.PUBLISHED) for fact in shown]
        found += lint_examples(published, matcher)
        found += lint_contradictions(published, {fact.id: fact for fact in published}, matcher)
    return found

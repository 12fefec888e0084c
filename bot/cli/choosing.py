"""What a draft is near to and what saving it would mean, shown before it is saved."""

from __future__ import annotations

import sys
from collections.abc import Awaitable, Callable
from typing import Annotated

import typer

from bot.cli.running import tell
from bot.errors import BotError, NeedsConfirmation
from bot.moderating.drafting import Choice, Chosen, LookedAt, Neighbour
from factbase.errors import InvalidValue
from factbase.lint import Problem
from factbase.model import Fact

As = Annotated[
    Choice | None,
    typer.Option("--as", help="What the draft becomes: a new fact, or part of --of."),
]
Of = Annotated[str, typer.Option("--of", help="The existing fact that the draft becomes part of.")]
Confirmed = Annotated[
    str,
    typer.Option("--confirm", help="The seal of what was shown to change with it, to save it."),
]


Yes = Annotated[bool, typer.Option("--yes", help="Do it without asking.")]


def require_yes(question: str, otherwise: str, *, yes: bool) -> None:
    """Let what can't simply be taken back pass once somebody said yes.

    Raises:
        NotSaidYes: nobody is there to ask, or they said no.
    """
    if yes or (sys.stdin.isatty() and typer.confirm(question, default=False)):
        return
    raise NotSaidYes(otherwise)


class NotSaidYes(BotError):
    """Nobody said that it should be done; so it wasn't."""

    def __init__(self, otherwise: str) -> None:
        super().__init__(f"{otherwise}: to do it say --yes")


def show_problems(problems: tuple[Problem, ...]) -> None:
    """One line for each, errors first."""
    for problem in problems:
        tell(f"{problem.severity}: {problem.slug} {problem.message}")


def choose(looked: LookedAt, wanted: Choice | None, onto: str) -> Chosen:
    """What was asked for on the command line, else what somebody at the terminal answers.

    Raises:
        InvalidValue: a part of a fact without saying of which.
    """
    show_problems(looked.check.problems)
    for number, near in enumerate(looked.neighbours, 1):
        tell(_line(number, near))
    if wanted is not None or not looked.neighbours or not sys.stdin.isatty():
        if wanted not in (None, Choice.NEW) and not onto:
            raise InvalidValue("--of", "name the fact that the draft becomes part of")
        return Chosen(wanted or Choice.NEW, onto)
    return _asked(looked)


def _line(number: int, near: Neighbour) -> str:
    fact = near.fact
    return (
        f"near {number}: {near.score:.2f} {fact.slug} ({fact.status}, {fact.verdict}): {fact.claim}"
    )


def _asked(looked: LookedAt) -> Chosen:
    choice: Choice = typer.prompt("Save it as", default=Choice.NEW, type=Choice)
    if choice is Choice.NEW:
        return Chosen()
    slugs = [near.fact.slug for near in looked.neighbours]
    return Chosen(choice, typer.prompt("Of which fact", default=slugs[0]))


async def with_confirmation(save: Callable[[str], Awaitable[Fact]], confirmed: str) -> Fact:
    """Save; what would change with it is shown first, and asked about at a terminal.

    Raises:
        NeedsConfirmation: nobody is there to ask, or they said no.
    """
    try:
        return await save(confirmed)
    except NeedsConfirmation as needed:
        for finding in needed.findings:
            tell(f"would change: {finding}")
        tell(f"to save it all the same: --confirm {needed.seal}")
        if not sys.stdin.isatty() or not typer.confirm("Save it all the same?", default=False):
            raise
        return await save(needed.seal)

"""The command `factbot` and all its commands."""

from __future__ import annotations

import sys
from collections.abc import Callable
from importlib.metadata import version
from io import TextIOWrapper
from socket import gaierror
from typing import Annotated

import typer

from bot.cli import (
    INTERRUPTED,
    backing,
    checking,
    databases,
    doctoring,
    editing,
    exporting,
    governing,
    importing,
    indexing,
    linting,
    measuring,
    merging,
    packs,
    reading,
    reviewing,
    serving,
)
from bot.cli.running import ERROR, tell
from bot.errors import BotError
from bot.platforms import installed
from factbase.errors import FactbaseError, FactNotFound, NotFound
from factbase.packs import PackError


def _show_version(wanted: bool) -> None:  # noqa: FBT001 - typer hands the flag over by place
    if wanted:
        typer.echo(f"factbot {version('factbot')}")
        raise typer.Exit


def build() -> typer.Typer:
    """The whole command line, platforms' own commands included."""
    app = typer.Typer(
        name="factbot",
        help="Answers headlines from a curated, sourced fact base.",
        no_args_is_help=True,
        add_completion=False,
        pretty_exceptions_enable=False,
        rich_markup_mode=None,
    )

    @app.callback()
    def options(
        *,
        _version: Annotated[
            bool,
            typer.Option(
                "--version",
                callback=_show_version,
                is_eager=True,
                help="Print the version and stop.",
            ),
        ] = False,
    ) -> None:
        """Answers headlines from a curated, sourced fact base."""

    facts = typer.Typer(help="Look at facts and change them.", no_args_is_help=True)
    for module in (reading, editing, merging, importing, exporting, linting):
        module.add_to(facts)
    app.add_typer(facts, name="facts")
    for part in (  # in the order of the help: what most people want first
        serving,
        checking,
        reviewing,
        governing,
        packs,
        backing,
        doctoring,
        databases,
        indexing,
        measuring,
    ):
        part.add_to(app)
    for name, platform in installed().items():
        commands = platform.commands()
        if commands is not None:
            app.add_typer(commands, name=name)
    return app


def main(begun: Callable[[], object] = lambda: None) -> None:
    """Run one command; whatever goes wrong is told in one line. `begun` is called once all is
    loaded, right before the command.
    """
    # A terminal that lacks our letters shows codes for them; it must not stop the answer.
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    app = build()
    sys.exit(guarded(app, begun))


def guarded(app: Callable[[], object], begun: Callable[[], object] = lambda: None) -> int:
    """The exit code of a command: its own, or `ERROR` with a line that says why."""
    try:
        begun()
        return _ended(app)
    except KeyboardInterrupt:  # before or after the command line's own library heeds it
        return _interrupted()


def _ended(app: Callable[[], object]) -> int:
    try:
        app()
    except SystemExit as end:
        # The command line's own library takes ^C for itself and turns it into this code.
        if end.code == INTERRUPTED:
            _interrupted()
        return end.code if isinstance(end.code, int) else ERROR
    except NotFound as problem:
        kind = "facts" if isinstance(problem, FactNotFound) else "communities"
        tell(f"{problem}: factbot {kind} list names those that there are")
        return ERROR
    except (FactbaseError, BotError) as problem:
        line = f"line {problem.line}: " if isinstance(problem, PackError) else ""
        tell(f"{line}{problem}")
        return ERROR
    except BrokenPipeError:
        # Whoever read our output has seen enough; the interpreter must not complain at exit.
        sys.stdout = None
        return 0
    except OSError as problem:
        tell(_told(problem))
        return ERROR
    return 0


def _interrupted() -> int:
    tell("interrupted; what was not reported as done was not done")
    return INTERRUPTED


def _told(problem: OSError) -> str:
    what = problem.strerror or "a file could not be used"
    if problem.filename:
        return f"{what}: {problem.filename}"
    network = isinstance(problem, ConnectionError | TimeoutError | gaierror)
    return f"{what}: the network, or a server on it" if network else what

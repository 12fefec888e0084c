"""`factbot rank` and `factbot bench`: the matcher on somebody's own data."""

from __future__ import annotations

import asyncio
import json
import sys
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Annotated

import typer
from typer.core import TyperCommand

from bot.checking.meaning import open_meaning
from bot.cli.running import settings
from bot.errors import BotError
from bot.settings import SemanticSettings
from factbase.matching.outside import BadLine, rank_files

Facts = Annotated[Path, typer.Option("--facts", help="Facts: {id, text, title?, body?} a line.")]
Messages = Annotated[Path, typer.Option("--messages", help="Messages: {id, text} a line.")]


def add_to(app: typer.Typer) -> None:
    """Add these commands."""
    app.command(cls=RankCommand)(rank)
    # Whatever follows belongs to the benchmark, --help too.
    passed_on = {
        "allow_extra_args": True,
        "ignore_unknown_options": True,
        "help_option_names": [],
    }
    app.command(context_settings=passed_on)(bench)


class RankCommand(TyperCommand):
    """Lets `--semantic` stand without a folder: the one that the settings name."""

    def parse_args(self, ctx: typer.Context, args: list[str]) -> list[str]:  # type: ignore[override] # typer's own context
        """Give a bare `--semantic` an empty value."""
        return super().parse_args(ctx, ["--semantic=" if a == "--semantic" else a for a in args])


def rank(
    facts: Facts,
    messages: Messages,
    *,
    semantic: Annotated[
        str | None,
        typer.Option(
            "--semantic",
            metavar="[=FOLDER]",
            help="Ask the sentence encoder in FOLDER, or in FACTBOT_SEMANTIC__MODEL.",
        ),
    ] = None,
    top: Annotated[int, typer.Option(min=1, max=1_000, help="Facts a message.")] = 20,
    jsonl: Annotated[bool, typer.Option("--jsonl", help="One object a line (always so).")] = True,  # noqa: ARG001 - part of the stable call
) -> None:
    """Rank facts for messages, both from files. No base is touched."""
    meant = None if semantic is None else asyncio.run(open_meaning(_encoder(semantic)))
    try:
        for result in rank_files(facts, messages, top, meant):
            sys.stdout.write(json.dumps(result, ensure_ascii=False) + "\n")
    except BadLine as problem:
        raise BotError(str(problem)) from None


def _encoder(folder: str) -> SemanticSettings:
    found = settings().semantic
    if folder:
        return found.model_copy(update={"model": Path(folder)})
    if found.model is None:
        raise BotError("name the encoder: --semantic=FOLDER, or set FACTBOT_SEMANTIC__MODEL")
    return found


def bench(context: typer.Context) -> None:
    """Measure the matcher on data of your own. Without a name it lists what there is."""
    if find_spec("bench") is None:
        raise BotError("the benchmarks come with the source tree; run this from a checkout")
    raise typer.Exit(import_module("bench.__main__").main(context.args))

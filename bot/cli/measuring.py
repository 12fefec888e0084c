"""`factbot rank` and `factbot bench`: the matcher on somebody's own data."""

from __future__ import annotations

import json
import sys
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Annotated

import typer

from bot.errors import BotError
from factbase.matching.outside import rank_files

Facts = Annotated[Path, typer.Option("--facts", help="Facts: {id, text, title?, body?} a line.")]
Messages = Annotated[Path, typer.Option("--messages", help="Messages: {id, text} a line.")]


def add_to(app: typer.Typer) -> None:
    """Add these commands."""
    app.command()(rank)
    app.command(context_settings={"allow_extra_args": True, "ignore_unknown_options": True})(bench)


def rank(
    facts: Facts,
    messages: Messages,
    *,
    top: Annotated[int, typer.Option(min=1, max=1_000, help="Facts a message.")] = 20,
    jsonl: Annotated[bool, typer.Option("--jsonl", help="One object a line (always so).")] = True,  # noqa: ARG001 - part of the stable call
) -> None:
    """Rank facts for messages, both from files, without touching any base."""
    for result in rank_files(facts, messages, top=top):
        sys.stdout.write(json.dumps(result, ensure_ascii=False) + "\n")


def bench(context: typer.Context) -> None:
    """Measure the matcher: factbot bench --help lists what there is."""
    if find_spec("bench") is None:
        raise BotError("the benchmarks come with the source tree; run this from a checkout")
    import_module("bench.__main__").main(context.args)

"""`factbot discord ...`: what an operator does with Discord, besides running it."""

from __future__ import annotations

import typer

app = typer.Typer(help="Set up and check factbot on Discord.", no_args_is_help=True)


@app.callback()
def about() -> None:
    """Set up and check factbot on Discord."""

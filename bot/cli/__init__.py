"""The command line: `factbot`."""

from bot.cli.app import main

__all__ = ["main"]

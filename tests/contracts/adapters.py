"""Platforms as the shared contract sees them: what a reader sees, and what it may hold."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass

from rich.console import Console

from adapters.console import outbound
from bot.replies import Reply
from bot.terminal import show
from bot.wording import Words


@dataclass(frozen=True, slots=True)
class Drawn:
    """A platform's way to draw replies.

    `visible` gives what a reader sees, after the platform has read its own markup; `size`
    measures the reply in the platform's unit, `limit` is how much it takes. `pings` names
    whom the platform would notify: by the contract nobody, ever.
    """

    name: str
    visible: Callable[[Reply, Words], str]
    size: Callable[[Reply, Words], int]
    limit: int
    pings: Callable[[Reply, Words], list[str]] = lambda _reply, _words: []

    def __str__(self) -> str:
        return self.name


def _on_console(reply: Reply, words: Words) -> str:
    printed = io.StringIO()
    console = Console(
        file=printed, markup=False, highlight=False, emoji=False, soft_wrap=True, width=10_000
    )
    show(console, outbound.document(reply, words))
    return printed.getvalue()


CONSOLE = Drawn(
    "console",
    _on_console,
    lambda reply, words: len(outbound.document(reply, words).plain),
    outbound.LIMIT,
)

ADAPTERS = (CONSOLE,)
"""Every platform joins this list."""

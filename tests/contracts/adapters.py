"""Platforms as the shared contract sees them: what a reader sees, and what it may hold."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass

from rich.console import Console

from adapters.console import outbound
from adapters.discord import outbound as discord
from adapters.telegram import outbound as telegram
from adapters.telegram.markup import units
from bot.composing.terminal import show
from bot.replies import Reply
from bot.wording import Words
from tests.adapters.discord.reading import read
from tests.adapters.telegram.server.formatted import with_detected
from tests.adapters.telegram.server.html import parse_html


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


def _on_discord(reply: Reply, words: Words) -> str:
    drawn = discord.draw(reply, words)
    parts = (read(drawn.title).text, read(drawn.description).text, drawn.footer)
    return "\n".join(part for part in parts if part)


def _alive_on_discord(reply: Reply, words: Words) -> list[str]:
    """More than pings: nothing but our own links may be more than text."""
    drawn = discord.draw(reply, words)
    assert len(drawn.title) <= discord.TITLE
    assert len(drawn.description) <= discord.DESCRIPTION
    assert len(drawn.footer) <= discord.FOOTER
    assert all(0 < len(button.custom_id) <= CUSTOM_ID for button in drawn.buttons)
    return [*read(drawn.title).live, *read(drawn.description).live]


def _discord_size(reply: Reply, words: Words) -> int:
    drawn = discord.draw(reply, words)
    return len(drawn.title) + len(drawn.description) + len(drawn.footer)


CUSTOM_ID = 100
DISCORD = Drawn("discord", _on_discord, _discord_size, discord.TOTAL, _alive_on_discord)


def _on_telegram(reply: Reply, words: Words) -> str:
    return parse_html(telegram.render(reply, words.language).text).text


def _alive_on_telegram(reply: Reply, words: Words) -> list[str]:
    """What Telegram would find in our words by itself, and links that it would drop."""
    parsed = parse_html(telegram.render(reply, words.language, "0123456789ab").text)
    found = with_detected(parsed.trimmed()).entities
    alive = {"mention", "text_mention", "bot_command", "url", "email"}
    return [*(one["type"] for one in found if one["type"] in alive), *parsed.lost_links]


TELEGRAM = Drawn(
    "telegram",
    _on_telegram,
    lambda reply, words: units(telegram.render(reply, words.language).plain),
    telegram.LIMIT,
    _alive_on_telegram,
)

ADAPTERS = (CONSOLE, DISCORD, TELEGRAM)
"""Every platform joins this list."""

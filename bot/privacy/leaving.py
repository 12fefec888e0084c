"""What is kept for a server or chat that the bot was removed from, and for how long still."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta

from bot.ports import ConversationUnit

GRACE = timedelta(days=30)
"""How long everything is kept, so that who removed the bot by mistake finds it as it was."""
_LEFT = "left:"


async def note_left(
    unit: ConversationUnit, platform: str, server: str, places: Collection[str], now: datetime
) -> None:
    """The bot is no longer in a server that has these places."""
    name, text = f"{_LEFT}{platform}:{server}", " ".join([now.isoformat(), *places])
    await unit.notes.put(name, text)


async def note_present(unit: ConversationUnit, platform: str, servers: Collection[str]) -> int:
    """The bot is in these servers; says in how many of them it wasn't before."""
    found = await unit.notes.beginning(f"{_LEFT}{platform}:")
    back = [name for name in found if name.split(":", 2)[2] in servers]
    for name in back:
        await unit.notes.put(name, "")
    return len(back)


async def forget_left(unit: ConversationUnit, now: datetime) -> int:
    """Forget the servers that were left long enough ago; says how many rows."""
    gone = 0
    for name, text in (await unit.notes.beginning(_LEFT)).items():
        _, platform, server = name.split(":", 2)
        since, *places = text.split()
        if now - datetime.fromisoformat(since) >= GRACE:
            gone += await unit.personal.forget_server(platform, server, places)
            await unit.notes.put(name, "")
    return gone

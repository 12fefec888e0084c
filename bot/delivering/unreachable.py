"""Places that can't be reached: somebody blocked the bot, or it was thrown out.

Whoever wants to tell people something on its own asks here first.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.messages import Place
from bot.ports import ConversationUnit

FORGOTTEN = timedelta(days=90)
"""How long that is known; then it is found out anew should there be something to say."""
_UNREACHABLE = "unreachable:"


async def is_unreachable(unit: ConversationUnit, place: Place) -> bool:
    """Whether nothing can be said there until somebody lets the bot in again."""
    return bool(await unit.notes.get(_name(place)))


async def set_unreachable(unit: ConversationUnit, place: Place, *, unreachable: bool) -> None:
    """Note that, or that the place can be reached again."""
    await unit.notes.put(_name(place), "unreachable" if unreachable else "")


async def forget_unreachable(unit: ConversationUnit, now: datetime) -> int:
    """Forget what was noted long enough ago; says how much. The first look dates a note."""
    gone = 0
    for name, text in (await unit.notes.beginning(_UNREACHABLE)).items():
        try:
            old = now - datetime.fromisoformat(text) > FORGOTTEN
        except ValueError:
            await unit.notes.put(name, now.isoformat())
            continue
        if old:
            await unit.notes.put(name, "")
            gone += 1
    return gone


def _name(place: Place) -> str:
    return f"{_UNREACHABLE}{place.platform}:{place.id}"

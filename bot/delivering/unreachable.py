"""Places that can't be reached: somebody blocked the bot, or it was thrown out.

Whoever wants to tell people something on its own asks here first.
"""

from __future__ import annotations

from bot.messages import Place
from bot.ports import ConversationUnit


async def is_unreachable(unit: ConversationUnit, place: Place) -> bool:
    """Whether nothing can be said there until somebody lets the bot in again."""
    return bool(await unit.notes.get(_name(place)))


async def set_unreachable(unit: ConversationUnit, place: Place, *, unreachable: bool) -> None:
    """Note that, or that the place can be reached again."""
    await unit.notes.put(_name(place), "unreachable" if unreachable else "")


def _name(place: Place) -> str:
    return f"unreachable:{place.platform}:{place.id}"

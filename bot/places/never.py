"""Facts that moderators never want said unasked in their community."""

from __future__ import annotations

from bot.messages import Place
from bot.ports import ConversationUnit


async def is_never(unit: ConversationUnit, place: Place, fact_id: str) -> bool:
    """Whether this fact is never said unasked here."""
    return bool(await unit.notes.get(_name(place, fact_id)))


async def set_never(
    unit: ConversationUnit, place: Place, fact_id: str, *, never: bool = True
) -> None:
    """Note that, for the whole server that a place belongs to, or take it back."""
    await unit.notes.put(_name(place, fact_id), "never" if never else "")


def _name(place: Place, fact_id: str) -> str:
    return f"never:{place.platform}:{place.server or place.id}:{fact_id}"

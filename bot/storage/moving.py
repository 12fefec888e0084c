"""A place got a new id: everything recorded for it moves, in the caller's transaction."""

from __future__ import annotations

from sqlalchemy import delete, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from bot.storage.tables import FollowRow, PlaceRow, ReplyRow


async def move_place(session: AsyncSession, platform: str, old_id: str, new_id: str) -> None:
    """Move settings, replies and follows. Doing it twice changes nothing more."""
    await _move_settings(session, platform, old_id, new_id)
    await _move_replies(session, platform, old_id, new_id)
    await _move_follows(session, platform, old_id, new_id)


async def _move_settings(session: AsyncSession, platform: str, old_id: str, new_id: str) -> None:
    rows = await session.scalars(select(PlaceRow).where(PlaceRow.platform == platform))
    by_place = {row.place_id: row for row in rows}
    if old_id in by_place:
        if new_id in by_place:
            await session.delete(by_place.pop(new_id))
            await session.flush()
        by_place[old_id].place_id = new_id
    for row in by_place.values():
        if row.settings.get("log_place") == old_id:
            row.settings = row.settings | {"log_place": new_id}
    await session.flush()


async def _move_replies(session: AsyncSession, platform: str, old_id: str, new_id: str) -> None:
    """Cooldowns go along. The messages themselves stay behind: the numbers of the new place
    begin anew, so the old ones are marked and can't be taken for its own.
    """
    await session.execute(
        update(ReplyRow)
        .where(ReplyRow.platform == platform, ReplyRow.place_id == old_id)
        .values(place_id=new_id, message_id=old_id + "/" + ReplyRow.message_id, sent_id="", url="")
    )
    await session.execute(
        update(ReplyRow)
        .where(ReplyRow.platform == platform, ReplyRow.server == old_id)
        .values(server=new_id)
    )


async def _move_follows(session: AsyncSession, platform: str, old_id: str, new_id: str) -> None:
    there = aliased(FollowRow)
    twice = (
        select(there.id)
        .where(
            there.platform == platform,
            there.place_id == new_id,
            there.fact_id == FollowRow.fact_id,
            there.person == FollowRow.person,
        )
        .exists()
    )
    here = (FollowRow.platform == platform, FollowRow.place_id == old_id)
    await session.execute(delete(FollowRow).where(*here, twice))
    await session.execute(update(FollowRow).where(*here).values(place_id=new_id))
    await session.execute(
        update(FollowRow)
        .where(FollowRow.platform == platform, FollowRow.server == old_id)
        .values(server=new_id)
    )

"""What is deleted of a server that the bot has left, in a SQL database."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import Delete, delete

from bot.storage.asking_tables import ReviewRow, WishRow
from bot.storage.tables import DisputeRow, FollowRow, NoteRow, PlaceRow, ReplyRow


def left_behind(platform: str, server: str, places: Collection[str]) -> list[Delete]:
    """The statements that delete it all."""
    circle = f"{platform}:{server}"
    own = [delete(row).where(row.platform == platform, row.server == server) for row in _PLACED]
    return [
        *own,
        delete(PlaceRow).where(
            PlaceRow.platform == platform, PlaceRow.place_id.in_([server, *places])
        ),
        delete(DisputeRow).where(DisputeRow.circle == circle),
        delete(ReviewRow).where(ReviewRow.scope == circle),
        delete(NoteRow).where(NoteRow.name.startswith(f"never:{circle}:", autoescape=True)),
    ]


_PLACED: tuple[type[ReplyRow | FollowRow | WishRow], ...] = (
    ReplyRow,
    FollowRow,
    WishRow,
)

"""Tables of the conversation. The only texts in them are those that somebody sent along
with a report that a match was wrong, drafts until they are done, and what was written to the
bot until it is dealt with.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Index, MetaData, UniqueConstraint, false
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from factbase.storage.columns import UtcDateTime
from factbase.storage.tables import naming_convention

metadata = MetaData(naming_convention=naming_convention)


class Row(DeclarativeBase):
    """What all rows share."""

    metadata = metadata
    type_annotation_map = {datetime: UtcDateTime}  # noqa: RUF012 - read once, never changed


class PlaceRow(Row):
    """Settings of a place or server."""

    __tablename__ = "places"

    platform: Mapped[str] = mapped_column(primary_key=True)
    place_id: Mapped[str] = mapped_column(primary_key=True)
    settings: Mapped[dict[str, Any]] = mapped_column(JSON)


class OptOutRow(Row):
    """Somebody (a keyed hash) who is never answered unprompted."""

    __tablename__ = "opt_outs"

    person: Mapped[str] = mapped_column(primary_key=True)
    at: Mapped[datetime]


class KeyRow(Row):
    """A secret that the base keeps for itself, such as the key people are hashed with."""

    __tablename__ = "secrets"

    name: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[str]


class FollowRow(Row):
    """Somebody wants to hear when a fact changes."""

    __tablename__ = "follows"
    __table_args__ = (UniqueConstraint("fact_id", "person", "platform", "place_id"),)

    id: Mapped[str] = mapped_column(primary_key=True)
    fact_id: Mapped[str]
    person: Mapped[str] = mapped_column(index=True)
    platform: Mapped[str]
    place_id: Mapped[str]
    place_kind: Mapped[str]
    server: Mapped[str]
    thread: Mapped[str]
    at: Mapped[datetime]
    version: Mapped[int] = mapped_column(server_default="0")


class DisputeRow(Row):
    """Somebody said that a card doesn't answer its message."""

    __tablename__ = "disputes"
    __table_args__ = (UniqueConstraint("reply_id", "fact_id", "person"),)

    id: Mapped[str] = mapped_column(primary_key=True)
    fact_id: Mapped[str] = mapped_column(index=True)
    reply_id: Mapped[str]
    person: Mapped[str] = mapped_column(index=True)
    reason: Mapped[str]
    text: Mapped[str]
    at: Mapped[datetime]
    circle: Mapped[str] = mapped_column(server_default="")
    by_moderator: Mapped[bool] = mapped_column(server_default=false())
    state: Mapped[str] = mapped_column(server_default="open")
    decided_by: Mapped[str] = mapped_column(server_default="")


class ReplyRow(Row):
    """A reply, from the moment it was decided. The unique row is what keeps a second
    process, or a repeated event, from answering the same message again.
    """

    __tablename__ = "replies"
    __table_args__ = (
        UniqueConstraint("platform", "place_id", "message_id", "fact_id"),
        Index(None, "fact_id", "platform", "place_id", "at"),
        Index(None, "platform", "state"),
        Index(None, "platform", "sent_id"),
    )

    id: Mapped[str] = mapped_column(primary_key=True)
    platform: Mapped[str]
    place_id: Mapped[str]
    place_kind: Mapped[str]
    server: Mapped[str]
    thread: Mapped[str]
    message_id: Mapped[str]
    kind: Mapped[str]
    lane: Mapped[str]
    author: Mapped[str]
    locale: Mapped[str]
    at: Mapped[datetime]
    fact_id: Mapped[str]
    fact_version: Mapped[int]
    others: Mapped[list[str]] = mapped_column(JSON)
    confidence: Mapped[float | None]
    stance: Mapped[str]
    state: Mapped[str]
    sent_id: Mapped[str]
    url: Mapped[str]
    begun: Mapped[datetime | None]


class DraftRow(Row):
    """What somebody (a keyed hash) is in the middle of telling us; removed when it is done."""

    __tablename__ = "drafts"

    owner: Mapped[str] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(primary_key=True)
    data: Mapped[dict[str, Any]] = mapped_column(JSON)
    at: Mapped[datetime] = mapped_column(index=True)


class NoteRow(Row):
    """Something that a platform keeps for itself."""

    __tablename__ = "notes"

    name: Mapped[str] = mapped_column(primary_key=True)
    text: Mapped[str]


class EventRow(Row):
    """An event that a platform handed over; once it is done only its id is left, so that the
    same one isn't taken again.
    """

    __tablename__ = "events"
    __table_args__ = (Index(None, "platform", "done", "at"),)

    platform: Mapped[str] = mapped_column(primary_key=True)
    id: Mapped[str] = mapped_column(primary_key=True)
    data: Mapped[dict[str, Any]] = mapped_column(JSON)
    done: Mapped[bool]
    at: Mapped[datetime]

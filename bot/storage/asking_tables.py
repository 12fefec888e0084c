"""Tables of questions that found no answer, of who wants to be told, and of what moderators
have to decide.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from bot.storage.tables import Row


class QuestionRow(Row):
    """A claim that somebody (a keyed hash) asked about and the base didn't hold. `reply_id` is
    the recorded reply that said so; `fact_id` is what answers it by now, empty for nothing.
    """

    __tablename__ = "questions"

    id: Mapped[str] = mapped_column(primary_key=True)
    reply_id: Mapped[str] = mapped_column(unique=True)
    text: Mapped[str]
    community: Mapped[str]
    asker: Mapped[str] = mapped_column(index=True)
    locale: Mapped[str]
    at: Mapped[datetime] = mapped_column(index=True)
    fact_id: Mapped[str]


class WishRow(Row):
    """Somebody (a keyed hash) wants to be told, where they asked, when there is an answer."""

    __tablename__ = "wishes"
    __table_args__ = (UniqueConstraint("question_id", "person"),)

    id: Mapped[str] = mapped_column(primary_key=True)
    question_id: Mapped[str]
    person: Mapped[str] = mapped_column(index=True)
    platform: Mapped[str]
    place_id: Mapped[str]
    place_kind: Mapped[str]
    server: Mapped[str]
    thread: Mapped[str]
    message_id: Mapped[str]
    locale: Mapped[str]
    at: Mapped[datetime]


class ReviewRow(Row):
    """Something for moderators to decide. `key` keeps the same thing from coming up twice;
    `state` is `open` until one of them decides.
    """

    __tablename__ = "reviews"
    __table_args__ = (Index(None, "state", "scope"),)

    id: Mapped[str] = mapped_column(primary_key=True)
    kind: Mapped[str]
    key: Mapped[str] = mapped_column(unique=True)
    scope: Mapped[str]
    fact_id: Mapped[str]
    version: Mapped[int]
    data: Mapped[dict[str, Any]] = mapped_column(JSON)
    at: Mapped[datetime]
    state: Mapped[str]
    decided_by: Mapped[str]
    decided: Mapped[datetime | None]
    outcome: Mapped[str]


class SourceCheckRow(Row):
    """How an address of a source answered when it was last looked at."""

    __tablename__ = "source_checks"

    url: Mapped[str] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    failures: Mapped[int]
    status: Mapped[str]

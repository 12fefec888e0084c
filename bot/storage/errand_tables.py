"""The table of the outbox."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Index
from sqlalchemy.orm import Mapped, mapped_column

from bot.storage.tables import Row


class ErrandRow(Row):
    """Something to say or change on a platform later. `key` keeps the same thing from being
    put down twice.
    """

    __tablename__ = "outbox"
    __table_args__ = (Index(None, "platform", "state", "due"),)

    id: Mapped[str] = mapped_column(primary_key=True)
    kind: Mapped[str]
    platform: Mapped[str]
    key: Mapped[str] = mapped_column(unique=True)
    data: Mapped[dict[str, Any]] = mapped_column(JSON)
    at: Mapped[datetime] = mapped_column(index=True)
    due: Mapped[datetime]
    attempts: Mapped[int]
    state: Mapped[str]
    reason: Mapped[str]

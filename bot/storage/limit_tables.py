"""The table of who asked how often."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import JSON
from sqlalchemy.orm import Mapped, mapped_column

from bot.storage.tables import Row


class AskedRow(Row):
    """When somebody (a keyed hash) asked within the last window, and was told to wait: seconds
    since 1970. Only bases that several processes share hold any.
    """

    __tablename__ = "asked"

    person: Mapped[str] = mapped_column(primary_key=True)
    moments: Mapped[list[float]] = mapped_column(JSON)
    told: Mapped[float | None]
    at: Mapped[datetime] = mapped_column(index=True)

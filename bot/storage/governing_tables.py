"""Tables of who may do what, and of what was done."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Index
from sqlalchemy.orm import Mapped, mapped_column

from bot.storage.tables import Row
from factbase.storage.columns import Counter


class AppointmentRow(Row):
    """Somebody, by platform and id, who has a role in a community."""

    __tablename__ = "appointments"

    community: Mapped[str] = mapped_column(primary_key=True)
    person: Mapped[str] = mapped_column(primary_key=True)
    role: Mapped[str]
    at: Mapped[datetime]
    by: Mapped[str]


class CommunityRulesRow(Row):
    """What a community asks of its moderators."""

    __tablename__ = "community_rules"

    community: Mapped[str] = mapped_column(primary_key=True)
    two_people: Mapped[bool]


class AuditRow(Row):
    """Something that was done. The database itself refuses to change or delete it."""

    __tablename__ = "audit"
    __table_args__ = (Index(None, "scope", "number"), {"sqlite_autoincrement": True})

    number: Mapped[int] = mapped_column(Counter, primary_key=True)
    at: Mapped[datetime] = mapped_column(index=True)
    by: Mapped[str]
    action: Mapped[str]
    subject: Mapped[str]
    scope: Mapped[str]
    why: Mapped[str]
    before: Mapped[dict[str, Any]] = mapped_column(JSON)
    after: Mapped[dict[str, Any]] = mapped_column(JSON)

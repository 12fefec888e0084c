"""Tables of the fact base: what is current, and every state it ever had."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    CheckConstraint,
    Enum,
    ForeignKey,
    MetaData,
    UniqueConstraint,
    false,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship

from factbase.model import LocalText, Origin, PartialDate, Stance, Status, Verdict
from factbase.storage.columns import (
    Counter,
    LocalTextJson,
    OriginJson,
    PartialDateText,
    Slug,
    UtcDateTime,
)

naming_convention = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}
"""Every constraint has a name, so that errors can be told apart and migrations can drop it.

Whoever keeps tables of its own in the same base gives its metadata the same convention.
"""

metadata = MetaData(naming_convention=naming_convention)


def _words(kind: type[Verdict | Status | Stance]) -> Enum:
    # No CHECK: a new verdict must be storable while older processes still run.
    return Enum(
        kind,
        native_enum=False,
        create_constraint=False,
        length=20,
        values_callable=lambda members: [member.value for member in members],
    )


class Row(DeclarativeBase):
    """What all rows share."""

    metadata = metadata
    type_annotation_map = {  # noqa: RUF012 - read once by SQLAlchemy, never changed
        datetime: UtcDateTime,
        LocalText: LocalTextJson,
        Origin: OriginJson,
        PartialDate: PartialDateText,
        Verdict: _words(Verdict),
        Status: _words(Status),
        Stance: _words(Stance),
    }


class CommunityRow(Row):
    """A community."""

    __tablename__ = "communities"

    id: Mapped[str] = mapped_column(Slug, primary_key=True)
    name: Mapped[str]


class FactRow(Row):
    """The newest state of a fact.

    `scope` equals `community_id`, with the empty string for NULL: a unique constraint
    counts every NULL as different, and global slugs have to be unique too.
    """

    __tablename__ = "facts"
    __table_args__ = (
        UniqueConstraint("slug", "scope"),
        CheckConstraint("scope = coalesce(community_id, '')", name="scope"),
    )

    id: Mapped[str] = mapped_column(primary_key=True)
    scope: Mapped[str] = mapped_column(Slug)
    community_id: Mapped[str | None] = mapped_column(Slug, ForeignKey("communities.id"), index=True)
    slug: Mapped[str] = mapped_column(Slug)
    status: Mapped[Status]
    version: Mapped[int] = mapped_column()
    verdict: Mapped[Verdict]
    claim: Mapped[LocalText]
    summary: Mapped[LocalText]
    appearances: Mapped[list[str]] = mapped_column(JSON)
    review_by: Mapped[date | None]
    created: Mapped[datetime]
    created_by: Mapped[str]
    updated: Mapped[datetime]
    updated_by: Mapped[str]
    # Defaults of the table, for rows that were there before these columns.
    asked_only: Mapped[bool] = mapped_column(server_default=false())
    merged_into: Mapped[str] = mapped_column(server_default="")
    origin: Mapped[Origin | None]

    topics: Mapped[list[TopicRow]] = relationship(
        order_by="TopicRow.position", cascade="all, delete-orphan", lazy="raise"
    )
    wordings: Mapped[list[WordingRow]] = relationship(
        order_by="WordingRow.position", cascade="all, delete-orphan", lazy="raise"
    )
    statements: Mapped[list[StatementRow]] = relationship(
        order_by="StatementRow.position", cascade="all, delete-orphan", lazy="raise"
    )
    examples: Mapped[list[ExampleRow]] = relationship(
        order_by="ExampleRow.position", cascade="all, delete-orphan", lazy="raise"
    )

    __mapper_args__ = {  # noqa: RUF012 - read once by SQLAlchemy, never changed
        # Every UPDATE names the version it starts from; the number itself is the domain's.
        "version_id_col": version,
        "version_id_generator": False,
    }


class Part(Row):
    """A row that belongs to a fact, at a place in its list."""

    __abstract__ = True

    fact_id: Mapped[str] = mapped_column(
        ForeignKey("facts.id", ondelete="CASCADE"), primary_key=True
    )
    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)


class TopicRow(Part):
    """A topic of a fact."""

    __tablename__ = "fact_topics"

    topic: Mapped[str] = mapped_column(Slug, index=True)


class WordingRow(Part):
    """One way people put a claim."""

    __tablename__ = "wordings"

    language: Mapped[str]
    text: Mapped[str]


class StatementRow(Part):
    """Who said what, when, and where it can be read."""

    __tablename__ = "statements"

    speaker_name: Mapped[LocalText | None]
    speaker_office: Mapped[LocalText | None]
    speaker_organisation: Mapped[LocalText | None]
    stance: Mapped[Stance]
    text: Mapped[LocalText]
    quoted: Mapped[bool]
    said: Mapped[PartialDate]
    source_publisher: Mapped[str]
    source_title: Mapped[str]
    source_url: Mapped[str]
    source_published: Mapped[PartialDate | None]
    source_accessed: Mapped[PartialDate | None]


class ExampleRow(Part):
    """A message that must, or must not, be answered with the fact."""

    __tablename__ = "examples"

    text: Mapped[str]
    matches: Mapped[bool]


class FactVersionRow(Row):
    """A saved state and the change that led to it; its number is the base's revision."""

    __tablename__ = "fact_versions"
    __table_args__ = (
        UniqueConstraint("fact_id", "version"),
        {"sqlite_autoincrement": True},  # a revision is never handed out twice
    )

    revision: Mapped[int] = mapped_column(Counter, primary_key=True)
    fact_id: Mapped[str] = mapped_column(ForeignKey("facts.id"))
    version: Mapped[int]
    at: Mapped[datetime]
    by: Mapped[str]
    why: Mapped[str]
    changed: Mapped[list[str]] = mapped_column(JSON)
    document: Mapped[dict[str, Any]] = mapped_column(JSON)

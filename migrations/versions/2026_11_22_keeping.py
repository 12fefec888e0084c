"""Drafts, notes of platforms, and events that are not dealt with yet."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "2026112203"
down_revision = "2026112202"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def _words(*names: str) -> list[sa.Column[str]]:
    return [sa.Column(name, sa.String(), nullable=False) for name in names]


def upgrade() -> None:
    op.create_table(
        "drafts",
        *_words("owner", "kind"),
        sa.Column("data", sa.JSON(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("owner", "kind", name="pk_drafts"),
    )
    op.create_index("ix_drafts_at", "drafts", ["at"])
    op.create_table(
        "notes",
        *_words("name", "text"),
        sa.PrimaryKeyConstraint("name", name="pk_notes"),
    )
    op.create_table(
        "events",
        *_words("platform", "id"),
        sa.Column("data", sa.JSON(), nullable=False),
        sa.Column("done", sa.Boolean(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("platform", "id", name="pk_events"),
    )
    op.create_index("ix_events_platform_done_at", "events", ["platform", "done", "at"])


def downgrade() -> None:
    op.drop_table("events")
    op.drop_table("notes")
    op.drop_table("drafts")

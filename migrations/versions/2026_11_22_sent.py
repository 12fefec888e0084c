"""Replies by what the platform calls them, for cards that somebody deletes."""

from __future__ import annotations

from alembic import op

revision = "2026112208"
down_revision = "2026112207"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("ix_replies_platform_sent_id", "replies", ["platform", "sent_id"])


def downgrade() -> None:
    op.drop_index("ix_replies_platform_sent_id", table_name="replies")

"""When a reply was begun, which its lease doesn't renew."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "2026112209"
down_revision = "2026112208"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("replies", sa.Column("begun", sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("replies") as replies:
        replies.drop_column("begun")

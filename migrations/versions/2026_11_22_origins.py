"""Facts say which review they came from, what they are part of, and whether to be asked first."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "2026112204"
down_revision = "2026112203"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("facts") as facts:
        facts.add_column(
            sa.Column("asked_only", sa.Boolean(), nullable=False, server_default=sa.false())
        )
        facts.add_column(sa.Column("merged_into", sa.String(), nullable=False, server_default=""))
        facts.add_column(sa.Column("origin", sa.JSON()))


def downgrade() -> None:
    with op.batch_alter_table("facts") as facts:
        facts.drop_column("origin")
        facts.drop_column("merged_into")
        facts.drop_column("asked_only")

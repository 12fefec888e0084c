"""How often people asked, for processes that share a base."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "2026112207"
down_revision = "2026112206"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "asked",
        sa.Column("person", sa.String(), nullable=False),
        sa.Column("moments", sa.JSON(), nullable=False),
        sa.Column("told", sa.Double(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("person", name="pk_asked"),
    )
    op.create_index("ix_asked_at", "asked", ["at"])


def downgrade() -> None:
    op.drop_table("asked")

"""The outbox: what has to be said or changed on a platform later."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "2026112205"
down_revision = "2026112204"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def _words(*names: str) -> list[sa.Column[str]]:
    return [sa.Column(name, sa.String(), nullable=False) for name in names]


def upgrade() -> None:
    op.create_table(
        "outbox",
        *_words("id", "kind", "platform", "key"),
        sa.Column("data", sa.JSON(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("due", MOMENT, nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        *_words("state", "reason"),
        sa.PrimaryKeyConstraint("id", name="pk_outbox"),
        sa.UniqueConstraint("key", name="uq_outbox_key"),
    )
    op.create_index("ix_outbox_platform_state_due", "outbox", ["platform", "state", "due"])
    op.create_index("ix_outbox_at", "outbox", ["at"])
    with op.batch_alter_table("follows") as follows:
        follows.add_column(sa.Column("version", sa.Integer(), nullable=False, server_default="0"))


def downgrade() -> None:
    with op.batch_alter_table("follows") as follows:
        follows.drop_column("version")
    op.drop_table("outbox")

"""Places, opt-outs, follows, disputes, the base's own keys, and the record of replies."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "2026112202"
down_revision = "2026112201"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def _words(*names: str) -> list[sa.Column[str]]:
    return [sa.Column(name, sa.String(), nullable=False) for name in names]


def upgrade() -> None:
    op.create_table(
        "opt_outs",
        sa.Column("person", sa.String(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("person", name="pk_opt_outs"),
    )
    op.create_table(
        "places",
        *_words("platform", "place_id"),
        sa.Column("settings", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("platform", "place_id", name="pk_places"),
    )
    op.create_table(
        "secrets",
        *_words("name", "value"),
        sa.PrimaryKeyConstraint("name", name="pk_secrets"),
    )
    op.create_table(
        "follows",
        *_words("id", "fact_id", "person", "platform", "place_id"),
        *_words("place_kind", "server", "thread"),
        sa.Column("at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_follows"),
        sa.UniqueConstraint(
            "fact_id",
            "person",
            "platform",
            "place_id",
            name="uq_follows_fact_id_person_platform_place_id",
        ),
    )
    op.create_index("ix_follows_person", "follows", ["person"])
    op.create_table(
        "disputes",
        *_words("id", "fact_id", "reply_id", "person", "reason", "text"),
        sa.Column("at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_disputes"),
        sa.UniqueConstraint(
            "reply_id", "fact_id", "person", name="uq_disputes_reply_id_fact_id_person"
        ),
    )
    op.create_index("ix_disputes_fact_id", "disputes", ["fact_id"])
    op.create_index("ix_disputes_person", "disputes", ["person"])
    op.create_table(
        "replies",
        *_words("id", "platform", "place_id", "place_kind", "server", "thread", "message_id"),
        *_words("kind", "lane", "author", "locale"),
        sa.Column("at", MOMENT, nullable=False),
        *_words("fact_id"),
        sa.Column("fact_version", sa.Integer(), nullable=False),
        sa.Column("others", sa.JSON(), nullable=False),
        sa.Column("confidence", sa.Double()),
        *_words("stance", "state", "sent_id", "url"),
        sa.PrimaryKeyConstraint("id", name="pk_replies"),
        sa.UniqueConstraint(
            "platform",
            "place_id",
            "message_id",
            "fact_id",
            name="uq_replies_platform_place_id_message_id_fact_id",
        ),
    )
    columns = ["fact_id", "platform", "place_id", "at"]
    op.create_index("ix_replies_fact_id_platform_place_id_at", "replies", columns)
    op.create_index("ix_replies_platform_state", "replies", ["platform", "state"])


def downgrade() -> None:
    op.drop_table("replies")
    op.drop_table("disputes")
    op.drop_table("follows")
    op.drop_table("secrets")
    op.drop_table("places")
    op.drop_table("opt_outs")

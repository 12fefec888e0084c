"""Facts, their parts, communities, and every saved state."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import VARCHAR

revision = "2026112201"
down_revision = None
branch_labels = None
depends_on = None

SLUG = sa.String(64).with_variant(VARCHAR(64, collation="C"), "postgresql")
COUNTER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)
WORD = sa.String(20)
PARTIAL_DATE = sa.String(11)


def upgrade() -> None:
    op.create_table(
        "communities",
        sa.Column("id", SLUG, nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_communities"),
    )
    op.create_table(
        "facts",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("scope", SLUG, nullable=False),
        sa.Column("community_id", SLUG),
        sa.Column("slug", SLUG, nullable=False),
        sa.Column("status", WORD, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("verdict", WORD, nullable=False),
        sa.Column("claim", sa.JSON(), nullable=False),
        sa.Column("summary", sa.JSON(), nullable=False),
        sa.Column("appearances", sa.JSON(), nullable=False),
        sa.Column("review_by", sa.Date()),
        sa.Column("created", MOMENT, nullable=False),
        sa.Column("created_by", sa.String(), nullable=False),
        sa.Column("updated", MOMENT, nullable=False),
        sa.Column("updated_by", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_facts"),
        sa.UniqueConstraint("slug", "scope", name="uq_facts_slug_scope"),
        sa.ForeignKeyConstraint(
            ["community_id"], ["communities.id"], name="fk_facts_community_id_communities"
        ),
        sa.CheckConstraint("scope = coalesce(community_id, '')", name="ck_facts_scope"),
    )
    op.create_index("ix_facts_community_id", "facts", ["community_id"])
    _create_part("fact_topics", sa.Column("topic", SLUG, nullable=False))
    op.create_index("ix_fact_topics_topic", "fact_topics", ["topic"])
    _create_part(
        "wordings",
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
    )
    _create_part(
        "statements",
        sa.Column("speaker_name", sa.JSON()),
        sa.Column("speaker_office", sa.JSON()),
        sa.Column("speaker_organisation", sa.JSON()),
        sa.Column("stance", WORD, nullable=False),
        sa.Column("text", sa.JSON(), nullable=False),
        sa.Column("quoted", sa.Boolean(), nullable=False),
        sa.Column("said", PARTIAL_DATE, nullable=False),
        sa.Column("source_publisher", sa.String(), nullable=False),
        sa.Column("source_title", sa.String(), nullable=False),
        sa.Column("source_url", sa.String(), nullable=False),
        sa.Column("source_published", PARTIAL_DATE),
        sa.Column("source_accessed", PARTIAL_DATE),
    )
    _create_part(
        "examples",
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("matches", sa.Boolean(), nullable=False),
    )
    op.create_table(
        "fact_versions",
        sa.Column("revision", COUNTER, autoincrement=True, nullable=False),
        sa.Column("fact_id", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("why", sa.String(), nullable=False),
        sa.Column("changed", sa.JSON(), nullable=False),
        sa.Column("document", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("revision", name="pk_fact_versions"),
        sa.UniqueConstraint("fact_id", "version", name="uq_fact_versions_fact_id_version"),
        sa.ForeignKeyConstraint(["fact_id"], ["facts.id"], name="fk_fact_versions_fact_id_facts"),
        sqlite_autoincrement=True,
    )


def downgrade() -> None:
    for table in ("fact_versions", "examples", "statements", "wordings", "fact_topics"):
        op.drop_table(table)
    op.drop_table("facts")
    op.drop_table("communities")


def _create_part(table: str, *columns: sa.Column[object]) -> None:
    op.create_table(
        table,
        sa.Column("fact_id", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        *columns,
        sa.PrimaryKeyConstraint("fact_id", "position", name=f"pk_{table}"),
        sa.ForeignKeyConstraint(
            ["fact_id"], ["facts.id"], name=f"fk_{table}_fact_id_facts", ondelete="CASCADE"
        ),
    )

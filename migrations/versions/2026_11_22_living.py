"""Roles and the audit log, reports with their community, questions, wishes, and the queue."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "2026112206"
down_revision = "2026112205"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
KEPT = ("audit", "fact_versions")
"""Tables whose rows nobody may change or delete."""


def _words(*names: str) -> list[sa.Column[str]]:
    return [sa.Column(name, sa.String(), nullable=False) for name in names]


def _moment(name: str) -> sa.Column[object]:
    return sa.Column(name, MOMENT, nullable=False)


def upgrade() -> None:
    _governing()
    _asking()
    _reviewing()
    with op.batch_alter_table("disputes") as disputes:
        for name in ("circle", "decided_by"):
            disputes.add_column(sa.Column(name, sa.String(), nullable=False, server_default=""))
        disputes.add_column(
            sa.Column("by_moderator", sa.Boolean(), nullable=False, server_default=sa.false())
        )
        disputes.add_column(sa.Column("state", sa.String(), nullable=False, server_default="open"))
    _forbid_changes()


def _governing() -> None:
    op.create_table(
        "appointments",
        *_words("community", "person", "role"),
        _moment("at"),
        *_words("by"),
        sa.PrimaryKeyConstraint("community", "person", name="pk_appointments"),
    )
    op.create_table(
        "community_rules",
        *_words("community"),
        sa.Column("two_people", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("community", name="pk_community_rules"),
    )
    op.create_table(
        "audit",
        sa.Column(
            "number", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True
        ),
        _moment("at"),
        *_words("by", "action", "subject", "scope", "why"),
        sa.Column("before", sa.JSON(), nullable=False),
        sa.Column("after", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_audit"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_audit_at", "audit", ["at"])
    op.create_index("ix_audit_scope_number", "audit", ["scope", "number"])


def _asking() -> None:
    op.create_table(
        "questions",
        *_words("id", "reply_id", "text", "community", "asker", "locale"),
        _moment("at"),
        *_words("fact_id"),
        sa.PrimaryKeyConstraint("id", name="pk_questions"),
        sa.UniqueConstraint("reply_id", name="uq_questions_reply_id"),
    )
    op.create_index("ix_questions_asker", "questions", ["asker"])
    op.create_index("ix_questions_at", "questions", ["at"])
    op.create_table(
        "wishes",
        *_words("id", "question_id", "person", "platform", "place_id", "place_kind", "server"),
        *_words("thread", "message_id", "locale"),
        _moment("at"),
        sa.PrimaryKeyConstraint("id", name="pk_wishes"),
        sa.UniqueConstraint("question_id", "person", name="uq_wishes_question_id_person"),
    )
    op.create_index("ix_wishes_person", "wishes", ["person"])


def _reviewing() -> None:
    op.create_table(
        "reviews",
        *_words("id", "kind", "key", "scope", "fact_id"),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("data", sa.JSON(), nullable=False),
        _moment("at"),
        *_words("state", "decided_by"),
        sa.Column("decided", MOMENT),
        *_words("outcome"),
        sa.PrimaryKeyConstraint("id", name="pk_reviews"),
        sa.UniqueConstraint("key", name="uq_reviews_key"),
    )
    op.create_index("ix_reviews_state_scope", "reviews", ["state", "scope"])
    op.create_table(
        "source_checks",
        *_words("url"),
        _moment("at"),
        sa.Column("failures", sa.Integer(), nullable=False),
        *_words("status"),
        sa.PrimaryKeyConstraint("url", name="pk_source_checks"),
    )


def _forbid_changes() -> None:
    if op.get_context().dialect.name == "postgresql":
        op.execute(
            "CREATE FUNCTION factbot_keeps_this() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN RAISE EXCEPTION 'this table is only ever added to'; END $$"
        )
        for table in KEPT:
            op.execute(
                f"CREATE TRIGGER {table}_is_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
                "FOR EACH STATEMENT EXECUTE FUNCTION factbot_keeps_this()"
            )
        return
    for table in KEPT:
        for change in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER {table}_keeps_{change.lower()} BEFORE {change} ON {table} "
                "BEGIN SELECT RAISE(ABORT, 'this table is only ever added to'); END"
            )


def _allow_changes() -> None:
    if op.get_context().dialect.name == "postgresql":
        for table in KEPT:
            op.execute(f"DROP TRIGGER {table}_is_kept ON {table}")
        op.execute("DROP FUNCTION factbot_keeps_this()")
        return
    for table in KEPT:
        for change in ("update", "delete"):
            op.execute(f"DROP TRIGGER {table}_keeps_{change}")


def downgrade() -> None:
    _allow_changes()
    with op.batch_alter_table("disputes") as disputes:
        for name in ("state", "by_moderator", "decided_by", "circle"):
            disputes.drop_column(name)
    for table in ("source_checks", "reviews", "wishes", "questions", "audit"):
        op.drop_table(table)
    op.drop_table("community_rules")
    op.drop_table("appointments")

"""The audit log: what was done, by whom, and that nobody changes it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from bot.errors import NotAllowed
from bot.messages import Person
from bot.moderating.governing import AuditEntry
from bot.moderating.roles import Roles
from bot.permissions import Actor, Role
from bot.ports import ConversationBase
from bot.storage.sql import SqlConversationBase
from tests.bot.harbour import HARBOUR, MOD, SECOND, harbour, proposed
from tests.bot.stages import Stage, stage
from tests.builders import NOON, a_change, a_fact
from tests.contracts.conversing import conversations
from tests.talking import ROOM

__all__ = ["conversations", "harbour", "stage"]


class TestAudit:
    async def test_holds_what_was_done_with_before_and_after(self, harbour: Stage) -> None:
        await proposed(harbour)
        harbour.clock.advance(minutes=1)
        await harbour.bot.moderation.publish(SECOND, "bridge-closed", HARBOUR, "checked")
        harbour.clock.advance(minutes=1)
        admin = Person("test", "admin", administers=True)
        await harbour.bot.preferences.change(admin, ROOM, cooldown=60)
        roles = Roles(harbour.bot.base, harbour.bot.preferences.known, harbour.clock)
        since = NOON - timedelta(days=1)
        entries = await roles.audit(MOD, "harbour", since)
        assert [(entry.by, entry.action) for entry in entries] == [
            ("test:admin", "change settings"),
            ("test:second", "publish fact"),
            ("test:mod", "propose fact"),
        ]
        assert (entries[0].before, entries[0].after) == ({"cooldown": 0}, {"cooldown": 60})
        assert entries[1].before == {"status": "proposed"}
        with pytest.raises(NotAllowed):
            await roles.audit(MOD, "valley", since)
        with pytest.raises(NotAllowed):
            await roles.audit(Actor("test:eve", Role.CONTRIBUTOR, "harbour"), "harbour", since)
        assert await roles.audit(MOD, None, since) == entries

    async def test_reads_the_same_on_every_store(self, conversations: ConversationBase) -> None:
        entry = AuditEntry(NOON, "test:ada", "appoint", "test:ben", "", "why", {"a": 1}, {"a": 2})
        async with conversations.begin() as unit:
            await unit.facts.add(a_fact(), a_change())
            await unit.audit.note(entry)
            await unit.commit()
        async with conversations.begin() as unit:
            found = await unit.audit.read("", NOON - timedelta(days=1), 9)
            assert entry in found
            (change,) = [item for item in found if item != entry]
            assert (change.action, change.subject, change.before) == (
                "propose fact",
                "bridge-closed",
                {},
            )
            assert await unit.audit.read("harbour", NOON - timedelta(days=1), 9) == ()
            assert len(await unit.audit.read(None, NOON - timedelta(days=1), 1)) == 1

    @pytest.mark.parametrize("table", ["audit", "fact_versions"])
    @pytest.mark.parametrize("change", ["UPDATE {} SET why = 'x'", "DELETE FROM {}"])
    async def test_the_database_refuses_to_change_it(
        self, conversations: ConversationBase, table: str, change: str
    ) -> None:
        async with conversations.begin() as unit:
            await unit.facts.add(a_fact(), a_change())
            await unit.audit.note(AuditEntry(NOON, "test:ada", "appoint", "test:ben", ""))
            await unit.commit()
        if isinstance(conversations, SqlConversationBase):
            engine = conversations.engine
            async with engine.connect() as connection:
                with pytest.raises(DBAPIError, match="only ever added to"):
                    await connection.execute(text(change.format(table)))
        async with conversations.begin() as unit:
            assert len(await unit.audit.read(None, NOON - timedelta(days=1), 9)) == 2

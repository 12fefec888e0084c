"""Conversations in a SQL database, in one transaction with the facts they are about."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from secrets import token_urlsafe

from sqlalchemy import select

from bot.messages import Place
from bot.storage.asking import SqlQuestionStore
from bot.storage.governing import SqlAuditLog, SqlRoleStore
from bot.storage.inserting import insert_new
from bot.storage.keeping import SqlDraftStore, SqlInbox, SqlNoteStore
from bot.storage.opinions import SqlOpinionStore
from bot.storage.outbox import SqlOutboxStore
from bot.storage.personal import SqlPersonalStore
from bot.storage.replies import SqlReplyLog
from bot.storage.reviewing import SqlReviewStore
from bot.storage.settings import SqlPlaceStore
from bot.storage.sources import SqlSourceStore
from bot.storage.tables import KeyRow
from bot.storage.turns import isolation_of_turns, take_turn
from factbase.storage.failures import in_plain_words
from factbase.storage.sql import SqlFactBase, SqlUnitOfWork


class SqlConversationUnit(SqlUnitOfWork):
    """Facts and conversation in one transaction."""

    @property
    def replies(self) -> SqlReplyLog:
        """Replies, within this unit."""
        return SqlReplyLog(self.session)

    @property
    def places(self) -> SqlPlaceStore:
        """Places, within this unit."""
        return SqlPlaceStore(self.session)

    @property
    def opinions(self) -> SqlOpinionStore:
        """Follows and disputes, within this unit."""
        return SqlOpinionStore(self.session)

    @property
    def drafts(self) -> SqlDraftStore:
        """What people are in the middle of telling us, within this unit."""
        return SqlDraftStore(self.session)

    @property
    def notes(self) -> SqlNoteStore:
        """What platforms keep for themselves, within this unit."""
        return SqlNoteStore(self.session)

    @property
    def inbox(self) -> SqlInbox:
        """Events that are not dealt with yet, within this unit."""
        return SqlInbox(self.session)

    @property
    def outbox(self) -> SqlOutboxStore:
        """What has to be said or changed later, within this unit."""
        return SqlOutboxStore(self.session)

    @property
    def roles(self) -> SqlRoleStore:
        """Who is appointed, within this unit."""
        return SqlRoleStore(self.session)

    @property
    def audit(self) -> SqlAuditLog:
        """What was done, within this unit."""
        return SqlAuditLog(self.session)

    @property
    def questions(self) -> SqlQuestionStore:
        """What nobody has answered yet, within this unit."""
        return SqlQuestionStore(self.session)

    @property
    def reviews(self) -> SqlReviewStore:
        """What moderators have to decide, within this unit."""
        return SqlReviewStore(self.session)

    @property
    def personal(self) -> SqlPersonalStore:
        """What is kept about a person, within this unit."""
        return SqlPersonalStore(self.session)

    @property
    def sources(self) -> SqlSourceStore:
        """How sources answered, within this unit."""
        return SqlSourceStore(self.session)


class SqlConversationBase(SqlFactBase):
    """A fact base on an engine that also remembers conversations."""

    @asynccontextmanager
    async def begin(self, isolation: str | None = None) -> AsyncIterator[SqlConversationUnit]:
        """Open a unit of work. Raises `StoreUnavailable` when the store can't be reached."""
        async with super().begin(isolation) as unit:
            yield SqlConversationUnit(unit.session, self._bell)

    @asynccontextmanager
    async def turn(self, over: Place | str) -> AsyncIterator[SqlConversationUnit]:
        """A unit in which this place, or this name, is nobody else's, in no process."""
        async with self.begin(isolation_of_turns(self.engine)) as unit:
            with in_plain_words():
                await take_turn(unit.session, over)
            yield unit

    async def secret(self, name: str) -> str:
        """A random key that stays the same for this base, made at first use."""
        async with self.turn(f"secret {name}") as unit:  # many processes may start at once
            with in_plain_words():
                await insert_new(unit.session, KeyRow, {"name": name, "value": token_urlsafe(32)})
                found = await unit.session.scalar(select(KeyRow.value).where(KeyRow.name == name))
            await unit.commit()
        return str(found)

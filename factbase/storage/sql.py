"""The fact base in a SQL database: units of work, each one session and one transaction."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, async_sessionmaker

from factbase.errors import StoreUnavailable
from factbase.storage.communities import SqlCommunityStore
from factbase.storage.engine import is_sqlite, take_writers_place
from factbase.storage.facts import SqlFactStore
from factbase.storage.failures import in_plain_words, plain
from factbase.storage.following import Bell, announce, follow, listening
from factbase.storage.turn import give_turn, queue_up

POLL_SQLITE = 0.5
"""Seconds between looks at a SQLite base, whose other processes can't call out."""
POLL_POSTGRES = 30.0
"""Seconds between looks at a PostgreSQL base, in case a notification was lost."""
RECONNECT = 1.0
"""Seconds between attempts to listen again."""


class SqlUnitOfWork:
    """One transaction. `session` is open to others who keep rows beside the facts."""

    def __init__(self, session: AsyncSession, bell: Bell) -> None:
        self.session = session
        self.facts = SqlFactStore(session)
        self.communities = SqlCommunityStore(session)
        self._bell = bell

    async def writing(self) -> None:
        """Take a writer's place now.

        For units that read facts and then store rows of their own: called before the first
        read, it spares them a `Conflict` on engines with one writer.
        """
        with in_plain_words():
            await take_writers_place(self.session)

    async def commit(self) -> None:
        """Make everything done in this unit lasting, all of it or nothing."""
        reached = self.facts.reached
        with in_plain_words():
            if reached is not None:
                await announce(self.session, reached)
            await self.session.commit()
        give_turn(self.session)
        if reached is not None:
            self.facts.reached = None
            self._bell.ring()


class SqlFactBase:
    """A fact base on an engine, which it closes in the end."""

    def __init__(self, engine: AsyncEngine, *, poll: float | None = None) -> None:
        """`poll` is in seconds; left out, it suits the engine."""
        self.engine = engine
        self._poll = poll or (POLL_SQLITE if is_sqlite(engine) else POLL_POSTGRES)
        self._sessions = async_sessionmaker(engine, expire_on_commit=False)
        self._bell = Bell()
        self._looking = asyncio.Lock()
        self._writers = asyncio.Lock()

    @asynccontextmanager
    async def begin(self, isolation: str | None = None) -> AsyncIterator[SqlUnitOfWork]:
        """Open a unit of work; `isolation` is another level than the engine's.

        Raises `StoreUnavailable` when the store can't be reached.
        """
        options = {"isolation_level": isolation} if isolation else {}
        async with self._sessions() as session, self._queued(session):
            with in_plain_words():
                _ = await session.connection(execution_options=options)
            try:
                yield SqlUnitOfWork(session, self._bell)
            except DBAPIError as problem:
                # From rows that others keep beside the facts, through `session`.
                told = plain(problem)
                if told is None:
                    raise
                raise told from problem

    @asynccontextmanager
    async def _queued(self, session: AsyncSession) -> AsyncIterator[None]:
        """A place in the queue of writers, where the engine has only one."""
        turn = queue_up(session, self._writers) if is_sqlite(self.engine) else None
        try:
            yield
        finally:
            if turn is not None and turn.taken:
                try:
                    await session.rollback()  # over before the next one writes
                finally:
                    turn.give()

    async def follow(self) -> AsyncIterator[int]:
        """Revisions as they are committed, by this process or another; may skip some."""
        async with listening(self.engine, self._bell, RECONNECT):
            async for revision in follow(self._bell, self._revision, self._poll):
                yield revision

    async def _revision(self) -> int:
        async with self._looking:
            if self._bell.closed:
                raise StoreUnavailable("this fact base is closed")
            async with self.begin() as unit:
                return await unit.facts.revision()

    async def close(self) -> None:
        """Give back every connection; who follows is told no more."""
        self._bell.close()
        # A follower that is looking still holds a connection.
        async with self._looking:
            await self.engine.dispose()

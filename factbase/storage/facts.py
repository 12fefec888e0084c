"""Facts in a database."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlalchemy import ColumnElement, Select, bindparam, case, func, select, tuple_
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import selectinload

from factbase.errors import CommunityNotFound, Conflict, FactNotFound, StaleFact
from factbase.model import Audience, Change, Fact, FactVersion, Status
from factbase.model.history import changed_fields
from factbase.ports import Changes
from factbase.storage.engine import take_turn_to_change
from factbase.storage.failures import in_plain_words
from factbase.storage.mapping import fact_of, new_row, update_row, version_of, version_row
from factbase.storage.tables import FactRow, FactVersionRow, TopicRow

# One query for each kind of part, however many facts are read.
_WHOLE = (
    selectinload(FactRow.topics),
    selectinload(FactRow.wordings),
    selectinload(FactRow.statements),
    selectinload(FactRow.examples),
)

# Asked for every answer, so made once: making a statement takes longer than running it.
_STANDING = select(FactRow.version, FactRow.status).where(FactRow.id == bindparam("fact_id"))


class SqlFactStore:
    """Facts within one unit of work. A refused change leaves the unit usable."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session
        self.reached: int | None = None
        """Revision of the last change made in this unit; none when it changed no fact."""

    async def add(self, fact: Fact, change: Change) -> None:
        """Store a new fact. Raises `SlugTaken`, `CommunityNotFound`."""
        with in_plain_words(fact):
            await take_turn_to_change(self._session)
            async with self._session.begin_nested():
                self._session.add(new_row(fact))
                await self._session.flush()
                await self._keep_version(fact, change, changed_fields(None, fact))

    async def add_all(self, facts: Sequence[Fact], change: Change) -> None:
        """Store new facts, all or none of them. Raises `Conflict`."""
        if not facts:
            return
        kept = [version_row(fact, change, changed_fields(None, fact)) for fact in facts]
        try:
            with in_plain_words(facts[0]):
                await take_turn_to_change(self._session)
                async with self._session.begin_nested():
                    self._session.add_all([new_row(fact) for fact in facts])
                    await self._session.flush()
                    self._session.add_all(kept)
                    await self._session.flush()
        except CommunityNotFound:
            raise Conflict("one of these facts belongs to a community that isn't there") from None
        self.reached = max(row.revision for row in kept)

    async def save(self, fact: Fact, change: Change) -> Fact:
        """Store the next version of a fact unless it says the same. Gives what is stored then.
        Raises `FactNotFound`, `SlugTaken`, `StaleFact`.
        """
        with in_plain_words(fact):
            await take_turn_to_change(self._session)
            row = await self._one(fact.id, FactRow.id == fact.id)
            before = fact_of(row)
            if before.version != fact.version - 1:
                raise StaleFact(fact.slug, fact.version - 1)
            changed = changed_fields(before, fact)
            if not changed:
                return before
            async with self._session.begin_nested():
                update_row(row, before, fact)
                await self._session.flush()
                await self._keep_version(fact, change, changed)
        return fact

    async def _keep_version(self, fact: Fact, change: Change, changed: tuple[str, ...]) -> None:
        kept = version_row(fact, change, changed)
        self._session.add(kept)
        await self._session.flush()
        self.reached = kept.revision

    async def get(self, slug: str, audience: Audience) -> Fact:
        """The fact of that slug in the closest visible scope. Raises `FactNotFound`."""
        nearness = case(
            {scope: place for place, scope in enumerate(audience.scopes)}, value=FactRow.scope
        )
        row = await self._one(
            slug, FactRow.slug == slug, FactRow.scope.in_(audience.scopes), order=nearness
        )
        return fact_of(row)

    async def standing(self, fact_id: str) -> tuple[int, Status] | None:
        """Version and status of the fact of that id; none when there is no such fact."""
        with in_plain_words():
            row = (await self._session.execute(_STANDING, {"fact_id": fact_id})).first()
        return None if row is None else (row.version, row.status)

    async def by_id(self, fact_id: str) -> Fact:
        """The fact of that id, whatever its scope. Raises `FactNotFound`."""
        return fact_of(await self._one(fact_id, FactRow.id == fact_id))

    async def hold(self, fact_id: str) -> None:
        """Let nobody change this fact until the unit ends."""
        if self._session.get_bind().dialect.name == "sqlite":
            return  # it has one writer, whose place a unit that changes something holds
        query = select(FactRow.id).where(FactRow.id == fact_id).with_for_update(read=True)
        with in_plain_words():
            await self._session.execute(query)

    async def known(self, fact_ids: Sequence[str]) -> Mapping[str, Fact]:
        """Those of these facts that are stored, by id, whatever their scope."""
        rows = await self._all(select(FactRow).where(FactRow.id.in_(fact_ids)))
        return {row.id: fact_of(row) for row in rows}

    async def list(
        self,
        audience: Audience,
        *,
        statuses: tuple[Status, ...] = (Status.PUBLISHED,),
        topic: str | None = None,
        after: tuple[str, str] | None = None,
        limit: int = 100,
    ) -> tuple[Fact, ...]:
        """Visible facts ordered by slug, then scope; `after` is the last (slug, scope) seen."""
        query = (
            select(FactRow)
            .where(FactRow.scope.in_(audience.scopes), FactRow.status.in_(statuses))
            .order_by(FactRow.slug, FactRow.scope)
            .limit(limit)
        )
        if topic is not None:
            query = query.where(FactRow.topics.any(TopicRow.topic == topic))
        if after is not None:
            query = query.where(tuple_(FactRow.slug, FactRow.scope) > tuple_(*after))
        return tuple(fact_of(row) for row in await self._all(query))

    async def history(self, fact_id: str) -> tuple[FactVersion, ...]:
        """Every saved state, oldest first. Raises `FactNotFound`."""
        query = (
            select(FactVersionRow)
            .where(FactVersionRow.fact_id == fact_id)
            .order_by(FactVersionRow.version)
        )
        with in_plain_words():
            rows = (await self._session.scalars(query)).all()
        if not rows:
            raise FactNotFound(fact_id)
        return tuple(version_of(row) for row in rows)

    async def revision(self) -> int:
        """The base's revision: grows with every committed change, 0 when empty."""
        with in_plain_words():
            return await self._session.scalar(select(func.max(FactVersionRow.revision))) or 0

    async def mark(self, revision: int) -> str:
        """What was saved as this revision; empty when nothing was."""
        with in_plain_words():
            row = await self._session.get(FactVersionRow, revision)
        return "" if row is None else f"{row.fact_id} {row.version} {row.at.isoformat()}"

    async def changes(self, since: int, limit: int = 1_000) -> Changes:
        """Facts of every scope and status saved after `since`, oldest change first."""
        newest = (FactVersionRow.fact_id == FactRow.id) & (
            FactVersionRow.version == FactRow.version
        )
        query = (
            select(FactVersionRow.revision, FactRow.id)
            .join(FactRow, newest)
            .where(FactVersionRow.revision > since)
            .order_by(FactVersionRow.revision)
            .limit(limit)
        )
        with in_plain_words():
            found = (await self._session.execute(query)).all()
        if not found:
            return Changes(await self.revision(), ())
        query_rows = select(FactRow).where(FactRow.id.in_([fact_id for _, fact_id in found]))
        rows = {row.id: row for row in await self._all(query_rows)}
        return Changes(found[-1].revision, tuple(fact_of(rows[fact_id]) for _, fact_id in found))

    async def _all(self, query: Select[FactRow]) -> Sequence[FactRow]:
        with in_plain_words():
            return (await self._session.scalars(query.options(*_WHOLE))).all()

    async def _one(
        self, called: str, *conditions: ColumnElement[bool], order: ColumnElement[int] | None = None
    ) -> FactRow:
        rows = await self._all(select(FactRow).where(*conditions).order_by(order).limit(1))
        if not rows:
            raise FactNotFound(called)
        return rows[0]

"""Questions and wishes in a SQL database."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime

from sqlalchemy import delete, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.messages import Place, PlaceKind
from bot.storage.asking_tables import QuestionRow, WishRow
from bot.storage.inserting import insert_new
from bot.unanswered.asking import OpenQuestion, Wish
from factbase.storage.failures import in_plain_words


class SqlQuestionStore:
    """Questions and wishes within one unit of work."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def ask(self, question: OpenQuestion) -> None:
        """Keep a question."""
        with in_plain_words():
            await insert_new(self._session, QuestionRow, asdict(question))

    async def behind(self, reply_id: str) -> OpenQuestion | None:
        """The question that a recorded reply left open."""
        wanted = select(QuestionRow).where(QuestionRow.reply_id == reply_id)
        with in_plain_words():
            row = await self._session.scalar(wanted)
        return None if row is None else _question(row)

    async def unanswered(self, since: datetime, limit: int) -> tuple[OpenQuestion, ...]:
        """Questions without an answer since then, the earliest first."""
        wanted = (
            select(QuestionRow)
            .where(QuestionRow.fact_id == "", QuestionRow.at >= since)
            .order_by(QuestionRow.at.desc(), QuestionRow.id.desc())
            .limit(limit)
        )
        with in_plain_words():
            found = [_question(row) for row in await self._session.scalars(wanted)]
        return tuple(reversed(found))

    async def texts(self, question_ids: Sequence[str]) -> tuple[str, ...]:
        """The different texts of these questions, the earliest first."""
        wanted = select(QuestionRow.text).where(QuestionRow.id.in_(question_ids))
        with in_plain_words():
            found = await self._session.scalars(wanted.order_by(QuestionRow.at, QuestionRow.id))
            return tuple(dict.fromkeys(found))

    async def answered(self, question_ids: Sequence[str], fact_id: str) -> None:
        """Note what answers these questions."""
        with in_plain_words():
            await self._session.execute(
                update(QuestionRow).where(QuestionRow.id.in_(question_ids)).values(fact_id=fact_id)
            )

    async def toggle_wish(self, wish: Wish) -> bool:
        """Store a wish, or forget the one of this person and question."""
        place = wish.place
        values = {
            "id": wish.id,
            "question_id": wish.question_id,
            "person": wish.person,
            "platform": place.platform,
            "place_id": place.id,
            "place_kind": place.kind.value,
            "server": place.server,
            "thread": place.thread,
            "message_id": wish.message_id,
            "locale": wish.locale,
            "at": wish.at,
        }
        with in_plain_words():
            if await insert_new(self._session, WishRow, values):
                return True
            await self._session.execute(
                delete(WishRow).where(
                    WishRow.question_id == wish.question_id, WishRow.person == wish.person
                )
            )
        return False

    async def wishes(self) -> tuple[tuple[Wish, OpenQuestion], ...]:
        """Every wish with its question, the earliest first."""
        wanted = (
            select(WishRow, QuestionRow)
            .join(QuestionRow, QuestionRow.id == WishRow.question_id)
            .order_by(WishRow.at, WishRow.id)
        )
        with in_plain_words():
            rows = await self._session.execute(wanted)
            return tuple((_wish(wish), _question(question)) for wish, question in rows)

    async def granted(self, wish_ids: Sequence[str]) -> int:
        """Forget wishes."""
        with in_plain_words():
            gone = await self._session.execute(delete(WishRow).where(WishRow.id.in_(wish_ids)))
        return int(gone.rowcount)  # type: ignore[attr-defined]  # a DELETE gives a CursorResult

    async def forget(self, before: datetime) -> int:
        """Forget questions from before then, and their wishes."""
        old = select(QuestionRow.id).where(QuestionRow.at < before)
        with in_plain_words():
            await self._session.execute(delete(WishRow).where(WishRow.question_id.in_(old)))
            gone = await self._session.execute(delete(QuestionRow).where(QuestionRow.at < before))
        return int(gone.rowcount)  # type: ignore[attr-defined]  # a DELETE gives a CursorResult


def _question(row: QuestionRow) -> OpenQuestion:
    return OpenQuestion(
        row.id, row.reply_id, row.text, row.community, row.asker, row.locale, row.at, row.fact_id
    )


def _wish(row: WishRow) -> Wish:
    place = Place(row.platform, row.place_id, PlaceKind(row.place_kind), row.server, row.thread)
    return Wish(row.id, row.question_id, row.person, place, row.message_id, row.locale, row.at)

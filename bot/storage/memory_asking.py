"""Questions, wishes and the review queue in memory."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from bot.storage.notebook import Notebook, Pages
from bot.unanswered.asking import OpenQuestion, ReviewItem, Wish
from factbase.errors import Conflict


class MemoryQuestionStore:
    """Questions and wishes within one unit of work."""

    def __init__(self, pages: Pages) -> None:
        self._pages = pages

    def _questions(self) -> list[OpenQuestion]:
        found = self._pages.notebook.questions.values()
        return sorted(found, key=lambda question: (question.at, question.id))

    async def ask(self, question: OpenQuestion) -> None:
        """Keep a question."""
        if await self.behind(question.reply_id) is None:
            self._pages.take(lambda book: book.questions.setdefault(question.id, question))

    async def behind(self, reply_id: str) -> OpenQuestion | None:
        """The question that a recorded reply left open."""
        return next((item for item in self._questions() if item.reply_id == reply_id), None)

    async def unanswered(self, since: datetime, limit: int) -> tuple[OpenQuestion, ...]:
        """Questions without an answer since then, the earliest first."""
        found = [item for item in self._questions() if not item.fact_id and item.at >= since]
        return tuple(found[-limit:])

    async def texts(self, question_ids: Sequence[str]) -> tuple[str, ...]:
        """The different texts of these questions, the earliest first."""
        found = [item.text for item in self._questions() if item.id in question_ids]
        return tuple(dict.fromkeys(found))

    async def answered(self, question_ids: Sequence[str], fact_id: str) -> None:
        """Note what answers these questions."""

        def note(book: Notebook) -> None:
            for key in question_ids:
                if key in book.questions:
                    book.questions[key] = replace(book.questions[key], fact_id=fact_id)

        self._pages.take(note)

    async def toggle_wish(self, wish: Wish) -> bool:
        """Store a wish, or forget the one of this person and question."""
        key = (wish.question_id, wish.person)
        if key in self._pages.notebook.wishes:
            self._pages.take(lambda book: book.wishes.pop(key, None))
            return False
        self._pages.take(lambda book: book.wishes.update({key: wish}))
        return True

    async def wishes(self) -> tuple[tuple[Wish, OpenQuestion], ...]:
        """Every wish with its question, the earliest first."""
        questions = self._pages.notebook.questions
        found = sorted(self._pages.notebook.wishes.values(), key=lambda wish: (wish.at, wish.id))
        return tuple(
            (wish, questions[wish.question_id]) for wish in found if wish.question_id in questions
        )

    async def granted(self, wish_ids: Sequence[str]) -> int:
        """Forget wishes."""
        wishes = self._pages.notebook.wishes
        gone = [key for key, wish in wishes.items() if wish.id in wish_ids]
        self._pages.take(lambda book: [book.wishes.pop(key, None) for key in gone])
        return len(gone)

    async def forget(self, before: datetime) -> int:
        """Forget questions from before then, and their wishes."""
        old = {item.id for item in self._questions() if item.at < before}

        def forget(book: Notebook) -> None:
            for key in old:
                book.questions.pop(key, None)
            for there, wish in list(book.wishes.items()):
                if wish.question_id in old:
                    del book.wishes[there]

        self._pages.take(forget)
        return len(old)


class MemoryReviewStore:
    """The review queue within one unit of work."""

    def __init__(self, pages: Pages) -> None:
        self._pages = pages

    async def put(self, items: Sequence[ReviewItem]) -> int:
        """Open items whose key is new."""
        known = {item.key for item in self._pages.notebook.reviews.values()}
        new: dict[str, ReviewItem] = {}
        for item in items:
            if item.key not in known:
                new.setdefault(item.key, item)

        def put(book: Notebook) -> None:
            there = {item.key for item in book.reviews.values()}
            for key, item in new.items():
                if key not in there:
                    book.reviews[item.id] = item

        self._pages.take(put)
        return len(new)

    async def get(self, item_id: str) -> ReviewItem | None:
        """The item of that id."""
        return self._pages.notebook.reviews.get(item_id)

    async def open(self, scope: str | None, limit: int) -> tuple[ReviewItem, ...]:
        """What is to be decided, the earliest first."""
        found = [
            item
            for item in self._pages.notebook.reviews.values()
            if item.open and (scope is None or item.scope == scope)
        ]
        return tuple(sorted(found, key=lambda item: (item.at, item.id))[:limit])

    async def close(self, item_id: str, by: str, at: datetime, outcome: str) -> bool:
        """Note a decision; says whether it was the first one."""
        found = self._pages.notebook.reviews.get(item_id)
        if found is None or not found.open:
            return False
        closed = replace(found, open=False, decided_by=by, decided=at, outcome=outcome)

        def close(book: Notebook) -> None:
            if not book.reviews[item_id].open:
                raise Conflict("somebody else decided this first")
            book.reviews[item_id] = closed

        self._pages.take(close)
        return True

    async def forget(self, before: datetime) -> int:
        """Forget what was decided before then."""
        reviews = self._pages.notebook.reviews.values()
        old = [item.id for item in reviews if item.decided is not None and item.decided < before]
        self._pages.take(lambda book: [book.reviews.pop(key, None) for key in old])
        return len(old)

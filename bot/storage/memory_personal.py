"""What is kept about a person in memory."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import asdict, replace
from datetime import datetime
from typing import Any

from bot.messages import Place, PlaceKind
from bot.ports import PostedReply
from bot.pressing.opinions import DisputeState
from bot.privacy.personal import Records
from bot.storage.memory_leaving import leave, size
from bot.storage.notebook import Notebook, Pages


class MemoryPersonalStore:
    """Rows about one person within one unit of work."""

    def __init__(self, pages: Pages) -> None:
        self._pages = pages

    async def of(self, person: str) -> Records:
        """Everything that carries this hash."""
        book = self._pages.notebook
        return {
            "follows": _rows(book.follows.values(), lambda item: item.person == person),
            "wishes": _rows(book.wishes.values(), lambda item: item.person == person),
            "drafts": _rows(book.drafts.values(), lambda item: item.owner == person),
            "reports": _rows(book.disputes.values(), lambda item: item.person == person),
            "questions": _rows(book.questions.values(), lambda item: item.asker == person),
            "replies": _rows(book.replies.values(), lambda item: item.author == person),
            "left alone": [{"person": person}] if person in book.opt_outs else [],
        }

    async def erase(self, person: str, alone: Place | None = None) -> int:
        """Forget a person as far as that is possible."""
        found, before = await self.of(person), len(self._pages.notebook.replies)
        self._pages.take(lambda book: _erase(book, person, alone))
        others = before - len(self._pages.notebook.replies)
        others -= sum(row["place"]["kind"] is PlaceKind.PRIVATE for row in found["replies"])
        return others + sum(len(rows) for name, rows in found.items() if name != "left alone")

    async def forget_asked(self, before: datetime) -> int:
        """Forget who asked last before then: the limits of one process keep that themselves."""
        del before
        return 0

    async def forget_replies(self, before: datetime) -> int:
        """Forget replies from before then."""
        replies = self._pages.notebook.replies
        old = [key for key, reply in replies.items() if reply.at < before]
        self._pages.take(lambda book: [book.replies.pop(key, None) for key in old])
        return len(old)

    async def forget_reports(self, before: datetime) -> int:
        """Forget reports from before then that no moderator found right."""
        disputes = self._pages.notebook.disputes
        old = [
            key
            for key, item in disputes.items()
            if item.at < before and item.state is not DisputeState.RIGHT
        ]
        self._pages.take(lambda book: [book.disputes.pop(key, None) for key in old])
        return len(old)

    async def forget_server(self, platform: str, server: str, places: Collection[str]) -> int:
        """Forget what is kept for a server that the bot has left."""
        before = self._pages.notebook
        self._pages.take(lambda book: leave(book, platform, server, frozenset(places)))
        return size(before) - size(self._pages.notebook)


def _rows(items: Iterable[Any], wanted: Callable[[Any], bool]) -> list[dict[str, Any]]:
    return [asdict(item) for item in items if wanted(item)]


def _erase(book: Notebook, person: str, alone: Place | None) -> None:
    book.follows = {key: item for key, item in book.follows.items() if item.person != person}
    book.wishes = {key: item for key, item in book.wishes.items() if item.person != person}
    book.drafts = {key: item for key, item in book.drafts.items() if item.owner != person}
    _erase_reports(book, person)
    for name, question in book.questions.items():
        if question.asker == person:
            book.questions[name] = replace(question, asker="")
    for name, reply in list(book.replies.items()):
        if _private(reply, person, alone):
            del book.replies[name]
    for name, reply in book.replies.items():
        if reply.author == person:
            book.replies[name] = replace(reply, author="")


def _private(reply: PostedReply, person: str, alone: Place | None) -> bool:
    place = reply.place
    there = alone is not None and (place.platform, place.id) == (alone.platform, alone.id)
    return place.kind is PlaceKind.PRIVATE and (there or reply.author == person)


def _erase_reports(book: Notebook, person: str) -> None:
    for key, report in list(book.disputes.items()):
        if report.person == person:
            del book.disputes[key]
            if report.state is DisputeState.RIGHT:
                kept = replace(report, person=f"erased:{report.id}")
                book.disputes[kept.reply_id, kept.fact_id, kept.person] = kept

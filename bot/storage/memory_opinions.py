"""Follows and disputes in memory."""

from __future__ import annotations

from dataclasses import replace

from bot.messages import Place
from bot.opinions import Dispute, Follow
from bot.storage.notebook import Notebook, Pages


class MemoryOpinionStore:
    """Follows and disputes within one unit of work."""

    def __init__(self, pages: Pages) -> None:
        self._pages = pages

    async def toggle_follow(self, follow: Follow) -> bool:
        """Store a follow, or forget the one that is there."""
        key = (follow.fact_id, follow.person, follow.place.platform, follow.place.id)
        if key in self._pages.notebook.follows:
            self._pages.take(lambda notebook: notebook.follows.pop(key, None))
            return False
        self._pages.take(lambda notebook: notebook.follows.update({key: follow}))
        return True

    async def followers(self, fact_id: str) -> tuple[Follow, ...]:
        """Who follows a fact, the earliest first."""
        found = [item for item in self._pages.notebook.follows.values() if item.fact_id == fact_id]
        return tuple(sorted(found, key=lambda item: (item.at, item.id)))

    def _here(self, fact_id: str, place: Place) -> list[tuple[str, str, str, str]]:
        wanted = (fact_id, place.platform, place.id)
        return [key for key in self._pages.notebook.follows if (key[0], *key[2:]) == wanted]

    async def told(self, fact_id: str, place: Place, version: int) -> None:
        """Note the version of a fact that its followers in a place were told of."""
        here = self._here(fact_id, place)

        def note(book: Notebook) -> None:
            for key in here:
                if key in book.follows:
                    book.follows[key] = replace(book.follows[key], version=version)

        self._pages.take(note)

    async def unfollow(self, fact_id: str, place: Place, person: str = "") -> int:
        """Forget this person's follow of a fact in a place, or everybody's there."""
        gone = [key for key in self._here(fact_id, place) if not person or key[1] == person]
        self._pages.take(lambda book: [book.follows.pop(key, None) for key in gone])
        return len(gone)

    async def dispute(self, dispute: Dispute) -> bool:
        """Store a dispute, once per person and reply."""
        key = (dispute.reply_id, dispute.fact_id, dispute.person)
        if key in self._pages.notebook.disputes:
            return False
        self._pages.take(lambda notebook: notebook.disputes.setdefault(key, dispute))
        return True

    async def disputes(self, fact_id: str) -> tuple[Dispute, ...]:
        """What was said against a fact's matches, the earliest first."""
        found = [item for item in self._pages.notebook.disputes.values() if item.fact_id == fact_id]
        return tuple(sorted(found, key=lambda item: (item.at, item.id)))

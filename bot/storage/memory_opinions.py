"""Follows and disputes in memory."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from bot.messages import Place
from bot.pressing.opinions import Dispute, DisputeState, Follow
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

    async def standing(self, fact_id: str, circle: str, since: datetime) -> tuple[Dispute, ...]:
        """Reports about a fact's matches in a circle that were not found wrong."""
        return tuple(
            item
            for item in await self.disputes(fact_id)
            if item.circle == circle
            and item.text
            and item.state is not DisputeState.WRONG
            and (item.at >= since or item.by_moderator or item.state is DisputeState.RIGHT)
        )

    async def reports(self, since: datetime) -> tuple[Dispute, ...]:
        """Every report made since then, the earliest first."""
        found = [item for item in self._pages.notebook.disputes.values() if item.at >= since]
        return tuple(sorted(found, key=lambda item: (item.at, item.id)))

    async def disputed_by(self, person: str, since: datetime) -> int:
        """How many reports somebody made since then."""
        disputes = self._pages.notebook.disputes.values()
        return sum(item.person == person and item.at >= since for item in disputes)

    async def reported(self, dispute_id: str) -> Dispute | None:
        """The report of that id."""
        disputes = self._pages.notebook.disputes.values()
        return next((item for item in disputes if item.id == dispute_id), None)

    async def judge(self, dispute_id: str, state: DisputeState, by: str) -> bool:
        """Note what a moderator makes of an open report."""
        found = await self.reported(dispute_id)
        if found is None or found.state is not DisputeState.OPEN:
            return False
        key = (found.reply_id, found.fact_id, found.person)
        judged = replace(found, state=state, decided_by=by)
        self._pages.take(lambda book: book.disputes.update({key: judged}))
        return True

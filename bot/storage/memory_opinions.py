"""Follows and disputes in memory."""

from __future__ import annotations

from bot.opinions import Dispute, Follow
from bot.storage.notebook import Pages


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

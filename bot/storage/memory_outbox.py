"""The outbox in memory."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime

from bot.delivering.errands import Errand, ErrandKind, ErrandState
from bot.storage.notebook import Notebook, Pages
from factbase.errors import Conflict


class MemoryOutboxStore:
    """Errands within one unit of work."""

    def __init__(self, pages: Pages) -> None:
        self._pages = pages

    def _where(self, wanted: Callable[[Errand], bool]) -> list[Errand]:
        found = filter(wanted, self._pages.notebook.errands.values())
        return sorted(found, key=lambda errand: (errand.due, errand.at, errand.id))

    async def put(self, errands: Sequence[Errand]) -> int:
        """Put down errands whose key is new."""
        known = self._pages.notebook.errands
        new: dict[str, Errand] = {}
        for errand in errands:
            if errand.key not in known:
                new.setdefault(errand.key, errand)

        def put(book: Notebook) -> None:
            for key, errand in new.items():
                book.errands.setdefault(key, errand)

        self._pages.take(put)
        return len(new)

    def _due(self, platform: str, now: datetime) -> list[Errand]:
        return self._where(
            lambda errand: (
                errand.platform == platform
                and errand.state is ErrandState.WAITING
                and errand.due <= now
            )
        )

    async def due(self, platform: str, now: datetime) -> bool:
        """Whether there is anything to take."""
        return bool(self._due(platform, now))

    async def take(self, platform: str, now: datetime, until: datetime) -> Errand | None:
        """Take the errand that has been due longest."""
        due = self._due(platform, now)
        if not due:
            return None
        first = due[0]
        taken = replace(first, due=until, attempts=first.attempts + 1)

        def take(book: Notebook) -> None:
            if book.errands.get(first.key) != first:
                raise Conflict("somebody else took this errand first")
            book.errands[first.key] = taken

        self._pages.take(take)
        return taken

    async def settle(self, errand: Errand) -> bool:
        """Store what became of an errand that one has taken."""
        present = self._own(errand)
        if present is None:
            return False
        settled = replace(present, state=errand.state, due=errand.due, reason=errand.reason)
        self._pages.take(lambda book: book.errands.update({errand.key: settled}))
        return True

    async def postpone(self, errand: Errand) -> bool:
        """Store only when an errand that one has taken is due again."""
        present = self._own(errand)
        if present is None:
            return False
        later = replace(present, due=errand.due)
        self._pages.take(lambda book: book.errands.update({errand.key: later}))
        return True

    def _own(self, errand: Errand) -> Errand | None:
        present = self._pages.notebook.errands.get(errand.key)
        waiting = present is not None and present.state is ErrandState.WAITING
        if present is None or not waiting or present.attempts != errand.attempts:
            return None
        return present

    async def failed(self, kind: ErrandKind) -> tuple[Errand, ...]:
        """Errands of a kind that failed, the earliest first."""
        found = self._where(
            lambda errand: errand.kind is kind and errand.state is ErrandState.FAILED
        )
        return tuple(sorted(found, key=lambda errand: (errand.at, errand.id)))

    async def waiting(self) -> int:
        """How many errands are still to be run."""
        return len(self._where(lambda errand: errand.state is ErrandState.WAITING))

    async def forget(self, before: datetime) -> int:
        """Forget errands put down before then."""
        old = [errand.key for errand in self._where(lambda errand: errand.at < before)]
        self._pages.take(lambda book: [book.errands.pop(key, None) for key in old])
        return len(old)

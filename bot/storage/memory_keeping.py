"""Drafts, notes and events in memory."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot.privacy.keeping import Draft, Event
from bot.storage.notebook import Notebook, Pages


class MemoryDraftStore:
    """Drafts within one unit of work."""

    def __init__(self, pages: Pages) -> None:
        self._pages = pages

    async def get(self, owner: str, kind: str) -> Draft | None:
        """This person's draft of that kind."""
        return self._pages.notebook.drafts.get((owner, kind))

    async def put(self, draft: Draft) -> None:
        """Store a draft instead of the one that is there."""
        self._pages.take(lambda book: book.drafts.update({(draft.owner, draft.kind): draft}))

    async def remove(self, owner: str, kind: str) -> None:
        """Forget a draft."""
        self._pages.take(lambda book: book.drafts.pop((owner, kind), None))

    async def forget(self, before: datetime) -> int:
        """Forget drafts that nobody touched since then."""
        old = [key for key, draft in self._pages.notebook.drafts.items() if draft.at < before]
        self._pages.take(lambda book: [book.drafts.pop(key, None) for key in old])
        return len(old)


class MemoryNoteStore:
    """Notes within one unit of work."""

    def __init__(self, pages: Pages) -> None:
        self._pages = pages

    async def get(self, name: str) -> str:
        """The note, empty when there is none."""
        return self._pages.notebook.notes.get(name, "")

    async def put(self, name: str, text: str) -> None:
        """Write a note instead of the one that is there; an empty one leaves nothing."""
        if text:
            self._pages.take(lambda book: book.notes.update({name: text}))
        else:
            self._pages.take(lambda book: book.notes.pop(name, None))

    async def beginning(self, prefix: str) -> dict[str, str]:
        """Notes that aren't empty, by name, whose name begins so."""
        notes = self._pages.notebook.notes.items()
        return {name: text for name, text in notes if text and name.startswith(prefix)}


class MemoryInbox:
    """Events within one unit of work."""

    def __init__(self, pages: Pages) -> None:
        self._pages = pages

    async def take(self, events: Sequence[Event]) -> frozenset[str]:
        """Store events; returns the ids of those that were not here before."""
        book = self._pages.notebook
        known = book.events.keys() | book.done.keys()
        new = {event.id: event for event in events if (event.platform, event.id) not in known}

        def put(book: Notebook) -> None:
            for event in new.values():
                book.events.setdefault((event.platform, event.id), event)

        self._pages.take(put)
        return frozenset(new)

    async def open(self, platform: str) -> tuple[Event, ...]:
        """Events that are not done, the earliest first."""
        events = self._pages.notebook.events.values()
        found = [event for event in events if event.platform == platform]
        return tuple(sorted(found, key=lambda event: (event.at, event.id)))

    async def done(self, platform: str, ids: Sequence[str]) -> None:
        """Note that events are dealt with: of them only the id is kept."""

        def note(book: Notebook) -> None:
            for key in ids:
                event = book.events.pop((platform, key), None)
                if event is not None:
                    book.done[platform, key] = event.at

        self._pages.take(note)

    async def forget(self, before: datetime) -> int:
        """Forget what came before then, dealt with or not."""
        book = self._pages.notebook
        done = [key for key, at in book.done.items() if at < before]
        left = [key for key, event in book.events.items() if event.at < before]

        def drop(book: Notebook) -> None:
            for key in done:
                book.done.pop(key, None)
            for key in left:
                book.events.pop(key, None)

        self._pages.take(drop)
        return len(done) + len(left)

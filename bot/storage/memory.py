"""Conversations in memory: for trying things out and for tests."""

from __future__ import annotations

from collections.abc import AsyncIterator, Collection
from contextlib import asynccontextmanager
from dataclasses import replace
from secrets import token_urlsafe

from bot.messages import Place
from bot.places.behaviour import PlaceSettings
from bot.storage.mapping import bound, closest, log_places, with_appointed
from bot.storage.memory_asking import MemoryQuestionStore, MemoryReviewStore
from bot.storage.memory_governing import MemoryAuditLog, MemoryRoleStore
from bot.storage.memory_keeping import MemoryDraftStore, MemoryInbox, MemoryNoteStore
from bot.storage.memory_moving import move_place
from bot.storage.memory_opinions import MemoryOpinionStore
from bot.storage.memory_outbox import MemoryOutboxStore
from bot.storage.memory_personal import MemoryPersonalStore
from bot.storage.memory_replies import MemoryReplyLog
from bot.storage.memory_sources import MemorySourceStore
from bot.storage.notebook import Notebook, Pages
from factbase.storage.memory import MemoryFactBase, MemoryUnitOfWork, Room


class MemoryPlaceStore:
    """Settings of places within one unit of work."""

    def __init__(self, pages: Pages) -> None:
        self._pages = pages

    async def settings(self, place: Place) -> PlaceSettings:
        """Settings of this place, else of its server, else the defaults."""
        found = closest(place, self._pages.notebook.places)
        if not found.community:
            return found
        return with_appointed(found, await MemoryRoleStore(self._pages).appointed(found.community))

    async def settings_of(self, places: Collection[Place]) -> dict[Place, PlaceSettings]:
        """Settings of many places at once."""
        return {place: await self.settings(place) for place in places}

    async def put(
        self, platform: str, place_id: str, settings: PlaceSettings, server: str = ""
    ) -> None:
        """Store the settings of a place, and which server it is in, or of a server."""
        key, own = (platform, place_id), replace(settings, appointed=())
        self._pages.take(lambda notebook: notebook.places.update({key: own}))
        self._pages.take(lambda notebook: notebook.servers.update({key: server}))

    async def bind(self, platform: str, place_id: str, community: str) -> None:
        """Store the community of a place or server; all else about it stays as it is."""
        key = platform, place_id

        def step(book: Notebook) -> None:
            book.places[key] = bound(book.places.get(key), community)

        self._pages.take(step)

    async def log_places(self, circle: str) -> tuple[tuple[str, str], ...]:
        """Platform and id of every place where the moderators of a circle are told things."""
        book = self._pages.notebook
        return log_places(
            circle,
            (
                (Place(*key, server=book.servers.get(key, "")), settings)
                for key, settings in book.places.items()
            ),
        )

    async def logging_to(self, platform: str, place_id: str) -> tuple[str, ...]:
        """Ids of the places whose moderators are told things in this one."""
        places = self._pages.notebook.places.items()
        found = [key for (of, key), one in places if (of, one.log_place) == (platform, place_id)]
        return tuple(sorted(found))

    async def migrate(self, platform: str, old_id: str, new_id: str) -> None:
        """Move everything recorded for a place to its new id."""
        self._pages.take(lambda book: move_place(book, platform, old_id, new_id))

    async def ignores(self, person: str) -> bool:
        """Whether this person is never to be answered unprompted."""
        return person in self._pages.notebook.opt_outs

    async def opted_out(self) -> frozenset[str]:
        """Everybody who is never to be answered unprompted."""
        return frozenset(self._pages.notebook.opt_outs)

    async def opt_out_mark(self) -> str:
        """Another one whenever `opted_out` changed."""
        return str(hash(frozenset(self._pages.notebook.opt_outs)))

    async def ignore(self, person: str, *, ignored: bool) -> None:
        """Remember or forget that wish."""

        def note(notebook: Notebook) -> None:
            (notebook.opt_outs.add if ignored else notebook.opt_outs.discard)(person)

        self._pages.take(note)


class MemoryConversationUnit(MemoryUnitOfWork):
    """Facts and conversation in one unit."""

    def __init__(self, room: Room, shared: list[Notebook]) -> None:
        super().__init__(room)
        self._pages = Pages(shared)
        self.replies = MemoryReplyLog(self._pages)
        self.places = MemoryPlaceStore(self._pages)
        self.opinions = MemoryOpinionStore(self._pages)
        self.drafts = MemoryDraftStore(self._pages)
        self.notes = MemoryNoteStore(self._pages)
        self.inbox = MemoryInbox(self._pages)
        self.outbox = MemoryOutboxStore(self._pages)
        self.roles = MemoryRoleStore(self._pages)
        self.questions = MemoryQuestionStore(self._pages)
        self.reviews = MemoryReviewStore(self._pages)
        self.personal = MemoryPersonalStore(self._pages)
        self.sources = MemorySourceStore(self._pages)
        self.audit = MemoryAuditLog(self._pages, lambda: iter(self._draft.shelf.history.values()))

    async def writing(self) -> None:
        """There is one thread; nothing has to be waited for."""

    async def commit(self) -> None:
        """Make everything done in this unit lasting."""
        await super().commit()
        self._pages.commit()


class MemoryConversationBase(MemoryFactBase):
    """A base that lasts as long as the process."""

    def __init__(self, room: Room | None = None) -> None:
        super().__init__(room)
        self._notebooks = [Notebook()]
        self._secret = token_urlsafe(32)

    @asynccontextmanager
    async def begin(self) -> AsyncIterator[MemoryConversationUnit]:
        """Open a unit of work."""
        yield MemoryConversationUnit(self._room, self._notebooks)

    @asynccontextmanager
    async def turn(self, over: Place | str) -> AsyncIterator[MemoryConversationUnit]:
        """A unit of work: in one thread, nothing comes between reading and writing."""
        del over
        async with self.begin() as unit:
            yield unit

    async def secret(self, name: str) -> str:
        """A random key that stays the same for this base."""
        return f"{name}:{self._secret}"

"""Replies in memory."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from bot.delivering.posted import TWICE, Step
from bot.messages import Place
from bot.ports import PostedReply, ReplyState
from bot.storage.notebook import Notebook, Pages
from factbase.errors import Conflict

_LIVE = {ReplyState.CLAIMED, ReplyState.SENDING, ReplyState.SENT}


def _key(reply: PostedReply) -> tuple[str, str, str, str]:
    return reply.place.platform, reply.place.id, reply.message_id, reply.fact_id


def _same_place(one: Place, other: Place) -> bool:
    return (one.platform, one.id) == (other.platform, other.id)


class MemoryReplyLog:
    """Replies within one unit of work."""

    def __init__(self, pages: Pages) -> None:
        self._pages = pages

    def _where(self, wanted: Callable[[PostedReply], bool]) -> tuple[PostedReply, ...]:
        found = filter(wanted, self._pages.notebook.replies.values())
        return tuple(sorted(found, key=lambda reply: (reply.at, reply.id)))

    async def claim(self, reply: PostedReply) -> PostedReply | None:
        """Record a reply before it is sent, or return the one that is there."""
        present = self._where(lambda other: _key(other) == _key(reply))
        if present:
            return present[0]

        def put(notebook: Notebook) -> None:
            if any(_key(other) == _key(reply) for other in notebook.replies.values()):
                raise Conflict("this message was answered in the meantime")
            notebook.replies[reply.id] = reply

        self._pages.take(put)
        return None

    async def update(self, reply: PostedReply) -> None:
        """Store a reply's new state, or what it shows from now on."""

        def put(notebook: Notebook) -> None:
            others = (other for other in notebook.replies.values() if other.id != reply.id)
            if any(_key(other) == _key(reply) for other in others):
                raise Conflict(TWICE)
            notebook.replies[reply.id] = reply

        self._pages.take(put)

    async def settle(self, reply_id: str, step: Step) -> None:
        """Record one step of a reply."""

        def put(notebook: Notebook) -> None:
            if reply_id in notebook.replies:
                notebook.replies[reply_id] = step.of(notebook.replies[reply_id])

        self._pages.take(put)

    async def by_id(self, reply_id: str) -> PostedReply | None:
        """The reply of that id."""
        return self._pages.notebook.replies.get(reply_id)

    async def answering(self, place: Place, message_id: str) -> tuple[PostedReply, ...]:
        """Live replies to a message."""
        return self._where(
            lambda reply: (
                _same_place(reply.place, place)
                and reply.message_id == message_id
                and reply.state in _LIVE
            )
        )

    async def sent_as(self, place: Place, sent_id: str) -> PostedReply | None:
        """The live reply that the platform calls so in this place."""
        found = self._where(
            lambda reply: (
                _same_place(reply.place, place)
                and reply.sent_id == sent_id
                and reply.state in _LIVE
            )
        )
        return found[0] if found else None

    async def unfinished(self, platform: str) -> tuple[PostedReply, ...]:
        """Replies that were claimed or being sent, oldest first."""
        open_states = {ReplyState.CLAIMED, ReplyState.SENDING}
        return self._where(
            lambda reply: reply.place.platform == platform and reply.state in open_states
        )

    async def latest(self, place: Place, fact_id: str, since: datetime) -> PostedReply | None:
        """The newest live reply with this fact in this place since then."""
        found = self._where(
            lambda reply: (
                _same_place(reply.place, place)
                and reply.place.thread == place.thread
                and reply.fact_id == fact_id
                and reply.at >= since
                and reply.state in _LIVE
            )
        )
        return found[-1] if found else None

    async def cards(self, fact_id: str) -> tuple[PostedReply, ...]:
        """Live replies with this fact, however old, oldest first."""
        return self._where(lambda reply: reply.fact_id == fact_id and reply.state in _LIVE)

    async def since(self, since: datetime, limit: int) -> tuple[PostedReply, ...]:
        """Replies that were sent since then, and taken away or not, the newest `limit`."""
        given = {ReplyState.SENT, ReplyState.REMOVED}
        found = self._where(lambda reply: reply.at >= since and reply.state in given)
        return tuple(reversed(found))[:limit]

    async def shown(self) -> dict[str, int]:
        """Every fact with a live reply, and the lowest version shown."""
        lowest: dict[str, int] = {}
        for reply in self._where(lambda reply: bool(reply.fact_id) and reply.state in _LIVE):
            version = lowest.get(reply.fact_id, reply.fact_version)
            lowest[reply.fact_id] = min(version, reply.fact_version)
        return lowest

"""A platform whose messages can be looked at: what each shows now, and how often it changed."""

from __future__ import annotations

import asyncio
from collections import deque
from dataclasses import dataclass, field

from bot.errors import DeliveryError
from bot.ports import PostedReply, Sent, Target
from bot.replies import Reply


@dataclass
class Screen:
    """A courier that keeps every message; `failures` are raised first, in their order."""

    failures: deque[Exception] = field(default_factory=deque)
    shown: dict[str, Reply] = field(default_factory=dict)
    targets: dict[str, Target] = field(default_factory=dict)
    edits: list[tuple[str, Reply]] = field(default_factory=list)
    edited: asyncio.Event = field(default_factory=asyncio.Event)

    def _fail(self) -> None:
        if self.failures:
            raise self.failures.popleft()

    async def post(self, target: Target, reply: Reply, ticket: str) -> Sent:
        del ticket
        self._fail()
        key = f"sent-{len(self.targets) + 1}"
        self.shown[key] = reply
        self.targets[key] = target
        return Sent(key, f"https://chat.example/{key}")

    async def edit(self, posted: PostedReply, reply: Reply) -> None:
        self._fail()
        if posted.sent_id not in self.shown:
            raise DeliveryError("gone", final=True)
        self.shown[posted.sent_id] = reply
        self.edits.append((posted.sent_id, reply))
        self.edited.set()

    async def remove(self, posted: PostedReply) -> None:
        self._fail()
        self.shown.pop(posted.sent_id, None)

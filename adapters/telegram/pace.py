"""Telegram's limits on sending, kept before Telegram has to ask for it."""

from __future__ import annotations

import asyncio
from bisect import insort
from collections import OrderedDict, deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from bot.messages import Place, PlaceKind

_KEYS = 10_000
"""Chats remembered; the least recently used are forgotten, which can only cost a refusal."""


@dataclass(frozen=True, slots=True)
class Window:
    """At most `most` messages in any `seconds`."""

    most: int
    seconds: float

    def wait(self, sent: deque[float], now: float) -> float:
        """Seconds until there is room."""
        while sent and sent[0] <= now - self.seconds:
            sent.popleft()
        return 0.0 if len(sent) < self.most else sent[0] + self.seconds - now


CHAT = Window(4, 4.2)
GROUP = Window(19, 61.0)
OVERALL = Window(22, 1.05)
"""Somewhat under what core.telegram.org/bots/faq names: one message a second in a chat, 20 a
minute in a group, 30 a second overall. A busy machine sends late what it let go in time, and
then in a bunch; the gap is for that."""


@dataclass(slots=True)
class Pace:
    """Turns for sending. Who waits for a chat keeps no other chat waiting.

    `clock` counts seconds; both it and `sleep` are handed in for tests.
    """

    clock: Callable[[], float] = field(default_factory=lambda: asyncio.get_running_loop().time)
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep
    _chats: OrderedDict[str, deque[float]] = field(default_factory=OrderedDict)
    _all: deque[float] = field(default_factory=deque)
    _blocked: dict[str, float] = field(default_factory=dict)

    async def turn(self, place: Place) -> None:
        """Return when a message may be sent there, and count it."""
        sent = self._sent(place.id)
        while (wait := self._wait(place, sent)) > 0:
            await self.sleep(wait)
        now = self.clock()
        sent.append(now)
        self._all.append(now)

    def note(self, place_id: str, ago: float) -> None:
        """A message was sent so many seconds ago."""
        at = self.clock() - ago
        insort(self._sent(place_id), at)
        insort(self._all, at)

    def block(self, place_id: str, seconds: float) -> None:
        """Telegram asked for a pause in this chat."""
        now = self.clock()
        self._blocked = {key: until for key, until in self._blocked.items() if until > now}
        self._blocked[place_id] = now + seconds

    def _wait(self, place: Place, sent: deque[float]) -> float:
        now = self.clock()
        group = GROUP if place.kind is not PlaceKind.PRIVATE else CHAT
        lately = deque(moment for moment in sent if moment > now - CHAT.seconds)
        return max(
            self._blocked.get(place.id, now) - now,
            group.wait(sent, now),
            CHAT.wait(lately, now),
            OVERALL.wait(self._all, now),
        )

    def _sent(self, place_id: str) -> deque[float]:
        sent = self._chats.setdefault(place_id, deque())
        self._chats.move_to_end(place_id)
        while len(self._chats) > _KEYS:
            self._chats.popitem(last=False)
        return sent

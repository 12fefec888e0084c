"""The real limits on sending, switchable.

Source: core.telegram.org/bots/faq, "My bot is hitting limits": about one message a second in a
chat with short bursts allowed, 20 a minute in a group, 30 a second overall.
"""

import math
from collections import defaultdict, deque
from dataclasses import dataclass

from .model import Chat
from .refusal import too_many_requests
from .world import World

COUNTED = {"sendmessage", "editmessagetext", "editmessagereplymarkup"}


@dataclass(frozen=True, slots=True)
class Window:
    """At most `most` messages in any `seconds`."""

    most: int
    seconds: float

    def wait(self, sent: "deque[float]", now: float) -> float:
        """Seconds until there is room."""
        while sent and sent[0] <= now - self.seconds:
            sent.popleft()
        return 0.0 if len(sent) < self.most else sent[-self.most] + self.seconds - now


@dataclass(frozen=True, slots=True)
class FloodLimits:
    per_chat: Window = Window(4, 4.0)  # one a second, with a burst of four
    per_group: Window = Window(20, 60.0)
    overall: Window = Window(30, 1.0)


class Flood:
    def __init__(self, world: World, limits: FloodLimits | None) -> None:
        self._world = world
        self.limits = limits
        self.refused = 0
        self._chats: dict[int, deque[float]] = defaultdict(deque)
        self._groups: dict[int, deque[float]] = defaultdict(deque)
        self._all: deque[float] = deque()

    def check(self, method: str, chat: Chat | None) -> None:
        """Counts a message, or raises the refusal with the seconds to wait."""
        if self.limits is None or chat is None or method.lower() not in COUNTED:
            return
        now = self._world.clock.now().timestamp()
        windows = [
            (self.limits.per_chat, self._chats[chat.id]),
            (self.limits.overall, self._all),
        ]
        if chat.kind in {"group", "supergroup"}:
            windows.append((self.limits.per_group, self._groups[chat.id]))
        wait = max(window.wait(sent, now) for window, sent in windows)
        if wait > 0:
            self.refused += 1
            raise too_many_requests(max(1, math.ceil(wait)))
        for _, sent in windows:
            sent.append(now)

"""The queue of updates between Telegram and the bot."""

from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from .clock import Clock
from .model import Json
from .pulse import Pulse

# Bot API, getUpdates: an empty list means everything except these three.
OFF_BY_DEFAULT = frozenset({"chat_member", "message_reaction", "message_reaction_count"})
KEPT_FOR = timedelta(hours=24)  # Bot API, "Getting updates"
FIRST_ID = 731_000_001


@dataclass(frozen=True, slots=True)
class Update:
    id: int
    kind: str
    payload: Json
    lane: int  # the chat or the user: updates of one lane stay in order
    at: datetime

    def json(self) -> Json:
        return {"update_id": self.id, self.kind: self.payload}


class UpdateQueue:
    """Keeps updates until they are confirmed; what isn't subscribed to is never kept."""

    def __init__(self, clock: Clock, pulse: Pulse) -> None:
        self._clock = clock
        self._pulse = pulse
        self._next_id = FIRST_ID
        self._pending: deque[Update] = deque()
        self._allowed: frozenset[str] = frozenset()  # empty: the default
        self.sent: list[Update] = []
        self.handed_over = 0
        self.watch: Callable[[Json], None] = lambda _: None

    @property
    def pending(self) -> tuple[Update, ...]:
        self._forget_old()
        return tuple(self._pending)

    def waiting(self) -> Iterable[Update]:
        """The same without a copy, for a look that nothing interrupts."""
        return self._pending

    @property
    def allowed(self) -> list[str]:
        return sorted(self._allowed)

    def subscribe(self, kinds: Iterable[str] | None) -> None:
        """Sets `allowed_updates`; None leaves the last setting, which outlives restarts."""
        if kinds is not None:
            self._allowed = frozenset(kinds)

    def wants(self, kind: str) -> bool:
        return kind in self._allowed if self._allowed else kind not in OFF_BY_DEFAULT

    def push(self, kind: str, payload: Json, lane: int) -> Update | None:
        if not self.wants(kind):
            return None
        update = Update(self._next_id, kind, payload, lane, self._clock.now())
        self._next_id += 1
        self._add(update)
        self.watch(update.json())
        return update

    def repeat(self, update: Update) -> None:
        """Delivers the same update once more, id and all, as Telegram may."""
        self._add(replace(update))

    def after(self, offset: int, limit: int) -> list[Any]:
        """What getUpdates returns; confirms everything below a positive offset."""
        self._forget_old()
        if offset < 0:
            while len(self._pending) > -offset:
                self._pending.popleft()
        elif offset > 0:
            self.confirm(lambda update: update.id < offset)
        chosen = list(self._pending)[:limit]
        self.handed_over += len(chosen)
        return [update.json() for update in chosen]

    def confirm(self, done: Callable[[Update], bool]) -> None:
        left = deque(update for update in self._pending if not done(update))
        if len(left) != len(self._pending):
            self._pending = left
            self._pulse.beat()

    def drop_all(self) -> None:
        self._pending.clear()
        self._pulse.beat()

    def _add(self, update: Update) -> None:
        self._pending.append(update)
        self.sent.append(update)
        self._pulse.beat()

    def _forget_old(self) -> None:
        oldest = self._clock.now() - KEPT_FOR
        while self._pending and self._pending[0].at < oldest:
            self._pending.popleft()

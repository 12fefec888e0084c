"""What holds in a place and for a person, remembered for a moment.

Every message asks, most of them to be ignored. What was read a few seconds ago is good enough
for that; changes made by this process are seen at once, those of others within `FRESH`.
"""

from __future__ import annotations

from collections import OrderedDict
from datetime import datetime, timedelta
from typing import Generic, TypeVar

from bot.messages import Place
from bot.places.behaviour import Mode, PlaceSettings
from bot.ports import ConversationBase
from factbase.errors import StoreUnavailable
from factbase.ports import Clock

FRESH = timedelta(seconds=5)
"""How old what is remembered may be: the longest that another process's opt-out can take."""
SIZE = 50_000
"""Entries of each kind; the least recently asked for are forgotten first. About 10 MB."""

_WATCHING = {Mode.QUIET, Mode.UNPROMPTED, Mode.SHADOW}
"""Modes in which people's wishes to be left alone matter."""

Key = TypeVar("Key")
Value = TypeVar("Value")


class _Remembered(Generic[Key, Value]):
    """Values with the moment they were read."""

    def __init__(self) -> None:
        self._values: OrderedDict[Key, tuple[Value, datetime]] = OrderedDict()

    def put(self, key: Key, value: Value, now: datetime) -> None:
        self._values[key] = value, now
        self._values.move_to_end(key)
        while len(self._values) > SIZE:
            self._values.popitem(last=False)

    def fresh(self, key: Key, now: datetime) -> Value | None:
        value, read = self._values.get(key, (None, now))
        # A clock that was set back makes nothing fresh for ever.
        return value if value is not None and timedelta(0) <= now - read < FRESH else None

    def stale(self, key: Key) -> Value | None:
        return self._values.get(key, (None, None))[0]

    def forget(self) -> None:
        self._values.clear()


class KnownPlaces:
    """Settings and wishes, read through a short memory."""

    def __init__(self, base: ConversationBase, clock: Clock) -> None:
        self._base = base
        self._clock = clock
        self._settings: _Remembered[Place, PlaceSettings] = _Remembered()
        self._ignores: _Remembered[str, bool] = _Remembered()

    async def look(self, place: Place, person: str) -> tuple[PlaceSettings, bool]:
        """The settings of a place, and whether this person (a keyed hash) is to be left alone.

        While the base is away the last that was known holds, else the defaults: answer who
        asks, leave everybody else alone.
        """
        now = self._clock.now()
        settings = self._settings.fresh(place, now)
        if settings is not None and settings.mode not in _WATCHING:
            return settings, False  # nobody is spoken to unasked here, whatever they wish
        ignored = self._ignores.fresh(person, now)
        if settings is not None and ignored is not None:
            return settings, ignored
        try:
            async with self._base.begin() as unit:
                settings = await unit.places.settings(place)
                ignored = await unit.places.ignores(person)
        except StoreUnavailable:
            stale = self._settings.stale(place)
            return stale or PlaceSettings(), bool(self._ignores.stale(person))
        self._settings.put(place, settings, now)
        self._ignores.put(person, ignored, now)
        return settings, ignored

    def now(self) -> datetime:
        """The present moment."""
        return self._clock.now()

    def forget(self) -> None:
        """Something changed here; read everything again."""
        self._settings.forget()
        self._ignores.forget()

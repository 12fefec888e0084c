"""What holds in a place and for a person, remembered for a moment.

Every message asks, most of them to be ignored. What was read a few seconds ago is good enough
for that; changes made by this process are seen at once, those of others within `FRESH`. One
look at the base is for all places that were asked about since the last: a thousand messages a
second in hundreds of places cost a few queries every five seconds.
"""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from datetime import UTC, datetime, timedelta

from bot.checking.patience import patiently
from bot.messages import Place
from bot.places.behaviour import PlaceSettings
from bot.ports import ConversationBase
from factbase.errors import StoreUnavailable
from factbase.ports import Clock

FRESH = timedelta(seconds=5)
"""How old what is remembered may be: the longest that another process's opt-out can take."""
SIZE = 50_000
"""Places remembered; the least recently asked for are forgotten first. About 5 MB."""

_LONG_AGO = datetime.min.replace(tzinfo=UTC)


class _Remembered:
    """Settings with the moment they were read."""

    def __init__(self) -> None:
        self._values: OrderedDict[Place, tuple[PlaceSettings, datetime]] = OrderedDict()

    def put(self, key: Place, value: PlaceSettings, now: datetime) -> None:
        self._values[key] = value, now
        self._values.move_to_end(key)
        while len(self._values) > SIZE:
            self._values.popitem(last=False)

    def fresh(self, key: Place, now: datetime) -> PlaceSettings | None:
        value, read = self._values.get(key, (None, now))
        # A clock that was set back makes nothing fresh for ever.
        return value if value is not None and timedelta(0) <= now - read < FRESH else None

    def stale(self, key: Place) -> PlaceSettings | None:
        return self._values.get(key, (None, None))[0]

    def age(self) -> None:
        """Nothing is fresh any more."""
        for key, (value, _) in self._values.items():
            self._values[key] = value, _LONG_AGO


class KnownPlaces:
    """Settings and wishes, read through a short memory."""

    def __init__(self, base: ConversationBase, clock: Clock) -> None:
        self._base = base
        self._clock = clock
        self._settings = _Remembered()
        self._opted_out: frozenset[str] = frozenset()
        self._mark = ""
        self._wanted: set[Place] = set()
        self._reading = asyncio.Lock()
        self._failed = _LONG_AGO
        self._changes = 0

    async def look(self, place: Place, person: str) -> tuple[PlaceSettings, bool]:
        """The settings of a place, and whether this person (a keyed hash) is to be left alone.

        While the base is away the last that was known holds, else the defaults: answer who
        asks, leave everybody else alone.
        """
        self._wanted.add(place)
        settings = self._settings.fresh(place, self._clock.now()) or await self._read(place)
        return settings, person in self._opted_out

    async def _read(self, place: Place) -> PlaceSettings:
        async with self._reading:
            known = self._settings.fresh(place, self._clock.now())
            # Whoever read while this one waited has asked for this place, too, or in vain.
            if known is None and place in self._wanted and not self._just_failed():
                await self._read_wanted()
        return known or self._settings.stale(place) or PlaceSettings()

    def _just_failed(self) -> bool:
        """Whether the base was just asked in vain: who waits doesn't try it one after another."""
        return timedelta(0) <= self._clock.now() - self._failed < FRESH

    async def _read_wanted(self) -> None:
        wanted, self._wanted = self._wanted, set()
        now, changes = self._clock.now(), self._changes
        try:
            async with patiently(), self._base.begin() as unit:
                found = await unit.places.settings_of(wanted)
                mark = await unit.places.opt_out_mark()
                if mark != self._mark:
                    self._opted_out = await unit.places.opted_out()
                    self._mark = mark
        except StoreUnavailable:
            self._failed = self._clock.now()
            return
        # What was changed here meanwhile may have been read before or after.
        read = now if changes == self._changes else _LONG_AGO
        for place, settings in found.items():
            self._settings.put(place, settings, read)

    def now(self) -> datetime:
        """The present moment."""
        return self._clock.now()

    def forget(self) -> None:
        """Something changed here; read everything again."""
        self._changes += 1
        self._failed = _LONG_AGO
        self._settings.age()

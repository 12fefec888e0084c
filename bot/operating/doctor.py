"""The doctor: looks at everything the bot stands on and says in a line each what it found."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import Awaitable, Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from pathlib import Path
from time import monotonic

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.checking.live_index import LiveIndex
from bot.platforms import Platform
from bot.settings import Settings
from factbase.errors import FactbaseError
from factbase.matching.engine import Engine
from factbase.ports import Clock
from factbase.storage import migrating
from factbase.storage.engine import is_sqlite
from factbase.storage.failures import in_plain_words
from factbase.storage.sql import SqlFactBase

OFF = timedelta(seconds=2)
"""How far the clock may be from the base's before it is said: tickets and leases compare both."""
SCARCE, TOO_SCARCE = 1_000_000_000, 100_000_000
"""Bytes of free disk below which to warn, and below which writing will soon fail."""
PATIENCE = 20.0
"""Seconds that looking at the base may take."""


class Health(StrEnum):
    """How a part is."""

    FINE = "fine"
    WARNING = "warning"
    BROKEN = "broken"


@dataclass(frozen=True, slots=True)
class Finding:
    """One part, how it is, and what to know or do about it."""

    part: str
    health: Health
    about: str


async def examine(
    settings: Settings, engine: AsyncEngine, platforms: Mapping[str, Platform], clock: Clock
) -> tuple[Finding, ...]:
    """Look at everything; what is broken is told, never raised. Changes nothing."""
    found = [_disk(engine), *_platforms(settings, platforms)]
    if is_sqlite(engine) and not _file_exists(engine):
        # To connect would make the file.
        missing = Finding("base", Health.WARNING, "no file yet: the first start makes it")
        return (missing, *found)
    return (
        await _looked_at("base", lambda: _base(engine)),
        await _looked_at("index", lambda: _index(engine)),
        await _looked_at("clock", lambda: _clock(engine, clock)),
        *found,
    )


def _file_exists(engine: AsyncEngine) -> bool:
    return Path(engine.url.database or "").exists()


async def _looked_at(part: str, look: Callable[[], Awaitable[Finding]]) -> Finding:
    try:
        async with asyncio.timeout(PATIENCE):
            return await look()
    except FactbaseError as problem:
        return Finding(part, Health.BROKEN, str(problem))
    except TimeoutError:
        return Finding(part, Health.BROKEN, f"no answer within {PATIENCE:.0f} seconds")


async def _base(engine: AsyncEngine) -> Finding:
    started = monotonic()
    status = await migrating.status(engine)
    status.require_current()
    took = (monotonic() - started) * 1_000
    kind = "SQLite" if is_sqlite(engine) else "PostgreSQL"
    about = f"{kind}, tables at {status.current}, first answer after {took:.0f} ms"
    return Finding("base", Health.FINE, about)


async def _index(engine: AsyncEngine) -> Finding:
    started = monotonic()
    index = LiveIndex(SqlFactBase(engine), Engine())
    await index.refresh()
    took = monotonic() - started
    if not len(index):
        return Finding("index", Health.WARNING, "nothing is published: every question stays open")
    return Finding("index", Health.FINE, f"{len(index)} facts, read in {took:.1f} s")


async def _clock(engine: AsyncEngine, clock: Clock) -> Finding:
    with in_plain_words():
        async with engine.connect() as connection:
            # SQLite's clock is this machine's: what differs there is our own idea of UTC.
            now = "SELECT strftime('%s', 'now')" if is_sqlite(engine) else _POSTGRES_NOW
            theirs = await connection.scalar(text(now))
    moment = datetime.fromtimestamp(float(theirs or 0), UTC)
    off = abs(moment - clock.now())
    if off > OFF:
        about = f"{off.total_seconds():.0f} s away from the base's: set both by NTP"
        return Finding("clock", Health.BROKEN, about)
    return Finding("clock", Health.FINE, "agrees with the base's")


_POSTGRES_NOW = "SELECT extract(epoch FROM clock_timestamp())"


def _disk(engine: AsyncEngine) -> Finding:
    folder = Path(engine.url.database or ".").parent if is_sqlite(engine) else Path()
    try:
        free = shutil.disk_usage(folder).free
    except OSError:
        return Finding("disk", Health.BROKEN, "the folder of the base can't be looked at")
    about = f"{free / 1e9:.1f} GB free"
    if free < TOO_SCARCE:
        return Finding("disk", Health.BROKEN, f"{about}: changes will soon be refused")
    health = Health.WARNING if free < SCARCE else Health.FINE
    return Finding("disk", health, about)


def _platforms(settings: Settings, platforms: Mapping[str, Platform]) -> Iterator[Finding]:
    for name, platform in platforms.items():
        if platform.settings is None:
            continue
        # The section may have been read without a token; nothing of it is shown.
        configured = bool(getattr(getattr(settings, name, None), "token", None))
        about = "has its token" if configured else f"not set up: no FACTBOT_{name.upper()}__TOKEN"
        yield Finding(name, Health.FINE if configured else Health.WARNING, about)

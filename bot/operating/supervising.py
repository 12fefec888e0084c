"""Work in the background: what breaks is logged and begun anew, not silently over."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

import structlog

log = structlog.get_logger()

AGAIN = 60.0
"""Seconds until work is done again, or begun anew after it broke, unless said otherwise."""

Work = Callable[[], Awaitable[object]]
Sleep = Callable[[float], Awaitable[None]]


async def kept(
    work: Work, name: str, *, again: float = AGAIN, sleep: Sleep = asyncio.sleep
) -> None:
    """Do the work again after each pause, or begin it anew should it break; until cancelled."""
    while True:
        await _survived(work, name)
        await sleep(again)


async def finished(
    work: Work, name: str, *, again: float = AGAIN, sleep: Sleep = asyncio.sleep
) -> None:
    """Do the work to its end, beginning it anew as often as it breaks."""
    while not await _survived(work, name):
        await sleep(again)


async def _survived(work: Work, name: str) -> bool:
    try:
        await work()
    except Exception:  # must not end what goes on behind until the next start
        log.exception("work_broke", work=name)
        return False
    return True

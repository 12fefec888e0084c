"""Work that breaks is begun anew."""

from __future__ import annotations

import asyncio

import pytest

from bot.operating.supervising import finished, kept


class Enough(Exception):
    """The test has seen enough."""


class Work:
    """Breaks as often as it is told, then does well."""

    def __init__(self, breaks: int) -> None:
        self.breaks = breaks
        self.begun = 0

    async def do(self) -> None:
        self.begun += 1
        if self.begun <= self.breaks:
            raise RuntimeError("broken")


async def test_kept_work_is_done_again_whether_or_not_it_broke() -> None:
    work, pauses = Work(breaks=2), list[float]()

    async def sleep(seconds: float) -> None:
        pauses.append(seconds)
        if len(pauses) == 4:
            raise Enough

    with pytest.raises(Enough):
        await kept(work.do, "test", again=7.0, sleep=sleep)
    assert (work.begun, pauses) == (4, [7.0] * 4)


async def test_work_with_an_end_is_begun_anew_until_it_is_done() -> None:
    work, pauses = Work(breaks=3), list[float]()

    async def sleep(seconds: float) -> None:
        pauses.append(seconds)

    await finished(work.do, "test", again=7.0, sleep=sleep)
    assert (work.begun, pauses) == (4, [7.0] * 3)


async def test_to_be_cancelled_is_not_to_break() -> None:
    async def endless() -> None:
        await asyncio.Event().wait()

    task = asyncio.create_task(kept(endless, "test"))
    await asyncio.sleep(0)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task

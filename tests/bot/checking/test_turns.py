"""One message at a time, and the event loop turns in between."""

from __future__ import annotations

import asyncio
from itertools import pairwise

import pytest

from bot.checking.turns import Turns


async def test_between_two_pieces_of_work_the_event_loop_turns() -> None:
    turns, order = Turns(), list[str]()

    async def other() -> None:
        for beat in range(8):
            order.append(f"beat {beat}")
            await asyncio.sleep(0)

    async with asyncio.TaskGroup() as group:
        for name in ("first", "second", "third"):
            group.create_task(turns.run(lambda name=name: order.append(name)))  # type: ignore[misc]  # mypy can't see a default's type
        group.create_task(other())
    work = [at for at, what in enumerate(order) if not what.startswith("beat")]
    assert [order[at] for at in work] == ["first", "second", "third"]
    assert all(later - earlier > 1 for earlier, later in pairwise(work))


async def test_what_was_made_comes_back_and_what_went_wrong_too() -> None:
    turns = Turns()

    def broken() -> None:
        raise ValueError("broken")

    assert await turns.run(lambda: 7) == 7
    with pytest.raises(ValueError, match="broken"):
        await turns.run(broken)
    assert await turns.run(lambda: 8) == 8
    assert not turns.full


async def test_it_is_full_when_as_many_wait_as_may() -> None:
    turns = Turns(most=2)
    waiting = [asyncio.create_task(turns.run(lambda: None)) for _ in range(2)]
    assert not turns.full
    await asyncio.sleep(0)
    assert turns.full
    await asyncio.gather(*waiting)
    assert not turns.full


async def test_who_gives_up_waiting_leaves_the_queue() -> None:
    turns = Turns(most=2)
    first = asyncio.create_task(turns.run(lambda: 1))
    second = asyncio.create_task(turns.run(lambda: 2))
    await asyncio.sleep(0)
    second.cancel()
    assert await first == 1
    assert await turns.run(lambda: 3) == 3
    assert second.cancelled()

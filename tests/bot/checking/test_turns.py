"""One message at a time, and the event loop turns in between."""

from __future__ import annotations

import asyncio
from itertools import pairwise

import pytest

from bot.checking.turns import Turns


async def test_between_two_pieces_of_work_the_event_loop_turns() -> None:
    turns, order = Turns(), list[str]()

    async def work(name: str) -> None:
        order.append(name)

    async def other() -> None:
        for beat in range(8):
            order.append(f"beat {beat}")
            await asyncio.sleep(0)

    async with asyncio.TaskGroup() as group:
        for name in ("first", "second", "third"):
            group.create_task(turns.run(name, lambda name=name: work(name)))  # type: ignore[misc]  # mypy can't see a default's type
        group.create_task(other())
    at = [place for place, what in enumerate(order) if not what.startswith("beat")]
    assert [order[place] for place in at] == ["first", "second", "third"]
    assert all(later - earlier > 1 for earlier, later in pairwise(at))


async def seven() -> int:
    return 7


async def test_what_was_made_comes_back_and_what_went_wrong_too() -> None:
    turns = Turns()

    async def broken() -> int:
        raise ValueError("broken")

    assert await turns.run("a", seven) == 7
    with pytest.raises(ValueError, match="broken"):
        await turns.run("b", broken)
    assert await turns.run("c", seven) == 7
    assert not turns.full


async def test_it_is_full_when_as_many_wait_as_may() -> None:
    turns = Turns(most=2)
    waiting = [asyncio.create_task(turns.run("same", seven)) for _ in range(2)]
    assert not turns.full
    await asyncio.sleep(0)
    assert turns.full
    await asyncio.gather(*waiting)
    assert not turns.full


async def test_who_gives_up_waiting_leaves_the_queue() -> None:
    turns = Turns(most=2)
    first = asyncio.create_task(turns.run("first", seven))
    second = asyncio.create_task(turns.run("second", seven))
    await asyncio.sleep(0)
    second.cancel()
    assert await first == 7
    assert await turns.run("third", seven) == 7
    assert second.cancelled()


async def test_what_is_struck_out_while_it_waits_comes_to_nothing() -> None:
    turns, held = Turns(), asyncio.Event()

    async def long() -> int:
        await held.wait()
        return 1

    first = asyncio.create_task(turns.run("first", long))
    second = asyncio.create_task(turns.run("second", seven))
    third = asyncio.create_task(turns.run("third", seven))
    await asyncio.sleep(0)
    for name in ("first", "second", "nobody"):
        turns.strike(name)
    held.set()
    assert [await first, await second, await third] == [None, None, 7]
    assert await turns.run("second", seven) == 7

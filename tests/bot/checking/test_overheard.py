"""One message at a time, and the event loop turns in between."""

from __future__ import annotations

import asyncio
from itertools import pairwise

import pytest

from bot.checking.overheard import OverheardQueue


async def test_between_two_pieces_of_work_the_event_loop_turns() -> None:
    queue, order = OverheardQueue(), list[str]()

    async def work(name: str) -> None:
        order.append(name)

    async def other() -> None:
        for beat in range(8):
            order.append(f"beat {beat}")
            await asyncio.sleep(0)

    async with asyncio.TaskGroup() as group:
        for name in ("first", "second", "third"):
            group.create_task(queue.run(name, lambda name=name: work(name)))  # type: ignore[misc]  # mypy can't see a default's type
        group.create_task(other())
    at = [place for place, what in enumerate(order) if not what.startswith("beat")]
    assert [order[place] for place in at] == ["first", "second", "third"]
    assert all(later - earlier > 1 for earlier, later in pairwise(at))


async def seven() -> int:
    return 7


async def test_what_was_made_comes_back_and_what_went_wrong_too() -> None:
    queue = OverheardQueue()

    async def broken() -> int:
        raise ValueError("broken")

    assert await queue.run("a", seven) == 7
    with pytest.raises(ValueError, match="broken"):
        await queue.run("b", broken)
    assert await queue.run("c", seven) == 7
    assert not queue.full


async def test_it_is_full_when_as_many_wait_as_may() -> None:
    queue = OverheardQueue(most=2)
    waiting = [asyncio.create_task(queue.run("same", seven)) for _ in range(2)]
    assert not queue.full
    await asyncio.sleep(0)
    assert queue.full
    await asyncio.gather(*waiting)
    assert not queue.full


async def test_who_gives_up_waiting_leaves_the_queue() -> None:
    queue = OverheardQueue(most=2)
    first = asyncio.create_task(queue.run("first", seven))
    second = asyncio.create_task(queue.run("second", seven))
    await asyncio.sleep(0)
    second.cancel()
    assert await first == 7
    assert await queue.run("third", seven) == 7
    assert second.cancelled()


async def test_what_is_struck_out_while_it_waits_comes_to_nothing() -> None:
    queue, held = OverheardQueue(), asyncio.Event()

    async def long() -> int:
        await held.wait()
        return 1

    first = asyncio.create_task(queue.run("first", long))
    second = asyncio.create_task(queue.run("second", seven))
    third = asyncio.create_task(queue.run("third", seven))
    await asyncio.sleep(0)
    for name in ("first", "second", "nobody"):
        queue.strike(name)
    held.set()
    assert [await first, await second, await third] == [None, None, 7]
    assert await queue.run("second", seven) == 7

"""Who asks doesn't wait for the base for ever, and a commit is never cut off."""

from __future__ import annotations

import asyncio

import pytest

from bot.checking.patience import patiently
from factbase.errors import StoreUnavailable


async def test_what_takes_too_long_is_given_up() -> None:
    with pytest.raises(StoreUnavailable, match="too slowly"):
        async with patiently(0):
            await asyncio.Event().wait()


async def test_what_must_not_be_cut_off_is_waited_for() -> None:
    done = asyncio.Event()
    async with patiently(0.001) as limit:
        limit.reschedule(None)
        asyncio.get_running_loop().call_later(0.05, done.set)
        await done.wait()
    assert done.is_set()


async def test_other_failures_pass_through() -> None:
    with pytest.raises(KeyError):
        async with patiently():
            raise KeyError("x")

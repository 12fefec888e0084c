"""One contract for looks at sources: memory, SQLite and PostgreSQL."""

from __future__ import annotations

from dataclasses import replace

from bot.ports import ConversationBase
from bot.reviewing.source_checks import SourceCheck
from tests.builders import NOON
from tests.contracts.conversing import conversations

__all__ = ["conversations"]


async def test_the_last_look_at_each_address_comes_back(conversations: ConversationBase) -> None:
    one, other = (SourceCheck(f"https://gazette.example/{name}", NOON) for name in "ab")
    async with conversations.begin() as unit:
        for check in (one, other, replace(one, failures=2, status="timeout")):
            await unit.sources.put(check)
        await unit.commit()
    async with conversations.begin() as unit:
        found = await unit.sources.last((one.url, other.url, "https://gazette.example/never"))
        assert await unit.sources.last(()) == {}
    assert found == {one.url: replace(one, failures=2, status="timeout"), other.url: other}

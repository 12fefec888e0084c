"""An outcome that is known is never broken off, and only what has a ticket is committed."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import cast

import pytest

from bot.checking.outcome import Answer, Outcome, Quiet, Silent
from bot.checking.recording import decided
from bot.ports import ConversationBase, ConversationUnit
from bot.replies import Help, NotFound
from factbase.errors import StoreUnavailable
from tests.contracts.conversing import a_reply

TICKET = a_reply()
ANSWER = Answer(NotFound(), "en", TICKET)
WITHOUT = Answer(Help(), "en")
SILENCE = Silent(Quiet.ALREADY_ANSWERED)


@dataclass
class LateUnit:
    """Opens at once; takes its time to commit and to end."""

    commits: int = 0

    async def commit(self) -> None:
        await self._a_while()
        self.commits += 1

    @asynccontextmanager
    async def open(self) -> AsyncIterator[ConversationUnit]:
        yield cast(ConversationUnit, self)
        await self._a_while()

    async def _a_while(self) -> None:
        for _ in range(10):  # rounds of the event loop, in the first of which a limit of 0 strikes
            await asyncio.sleep(0)


@pytest.mark.parametrize(("outcome", "commits"), [(SILENCE, 0), (WITHOUT, 0), (ANSWER, 1)])
async def test_what_is_decided_stands_however_late_it_ends(outcome: Outcome, commits: int) -> None:
    async def decide(_unit: ConversationUnit) -> Outcome:
        return outcome

    unit = LateUnit()
    assert await decided(unit.open(), decide, 0) == outcome
    assert unit.commits == commits


async def test_deciding_is_given_up(base: ConversationBase) -> None:
    async def decide(unit: ConversationUnit) -> Outcome:
        await unit.replies.claim(TICKET)
        await asyncio.Event().wait()
        return ANSWER

    with pytest.raises(StoreUnavailable, match="too slowly"):
        await decided(base.begin(), decide, 0.05)
    async with base.begin() as unit:
        assert await unit.replies.by_id(TICKET.id) is None


@pytest.mark.parametrize(("outcome", "kept"), [(ANSWER, True), (WITHOUT, False)])
async def test_only_what_has_a_ticket_is_kept(
    base: ConversationBase, outcome: Outcome, *, kept: bool
) -> None:
    async def decide(unit: ConversationUnit) -> Outcome:
        await unit.writing()
        await unit.replies.claim(TICKET)
        return outcome

    await decided(base.begin(), decide, 60.0)
    async with base.begin() as unit:
        assert (await unit.replies.by_id(TICKET.id) is not None) is kept

"""Conversation bases on any store, and short ways to record replies in them."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import pytest

from bot.messages import Place
from bot.ports import ConversationBase, PostedReply, ReplyKind
from bot.storage.memory import MemoryConversationBase
from bot.storage.sql import SqlConversationBase
from factbase.matching.decision import Lane
from factbase.storage.engine import open_engine
from tests.builders import NOON
from tests.stores import IMPATIENT, MemoryStore, SqlStore, Store

HERE = Place("discord", "channel-1", server="server-1")


async def conversation_base(
    store: Store, beside: ConversationBase | None = None
) -> ConversationBase:
    """A base on a store; `beside` is one that is open on it already."""
    if isinstance(store, SqlStore):
        return SqlConversationBase(open_engine(store.url, IMPATIENT), poll=0.02)
    assert isinstance(store, MemoryStore)
    # What is in memory is in one process: a second base is the first one.
    return beside or MemoryConversationBase()


@pytest.fixture
async def conversations(store: Store) -> AsyncIterator[ConversationBase]:
    """Memory, SQLite, PostgreSQL: a base without facts or replies."""
    base = await conversation_base(store)
    yield base
    await base.close()


def a_reply(reply_id: str = "reply-1", **override: Any) -> PostedReply:
    values: dict[str, Any] = {
        "place": HERE,
        "message_id": "message-1",
        "kind": ReplyKind.CARD,
        "lane": Lane.ADDRESSED,
        "author": "00ff" * 8,
        "locale": "en",
        "at": NOON,
        "fact_id": "fact-1",
        "fact_version": 2,
    }
    return PostedReply(id=reply_id, **values | override)


async def recorded(base: ConversationBase, *replies: PostedReply) -> None:
    """Claim these and commit."""
    async with base.begin() as unit:
        for reply in replies:
            assert await unit.replies.claim(reply) is None
        await unit.commit()

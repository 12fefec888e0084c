"""One contract for the outbox: memory, SQLite and PostgreSQL."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta
from typing import Any

from bot.delivering.errands import Errand, ErrandKind, ErrandState
from bot.messages import Place
from bot.ports import ConversationBase
from bot.pressing.opinions import Follow
from factbase.errors import Conflict, StoreUnavailable
from tests.builders import NOON
from tests.contracts.conversing import a_reply, conversation_base, conversations, recorded
from tests.stores import Store

__all__ = ["conversations"]

UNTIL = NOON + timedelta(minutes=2)


def an_errand(key: str = "heal:1", **override: Any) -> Errand:
    values: dict[str, Any] = {
        "kind": ErrandKind.HEAL,
        "platform": "discord",
        "at": NOON,
        "due": NOON,
        "data": {"reply": "1"},
    }
    return Errand(key=key, **values | override)


async def put(base: ConversationBase, *errands: Errand) -> int:
    async with base.begin() as unit:
        await unit.writing()
        found = await unit.outbox.put(errands)
        await unit.commit()
    return found


async def take(base: ConversationBase, platform: str = "discord", **later: float) -> Errand | None:
    now = NOON + timedelta(**later)
    async with base.begin() as unit:
        await unit.writing()
        errand = await unit.outbox.take(platform, now, now + timedelta(minutes=2))
        await unit.commit()
    return errand


async def settle(base: ConversationBase, errand: Errand) -> bool:
    async with base.begin() as unit:
        await unit.writing()
        mine = await unit.outbox.settle(errand)
        await unit.commit()
    return mine


async def test_a_key_is_put_down_once_for_ever(conversations: ConversationBase) -> None:
    assert await put(conversations, an_errand(), an_errand("heal:2")) == 2
    assert await put(conversations, an_errand(), an_errand("heal:3")) == 1
    taken = await take(conversations)
    assert taken is not None
    assert await settle(conversations, replace(taken, state=ErrandState.DONE))
    assert await put(conversations, replace(an_errand(), key=taken.key)) == 0


async def test_what_was_noted_stays_when_it_is_postponed(conversations: ConversationBase) -> None:
    await put(conversations, an_errand())
    taken = await take(conversations)
    assert taken is not None
    assert await settle(conversations, replace(taken, reason="noted"))
    async with conversations.begin() as unit:
        await unit.writing()
        assert await unit.outbox.postpone(taken)
        assert not await unit.outbox.postpone(replace(taken, attempts=7))
        await unit.commit()
    again = await take(conversations, minutes=3)
    assert again is not None
    assert (again.reason, again.attempts) == ("noted", 2)


async def test_the_one_due_longest_comes_first(conversations: ConversationBase) -> None:
    late = an_errand("late", due=NOON + timedelta(seconds=9))
    await put(conversations, late, an_errand("early"), an_errand("else", platform="telegram"))
    first = await take(conversations)
    assert first is not None
    assert (first.key, first.attempts, first.due) == ("early", 1, UNTIL)
    assert await take(conversations) is None
    second = await take(conversations, seconds=9)
    assert second is not None
    assert second == replace(late, attempts=1, due=second.due)


async def test_what_is_taken_comes_back_after_its_lease(conversations: ConversationBase) -> None:
    await put(conversations, an_errand())
    lost = await take(conversations)
    assert await take(conversations, seconds=119) is None
    found = await take(conversations, seconds=121)
    assert lost is not None
    assert found is not None
    assert found.attempts == 2
    assert not await settle(conversations, replace(lost, state=ErrandState.DONE))
    assert await settle(conversations, replace(found, state=ErrandState.FAILED, reason="gone"))
    assert await take(conversations, days=9) is None
    async with conversations.begin() as unit:
        (failed,) = await unit.outbox.failed(ErrandKind.HEAL)
        assert failed.reason == "gone"
        assert await unit.outbox.failed(ErrandKind.NEWS) == ()
        assert await unit.outbox.waiting() == 0


async def test_it_is_forgotten_in_time(conversations: ConversationBase) -> None:
    await put(conversations, an_errand(), an_errand("new", at=NOON + timedelta(days=2)))
    async with conversations.begin() as unit:
        assert await unit.outbox.waiting() == 2
        assert await unit.outbox.forget(NOON + timedelta(days=1)) == 1
        await unit.commit()
    found = await take(conversations)
    assert found is not None
    assert found.key == "new"


async def test_two_processes_never_take_the_same(
    store: Store, conversations: ConversationBase
) -> None:
    other = await conversation_base(store, conversations)
    await put(conversations, *(an_errand(str(number)) for number in range(12)))
    taken: list[str] = []

    async def worker(base: ConversationBase) -> None:
        while True:
            try:
                errand = await take(base)
            except (Conflict, StoreUnavailable):
                continue
            if errand is None:
                return
            taken.append(errand.key)

    await asyncio.gather(worker(conversations), worker(other), worker(other))
    assert sorted(taken, key=int) == [str(number) for number in range(12)]
    if other is not conversations:
        await other.close()


async def test_cards_and_what_they_show_at_least(conversations: ConversationBase) -> None:
    await recorded(
        conversations,
        a_reply("a", message_id="1", fact_version=3),
        a_reply("b", message_id="2", fact_version=2, at=NOON + timedelta(days=1)),
        a_reply("c", message_id="3", fact_id=""),
        a_reply("d", message_id="4", fact_id="fact-2", fact_version=7),
    )
    async with conversations.begin() as unit:
        assert [reply.id for reply in await unit.replies.cards("fact-1")] == ["a", "b"]
        assert dict(await unit.replies.shown()) == {"fact-1": 2, "fact-2": 7}


async def test_follows_know_what_was_told_and_end(conversations: ConversationBase) -> None:
    here, there = Place("discord", "1"), Place("discord", "2")
    async with conversations.begin() as unit:
        for number, (person, place) in enumerate((("ann", here), ("ben", here), ("ann", there))):
            await unit.opinions.toggle_follow(Follow(str(number), "fact", person, place, NOON))
        await unit.opinions.told("fact", here, 4)
        await unit.commit()
    async with conversations.begin() as unit:
        versions = [follow.version for follow in await unit.opinions.followers("fact")]
        assert versions == [4, 4, 0]
        assert await unit.opinions.unfollow("fact", here, "ann") == 1
        assert await unit.opinions.unfollow("fact", here, "ann") == 0
        assert await unit.opinions.unfollow("fact", there) == 1
        await unit.commit()
    async with conversations.begin() as unit:
        assert [follow.person for follow in await unit.opinions.followers("fact")] == ["ben"]

"""Telegram's limits on sending, kept by a clock that only moves when somebody waits."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from adapters.telegram.pace import CHAT, GROUP, OVERALL, Pace
from adapters.telegram.recalling import remember
from bot.messages import Place, PlaceKind
from bot.ports import PostedReply, ReplyKind, ReplyState
from bot.storage.memory import MemoryConversationBase
from factbase.matching.decision import Lane
from tests.builders import NOON


class Seconds:
    """A clock that moves on when somebody sleeps."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        self.now += seconds


def group(number: int) -> Place:
    return Place("telegram", str(number))


async def sent(pace: Pace, seconds: Seconds, places: list[Place]) -> list[float]:
    times = []
    for place in places:
        await pace.turn(place)
        times.append(seconds.now)
    return times


def most_within(times: list[float], window: float) -> int:
    return max(sum(1 for one in times if start <= one < start + window) for start in times)


async def test_a_group_gets_no_more_than_twenty_a_minute() -> None:
    seconds = Seconds()
    pace = Pace(seconds, seconds.sleep)
    times = await sent(pace, seconds, [group(1)] * 60)
    assert most_within(times, 60.0) <= 20
    assert most_within(times, 4.0) <= 4
    assert GROUP.most < 20


async def test_a_private_chat_gets_one_a_second_with_short_bursts() -> None:
    seconds = Seconds()
    pace = Pace(seconds, seconds.sleep)
    place = Place("telegram", "7", PlaceKind.PRIVATE)
    times = await sent(pace, seconds, [place] * 30)
    assert most_within(times, 4.0) <= 4
    assert times[-1] - times[0] < 30 * CHAT.seconds / CHAT.most + 1


async def test_all_chats_together_get_no_more_than_thirty_a_second() -> None:
    seconds = Seconds()
    pace = Pace(seconds, seconds.sleep)
    times = await sent(pace, seconds, [group(number) for number in range(200)])
    assert most_within(times, 1.0) <= 30
    assert OVERALL.most < 30


async def test_a_flood_holds_up_its_own_chat_alone() -> None:
    seconds = Seconds()
    pace = Pace(seconds, seconds.sleep)
    pace.block("1", 40.0)
    await pace.turn(group(2))
    assert seconds.now == 100.0
    await pace.turn(group(1))
    assert seconds.now == 140.0


def replied(number: int, at: datetime, **how: Any) -> PostedReply:
    values: dict[str, Any] = {
        "place": group(1),
        "kind": ReplyKind.CARD,
        "lane": Lane.ADDRESSED,
        "author": "ann",
        "locale": "en",
        "state": ReplyState.SENT,
        "sent_id": str(number),
        "fact_id": str(number),
    }
    return PostedReply(id=f"{number:012x}", message_id=str(number), at=at, **values | how)


async def test_what_was_sent_before_the_start_counts() -> None:
    base, seconds = MemoryConversationBase(), Seconds()
    pace = Pace(seconds, seconds.sleep)
    replies = [replied(number, NOON - timedelta(seconds=50)) for number in range(10)]
    replies += [replied(number, NOON - timedelta(seconds=30)) for number in range(10, 17)]
    replies += [
        replied(17, NOON - timedelta(seconds=20), state=ReplyState.SENDING),  # may have arrived
        replied(18, NOON, state=ReplyState.REMOVED),
        replied(19, NOON, state=ReplyState.CLAIMED),
        replied(20, NOON, sent_id="reaction"),
        replied(21, NOON, place=Place("discord", "1")),
        replied(22, NOON - timedelta(seconds=90)),
    ]
    async with base.begin() as unit:
        for reply in replies:
            await unit.replies.claim(reply)
        await unit.commit()
    await remember(pace, base, NOON)
    started = seconds.now
    await pace.turn(group(1))
    # Nineteen were sent within the last minute; the first ten leave it in eleven seconds.
    assert round(seconds.now - started) == 11
    await pace.turn(group(2))
    assert round(seconds.now - started) == 11

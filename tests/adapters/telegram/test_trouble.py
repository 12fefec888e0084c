"""Something of ours breaks: who asked is told, nobody else is, and the next are answered."""

from __future__ import annotations

import pytest

from bot.checking.outcome import Outcome
from bot.messages import IncomingMessage
from bot.storage.memory import MemoryConversationBase

from .running import running
from .server import BotSettings, TelegramServer

pytestmark = pytest.mark.usefixtures("delivery")

HEADLINE = "Moscow's New Ally in Afghanistan"
SLUG = "russia-taliban-alliance"
SORRY = "Something went wrong on my side"


class BreaksOnce:
    """Stands in for a part of the bot that breaks when it is called first."""

    def __init__(self, real: object) -> None:
        self._real = real
        self._broken = False

    def __getattr__(self, name: str) -> object:
        return getattr(self._real, name)

    async def answer(self, message: IncomingMessage) -> Outcome:
        if not self._broken:
            self._broken = True
            raise RuntimeError("broken")
        found: Outcome = await self._real.answer(message)  # type: ignore[attr-defined]  # Answering
        return found


async def test_who_asked_is_told_and_may_ask_again() -> None:
    async with TelegramServer() as telegram:
        ann, group = telegram.user("Ann"), telegram.supergroup("News")
        async with running(telegram) as run:
            object.__setattr__(run.bot, "answering", BreaksOnce(run.bot.answering))
            asked = await ann.says(group, f"/check {HEADLINE}")
            sorry = await group.next_message_from_bot()
            assert SORRY in sorry.text
            assert sorry.reply_to is asked
            await ann.says(group, f"/check {HEADLINE}")
            assert SLUG in (await group.next_message_from_bot()).text


async def test_nobody_else_is() -> None:
    async with TelegramServer(BotSettings(privacy=False)) as telegram:
        ann, group = telegram.user("Ann"), telegram.supergroup("News")
        async with running(telegram) as run:
            object.__setattr__(run.bot, "answering", BreaksOnce(run.bot.answering))
            await ann.says(group, HEADLINE)
            await ann.says(group, f"/check {HEADLINE}")
            assert SLUG in (await group.next_message_from_bot()).text
            await telegram.settled()
        assert len(group.messages_from_bot) == 1


async def test_what_can_not_be_noted_as_done_holds_nobody_up(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async def broken(_self: object, _updates: object) -> None:
        raise RuntimeError("broken")

    async with TelegramServer() as telegram:
        ann, group = telegram.user("Ann"), telegram.supergroup("News")
        async with running(telegram, MemoryConversationBase()) as run:
            monkeypatch.setattr(type(run.connection.receiver._inbox), "done", broken)
            for _ in range(3):
                await ann.says(group, f"/check {HEADLINE}")
            for _ in range(3):
                assert (await group.next_message_from_bot()).text

"""The webhook's door: who may come in, and what is taken in once."""

from __future__ import annotations

import asyncio

import pytest

from bot.storage.memory import MemoryConversationBase

from .running import SECRET, running
from .server import TelegramServer

HEADLINE = "Moscow's New Ally in Afghanistan"


async def send(telegram: TelegramServer, data: bytes) -> bytes:
    """Write to the door and read what it answers."""
    hook = telegram.world.webhook
    assert hook is not None
    port = int(hook.url.rpartition(":")[2].partition("/")[0])
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(data)
    await writer.drain()
    answer = await reader.readuntil(b"\r\n\r\n")
    writer.close()
    await writer.wait_closed()
    return answer


def request(
    body: bytes, *, path: str = "/hook", method: str = "POST", secret: str = SECRET
) -> bytes:
    head = (
        f"{method} {path} HTTP/1.1\r\nHost: here\r\nContent-Length: {len(body)}\r\n"
        f"X-Telegram-Bot-Api-Secret-Token: {secret}\r\n\r\n"
    )
    return head.encode() + body


@pytest.mark.parametrize("secret", ["wrong", "", None])
async def test_a_wrong_secret_gets_403_and_nothing_happens(secret: str | None) -> None:
    async with TelegramServer() as telegram:
        ann = telegram.user("Ann")
        ann.account.has_started = True
        async with running(telegram, webhook=True):
            assert await telegram.forges_update(ann, HEADLINE, secret) == 403
            assert await telegram.forges_update(ann, HEADLINE, SECRET) == 200
            await ann.chat.next_message_from_bot()
            await telegram.settled()
        assert len(ann.chat.messages_from_bot) == 1


@pytest.mark.parametrize(
    ("data", "status"),
    [
        (request(b"{}", path="/other"), b"404"),
        (request(b"{}", method="GET"), b"405"),
        (request(b"no json"), b"400"),
        (request(b"[]"), b"400"),
        (request(b"{}"), b"400"),
        (request(b"[" * 100_000), b"400"),
        (request(b'{"update_id": [1]}'), b"400"),
        (request(b'{"update_id": 1, "message": {"date": 1e400}}'), b"400"),
        (request(b"x" * ((1 << 20) + 1)), b"413"),
        (b"\x00\x01 nonsense\r\n\r\n", b"400"),
    ],
)
async def test_what_is_no_update_is_turned_away(data: bytes, status: bytes) -> None:
    async with TelegramServer() as telegram:
        ann = telegram.user("Ann")
        async with running(telegram, webhook=True):
            assert (await send(telegram, data)).split()[1] == status
            await ann.tells_bot(HEADLINE)
            await ann.chat.next_message_from_bot()


async def test_what_was_taken_in_is_answered_after_a_restart() -> None:
    base = MemoryConversationBase()
    async with TelegramServer() as telegram:
        ann, group = telegram.user("Ann"), telegram.supergroup("News")
        async with running(telegram, base, webhook=True) as run:
            gate = telegram.faults.hold("getChatMember", times=10)
            await ann.says(group, "/settings")
            await gate.reached()
            await telegram.until(lambda: not telegram.world.queue.pending, "confirmation")
            async with base.begin() as unit:
                (event,) = await unit.inbox.open("telegram")
            assert event.data["message"]["text"] == "/settings"
            del run
        gate.release()
        async with running(telegram, base, webhook=True):
            assert "may not" in (await group.next_message_from_bot()).text
            await telegram.settled()
            async with base.begin() as unit:
                assert await unit.inbox.open("telegram") == ()
        assert len(group.messages_from_bot) == 1


@pytest.mark.parametrize("webhook", [False, True])
async def test_the_kinds_of_updates_are_named_each_time(
    webhook: bool,  # noqa: FBT001 - a parameter of the test
) -> None:
    async with TelegramServer() as telegram:
        async with running(telegram, webhook=webhook):
            named = telegram.world.queue._allowed
            (call, *_) = telegram.journal.named("setWebhook" if webhook else "deleteWebhook")
        assert {"message", "edited_message", "callback_query", "inline_query"} < named
        assert {"guest_message", "my_chat_member", "message_reaction", "channel_post"} < named
        assert not {one for one in named if "business" in one}
        assert "drop_pending_updates" not in call.params.values  # what waits is answered

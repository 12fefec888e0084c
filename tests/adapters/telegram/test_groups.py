"""What people do with the bot in groups, told as conversations."""

from __future__ import annotations

import pytest

from .running import running
from .server import TelegramServer

HEADLINE = "Moscow's New Ally in Afghanistan"


@pytest.fixture(params=["polling", "webhook"])
def webhook(request: pytest.FixtureRequest) -> bool:
    return bool(request.param == "webhook")


async def test_check_answers_with_a_card(webhook: bool) -> None:  # noqa: FBT001 - a fixture
    async with TelegramServer() as telegram:
        ann, group = telegram.user("Ann"), telegram.supergroup("News")
        async with running(telegram, webhook=webhook):
            asked = await ann.says(group, f"/check {HEADLINE}")
            card = await group.next_message_from_bot()
            await telegram.settled()
        assert card.reply_to is asked
        assert "Claim:" in card.text
        assert card.buttons == ["Sources", "Why this?", "Not this claim", "Follow", "Dismiss"]
        assert len(group.messages_from_bot) == 1

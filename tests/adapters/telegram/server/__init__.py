"""A Bot API server for tests that an unmodified python-telegram-bot talks to.

    async with TelegramServer() as telegram:
        ann, group = telegram.user("Ann"), telegram.supergroup("News")
        ...  # start the bot with telegram.token and telegram.base_url
        telegram.asks_when_idle(idle(application))
        await ann.says(group, "/check The tower is closed")
        card = await group.next_message_from_bot()
        press = await ann.presses(card, "Sources")
        assert (await press.answer()).text == ""
        await telegram.settled()

Leaving the block fails the test if the bot was refused for a mistake of its own, left a button
unanswered, lost a link without noticing, or broke the Bot API's description. A test that expects
a refusal takes it: `telegram.refusals.take("BUTTON_DATA_INVALID")`.
"""

from .clock import ManualClock, SystemClock
from .flood import FloodLimits, Window
from .model import Account, Chat, Message, Topic
from .people import Person
from .places import Channel, Group, Place
from .pulse import NothingHappened
from .refusal import Refusal
from .server import ProtocolBroken, TelegramServer
from .settling import idle
from .world import BotSettings

__all__ = [
    "Account",
    "BotSettings",
    "Channel",
    "Chat",
    "FloodLimits",
    "Group",
    "ManualClock",
    "Message",
    "NothingHappened",
    "Person",
    "Place",
    "ProtocolBroken",
    "Refusal",
    "SystemClock",
    "TelegramServer",
    "Topic",
    "Window",
    "idle",
]

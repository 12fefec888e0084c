"""A Bot API server for tests that an unmodified python-telegram-bot talks to."""

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

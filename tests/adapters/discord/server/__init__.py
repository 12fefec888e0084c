"""A small, strict Discord on a loopback port, for tests of the adapter."""

from .clock import RealClock, StillClock
from .invocation import Invocation, Modal
from .ledger import Refusal, Request
from .model import Channel, Guild, Message, Role, User
from .offered import NotOffered
from .openapi import COUNTS
from .people import Person
from .places import Place, Town
from .pulse import NothingCame
from .server import DiscordServer

__all__ = [
    "COUNTS",
    "Channel",
    "DiscordServer",
    "Guild",
    "Invocation",
    "Message",
    "Modal",
    "NotOffered",
    "NothingCame",
    "Person",
    "Place",
    "RealClock",
    "Refusal",
    "Request",
    "Role",
    "StillClock",
    "Town",
    "User",
]

"""What platforms hand over: webhook posts, button payloads, custom ids, links, forms' fields."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import cast

import telegram
from telegram import Update

from adapters.discord import buttons
from adapters.discord.answers import match_of
from adapters.discord.panel_choices import CHOICES, PICKS, chosen_value
from adapters.telegram import links, steps
from adapters.telegram.inbound import Me, incoming
from adapters.telegram.receiving import Receiver
from adapters.telegram.webhook import SECRET_HEADER, Listener
from bench.fuzz_inert import inert
from bench.fuzz_room import CLOSED, OPEN, room
from bench.fuzz_texts import NOW
from bot.checking.claims import pick
from bot.composing.document import Button
from bot.messages import Person, Place
from bot.moderating.forms import FactForm
from bot.pressing.callbacks import payload, pressed
from bot.pressing.presses import Presser
from bot.replies import FactCard
from bot.storage.memory import MemoryConversationBase
from factbase.errors import InvalidValue
from factbase.model import Change
from tests.fakes import StandingClock

ME = Me(42, "factbot")
KEY = "key"
API = telegram.Bot("42:key")
"""It never asks Telegram anything here."""


def webhooks(data: bytes) -> None:
    """A body with the right secret: taken in, or turned away as no update."""
    head = f"POST /hook HTTP/1.1\r\nhost: here\r\ncontent-length: {len(data)}\r\n"
    _knock(head.encode() + SECRET_HEADER + f": {KEY}\r\n\r\n".encode() + data)


def doors(data: bytes) -> None:
    """Anything at all at the webhook's door: an answer or none, and the connection ends."""
    _knock(data)


def callbacks(data: bytes) -> None:
    """A button's payload is one of ours, and then as we wrote it, or nothing; likewise the deep
    links and custom ids that carry one.
    """
    text = data.decode("utf-8", "surrogateescape")
    meant = pressed(text)
    if meant is not None:
        button = Button(meant.press, meant.fact_id, "x", meant.value, meant.ticket)
        assert payload(button) == text, "it reads what it wouldn't write"
        assert links.press_in(links.press_payload(text)) == meant
    for read in (links.slug_in, links.added_group, links.reviewed_group, links.counted_group):
        read(text)
    links.press_in(text)
    with suppress(ValueError):
        assert text in links.start_link("factbot", text)
    controls = buttons.OWN.fullmatch(text)
    if controls is not None:
        assert buttons.own_id(controls["what"], controls["rest"]) == text
    match_of(text)
    for name in (*CHOICES, *PICKS):
        with suppress(KeyError, ValueError):
            chosen_value(name, tuple(text.split(",")))


def presses(data: bytes) -> None:
    """A press with made-up parts changes no fact and shows nothing private to a stranger."""
    here = room()
    text = data.decode("utf-8", "replace")
    for name, value in (("{ticket}", here.posted.id), ("{open}", OPEN), ("{closed}", CLOSED)):
        text = text.replace(name, value)
    meant = pressed(text)
    if meant is None:
        return
    stranger = Person("fuzz", "eve")
    for person in (stranger, Person("fuzz", "boss", administers=True)):
        here.new_id()
        by = Presser(person, Place("fuzz", "room"), text)
        here.check(here.run(here.bot.presses.press(meant, by)).reply)
        here.run(here.bot.presses.draft(meant, by))
    assert here.versions == {1}, "a press changed a fact"


def drafts(data: bytes) -> None:
    """Answers to the questions that make a fact, a line each, and the same as a form."""
    lines = data.decode("utf-8", "surrogateescape").split("\n")
    change = Change(by="fuzz", at=NOW, why="fuzz")
    progress = steps.Progress(steps.ADD, "claim", "-100")
    for line in lines:
        with suppress(InvalidValue, KeyError):
            kept = json.dumps(steps.answered(progress, line, NOW.date()).data())
            progress = steps.Progress.of(json.loads(kept))
    names = list(FactForm.__dataclass_fields__)
    form = FactForm.of(dict(zip(names, lines, strict=False)))
    with suppress(InvalidValue):
        fact = form.fact(change, "harbour")
        inert(FactCard(fact, fact.timeline, NOW.date()), (fact,))
    with suppress(InvalidValue):
        steps.new_fact(progress, change, "harbour")


async def _read(updates: Sequence[Update]) -> None:
    """Deal with updates as far as they need no answer."""
    for update in updates:
        if update.effective_message is not None:
            pick(incoming(update.effective_message, ME))


@dataclass(slots=True)
class _Wire:
    """Stands in for a connection's writing side."""

    said: bytearray = field(default_factory=bytearray)
    closed: bool = False

    def write(self, data: bytes) -> None:
        self.said += data

    async def drain(self) -> None:
        pass

    def close(self) -> None:
        self.closed = True

    async def wait_closed(self) -> None:
        pass


def _knock(data: bytes) -> None:
    wire = _Wire()

    async def serve() -> None:
        reader = asyncio.StreamReader()
        reader.feed_data(data)
        reader.feed_eof()
        receiver = Receiver(
            MemoryConversationBase(),
            StandingClock(),
            ME,
            _read,
            waits=lambda _: False,
            belongs=lambda _one, _other: False,
        )
        door = Listener(API, receiver, "/hook", KEY)
        await door.connected(reader, cast("asyncio.StreamWriter", wire))
        await receiver.idle()

    room().run(serve())
    assert wire.closed, "the connection was left open"
    for line in bytes(wire.said).split(b"\r\n\r\n"):
        assert not line or line.startswith(b"HTTP/1.1 "), "something else than an answer"
        assert b" 500 " not in line.split(b"\r\n")[0]

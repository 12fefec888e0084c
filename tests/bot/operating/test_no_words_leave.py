"""What a run of conversations logged and exported holds no word, name or token of anybody."""

from __future__ import annotations

import io
import json
import logging
from collections.abc import Iterator
from datetime import timedelta

import pytest
import structlog
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

from bot import observing
from bot.errors import DeliveryError
from bot.messages import Addressed, IncomingMessage, Person, Place, PlaceKind, Preview, Quoted
from bot.metrics import Together
from bot.metrics.prometheus import PrometheusMetrics
from bot.metrics.tracing import Spans
from bot.observing import set_up_logging
from bot.places.behaviour import Mode, PlaceSettings
from bot.storage.memory import MemoryConversationBase
from tests.contracts.storing import next_version, saved, stored
from tests.fakes import StandingClock
from tests.talking import (
    HEADLINE,
    RecordingCourier,
    a_message,
    ask,
    open_for_test,
    posting,
    published,
)

TOKEN = "110201543:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw"
NAME = "Quetzalcoatl Xanthippe"
PERSON = "zq7731-person"
WORDS = ("wombatphrase", "okapiphrase", "numbatphrase", "quollphrase", "tapirphrase")
CANARIES = (
    *WORDS,
    TOKEN,
    TOKEN.split(":")[1],
    NAME,
    NAME.split(maxsplit=1)[0],
    PERSON,
    "Harbour bridge",
)


def messages() -> Iterator[IncomingMessage]:
    """Every way for words to come in, answered or not."""
    who = Person("test", PERSON)
    yield a_message(HEADLINE, "hit", author=who)
    yield a_message(f"{HEADLINE} {WORDS[0]} {NAME}", "near", author=who)
    yield a_message(WORDS[0], "short", author=who)
    yield a_message("", "empty", author=who)
    quoted = Quoted(
        "q", f"{WORDS[1]} {TOKEN} is what {NAME} said to everybody in town", by_us=False
    )
    yield a_message("is this true?", "quoted", author=who, replied_to=quoted)
    yield a_message("", "forward", author=who, forwarded=(quoted,))
    shown = Preview(f"{WORDS[2]} {NAME}", WORDS[2], f"https://x.example/?t={TOKEN}")
    yield a_message("look", "preview", author=who, previews=(shown,))
    yield a_message(f"{WORDS[3]} \x00 \u202e @everyone {TOKEN}", "hostile", author=who)
    yield a_message(WORDS[4] * 3_000, "long", author=who)
    yield a_message(HEADLINE, "edited", author=who, edited=True)
    yield a_message(f"{HEADLINE} {WORDS[1]}", "heard", author=who, addressed=Addressed.NO)
    yield a_message("x", "private", author=who, place=Place("test", "p", PlaceKind.PRIVATE))
    for number in range(30):
        yield a_message(f"{WORDS[2]} again", f"flood-{number}", author=who)


@pytest.fixture
def everything() -> Iterator[io.StringIO]:
    """All that is logged from here on, at the most talkative level."""
    stream = io.StringIO()
    root = logging.getLogger()
    handlers, level = root.handlers, root.level
    levels = {name: logging.getLogger(name).level for name in observing.QUIET}
    set_up_logging("debug", "json")
    (handler,) = root.handlers
    assert isinstance(handler, logging.StreamHandler)
    handler.setStream(stream)
    yield stream
    root.handlers, root.level = handlers, level
    for name, before in levels.items():
        logging.getLogger(name).setLevel(before)
    structlog.reset_defaults()
    structlog.contextvars.clear_contextvars()


async def run_conversations(metrics: Together) -> None:
    base = MemoryConversationBase()
    fact = published()
    await stored(base, fact)
    clock = StandingClock()
    async with open_for_test(base, clock, metrics, locale="en") as bot:
        await bot.preferences.ignore_me(Person("test", PERSON), ignored=False)
        async with base.begin() as unit:
            await unit.places.put("test", "room", PlaceSettings(mode=Mode.UNPROMPTED, cooldown=0))
            await unit.commit()
        bot.answering.places.forget()
        refusals = [
            None,
            DeliveryError(f"{NAME} {TOKEN}", final=True),
            DeliveryError("x", final=False),
        ]
        courier = RecordingCourier(iter(refusals))
        say = posting(bot, courier)
        for message in messages():
            clock.advance(seconds=20)
            await ask(bot, say, message)
            await say.revise(message)
            await bot.aside.answer(message)
        await saved(base, next_version(fact))
        await bot.index.refresh()
        clock.advance(seconds=timedelta(hours=1).total_seconds())
        await say.sweep("test")
        logging.getLogger("sqlalchemy.engine").info("SELECT %s", TOKEN)
        logging.getLogger("httpx").info("POST https://api.example/bot%s/x", TOKEN)
        try:
            int(f"{NAME} {WORDS[0]} {TOKEN}")  # its error quotes what it was given
        except ValueError:
            structlog.get_logger().exception("broke")
        logging.getLogger("library").error("broke", exc_info=ValueError(f"{NAME} {TOKEN}"))
    assert courier.posted


async def test_no_canary_is_found_anywhere(everything: io.StringIO) -> None:
    prometheus, spans = PrometheusMetrics(), InMemorySpanExporter()
    tracing = Spans(SimpleSpanProcessor(spans))
    await run_conversations(Together(prometheus, tracing))
    tracing.close()
    exported = "\n".join(span.to_json() for span in spans.get_finished_spans())
    produced = everything.getvalue() + prometheus.page().decode() + exported
    lines = [json.loads(line) for line in everything.getvalue().splitlines()]
    assert {"decided", "recorded", "reply_sent", "reply_failed", "broke"} <= {
        line["event"] for line in lines
    }
    assert exported
    found = [canary for canary in CANARIES if canary.casefold() in produced.casefold()]
    assert found == []


async def test_one_id_leads_from_event_to_reply(everything: io.StringIO) -> None:
    await run_conversations(Together())
    lines = [json.loads(line) for line in everything.getvalue().splitlines()]
    journeys: dict[str, list[str]] = {}
    for line in lines:
        if "event_id" in line:
            journeys.setdefault(line["event_id"], []).append(line["event"])
    assert ["decided", "recorded", "reply_sent"] in [steps[:3] for steps in journeys.values()]

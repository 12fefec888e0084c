"""What is counted on a message's way, from received to sent."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

from bot.errors import DeliveryError
from bot.messages import Addressed, Person, Place
from bot.metrics import Together
from bot.metrics.prometheus import PrometheusMetrics
from bot.metrics.tracing import Spans
from bot.places.behaviour import Mode, PlaceSettings
from bot.storage.memory import MemoryConversationBase
from bot.wiring import Bot
from tests.contracts.storing import stored
from tests.talking import (
    RecordingCourier,
    a_message,
    ask,
    open_for_test,
    posting,
    published,
)


class Counted:
    """A bot whose metrics can be asked."""

    def __init__(self, bot: Bot, metrics: PrometheusMetrics, spans: InMemorySpanExporter) -> None:
        self.bot = bot
        self.metrics = metrics
        self.spans = spans
        self.courier = RecordingCourier()
        self.posting = posting(bot, self.courier)

    def value(self, name: str, **labels: str) -> float | None:
        return self.metrics.registry.get_sample_value(name, labels)


@pytest.fixture
async def counted() -> AsyncIterator[Counted]:
    base = MemoryConversationBase()
    await stored(base, published())
    metrics, spans = PrometheusMetrics(), InMemorySpanExporter()
    traced = Spans(SimpleSpanProcessor(spans))
    async with open_for_test(base, metrics=Together(metrics, traced)) as bot:
        yield Counted(bot, metrics, spans)
    traced.close()


async def test_an_answered_question(counted: Counted) -> None:
    await ask(counted.bot, counted.posting, a_message())
    here = {"platform": "test"}
    assert counted.value("factbot_messages_received_total", **here) == 1
    assert counted.value("factbot_messages_addressed_total", **here) == 1
    assert counted.value("factbot_messages_matched_total", **here, lane="addressed") == 1
    assert counted.value("factbot_messages_answered_total", **here, reply="card") == 1
    assert counted.value("factbot_replies_sent_total", **here) == 1
    for step in ("match", "answer", "record", "post"):
        assert counted.value(f"factbot_{step}_seconds_count") == 1


async def test_silence_is_counted_with_its_reason(counted: Counted) -> None:
    answering = counted.bot.answering
    await answering.answer(a_message(addressed=Addressed.NO))
    await answering.answer(a_message(author=Person("test", "machine", is_bot=True)))
    for _ in range(2):
        await answering.answer(a_message(message_id="twice"))
    async with counted.bot.base.begin() as unit:
        await unit.places.put("test", "loud", PlaceSettings(mode=Mode.UNPROMPTED))
        await unit.commit()
    counted.bot.answering.places.forget()
    loud = Place("test", "loud")
    await answering.answer(
        a_message("what a lovely morning", "loud", place=loud, addressed=Addressed.NO)
    )
    name = "factbot_messages_silent_total"
    assert counted.value(name, platform="test", reason="not-for-us") == 2
    assert counted.value(name, platform="test", reason="already-answered") == 1
    assert counted.value("factbot_messages_received_total", platform="test") == 5
    reasons = [
        sample.labels["reason"]
        for family in counted.metrics.registry.collect()
        for sample in family.samples
        if sample.name == name
    ]
    assert len(reasons) == 3, "the unprompted one went unmatched, for a reason of the matcher's"


async def test_a_reply_that_was_given_up(counted: Counted) -> None:
    counted.courier.failures = iter([DeliveryError("forbidden", final=True)])
    await ask(counted.bot, counted.posting, a_message())
    name = "factbot_replies_failed_total"
    assert counted.value(name, platform="test", reason="forbidden") == 1
    assert counted.value("factbot_replies_sent_total", platform="test") is None


async def test_a_reason_that_is_no_code_makes_no_series(counted: Counted) -> None:
    counted.courier.failures = iter([DeliveryError("Bad chat: Ada's flat", final=True)])
    await ask(counted.bot, counted.posting, a_message())
    assert counted.value("factbot_replies_failed_total", platform="test", reason="other") == 1
    assert b"Ada" not in counted.metrics.page()


async def test_steps_become_spans_of_one_event(counted: Counted) -> None:
    await ask(counted.bot, counted.posting, a_message())
    spans = {span.name: span for span in counted.spans.get_finished_spans()}
    assert set(spans) == {"answer", "match", "record", "post"}
    events = {str((span.attributes or {})["factbot.event"]) for span in spans.values()}
    assert len(events - {""}) == 1
    answer = spans["answer"].context
    assert answer is not None
    assert {spans[name].parent.span_id for name in ("match", "record")} == {answer.span_id}  # type: ignore[union-attr]  # both run inside


async def test_an_error_leaves_its_kind_in_a_span_and_none_of_its_words(counted: Counted) -> None:
    counted.courier.failures = iter([DeliveryError("quoted words", final=True)])
    await ask(counted.bot, counted.posting, a_message())
    (post,) = [span for span in counted.spans.get_finished_spans() if span.name == "post"]
    assert post.status.description == "DeliveryError"
    assert "quoted" not in post.to_json()

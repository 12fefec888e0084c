"""Spans for OpenTelemetry: the steps of a journey, with codes as attributes and no texts."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from opentelemetry import trace
from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import SpanProcessor, TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor
from opentelemetry.trace import Status, StatusCode

from bot.correlation import current
from bot.metrics.ports import NoMetrics, Step


class Spans(NoMetrics):
    """Implements `Metrics`: each timed step is a span, what is counted becomes its events."""

    def __init__(self, *processors: SpanProcessor) -> None:
        self._provider = TracerProvider(resource=Resource.create({"service.name": "factbot"}))
        for processor in processors:
            self._provider.add_span_processor(processor)
        self._tracer = self._provider.get_tracer("factbot")

    @classmethod
    def to(cls, endpoint: str) -> Spans:
        """Spans for the collector at this address (OTLP over HTTP), sent in the background."""
        return cls(BatchSpanProcessor(OTLPSpanExporter(endpoint)))

    def matched(self, platform: str, lane: str) -> None:
        """A fact was found."""
        trace.get_current_span().add_event("matched", {"platform": platform, "lane": lane})

    def answered(self, platform: str, reply: str) -> None:
        """Something is to be said."""
        trace.get_current_span().add_event("answered", {"platform": platform, "reply": reply})

    def silent(self, platform: str, reason: str) -> None:
        """Nothing is to be said."""
        trace.get_current_span().add_event("silent", {"platform": platform, "reason": reason})

    def failed(self, platform: str, reason: str) -> None:
        """A reply was given up."""
        trace.get_current_span().add_event("failed", {"platform": platform, "reason": reason})

    @contextmanager
    def timed(self, step: Step) -> Iterator[None]:
        """Time what happens within as a span below the one that runs."""
        # The SDK would record an error's words, which may quote a message.
        with self._tracer.start_as_current_span(
            step.value, record_exception=False, set_status_on_exception=False
        ) as span:
            span.set_attribute("factbot.event", current())
            try:
                yield
            except Exception as problem:  # noted on the span and raised again
                span.set_status(Status(StatusCode.ERROR, type(problem).__qualname__))
                raise

    def close(self) -> None:
        """Send what is left."""
        self._provider.shutdown()

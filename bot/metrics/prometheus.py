"""Metrics for Prometheus. Names and units as its naming conventions have them
(prometheus.io/docs/practices/naming): one unit, base units, `_total` for counters.
"""

from __future__ import annotations

from contextlib import AbstractContextManager

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest

from bot.metrics.ports import Step
from bot.observing import code
from bot.operating.vitals import Vitals

_FAST = (0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5)
_SLOW = (0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)
"""Bounds of the histograms in seconds: for what happens here, and for what a platform takes."""


class PrometheusMetrics:
    """Implements `Metrics`; `page` is what a scrape gets."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self._received = self._counter("messages_received", "Messages that platforms handed over.")
        self._addressed = self._counter("messages_addressed", "Messages that asked the bot.")
        self._matched = self._counter("messages_matched", "Messages with a fact.", "lane")
        self._answered = self._counter("messages_answered", "Messages to be answered.", "reply")
        self._silent = self._counter("messages_silent", "Messages left without answer.", "reason")
        self._sent = self._counter("replies_sent", "Replies that a platform took.")
        self._failed = self._counter("replies_failed", "Replies that were given up.", "reason")
        self._steps = {step: self._histogram(step) for step in Step}
        self._base_up = self._gauge("base_up", "Whether the base answered at this scrape.")
        self._index_facts = self._gauge("index_facts", "Published facts in memory.")
        self._index_revision = self._gauge("index_revision", "Revision that the index has seen.")
        self._lag = self._gauge(
            "index_lag_revisions", "Revisions of the base that the index hasn't seen."
        )
        self._loop = self._gauge("event_loop_lag_seconds", "How late the event loop last was.")
        self._outbox = self._gauge("outbox_replies", "Replies decided but not sent.", "platform")
        self._outbox_age = self._gauge(
            "outbox_oldest_age_seconds", "Age of the oldest of them.", "platform"
        )
        self._errands = self._gauge(
            "outbox_errands", "Corrections, news and answers that wait for their turn."
        )

    def _counter(self, name: str, about: str, *labels: str) -> Counter:
        return Counter(f"factbot_{name}", about, ["platform", *labels], registry=self.registry)

    def _gauge(self, name: str, about: str, *labels: str) -> Gauge:
        return Gauge(f"factbot_{name}", about, labels, registry=self.registry)

    def _histogram(self, step: Step) -> Histogram:
        bounds = _SLOW if step is Step.POST else _FAST
        about = f"Time that the step {step.value} takes."
        return Histogram(
            f"factbot_{step.value}_seconds", about, registry=self.registry, buckets=bounds
        )

    def received(self, platform: str) -> None:
        """A platform handed over a message."""
        self._received.labels(platform).inc()

    def addressed(self, platform: str) -> None:
        """Somebody asked the bot something."""
        self._addressed.labels(platform).inc()

    def matched(self, platform: str, lane: str) -> None:
        """The matcher found the fact for a message."""
        self._matched.labels(platform, lane).inc()

    def answered(self, platform: str, reply: str) -> None:
        """Something is to be said."""
        self._answered.labels(platform, code(reply)).inc()

    def silent(self, platform: str, reason: str) -> None:
        """Nothing is to be said, and why."""
        self._silent.labels(platform, code(reason)).inc()

    def sent(self, platform: str) -> None:
        """A platform took a reply."""
        self._sent.labels(platform).inc()

    def failed(self, platform: str, reason: str) -> None:
        """A reply was given up, and why."""
        self._failed.labels(platform, code(reason)).inc()

    def timed(self, step: Step) -> AbstractContextManager[None]:
        """Time what happens within."""
        return self._steps[step].time()

    def show(self, vitals: Vitals) -> None:
        """Take over how things stand at this moment."""
        self._base_up.set(vitals.base_up)
        self._index_facts.set(vitals.facts)
        self._index_revision.set(vitals.revision)
        self._loop.set(vitals.loop_lag)
        self._errands.set(vitals.errands)
        if vitals.lag is not None:
            self._lag.set(vitals.lag)
        for platform, outbox in vitals.outboxes.items():
            self._outbox.labels(platform).set(outbox.replies)
            self._outbox_age.labels(platform).set(outbox.oldest)

    def page(self) -> bytes:
        """Everything in Prometheus' text format."""
        return generate_latest(self.registry)

"""Every implementation of the seam takes every call; together, each is told."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from bot.metrics import Metrics, NoMetrics, Step, Together
from bot.metrics.prometheus import PrometheusMetrics
from bot.metrics.tracing import Spans


@pytest.fixture(params=[NoMetrics, PrometheusMetrics, Spans, Together])
def metrics(request: pytest.FixtureRequest) -> Iterator[Metrics]:
    made: Metrics = request.param()
    yield made
    if isinstance(made, Spans):
        made.close()


def tell_everything(metrics: Metrics) -> None:
    for step in Step:
        with metrics.timed(step):
            metrics.received("p")
            metrics.addressed("p")
            metrics.matched("p", "addressed")
            metrics.answered("p", "card")
            metrics.silent("p", "cooldown")
            metrics.sent("p")
            metrics.failed("p", "forbidden")


def test_takes_everything(metrics: Metrics) -> None:
    tell_everything(metrics)


def test_lets_errors_through(metrics: Metrics) -> None:
    with pytest.raises(KeyError), metrics.timed(Step.MATCH):
        raise KeyError("x")


def test_together_each_is_told() -> None:
    one, other = PrometheusMetrics(), PrometheusMetrics()
    tell_everything(Together(one, other))

    def counts(metrics: PrometheusMetrics) -> dict[str, float]:
        return {
            sample.name + str(sample.labels): sample.value
            for family in metrics.registry.collect()
            for sample in family.samples
            if sample.name.endswith(("_total", "_count"))
        }

    assert counts(one) == counts(other)
    assert set(counts(one).values()) == {4.0, 1.0}


def test_names_follow_the_convention() -> None:
    metrics = PrometheusMetrics()
    for family in metrics.registry.collect():
        assert family.name.startswith("factbot_")
        assert family.documentation
        if family.type == "histogram":
            assert family.name.endswith("_seconds")
        assert not family.name.endswith(("_ms", "_millis", "_minutes"))

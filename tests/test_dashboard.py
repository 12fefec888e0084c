"""The dashboard asks only for metrics that there are, and for each of them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bot.metrics.prometheus import PrometheusMetrics

DASHBOARD = Path(__file__).parent.parent / "docs" / "grafana.json"
_SUFFIXES = {
    "counter": ("_total",),
    "gauge": ("",),
    "histogram": ("_bucket", "_count", "_sum"),
}


def names() -> dict[str, str]:
    """Every series by name, with its family."""
    return {
        family.name + suffix: family.name
        for family in PrometheusMetrics().registry.collect()
        for suffix in _SUFFIXES[family.type]
    }


def queries(node: Any) -> Iterator[str]:
    if isinstance(node, dict):
        for key, value in node.items():
            if key in {"expr", "query"} and isinstance(value, str):
                yield value
            yield from queries(value)
    elif isinstance(node, list):
        for value in node:
            yield from queries(value)


def asked() -> set[str]:
    board = json.loads(DASHBOARD.read_text())
    return {name for query in queries(board) for name in re.findall(r"factbot_\w+", query)}


def test_every_query_names_a_metric_that_exists() -> None:
    assert asked()
    assert asked() <= set(names())


def test_every_metric_is_shown() -> None:
    families = names()
    assert {families[name] for name in asked()} == set(families.values())


def test_has_what_grafana_needs_to_load_it() -> None:
    board = json.loads(DASHBOARD.read_text())
    assert board["title"]
    assert board["schemaVersion"] >= 36
    assert len({panel["id"] for panel in board["panels"]}) == len(board["panels"])
    for panel in board["panels"]:
        spot = panel["gridPos"]
        assert 0 <= spot["x"] <= 24 - spot["w"]
        assert panel["targets"], panel["title"]

"""What the operator's page says can be repeated exists: tests, benchmarks, settings, metrics."""

from __future__ import annotations

import re
from pathlib import Path

from bench.__main__ import BENCHMARKS
from bot.metrics.prometheus import PrometheusMetrics
from bot.settings import Settings

ROOT = Path(__file__).parent.parent
PAGES = [(ROOT / name).read_text() for name in ("docs/operations.md", "SECURITY.md")]


def found(pattern: str) -> set[str]:
    return {match for page in PAGES for match in re.findall(pattern, page)}


def test_files_exist() -> None:
    named = found(r"\b((?:tests|scripts|bench|bot)/[\w./]+)")
    assert named
    assert [name for name in named if not (ROOT / name).exists()] == []


def test_picked_tests_exist() -> None:
    for picked in found(r"pytest (tests/\S+ -k \w+)"):
        path, _, words = picked.split()
        text = (ROOT / path).read_text()
        assert re.search(rf"def test_\w*{words}", text), words


def test_benchmarks_exist() -> None:
    assert found(r"python -m bench (\w+)") <= set(BENCHMARKS)


def test_settings_exist() -> None:
    for name in found(r"FACTBOT_(\w+)"):
        first, *rest = name.lower().split("__")
        field = Settings.model_fields[first]
        for part in rest:
            assert part in field.annotation.model_fields  # type: ignore[union-attr]  # a section


def test_metrics_exist() -> None:
    families = {family.name for family in PrometheusMetrics().registry.collect()}
    for name in found(r"\b(factbot_[a-z_]+)"):
        assert name.removesuffix("_total") in families

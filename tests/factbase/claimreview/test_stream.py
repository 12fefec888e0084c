"""Entries out of JSON of any length and of every shape, never more than one at a time."""

from __future__ import annotations

import io
import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from factbase.claimreview.stream import CHUNK, LONGEST, Unreadable, entries

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=6,
)
OBJECTS = st.lists(st.dictionaries(st.text(max_size=5), VALUES, max_size=4), max_size=6).map(
    lambda found: [item for item in found if not {"claims", "@graph"} & set(item)]
)


class Drop(io.StringIO):
    """A file that hands out a few characters at a time."""

    def __init__(self, text: str, step: int) -> None:
        super().__init__(text)
        self.step = step

    def read(self, size: int | None = -1) -> str:
        del size
        return super().read(self.step)


def values(text: str, step: int = CHUNK) -> list[Any]:
    return [entry.value for entry in entries(Drop(text, step))]


@settings(deadline=None)
@given(OBJECTS, st.integers(1, 40), st.sampled_from([None, 1]))
def test_every_shape_gives_its_entries(found: list[Any], step: int, indent: int | None) -> None:
    whole = json.dumps(found, indent=indent)
    assert values(whole, step) == found
    feed = {"@type": "DataFeed", "dataFeedElement": found, "after": [1, 2]}
    assert values(json.dumps(feed, indent=indent), step) == found
    lines = "\n".join(json.dumps(item) for item in found)
    assert values(lines, step) == found
    assert values("\ufeff" + lines.replace("\n", ",\n"), step) == found


def test_lines_and_numbers() -> None:
    text = '[\n  {"a": 1},\n\n  {"b":\n 2}, {"c": 3}\n]'
    assert [(entry.line, entry.number) for entry in entries(io.StringIO(text))] == [
        (2, 1),
        (4, 2),
        (5, 3),
    ]


@pytest.mark.parametrize(
    ("text", "line", "problem"),
    [
        ('[{"a": 1},\n{"b": }]', 2, "no valid JSON"),
        ('[{"a": 1},\n{"b": 2}', 2, "lacks a comma"),
        ('[{"a": 1} {"b": 2}]', 1, "lacks a comma"),
        ('[{"a": NaN}]', 1, "no valid JSON"),
        ("slug: no-json\n", 1, "no JSON object"),
        ("[" * 200_000, 1, "no valid JSON"),
        ('[{"a": ' + "9" * 5_000 + "}]", 1, "no valid JSON"),
        ('[{"a": "' + "x" * (LONGEST + 2 * CHUNK) + '"', 1, "more than"),
    ],
)
def test_what_is_no_json_says_where(text: str, line: int, problem: str) -> None:
    with pytest.raises(Unreadable, match=problem) as refused:
        list(entries(io.StringIO(text)))
    assert refused.value.line == line


def test_what_came_before_is_given_first() -> None:
    found = entries(io.StringIO('{"a": 1}\n{"b": 2}\nnonsense'))
    assert [next(found).value, next(found).value] == [{"a": 1}, {"b": 2}]
    with pytest.raises(Unreadable):
        next(found)


def test_no_text_at_all() -> None:
    assert values("") == []
    assert values(" \n") == []
    with pytest.raises(Unreadable, match="UTF-8"):
        list(entries(io.TextIOWrapper(io.BytesIO(b'[{"a": "\xff\xfe'), encoding="utf-8")))


def test_memory_stays_with_one_entry() -> None:
    class Endless(io.StringIO):
        longest = 0

        def read(self, size: int | None = -1) -> str:
            self.longest = max(self.longest, size or 0)
            self.given = getattr(self, "given", 0) + 1
            return '{"a": "b"},' * 6_000 if self.given < 20 else ""

    file = Endless()
    assert sum(1 for _ in entries(file)) == 19 * 6_000
    assert file.longest <= 4 * CHUNK

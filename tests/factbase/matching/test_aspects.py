"""Which Russian words are one verb in another aspect; words are folded (й is и, ё is е)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factbase.matching.decision import Entry, Lane
from factbase.matching.engine import Engine
from factbase.matching.guards.aspects import is_pair
from factbase.model import Audience

CYRILLIC = st.text("абвгдежзиклмнопрстуфхцчшщъыьэюя", min_size=1, max_size=14)
MIXED = st.lists(
    st.sampled_from(
        [
            "не",
            "ни",
            "нельзя",
            "никто",
            "без",
            "нет",
            "not",
            "never",
            "no",
            "don't",
            "without",
            "who",
            "that",
            "что",
            ",",
            ".",
            "?",
            "Осло",
            "мост",
            "закрыл",
            "закрывал",
            "его",
            "it",
            "refused",
            "stopped",
            "yet",
            "to",
            "out",
            "rather",
            "than",
            "doubt",
            "bridge",
            "Oslo",
            "closed",
        ]
    ),
    max_size=16,
).map(" ".join)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("уволил", "увольнял"), ("ввели", "вводили"), ("запретил", "запрещал"),
        ("повысил", "повышал"), ("купил", "покупал"), ("принял", "принимал"),
        ("отправил", "отправляли"), ("убил", "убивал"), ("закрыла", "закрывала"),
        ("передаст", "переданы"), ("построил", "строил"), ("потеряла", "теряла"),
        ("подписал", "подписывал"), ("признали", "признавали"), ("вывез", "вывозил"),
    ],
)  # fmt: skip
def test_one_verb_in_both_aspects_is_a_pair(one: str, other: str) -> None:
    assert is_pair(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("уволил", "удалил"), ("ввели", "вывели"), ("запретил", "заметил"),
        ("купил", "копил"), ("принял", "понял"), ("убил", "забил"), ("закрыла", "открыла"),
        ("построил", "устроил"), ("вывез", "ввез"), ("fired", "уволил"),
    ],
)  # fmt: skip
def test_two_verbs_are_none(one: str, other: str) -> None:
    assert not is_pair(one, other)


@given(CYRILLIC, CYRILLIC)
def test_a_pair_is_one_either_way_round(one: str, other: str) -> None:
    assert is_pair(one, other) == is_pair(other, one)


@given(MIXED, MIXED)
def test_any_heap_of_negations_is_read(before: str, after: str) -> None:
    engine = Engine()
    engine.add(Entry("one", ("Осло закрыл мост, и его не открыть", "Oslo never closed its bridge")))
    message = f"{before} Осло закрыл мост, Oslo closed its bridge {after}"
    assert engine.decide(message, Lane.ADDRESSED, Audience()).trail.candidates

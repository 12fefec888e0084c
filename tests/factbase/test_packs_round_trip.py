"""What is written as a pack is read back with equal contents."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from factbase.model import Fact
from factbase.model.history import changed_fields
from factbase.packs import read_fact, read_pack, write_fact, write_pack
from tests.builders import a_change
from tests.strategies import facts


def same_contents(one: Fact, other: Fact) -> bool:
    return set(changed_fields(one, other)) <= {"status", "scope"}


@settings(max_examples=50, deadline=None)
@given(st.lists(facts(), max_size=3, unique_by=lambda fact: fact.slug))
def test_packs(some: list[Fact]) -> None:
    reading = read_pack(write_pack(some), a_change())
    assert reading.rejects == ()
    assert len(reading.facts) == len(some)
    assert all(map(same_contents, some, reading.facts))


@settings(max_examples=50, deadline=None)
@given(facts())
def test_single_facts_as_an_editor_shows_them(fact: Fact) -> None:
    assert same_contents(fact, read_fact(write_fact(fact), a_change()))


@given(facts())
def test_writing_is_stable(fact: Fact) -> None:
    text = write_pack([fact])
    assert write_pack(read_pack(text, a_change()).facts) == text

"""Facts as JSON and back."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings

from factbase.errors import InvalidValue
from factbase.model import Fact, LocalText
from factbase.storage.document import from_document, to_document
from tests.builders import a_fact
from tests.strategies import facts


@settings(deadline=None, max_examples=50)
@given(facts())
def test_nothing_is_lost(fact: Fact) -> None:
    assert from_document(json.loads(json.dumps(to_document(fact)))) == fact


def test_the_original_stays_first_whatever_sorts_the_keys() -> None:
    fact = a_fact(claim=LocalText.of({"ru": "Мост закрыт", "en": "The bridge is closed"}))
    shuffled = json.loads(json.dumps(to_document(fact), sort_keys=True))
    assert from_document(shuffled).claim.original.language == "ru"


def test_a_format_of_tomorrow_is_refused() -> None:
    document = to_document(a_fact()) | {"format": 2}
    with pytest.raises(InvalidValue, match="update factbot"):
        from_document(document)

"""Folding: what hides a word is undone, and every place in the text is kept."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factbase.matching.normalise import LONGEST, _fold_char, fold, origins
from factbase.matching.tokens import tokenise


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Ruѕsіa ѕupplіes", "Russia supplies"),
        ("wea\u00adpons", "weapons"),
        ("wea\u200bpo\u2060ns", "weapons"),
        ("\u202etaliban\u202c", "taliban"),
        ("ｗｅａｐｏｎｓ 𝐰𝐞𝐚𝐩𝐨𝐧𝐬", "weapons weapons"),
        ("wea🔥pons", "weapons"),
        ("**weapons** `to` ~~them~~", "weapons to them"),
        ("t\u0301a\u0327liban", "taliban"),
        ("Россия", "Россия"),
        ("don’t “quote”", 'don\'t "quote"'),
    ],
)
def test_hidden_words_come_out(text: str, folded: str) -> None:
    assert fold(text) == folded


def test_addresses_and_pings_say_nothing() -> None:
    text = "<@123> see https://example.org/taliban-arms <:blob:42> me@example.org now"
    assert fold(text).split() == ["see", "now"]


@pytest.mark.parametrize(
    "text",
    [
        "http\u200b://a.example/x",
        "һttps://a.example/x",
        "＜＠１２３＞",
        "ｗｗｗ.a.example",
        "a＠b.example",
    ],
)
def test_a_hidden_address_says_nothing_either(text: str) -> None:
    assert fold(f"see {text} now").split() == ["see", "now"]


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("</fact show:12> x", ["</fact", "show:12>", "x"]),
        ("a </fact:12> x", ["a", "x"]),
        ("<a:party_parrot:99> <t:1700000000:R> <@!5> <@&5> <#5> x", ["x"]),
        ("<@1<@2> x", ["<@1", "x"]),
        ("mail a.b+c-d@e-f.org, -x@y.zz", ["mail", ","]),
    ],
)
def test_pings_end_where_the_next_begins(text: str, left: list[str]) -> None:
    assert fold(text).split() == left


def test_no_character_is_folded_further_than_once() -> None:
    # What lies between has no characters.
    for code in (*range(0x3_4000), *range(0xE_0000, 0xE_0200)):
        folded = _fold_char(chr(code))
        assert "".join(map(_fold_char, folded)) == folded, hex(code)


@given(st.text(max_size=200))
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text(max_size=200))
def test_every_folded_letter_knows_where_it_stood(text: str) -> None:
    places = origins(text)
    assert len(places) == len(fold(text)) + 1
    assert places == sorted(places)
    assert places[-1] == len(text)


@given(st.text(max_size=200))
def test_tokens_are_slices_of_the_folded_text(text: str) -> None:
    folded = fold(text)
    tokens = tokenise(folded)
    for word, start, end in zip(tokens.words, tokens.starts, tokens.ends, strict=True):
        assert folded[start:end].lower() == word


def test_an_endless_message_is_read_up_to_a_limit() -> None:
    assert len(fold("a " * 1_000_000)) == LONGEST

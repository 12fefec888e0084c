"""Terms: stems, names in two languages, numbers, hashtags, scripts without spaces."""

from __future__ import annotations

import pytest

from factbase.matching.normalise import fold
from factbase.matching.tokens import MOST_TOKENS, tokenise


def terms(text: str) -> list[str]:
    return [term for term in tokenise(fold(text)).terms if term]


@pytest.mark.parametrize(
    "text", ["Russia", "russian", "Moscow", "the Kremlin", "России", "Москвой"]
)
def test_a_country_is_one_term_in_any_form(text: str) -> None:
    assert terms(text) == ["@ru"]


def test_two_koreas_are_two_countries() -> None:
    assert terms("North Korea and South Korean") == ["@kp", "@kr"]
    assert terms("Южной Кореи и Северная Корея") == ["@kr", "@kp"]


def test_us_is_a_country_only_in_capitals() -> None:
    assert terms("US tells us") == ["@us", "tell"]


def test_numbers_have_one_form() -> None:
    assert terms("3,000 3000 2.50") == ["3000", "3000", "2.5"]


def test_a_point_or_a_comma_may_mean_thousands_or_a_part() -> None:
    assert terms("6.000 6,000 6000") == ["6000", "6000", "6000"]
    assert terms("5,2 5.2") == ["5.2", "5.2"]
    assert terms("1.500.000 1,500,000") == ["1500000", "1500000"]


def test_numbers_and_irregular_verbs_are_one_term_in_each_form() -> None:
    assert terms("two won ran sued") == terms("2 win run sues")


def test_a_hashtag_is_read_whole_and_in_pieces() -> None:
    assert terms("#StopTheWar") == ["stopthewar", "stop", "war"]


def test_scripts_without_spaces_come_in_pairs() -> None:
    assert terms("提供武器") == ["提供", "供武", "武器"]


@pytest.mark.parametrize("text", ["は'鎖", "橋'\u200b", "港''橋.", "ไทย'ไทย"])
def test_signs_between_scripts_without_spaces_are_no_words(text: str) -> None:
    assert all(term.isalnum() or term == "." for term in terms(text))


@pytest.mark.parametrize(
    ("one", "other"),
    [("weapons", "weapon"), ("supplying", "supplies"), ("поставляют", "поставляет"),
     ("оружием", "оружие"), ("allies", "ally"), ("الحكومة", "حكومات"), ("والأسلحة", "أسلحة"),
     ("للمسلمين", "مسلمون"), ("سفيرها", "السفير")],
)  # fmt: skip
def test_forms_of_a_word_share_a_stem(one: str, other: str) -> None:
    assert terms(one) == terms(other)


def test_a_run_without_spaces_is_read_as_far_as_any_text() -> None:
    run = "".join(map(chr, range(0x4E00, 0x4E00 + 3 * MOST_TOKENS)))
    assert len(tokenise(run)) == MOST_TOKENS
    assert len(tokenise(f"first {run} last")) == MOST_TOKENS

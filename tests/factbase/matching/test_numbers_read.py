"""What numbers, times and days of a text are read as, however they are written."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factbase.matching.guards.counting import count
from factbase.matching.guards.dates import said
from factbase.matching.guards.kinds import Kind
from factbase.matching.guards.told import Told, told
from factbase.matching.normalise import fold
from factbase.matching.tokens import tokenise
from tests.factbase.matching.spelling import english, russian

BELOW_A_MILLION = st.integers(0, 999_999)


def read(text: str) -> Told:
    tokens = tokenise(fold(text))
    return told(tokens, range(len(tokens)))


def whole(text: str) -> float | None:
    """What the only number of a text counts, if all of its words belong to it."""
    tokens = tokenise(fold(text))
    found = count(tokens, 0)
    return found.value if found and found.end == len(tokens) else None


@given(BELOW_A_MILLION)
def test_a_number_reads_the_same_in_figures_and_in_words(number: int) -> None:
    ways = (
        str(number),
        f"{number:,}",
        f"{number:,}".replace(",", " "),
        f"{number:,}".replace(",", "\u00a0"),
        english(number),
        english(number, hyphen=False, joined=False),
        english(number).upper(),
        russian(number),
    )
    assert {whole(way) for way in ways} == {number}


@given(st.integers(1, 999), st.sampled_from([("k", 1e3), ("m", 1e6), ("bn", 1e9)]))
def test_a_scale_reads_the_same_glued_spaced_and_spelled_out(
    number: int, scale: tuple[str, float]
) -> None:
    short, worth = scale
    long, russian_scale = {
        "k": ("thousand", "тыс."),
        "m": ("million", "млн"),
        "bn": ("billion", "миллиардов"),
    }[short]
    ways = (f"{number}{short}", f"{number} {long}", f"{english(number)} {long}")
    russian_ways = (f"{number} {russian_scale}", f"{russian(number)} {russian_scale}")
    assert {whole(way) for way in ways + russian_ways} == {number * worth}


@given(st.integers(1, 9), st.integers(1, 9))
def test_a_part_of_a_million_reads_the_same_however_it_is_written(one: int, part: int) -> None:
    value = one * 1_000_000 + part * 100_000
    ways = (
        f"{one}.{part}m",
        f"{one}.{part} million",
        f"{one},{part} миллиона",
        f"{one} million {part}00 thousand",
    )
    assert [whole(way) for way in ways] == [pytest.approx(value)] * len(ways)


PIECES = """
    0 00 1 2 5 7 11 12 13 24 31 60 99 100 000 500 1990 2024 22:00 22.00 1.5 1,500 1.000.000
    07.03.24 11.11.11 5m 10pm 3bn 7th 1990s a an and of the one two five twenty hundred thousand
    million half third quarter dozens couple first fifth percent cent per times раз twice once in
    out from to between day days an hour week year old am pm o'clock at noon ago march may 's $ % €
    ½ два пять двадцать сто сорок тысяч тыс. пол полгода полмиллиона половина каждый пятый часть
    марта мая го час часа утра через назад лет летний трехдневный от до с most more чем не majority
"""
GAPS = ("", " ", "  ", "-", "/", ".", ", ", ": ")


@given(st.lists(st.tuples(st.sampled_from(PIECES.split()), st.sampled_from(GAPS))))
def test_any_text_is_read(pieces: list[tuple[str, str]]) -> None:
    tokens = tokenise(fold("".join(word + gap for word, gap in pieces)))
    found = told(tokens, range(len(tokens)))
    said(tokens, range(len(tokens)))
    for held in (found.amounts, found.clocks, found.dates):
        assert all(0 <= each.first <= each.last < len(tokens) for each in held)
    for one in found.amounts:
        assert one.agrees(one)
        assert all(one.agrees(other) == other.agrees(one) for other in found.amounts)


@pytest.mark.parametrize(
    ("text", "kind", "value", "unit"),
    [
        ("$2 a cup", Kind.MONEY, 2, "$"),
        ("45,000 долларов", Kind.MONEY, 45_000, "$"),
        ("€3bn", Kind.MONEY, 3e9, "€"),
        ("полтора миллиона рублей", Kind.MONEY, 1.5e6, "₽"),
        ("half of the goats", Kind.SHARE, 50, "%"),
        ("three quarters of goats", Kind.SHARE, 75, "%"),
        ("one in five goats", Kind.SHARE, 20, "%"),
        ("каждая пятая коза", Kind.SHARE, 20, "%"),
        ("a tenth of it", Kind.SHARE, 10, "%"),
        ("5 per cent", Kind.SHARE, 5, "%"),
        ("5 п.п.", Kind.SHARE, 5, "%"),
        ("½ of it", Kind.SHARE, 50, "%"),
        ("half a percent", Kind.SHARE, 0.5, "%"),
        ("halved", Kind.SHARE, 50, "%"),
        ("doubled", Kind.MULTIPLE, 2, "x"),
        ("three times as many", Kind.MULTIPLE, 3, "x"),
        ("в два раза больше", Kind.MULTIPLE, 2, "x"),
        ("fined twice", Kind.TIMES, 2, "times"),
        ("пять раз", Kind.TIMES, 5, "times"),
        ("only once", Kind.TIMES, 1, "times"),
        ("an hour before", Kind.DURATION, 1, "hour"),
        ("half an hour", Kind.DURATION, 0.5, "hour"),
        ("полгода", Kind.DURATION, 0.5, "year"),
        ("трёхдневный", Kind.DURATION, 3, "day"),
        ("за сутки", Kind.DURATION, 1, "day"),
        ("25-летний", Kind.AGE, 25, "year"),
        ("a 7-year-old goat", Kind.AGE, 7, "year"),
        ("COVID-19", Kind.LABEL, 19, ""),
        ("Rs 500 crore for goats", Kind.MONEY, 5e9, "₹"),
        ("Ann Lee, 79, fell", Kind.AGE, 79, "year"),
        ("the 21st goat", Kind.ORDINAL, 21, "goat"),
        ("2000 человек", Kind.COUNT, 2_000, "человек"),
        ("half a million goats", Kind.COUNT, 500_000, "goat"),
        ("300 hundred goats", Kind.COUNT, 300, "hundr"),
        ("fortythree million goats", Kind.COUNT, 43e6, "goat"),
        ("1 157,46 goats", Kind.COUNT, 1157.46, "goat"),
        ("1,28,000 goats", Kind.COUNT, 128_000, "goat"),
    ],
)
def test_what_a_number_is_of(text: str, kind: Kind, value: float, unit: str) -> None:
    (found,) = read(text).amounts
    assert (found.kind, found.unit) == (kind, unit)
    assert found.value == pytest.approx(value)


@pytest.mark.parametrize(
    "text",
    [
        "once a goat, always a goat",
        "Buy this: 1. Flour 2. Eggs",
        "in 2019",
        "call 0612",
        "22:00",
        "7 марта",
    ],
)
def test_what_is_no_amount(text: str) -> None:
    assert read(text).amounts == ()


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        ("10-15 goats", (10, 15)),
        ("from 10 to 15 goats", (10, 15)),
        ("between five and ten goats", (5, 10)),
        ("от 10 до 15 тысяч коз", (10_000, 15_000)),
        ("5–10 million goats", (5e6, 1e7)),
        ("a couple of goats", (2, 3)),
    ],
)
def test_a_range_is_one_amount_with_two_ends(text: str, ends: tuple[float, float]) -> None:
    (found,) = read(text).amounts
    assert (found.value, found.most) == ends


@pytest.mark.parametrize(
    ("text", "minutes", "sure"),
    [
        ("22:00", 1_320, True),
        ("в 22.00", 1_320, True),
        ("10 pm", 1_320, True),
        ("10pm", 1_320, True),
        ("10:30 p.m.", 1_350, True),
        ("в десять вечера", 1_320, True),
        ("11 ночи", 1_380, True),
        ("3 часа ночи", 180, True),
        ("12 am", 0, True),
        ("at 10:30", 630, False),
        ("10 o'clock", 600, False),
        ("noon", 720, True),
        ("в полночь", 0, True),
    ],
)
def test_a_time_of_day(text: str, minutes: int, *, sure: bool) -> None:
    found = read(text)
    assert [(one.minutes, one.sure) for one in found.clocks] == [(minutes, sure)]
    assert not found.amounts


@pytest.mark.parametrize("text", ["rose to 22.50 dollars", "up 2.5", "a 3:2 majority"])
def test_what_is_no_time_of_day(text: str) -> None:
    assert not read(text).clocks


@pytest.mark.parametrize(
    ("text", "readings"),
    [
        ("07.03.2024", {(7, 3, 2024), (3, 7, 2024)}),
        ("7/3/2024", {(7, 3, 2024), (3, 7, 2024)}),
        ("25/3/24", {(25, 3, 2024)}),
        ("11/11/11", {(11, 11, 2011)}),
        ("2024-03-07", {(7, 3, 2024)}),
        ("7 March", {(7, 3, 0)}),
        ("March 7th, 2024", {(7, 3, 2024)}),
        ("the 7th of March", {(7, 3, 0)}),
        ("twenty-first of March", {(21, 3, 0)}),
        ("7-го марта", {(7, 3, 0)}),
        ("седьмого марта 2024 года", {(7, 3, 2024)}),
    ],
)
def test_a_day_of_a_calendar(text: str, readings: set[tuple[int, int, int]]) -> None:
    found = read(text)
    assert [set(one.readings) for one in found.dates] == [readings]
    assert not found.amounts


@pytest.mark.parametrize(
    ("text", "kind", "number"),
    [
        ("в мае", "month", 5),
        ("с январём", "month", 1),
        ("к январю", "month", 1),
        ("на 90-х", "decade", 9),
        ("по средам", "day", 2),
        ("перед понедельником", "day", 0),
        ("march 7", "month", 3),
    ],
)
def test_a_named_time(text: str, kind: str, number: int) -> None:
    tokens = tokenise(fold(text))
    assert said(tokens, range(len(tokens)))[kind] == {number}


@pytest.mark.parametrize("text", ["they may go", "to march on Oslo", "в марте 7 человек"])
def test_no_day_of_a_month(text: str) -> None:
    assert not read(text).dates

"""Names of countries: all of them, in both languages, in their cases, and no other words."""

from __future__ import annotations

from itertools import pairwise

import pytest
from babel import Locale

from factbase.matching.lexicon import names
from factbase.matching.normalise import fold
from factbase.matching.tokens import tokenise


def territories(language: str) -> dict[str, str]:
    """CLDR's names by code of two letters."""
    held = dict(Locale(language).territories)
    return {code: name for code, name in held.items() if code.isalpha() and len(code) == len("ru")}


ENGLISH, RUSSIAN = territories("en"), territories("ru")

COUNTRIES = sorted(code for code, name in names().by_code.items() if name.kind == "country")
IN_CLDR = [code for code in COUNTRIES if code.upper() in ENGLISH]

NOT_STATES = frozenset(
    ["AC", "AI", "AQ", "AS", "AW", "AX", "BL", "BM", "BQ", "BV", "CC", "CK", "CP", "CQ", "CW", "CX",
     "DG", "EA", "EU", "EZ", "FK", "FO", "GF", "GG", "GI", "GP", "GS", "GU", "HM", "IC", "IM", "IO",
     "JE", "KY", "MF", "MP", "MQ", "MS", "NC", "NF", "NU", "PF", "PM", "PN", "QO", "RE", "SH", "SJ",
     "SX", "TA", "TC", "TF", "TK", "UM", "UN", "VG", "VI", "WF", "XA", "XB", "YT", "ZZ"]
)  # fmt: skip
"""Codes of CLDR for dependent territories, groups and what isn't on the map."""

AMBIGUOUS = {"en": {"ge", "jo", "td"}, "ru": {"tg", "mh", "sb"}}
"""A state of the US, names of persons; a pronoun; "о-ва" instead of the islands' name."""


def found(text: str) -> list[str]:
    """Codes of the names in a text."""
    return [term for term in tokenise(fold(text)).terms if term[:1] == "@"]


def test_every_state_is_known() -> None:
    assert {code.lower() for code in ENGLISH.keys() - NOT_STATES} <= set(COUNTRIES)


@pytest.mark.parametrize("code", IN_CLDR)
def test_a_country_is_known_by_its_usual_names(code: str) -> None:
    for language, held in (("en", ENGLISH), ("ru", RUSSIAN)):
        if code not in AMBIGUOUS[language]:
            assert found(held[code.upper()])[:1] == [f"@{code}"], held[code.upper()]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Eritrean", "er"), ("Гайане", "gy"), ("в Казахстане", "kz"), ("казахстанский", "kz"),
        ("Узбекистану", "uz"), ("Египтом", "eg"), ("Египте", "eg"), ("Соединённых Штатов", "us"),
        ("Саудовской Аравией", "sa"), ("Шри-Ланки", "lk"), ("Кыргызстана", "kg"),
        ("Южным Суданом", "ss"), ("Гватемалы", "gt"), ("Уругвая", "uy"), ("в Чаде", "td"),
        ("Аль-Каиды", "alqaeda"), ("Тель-Авиве", "il"), ("Эр-Рияд", "sa"), ("МАГАТЭ", "iaea"),
        ("Côte d’Ivoire", "ci"), ("Ivorian", "ci"), ("Гвинеи-Бисау", "gw"), ("Guinea-Bissau", "gw"),
        ("Папуа — Новой Гвинеи", "pg"), ("Ямайки", "jm"), ("эритрейская", "er"),
    ],
)  # fmt: skip
def test_a_country_is_known_in_its_cases_and_by_its_people(text: str, code: str) -> None:
    assert set(found(text)) == {f"@{code}"}


def test_names_that_sound_alike_are_different_countries() -> None:
    texts = (
        "Zambia", "Gambia", "Slovakia", "Slovenia", "Niger", "Nigeria", "Sudan", "South Sudan",
        "Guinea", "Equatorial Guinea", "Dominica", "the Dominican Republic", "Mali", "Malawi",
        "Austria", "Australia", "Iran", "Iraq", "Нигер", "Нигерия", "Судан", "Южный Судан",
        "Гвинея", "Гвинея-Бисау", "Мали", "Малави", "Замбия", "Гамбия", "Гайана", "Гана",
    )  # fmt: skip
    codes = [found(text)[0] for text in texts]
    assert all(one != other for one, other in pairwise(codes))


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Texans", "us_tx"), ("TX", "us_tx"), ("New Yorker", "us_ny"), ("West Virginia", "us_wv"),
        ("в Северной Каролине", "us_nc"), ("техасский", "us_tx"), ("Вайоминге", "us_wy"),
        ("African", "africa"), ("South African", "za"), ("African Americans", "us"),
        ("Europeans", "europe"), ("European Union", "eu"), ("International Criminal Court", "icc"),
    ],
)  # fmt: skip
def test_states_of_the_us_and_continents_are_names(text: str, code: str) -> None:
    assert found(text) == [f"@{code}"]


def test_every_state_of_the_us_but_two_is_known() -> None:
    # Georgia is a country, too; Washington a capital and a person.
    assert sum(name.kind == "state" for name in names().by_code.values()) == 48


@pytest.mark.parametrize(
    "text",
    ["того и этого", "моё чадо", "баллон с бутаном", "белая панама", "малый мальчик", "guinea pig",
     "who is it", "cis women"],
)  # fmt: skip
def test_ordinary_words_are_no_countries(text: str) -> None:
    assert found(text) == []

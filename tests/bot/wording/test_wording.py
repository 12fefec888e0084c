"""Every sentence said is in the catalogue, whole, with the places to fill in."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from string import Formatter

import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po
from hypothesis import given

import bot
from bot.wording import LANGUAGES, words_for
from bot.wording.verdicts import LOOKS, look_of
from factbase.model import PartialDate, Stance, Verdict
from tests.builders import a_fact, a_statement
from tests.strategies import partial_dates

SOURCE = Path(bot.__file__).parent
FOLDERS = (SOURCE, SOURCE.parent / "adapters")
KEYWORDS = {"say": None, "N_": None, "mark": None}


def counted(path: Path) -> Iterator[tuple[str, ...]]:
    """Singular and plural of `words.counted(...)`."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "counted":
            texts = [arg.value for arg in node.args[:2] if isinstance(arg, ast.Constant)]
            if len(node.args) == 3 and all(isinstance(text, str) for text in texts):
                yield tuple(map(str, texts))


@cache
def said() -> dict[str | tuple[str, ...], str]:
    """Every sentence in the code that is said, and where."""
    found: dict[str | tuple[str, ...], str] = {}
    for folder in FOLDERS:
        for name, line, message, *_ in extract_from_dir(
            folder, method_map=[("**.py", "python")], keywords=KEYWORDS
        ):
            if isinstance(message, str):
                found[message] = f"{name}:{line}"
        for path in folder.rglob("*.py"):
            found |= dict.fromkeys(counted(path), path.relative_to(folder).as_posix())
    return found


@cache
def catalogue(language: str) -> dict[str | tuple[str, ...], tuple[str, ...]]:
    path = SOURCE / "wording" / "locale" / language / "LC_MESSAGES" / "factbot.po"
    with path.open("rb") as lines:
        read = read_po(lines, locale=language)
    return {
        tuple(item.id) if isinstance(item.id, tuple | list) else item.id: tuple(
            map(str, item.string) if isinstance(item.string, tuple | list) else [item.string or ""]
        )
        for item in read
        if item.id and not item.fuzzy
    }


def fields(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


TRANSLATED = [language for language in LANGUAGES if language != "en"]


@pytest.mark.parametrize("language", TRANSLATED)
class TestCatalogue:
    def test_nothing_that_is_said_is_missing(self, language: str) -> None:
        assert len(said()) > 60, "the search for sentences found too few"
        known = catalogue(language)
        missing = {f"{where}: {key}" for key, where in said().items() if key not in known}
        assert not missing

    def test_every_sentence_is_translated_with_its_places(self, language: str) -> None:
        for key, translations in catalogue(language).items():
            originals = key if isinstance(key, tuple) else (key,)
            for translation in translations:
                assert translation.strip(), key
                assert fields(translation) == fields(originals[-1]), key
                assert translation.startswith(" ") == originals[0].startswith(" "), key

    def test_nothing_in_it_is_said_no_more(self, language: str) -> None:
        assert set(catalogue(language)) <= set(said())

    def test_numbers_take_their_plural(self, language: str) -> None:
        words = words_for(language)
        for key, forms in catalogue(language).items():
            if isinstance(key, tuple):
                assert len(forms) == 3
                told = {words.counted(key[0], key[-1], number) for number in (1, 2, 5, 21, 22, 25)}
                assert len(told) == 6, key


def test_sentences_are_extracted_from_every_module_that_says_any() -> None:
    saying = re.compile(r"\b(?:words|self)\.(?:say|counted)\(\s*\"|\bN_\(")

    def modules() -> Iterator[str]:
        for path in SOURCE.rglob("*.py"):
            if saying.search(path.read_text(encoding="utf-8")) and path.name != "marking.py":
                yield path.relative_to(SOURCE).as_posix()

    places = {where.partition(":")[0] for where in said().values()}
    assert set(modules()) - places <= {"wording/catalogue.py"}


@pytest.mark.parametrize(
    ("locale", "language"),
    [
        ("en", "en"),
        ("en-GB", "en"),
        ("ru", "ru"),
        ("ru_RU", "ru"),
        ("RU-ru", "ru"),
        ("de", "en"),
        ("", "en"),
        ("../../etc", "en"),
        ("x" * 10_000, "en"),
    ],
)
def test_unknown_languages_are_spoken_to_in_english(locale: str, language: str) -> None:
    assert words_for(locale).language == language


@pytest.mark.parametrize(
    ("written", "english", "russian"),
    [
        ("2016", "2016", "2016 г."),
        ("2016-09", "September 2016", "сентябрь 2016"),
        ("2016-09-30", "30 September 2016", "30 сентября 2016"),
        ("~2017", "around 2017", "около 2017 г."),
        ("~2026-04", "around April 2026", "около апреля 2026 г."),
        ("~2017-01-02", "around 2 January 2017", "около 2 января 2017"),
    ],
)
def test_dates_are_said_as_precisely_as_they_are_known(
    written: str, english: str, russian: str
) -> None:
    date = PartialDate.parse(written)
    assert words_for("en").date(date) == english
    assert russian in " ".join(words_for("ru").date(date).split())


@given(partial_dates())
def test_any_date_can_be_said(date: PartialDate) -> None:
    for language in LANGUAGES:
        text = words_for(language).date(date)
        assert text
        assert "{" not in text


def test_what_is_filled_in_is_not_filled_in_again() -> None:
    for language in LANGUAGES:
        assert "{slug} %s" in words_for(language).say("Match: {slug}", slug="{slug} %s")


@pytest.mark.parametrize(
    ("language", "reported", "unknown"),
    [
        ("en", "Officially denied", ("evidence", "public")),
        ("ru", "Официально отрицается", ("обнародован",)),
    ],
)
def test_a_denial_is_reported_as_one(
    language: str, reported: str, unknown: tuple[str, ...]
) -> None:
    """What evidence there is, and whether there can be any, differs from denial to denial."""
    shown = words_for(language).say(LOOKS[Verdict.DENIED].words)
    assert shown.startswith(reported)
    assert not [word for word in unknown if word in shown]


@pytest.mark.parametrize("verdict", [one for one in Verdict if one is not Verdict.CONTEXT])
def test_reviews_call_a_verdict_what_cards_call_it(verdict: Verdict) -> None:
    assert verdict.rating.name == LOOKS[verdict].words


@pytest.mark.parametrize("verdict", [Verdict.FALSE, Verdict.DENIED, Verdict.UNPROVEN])
def test_reviews_call_what_was_overtaken_what_cards_call_it(verdict: Verdict) -> None:
    newer = a_statement(stance=Stance.CONFIRMS, said=PartialDate(2025, 8))
    fact = a_fact(verdict=verdict, statements=(a_statement(), newer))
    assert verdict.rating_at_the_time.name == look_of(fact).words

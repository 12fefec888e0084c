"""Texts, slugs, languages and addresses: what is refused at birth, and what a reader gets."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factbase.errors import InvalidValue
from factbase.model import Community, LocalText, Source, Wording
from factbase.model.statement import web_address
from factbase.model.text import SLUG_LENGTH, clean, language_tag, slug
from tests.builders import a_source


@given(st.text(max_size=60))
def test_clean_texts_are_stripped_and_hold_no_control_characters(text: str) -> None:
    try:
        found = clean("text", text, 40)
    except InvalidValue:
        return
    assert found == text.strip()
    assert 0 < len(found) <= 40
    assert not {unicodedata.category(char) for char in found if char not in "\n\t"} & {"Cc", "Cs"}


@pytest.mark.parametrize("text", ["", " \n", "a\x00b", "a\x1b[31mb", "a\rb", "a\ud800b", "x" * 41])
def test_texts_that_deceive_or_say_nothing_are_refused(text: str) -> None:
    with pytest.raises(InvalidValue):
        clean("text", text, 40)


@pytest.mark.parametrize(
    "text",
    ["", "a\n", "-a", "a-", "a--b", "A", "я", "a b", "a/b", "a_b", "..", "x" * (SLUG_LENGTH + 1)],
)
def test_what_is_no_slug_is_refused(text: str) -> None:
    with pytest.raises(InvalidValue, match="slug"):
        slug(text)


@given(st.from_regex(r"[a-z0-9]{1,9}(-[a-z0-9]{1,9}){0,4}", fullmatch=True))
def test_words_joined_by_hyphens_are_slugs(text: str) -> None:
    assert slug(text) == text


@pytest.mark.parametrize("tag", ["", "en\n", "EN", "english", "en-us", "en_US", "e", "en-", "ру"])
def test_what_is_no_language_is_refused(tag: str) -> None:
    with pytest.raises(InvalidValue, match="language"):
        language_tag(tag)


@pytest.mark.parametrize(
    "url",
    [
        "",
        "gazette.example",
        "//gazette.example/a",
        "javascript:alert(1)",
        "JavaScript://gazette.example/%0aalert(1)",
        "data:text/html,hi",
        "file:///etc/passwd",
        "https://",
        "https:///path",
        "https://user@gazette.example",
        "https://user:password@gazette.example",
        "https://:password@gazette.example",
        "https://@gazette.example",
        "https://gazette.example:99999/",
        "https://gazette.example:port/",
        "https://[::1/",
        "https://gazette.example/a b",
        "https://gazette.example/<script>",
        'https://gazette.example/"onclick=',
        "https://gazette.example/\u202egpj.exe",
        "https://gazette\u200b.example/",
        "https://gazette.example\\@evil.example/",
        "https://gazette.example/" + "a" * 2_000,
    ],
)
def test_what_is_no_plain_web_address_is_refused(url: str) -> None:
    with pytest.raises(InvalidValue):
        web_address("url", url)
    if url:
        with pytest.raises(InvalidValue):
            a_source(url=url)


@pytest.mark.parametrize(
    "url",
    [
        "https://gazette.example/a?b=c&d=%D1%8F#e",
        "http://127.0.0.1:8080/",
        "https://[::1]/a",
        "https://пример.example/мост",
        "HTTPS://Gazette.example/",
    ],
)
def test_web_addresses_pass(url: str) -> None:
    assert web_address("url", f" {url} ") == url


def test_a_source_without_address_needs_its_day() -> None:
    with pytest.raises(InvalidValue, match="source"):
        Source("Gazette")
    with pytest.raises(InvalidValue, match="publisher"):
        Source("  ", url="https://gazette.example/")


class TestLocalText:
    def test_one_text_per_language_and_at_least_one(self) -> None:
        with pytest.raises(InvalidValue, match="text"):
            LocalText(())
        with pytest.raises(InvalidValue, match="twice"):
            LocalText((Wording("a", "en"), Wording("b", "en")))

    @pytest.mark.parametrize(
        ("languages", "locale", "expected"),
        [
            (("ru", "en"), "en", "en"),
            (("ru", "en"), "ru-RU", "ru"),
            (("ru", "en"), "fr", "en"),
            (("ru", "fa"), "fr", "ru"),
            (("pt-BR", "pt"), "pt", "pt"),
            (("pt-PT", "pt-BR"), "pt-BR", "pt-BR"),
            (("de", "pt-BR"), "pt-PT", "pt-BR"),
            (("en-GB", "en"), "en", "en"),
            (("ru", "en-GB"), "de", "en-GB"),
        ],
    )
    def test_the_reader_gets_the_nearest_language(
        self, languages: tuple[str, ...], locale: str, expected: str
    ) -> None:
        text = LocalText(tuple(Wording(f"in {tag}", tag) for tag in languages))
        assert text.best(locale).language == expected

    def test_the_first_is_the_original(self) -> None:
        text = LocalText.of({"ru": "мост закрыт", "en": "the bridge is closed"})
        assert str(text) == text.original.text == "мост закрыт"
        assert [wording.language for wording in text] == ["ru", "en"]


def test_a_community_has_a_name() -> None:
    with pytest.raises(InvalidValue):
        Community("harbour", " ")
    with pytest.raises(InvalidValue):
        Community("", "Harbour")

"""Texts with their language, and the checks every stored text passes."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from factbase.errors import InvalidValue

# BCP 47, the parts in use here: language, script, region. RFC 5646 section 2.1.
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?")
_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")

SLUG_LENGTH = 64
"""Characters in a slug at the most: what fits in a Telegram deep link (64)."""


def clean(field: str, text: str, longest: int) -> str:
    """Strip and return `text`, or refuse it.

    Raises:
        InvalidValue: empty, longer than `longest` characters, or with control characters
            (NUL can't be stored in PostgreSQL, and the others only serve to deceive).
    """
    text = text.strip()
    if not text:
        raise InvalidValue(field, "must not be empty")
    if len(text) > longest:
        raise InvalidValue(field, f"is {len(text)} characters long; {longest} are allowed")
    if any(unicodedata.category(char) in {"Cc", "Cs"} and char not in "\n\t" for char in text):
        raise InvalidValue(field, "holds control characters")
    return text


def language_tag(tag: str) -> str:
    """Return a valid BCP 47 tag such as `en` or `pt-BR`.

    Raises:
        InvalidValue: not such a tag.
    """
    if not _LANGUAGE.fullmatch(tag):
        raise InvalidValue("language", "write a tag such as en, ru or pt-BR")
    return tag


def slug(text: str, field: str = "slug") -> str:
    """Return a valid slug: lower-case words of a-z and 0-9 joined by single hyphens.

    Raises:
        InvalidValue: not such a slug, or longer than `SLUG_LENGTH`.
    """
    if not _SLUG.fullmatch(text) or len(text) > SLUG_LENGTH:
        raise InvalidValue(
            field, f"use lower-case letters, digits and hyphens, {SLUG_LENGTH} at most"
        )
    return text


@dataclass(frozen=True, slots=True)
class Wording:
    """One way people put a claim, in one language; headlines count."""

    text: str
    language: str = "en"

    def __post_init__(self) -> None:
        object.__setattr__(self, "text", clean("wording", self.text, 1_000))
        language_tag(self.language)


def wording(field: str, text: str, language: str) -> Wording:
    """Words of this field in one language.

    Raises:
        InvalidValue: names the field.
    """
    try:
        return Wording(text, language)
    except InvalidValue as problem:
        named = field if problem.field == "wording" else problem.field
        raise InvalidValue(named, problem.problem) from None


@dataclass(frozen=True, slots=True)
class LocalText:
    """One text in several languages; the first is the original, the others translations."""

    wordings: tuple[Wording, ...]

    def __post_init__(self) -> None:
        languages = [wording.language for wording in self.wordings]
        if not languages:
            raise InvalidValue("text", "must not be empty")
        if len(set(languages)) < len(languages):
            raise InvalidValue("text", "has the same language twice")

    @classmethod
    def of(
        cls, text: str | Mapping[str, str], language: str = "en", field: str = "text"
    ) -> LocalText:
        """From one text, or from a mapping of language to text with the original first.

        Raises:
            InvalidValue: names the field that the text is for.
        """
        given = {language: text} if isinstance(text, str) else text
        return cls(tuple(wording(field, words, tag) for tag, words in given.items()))

    @property
    def original(self) -> Wording:
        """The text as it was first written or said."""
        return self.wordings[0]

    def best(self, locale: str) -> Wording:
        """The text for a reader: same tag, else same language, else English, else original."""
        same = [wording for wording in self.wordings if wording.language == locale]
        if same:
            return same[0]
        for language in (locale.split("-", maxsplit=1)[0], "en"):
            for wording in self.wordings:
                if wording.language.split("-")[0] == language:
                    return wording
        return self.original

    def __iter__(self) -> Iterator[Wording]:
        return iter(self.wordings)

    def __str__(self) -> str:
        return self.original.text

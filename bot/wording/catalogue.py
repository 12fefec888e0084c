"""Catalogues of sentences: English in the code, other languages in gettext `.po` files."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from gettext import GNUTranslations, NullTranslations
from importlib.resources import files
from io import BytesIO

from babel import Locale
from babel.dates import format_date, format_skeleton
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from factbase.model import PartialDate

LANGUAGES = ("en", "ru")
"""Languages with a complete catalogue; a test compares them with the code."""


@cache
def _translations(language: str) -> NullTranslations:
    if language == "en":
        return NullTranslations()
    source = files("bot.wording") / "locale" / language / "LC_MESSAGES" / "factbot.po"
    compiled = BytesIO()
    with source.open("rb") as lines:
        write_mo(compiled, read_po(lines, locale=language))
    compiled.seek(0)
    return GNUTranslations(compiled)


@dataclass(frozen=True, slots=True)
class Words:
    """Sentences and dates in one language."""

    language: str

    def say(self, sentence: str, **values: object) -> str:
        """The catalogued sentence in this language, its `{names}` filled in."""
        translated = _translations(self.language).gettext(sentence)
        return translated.format(**values) if values else translated

    def counted(self, one: str, many: str, number: int) -> str:
        """The sentence in the plural form that `number` takes; `{n}` is the number."""
        return _translations(self.language).ngettext(one, many, number).format(n=number)

    def date(self, date: PartialDate) -> str:
        """A partial date as precisely as it is known."""
        # Day before month in English: the order that most of the world reads.
        locale = Locale.parse("en_001" if self.language == "en" else self.language)
        if date.month is None:
            text = self.say("{year}", year=date.year)
        elif date.day is None and not date.exact:
            # After "around" a month stands in another case, as within a whole date.
            month = format_date(date.earliest, "MMMM", locale=locale)
            text = self.say("{month} {year}", month=month, year=date.year)
        elif date.day is None:
            text = format_skeleton("yMMMM", date.earliest, locale=locale)
        else:
            text = format_date(date.earliest, "long", locale=locale)
        return text if date.exact else self.say("around {date}", date=text)


def is_spoken(locale: str) -> bool:
    """Whether there is a catalogue for what is written as `ru` or `en-GB`."""
    return re.fullmatch(r"[a-z]{2}(-[A-Z]{2})?", locale) is not None and locale[:2] in LANGUAGES


@cache
def words_for(locale: str) -> Words:
    """Words for a locale such as `ru` or `en-GB`; English where there is no catalogue."""
    language = locale.replace("_", "-").split("-")[0].lower()
    return Words(language if language in LANGUAGES else "en")

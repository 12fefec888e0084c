"""Commands in the reader's language."""

from __future__ import annotations

import discord
from discord import app_commands
from discord.app_commands import TranslationContextTypes, locale_str

from bot.wording import LANGUAGES, words_for

_NAMES = {
    "ru": {
        "fact": "факт",
        "check": "проверить",
        "show": "показать",
        "search": "найти",
        "why": "почему",
        "recent": "новые",
        "follow": "следить",
        "add": "добавить",
        "edit": "изменить",
        "publish": "опубликовать",
        "retire": "снять",
        "history": "история",
        "review": "очередь",
        "factbot": "фактбот",
        "settings": "настройки",
        "help": "помощь",
        "privacy": "приватность",
        "accuracy": "точность",
        "ignoreme": "неотвечать",
        "what": "что",
        "days": "дней",
        "text": "текст",
        "slug": "имя",
        "reason": "причина",
        "on": "вкл",
    }
}
"""Names of commands and options: single lower-case words, so no sentences for the catalogue."""


def named(name: str) -> locale_str:
    """A command's or option's name."""
    return locale_str(name, name=True)


def said(sentence: str) -> locale_str:
    """A catalogued sentence: a description, or the name of a message command."""
    return locale_str(sentence)


class CatalogueTranslator(app_commands.Translator):
    """Takes names from the list above and everything else from the catalogues."""

    async def translate(
        self,
        string: locale_str,
        locale: discord.Locale,
        context: TranslationContextTypes,  # noqa: ARG002 - discord.py's signature
    ) -> str | None:
        """The text in a language that we speak; none where English stays."""
        language = locale.value.split("-", maxsplit=1)[0]
        if language == "en" or language not in LANGUAGES:
            return None
        if string.extras.get("name"):
            return _NAMES.get(language, {}).get(string.message)
        translated = words_for(language).say(string.message)
        return translated if translated != string.message else None

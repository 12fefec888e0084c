"""Whether a fact's card fits the platforms, before anybody asks for it."""

from __future__ import annotations

from collections.abc import Iterator

from bot.composing.document import Document
from bot.composing.fitting import fit
from bot.replies import FactCard
from bot.wording import LANGUAGES, words_for
from factbase.lint import Problem, Rule, Severity
from factbase.model import Fact

ROOM = 4_096
"""UTF-16 code units of the smallest message a card must fit: Telegram's limit, and that of
the description in a Discord embed."""


def lint_room(fact: Fact) -> Iterator[Problem]:
    """Whether the whole card fits in every language, or what would be left out."""
    card = FactCard(fact, fact.timeline, fact.updated.date())
    for language in LANGUAGES:
        words = words_for(language)
        most = fit(card, words, _has_room)
        if not _has_room(most):
            message = f"has a card that fits no platform in {language}: shorten its texts"
            yield Problem(fact.slug, Severity.ERROR, message, Rule.TOO_LONG)
        elif most != fit(card, words, lambda _: True):
            message = f"has a card of which statements are left out in {language} to make it fit"
            yield Problem(fact.slug, Severity.WARNING, message, Rule.TOO_LONG)


def _has_room(document: Document) -> bool:
    return len(document.plain.encode("utf-16-le")) // 2 <= ROOM

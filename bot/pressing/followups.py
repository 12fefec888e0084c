"""What people answer to a card when they want to see more of it."""

from __future__ import annotations

import re

from bot.composing.document import Press

_WORDS = {
    Press.SOURCES: ("source", "sources", "proof", "link", "links", "источник", "источники",
                    "пруф", "пруфы", "ссылка", "ссылки"),
    Press.WHY: ("why", "how come", "почему", "с чего"),
}  # fmt: skip
_SHORT = 4
"""Words: whoever writes more than that says something of their own."""
_POLITE = {"the", "please", "pls", "any", "your", "a", "и", "а", "пожалуйста", "где", "where"}


def asked_for(text: str) -> Press | None:
    """What a short answer to a card asks for, if it does."""
    words = re.findall(r"\w+", text.casefold())
    if len(words) > _SHORT:
        return None
    said = " ".join(word for word in words if word not in _POLITE)
    return next((press for press, ways in _WORDS.items() if said in ways), None)

"""What no reply may hold, whoever's words are in it: a ping, markup or a link of theirs.

Replies are drawn for each platform and read again by the readers that the tests have, which find
what the platform's client would make of them.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator

from adapters.console import outbound as console
from adapters.discord import markup
from adapters.discord import outbound as discord
from adapters.telegram import outbound as telegram
from adapters.telegram.markup import units
from bot.composing.terminal import styled
from bot.replies import Reply
from bot.wording import LANGUAGES, Words, words_for
from factbase.model import Fact
from tests.adapters.discord.reading import read
from tests.adapters.telegram.server.formatted import with_detected
from tests.adapters.telegram.server.html import parse_html
from tests.adapters.telegram.server.links import checked_link

TICKET = "0123456789ab"
_ALIVE = frozenset({"mention", "text_mention", "bot_command", "url", "email"})


def inert(reply: Reply, facts: Iterable[Fact] = ()) -> None:
    """Draw a reply everywhere. Raises `AssertionError` for what would come alive; only the
    addresses of these facts may be linked.
    """
    links = frozenset(address for fact in facts for address in _addresses(fact))
    for language in LANGUAGES:
        words = words_for(language)
        _on_telegram(reply, language, links)
        _on_discord(reply, words, links)
        shown = styled(console.document(reply, words)).plain
        assert not any(_controls(char) for char in shown), "a terminal would obey this"


def _addresses(fact: Fact) -> Iterator[str]:
    yield from (statement.source.url for statement in fact.statements)
    if fact.origin is not None:
        yield fact.origin.url


def _on_telegram(reply: Reply, language: str, links: frozenset[str]) -> None:
    shown = telegram.render(reply, language, TICKET)
    parsed = parse_html(shown.text)
    assert parsed.text == shown.plain, "markup was lost or won"
    assert units(shown.plain) <= telegram.LIMIT
    found = with_detected(parsed.trimmed()).entities
    assert not {one["type"] for one in found} & _ALIVE, "Telegram would ping or link this"
    led = {one["url"] for one in found if "url" in one}
    assert led <= {checked_link(address) for address in links}, "a link that no source has"


def _on_discord(reply: Reply, words: Words, links: frozenset[str]) -> None:
    drawn = discord.draw(reply, words, TICKET)
    assert len(drawn.title) <= discord.TITLE
    assert len(drawn.footer) <= discord.FOOTER
    assert len(drawn.title) + len(drawn.description) + len(drawn.footer) <= discord.TOTAL
    for text in (drawn.title, drawn.description):
        seen = read(text)
        assert seen.live == [], "Discord would ping, link or format this"
        assert set(seen.links) <= {markup.address(address) for address in links}
    for button in drawn.buttons:
        assert 0 < len(button.label) <= discord.LABEL
        assert len(button.custom_id) <= 100


def _controls(char: str) -> bool:
    return unicodedata.category(char) == "Cc" and char not in "\n\t"

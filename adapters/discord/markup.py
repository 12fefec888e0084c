"""The only place that writes Discord's markdown, and the only escaper."""

from __future__ import annotations

import re
import unicodedata
from datetime import UTC, datetime, time

from bot.composing.document import Block, Code, Kind, Link, Span, Strong, Text, When
from factbase.model import PartialDate

_SPECIAL = re.compile(
    r"[\\`*_~|<\[\]@]"  # emphasis, code, spoilers, mentions, emoji, links
    r"|:(?=/)"  # addresses
    r"|(?<=\w)\.(?=[^\W\d_]{2})"  # addresses without a scheme, such as discord.gg/…
    r"|^\d+\.(?=\s)|^[-+#>](?=.)"  # lists, headings and quotes, where a line may begin
)
_HOUR = time(10, tzinfo=UTC)
"""A day is shown in the reader's own time zone; at 10:00 UTC it is the same day from UTC-10 to
UTC+13, where nearly everybody lives."""


def escape(text: str) -> str:
    """Text that Discord shows as it is, on one line: no markup, mention, emoji, link or list.

    A backslash before any punctuation mark makes it plain (Discord's markdown rules). Line ends
    become spaces.
    """
    return _SPECIAL.sub(_backslashed, plain(text))


def _backslashed(found: re.Match[str]) -> str:
    return f"{found[0][:-1]}\\{found[0][-1]}"


def plain(text: str) -> str:
    """Text for places without markup: on one line, and with its direction kept to itself."""
    words = "".join(char for char in " ".join(text.split()) if unicodedata.category(char) != "Cc")
    if any(unicodedata.bidirectional(char) in _TURNS for char in words):
        return f"{_ISOLATE}{words}{_END}"
    return words


_TURNS = frozenset({"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"})
_ISOLATE, _END = "\u2068", "\u2069"
"""First strong isolate and its end (Unicode Standard Annex 9): what is turned inside doesn't turn
what stands beside it."""


def address(url: str) -> str:
    """An address that can't end its link early."""
    safe = url.strip()
    for char, code in ((" ", "%20"), ("(", "%28"), (")", "%29"), ("<", "%3C"), (">", "%3E")):
        safe = safe.replace(char, code)
    return safe.replace("\\", "%5C").replace("\n", "").replace("\r", "")


def span(part: Span) -> str:
    """One span in markdown."""
    match part:
        case Text(text):
            return _keeping_ends(text)
        case Strong(text):
            return f"**{escape(text)}**" if plain(text) else ""
        case Code(text):
            # Between backticks nothing can be escaped, so nothing special may be there.
            inside = plain(text).replace("`", "'")
            return f"`{inside}`" if inside else ""
        case Link(text, url):
            if not url.startswith(("https://", "http://")):
                return _keeping_ends(text)
            return _spaced(text, f"[{escape(text)}]({address(url)})") if plain(text) else ""
        case When(text, date):
            return _moment(date) or _keeping_ends(text)


def _keeping_ends(text: str) -> str:
    """Escaped, with the space before and after it that joins it to its neighbours."""
    core = escape(text)
    if not core:
        return " " if text else ""
    return _spaced(text, core)


def _spaced(text: str, core: str) -> str:
    before = " " if text[0].isspace() else ""
    return before + core + (" " if text[-1].isspace() else "")


def _moment(date: PartialDate) -> str:
    """A timestamp that every reader sees in their own language; none for partial dates."""
    if not date.exact or date.day is None:
        return ""
    moment = datetime.combine(date.earliest, _HOUR)
    return f"<t:{int(moment.timestamp())}:D>"


def line(block: Block) -> str:
    """One block of a reply in markdown."""
    words = "".join(span(part) for part in block.spans).strip()
    match block.kind:
        case Kind.CLAIM:
            return f"> {words}"
        case Kind.NOTE:
            return f"-# {words}"
        case Kind.PARAGRAPH:
            return f"\n{words}"
        case Kind.HEADING:
            return f"\n{words}"
        case Kind.ITEM:
            return f"• {words}"
        case _:
            return words

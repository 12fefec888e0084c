"""Telegram's HTML: one escaper, and words that ping, call or lead nobody anywhere.

Whatever a fact or a person says is hostile here. Telegram turns names, commands and addresses
in plain words into links of its own accord; a word joiner, which nobody sees, keeps it from it.
"""

from __future__ import annotations

import html
import re
from urllib.parse import urlsplit

JOINER = "\u2060"
"""U+2060 WORD JOINER: no width, no break, and no letter of a name or an address."""

# What Telegram finds by itself (TDLib, MessageEntity.cpp): @names, /commands, scheme://, hosts.
_AT = re.compile(r"@(?=\w)")
_SLASH = re.compile(r"(?<![\w<>])/(?=\w)")
_SCHEME = re.compile(r":(?=//)")
_HOST = re.compile(r"(?<=\w)\.(?=[^\W\d_]{2})")


def defused(text: str) -> str:
    """The same words to the eye, in which Telegram finds nothing to link or ping."""
    for found, sign in ((_AT, "@"), (_SLASH, "/"), (_SCHEME, ":"), (_HOST, ".")):
        text = found.sub(sign + JOINER, text)
    return text


def escaped(text: str) -> str:
    """Words as HTML; the only way that words get into a message."""
    return html.escape(text, quote=True)


def linkable(url: str) -> bool:
    """Whether Telegram keeps a link to this address; others it drops without a word."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    host = (parts.hostname or "").strip(".")
    return parts.scheme in {"http", "https"} and "." in host and not any(map(str.isspace, url))


def units(text: str) -> int:
    """Length as Telegram counts it: UTF-16 code units."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2

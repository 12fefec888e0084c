"""Discord's markdown as a reader sees it: what is plain, and what would have come alive."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

_TOKEN = re.compile(
    r"\\(?P<escaped>[^0-9A-Za-z\s])"
    r"|`(?P<code>[^`\n]+)`"
    r"|\[(?P<label>(?:\\.|[^\]\\\n])*)\]\((?P<url>https?://[^\s()<>]+)\)"
    r"|<t:(?P<time>-?\d+):[tTdDfFR]>"
    r"|\*\*(?P<strong>(?:\\.|[^*\\\n])+)\*\*"
    r"|(?P<live>"
    r"<@[!&]?\d+>|<#\d+>|<a?:\w+:\d+>|</[^>]+:\d+>|<id:\w+>|@everyone|@here"
    r"|https?://\S|discord\.gg/\S"
    r"|\|\|[^|\n]+\|\||~~[^~\n]+~~|\*[^*\s][^*\n]*\*|(?<!\w)_[^_\s][^_\n]*_(?!\w)|__[^_\n]+__"
    r")"
    r"|(?P<plain>.)",
    re.DOTALL,
)
_LINE = re.compile(r"^(?:-# |> |• )")
_BLOCK = re.compile(r"^(?:#{1,3} \S|>>> \S|[-*+] \S|\d+\. \S)")


@dataclass
class Seen:
    """What a reader sees; `live` is what Discord would have made more than text of, `links`
    the addresses behind our own labels.
    """

    text: str = ""
    live: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)


def read(markdown: str) -> Seen:
    """Read an embed's description as Discord's client does (the parts that we write, and those
    that a hostile text would want us to write).
    """
    seen = Seen()
    lines = []
    for line in markdown.split("\n"):
        ours = _LINE.match(line)
        rest = line[ours.end() :] if ours else line
        source = re.match(r"^(\d+)\\?\. ", rest)
        if _BLOCK.match(rest) and source is None:
            seen.live.append(rest)
        lines.append(_inline(rest, seen))
    seen.text = "\n".join(lines)
    return seen


def _inline(text: str, seen: Seen) -> str:
    words = []
    for token in _TOKEN.finditer(text):
        kind, value = token.lastgroup or "", token[token.lastgroup or 0]
        if kind == "url":
            seen.links.append(value)
            words.append(_inline(token["label"], seen))
        elif kind == "strong":
            words.append(_inline(value, seen))
        elif kind == "time":
            words.append(f"[{value}]")
        else:
            if kind == "live":
                seen.live.append(value)
            words.append(value)
    return "".join(words)

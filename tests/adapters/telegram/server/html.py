"""Telegram's HTML mode, tag by tag, with the errors TDLib gives.

Follows the behaviour of `parse_html` in TDLib's `MessageEntity.cpp` (its own test cases are in
`test_server_html.py`). Offsets in errors are bytes of UTF-8, offsets in entities UTF-16 units.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from .formatted import Formatted, in_order, utf16
from .links import checked_link, user_in_link
from .model import Json
from .refusal import Refusal, bad_request

TAGS = {
    "b": "bold", "strong": "bold", "i": "italic", "em": "italic",
    "s": "strikethrough", "strike": "strikethrough", "del": "strikethrough",
    "u": "underline", "ins": "underline", "tg-spoiler": "spoiler", "span": "spoiler",
    "blockquote": "blockquote", "code": "code", "pre": "pre",
    "a": "text_link", "tg-emoji": "custom_emoji",
}  # fmt: skip
ENTITIES = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
ENTITY = re.compile(r"&(?:#x(?P<hex>[0-9a-fA-F]{1,6})|#(?P<number>\d{1,7})|(?P<name>[a-zA-Z]+));?")
LAST_CODE_POINT = 0x10FFFF
END = "\0"  # TDLib reads a C string; its end stops every loop


def parse_html(source: str) -> Formatted:
    """Text and entities.

    Raises:
        Refusal: "can't parse entities: ...", in TDLib's words.
    """
    parsed = _Parser(source.replace(END, " ") + END).run()
    for entity in parsed.entities:
        if entity["type"] == "code":
            entity.pop("language", None)  # it counts inside `<pre>` only
    return parsed


def _unparsable(what: str) -> Refusal:
    return bad_request(f"can't parse entities: {what}")


def _decoded(entity: re.Match[str]) -> str | None:
    if entity["name"]:
        return ENTITIES.get(entity["name"])
    number = int(entity["hex"], 16) if entity["hex"] else int(entity["number"])
    return chr(number) if 0 < number <= LAST_CODE_POINT else None


def _argument(tag: str, name: str, value: str) -> str:
    """What an attribute means for its tag; most mean nothing."""
    match tag, name:
        case ("a", "href") | ("tg-emoji", "emoji-id"):
            return value
        case ("code", "class") if value.startswith("language-"):
            return value.removeprefix("language-")
        case ("span", "class") if value.startswith("tg-"):
            return value.removeprefix("tg-")
        case ("blockquote", "expandable"):
            return "yes"
    return ""


@dataclass(slots=True)
class _Open:
    tag: str
    argument: str
    offset: int
    start: int


@dataclass(slots=True)
class _Parser:
    source: str
    at: int = 0
    text: str = ""
    units: int = 0
    stack: list[_Open] = field(default_factory=list)
    found: list[Json] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)

    def run(self) -> Formatted:
        while (char := self.source[self.at]) != END:
            if char == "&" and (decoded := self._entity()):
                self._append(decoded)
            elif char == "<" and self.source[self.at + 1] == "/":
                self._close()
            elif char == "<":
                self._open()
            else:
                self._append(char)
                self.at += 1
        if self.stack:
            raise _unparsable(
                f'Can\'t find end tag corresponding to start tag "{self.stack[-1].tag}"'
            )
        if any("\ud800" <= char <= "\udfff" for char in self.text):
            raise _unparsable(
                "Text contains invalid Unicode characters after decoding HTML entities, "
                "check for unmatched surrogate code units"
            )
        return Formatted(self.text, in_order(self.found), tuple(self.lost))

    def _append(self, char: str) -> None:
        self.text += char
        self.units += utf16(char)

    def _entity(self) -> str | None:
        """The character behind `&lt;` and its kind, or None: then it is only an ampersand."""
        found = ENTITY.match(self.source, self.at)
        char = _decoded(found) if found else None
        if found is None or char is None:
            return None
        self.at = found.end()
        return char

    def _open(self) -> None:
        begin = self.at
        self.at += 1
        self._skip(lambda c: not c.isspace() and c not in ">" + END)
        if self.source[self.at] == END:
            raise self._error("Unclosed start tag", begin)
        tag = self.source[begin + 1 : self.at].lower()
        if tag not in TAGS:
            raise self._error(f'Unsupported start tag "{tag}"', begin)
        argument = self._attributes(tag, begin)
        if tag == "span" and argument != "spoiler":
            raise self._error('Tag "span" must have class "tg-spoiler"', begin)
        self.stack.append(_Open(tag, argument, self.units, len(self.text)))

    def _attributes(self, tag: str, begin: int) -> str:
        argument = ""
        while True:
            self._skip(str.isspace)
            if self.source[self.at] == ">":
                self.at += 1
                return argument
            start = self.at
            self._skip(lambda c: not c.isspace() and c not in "=>/\"'" + END)
            name = self.source[start : self.at]
            if not name:
                raise self._error(f'Empty attribute name in the tag "{tag}"', begin)
            self._skip(str.isspace)
            value = self._value(tag, begin) if self.source[self.at] == "=" else ""
            if self.source[self.at] == END:
                raise self._error("Unclosed start tag", begin)
            argument = _argument(tag, name, value) or argument

    def _value(self, tag: str, begin: int) -> str:
        self.at += 1
        self._skip(str.isspace)
        quote = self.source[self.at]
        if quote == END:
            raise self._error(f'Unclosed start tag "{tag}"', begin)
        if quote not in "'\"":
            start = self.at
            self._skip(lambda c: c.isascii() and (c.isalnum() or c in ".-"))
            if not self.source[self.at].isspace() and self.source[self.at] != ">":
                raise self._error("Unexpected end of name token", start)
            return self.source[start : self.at].lower()
        self.at += 1
        value = ""
        while (char := self.source[self.at]) not in (quote, END):
            decoded = self._entity() if char == "&" else None
            if decoded is None:
                self.at += 1
            value += decoded or char
        self.at += self.source[self.at] == quote
        return value

    def _close(self) -> None:
        begin = self.at
        if not self.stack:
            raise self._error("Unexpected end tag", begin)
        self.at += 2
        self._skip(lambda c: not c.isspace() and c not in ">" + END)
        name = self.source[begin + 2 : self.at]
        self._skip(str.isspace)
        if self.source[self.at] != ">":
            raise self._error("Unclosed end tag", begin)
        self.at += 1
        opened = self.stack.pop()
        if name and name != opened.tag:
            raise self._error(
                "Unmatched end tag", begin, f', expected "</{opened.tag}>", found "</{name}>"'
            )
        if self.units > opened.offset:
            self._keep(opened)

    def _keep(self, opened: _Open) -> None:
        span: Json = {"offset": opened.offset, "length": self.units - opened.offset}
        match opened.tag:
            case "a":
                target = opened.argument or self.text[opened.start :]
                if (link := checked_link(target)) is None and user_in_link(target) is None:
                    self.lost.append(target)
                elif link is not None:
                    self.found.append({"type": "text_link", **span, "url": link})
            case "tg-emoji":
                self.found.append(
                    {"type": "custom_emoji", **span, "custom_emoji_id": opened.argument}
                )
            case "blockquote":
                kind = "expandable_blockquote" if opened.argument else "blockquote"
                self.found.append({"type": kind, **span})
            case "pre" | "code":
                self._keep_code(opened, span)
            case tag:
                self.found.append({"type": TAGS[tag], **span})

    def _keep_code(self, opened: _Open, span: Json) -> None:
        """`<pre><code class="language-x">` around the same words is one entity."""
        inner = self.found[-1] if self.found else {}
        same = inner.get("offset") == span["offset"] and inner.get("length") == span["length"]
        other = "code" if opened.tag == "pre" else "pre"
        language = inner.get("language") or opened.argument
        if same and inner.get("type") == other and language:
            self.found[-1] = {"type": "pre", **span, "language": language}
        else:
            entity: Json = {"type": opened.tag, **span}
            self.found.append(entity | ({"language": opened.argument} if opened.argument else {}))

    def _skip(self, wanted: Callable[[str], bool]) -> None:
        while self.source[self.at] != END and wanted(self.source[self.at]):
            self.at += 1

    def _error(self, what: str, at: int, more: str = "") -> Refusal:
        return _unparsable(f"{what} at byte offset {len(self.source[:at].encode())}{more}")

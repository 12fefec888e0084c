"""Text with entities: counting, ordering, trimming and finding them, as Telegram does."""

import re
from dataclasses import dataclass

from .model import Json

# TDLib's order of entities that cover the same words (`MessageEntity::get_type_priority`).
PRIORITY = {
    "blockquote": 0, "expandable_blockquote": 0, "pre": 11, "code": 20, "text_link": 49,
    "text_mention": 49, "bold": 90, "italic": 91, "underline": 92, "strikethrough": 93,
    "spoiler": 94, "custom_emoji": 99,
}  # fmt: skip
OPAQUE = {"pre", "code", "text_link", "text_mention"}  # nothing is detected inside these

DETECTED = re.compile(
    r"(?P<url>https?://[^\s<>\"]*[^\s<>\".,;:!?)\]'»”])"
    r"|(?<![\w@/])(?P<email>[\w.+-]+@[\w-]+\.[\w.-]*\w)"
    r"|(?<![\w@/])(?P<mention>@[A-Za-z]\w{3,31})\b"
    r"|(?<![\w/<>@])(?P<bot_command>/[A-Za-z0-9_]{1,64}(?:@[A-Za-z]\w{3,31})?)\b(?!/)"
    r"|(?<![\w#@])(?P<hashtag>\#\w*[^\W\d]\w*)"
)


@dataclass(frozen=True, slots=True)
class Formatted:
    text: str
    entities: list[Json]
    lost_links: tuple[str, ...] = ()  # targets Telegram drops without a word

    def trimmed(self) -> "Formatted":
        """Without white space at either end, entities moved along."""
        start = utf16(self.text[: len(self.text) - len(self.text.lstrip())])
        text = self.text.strip()
        size = utf16(text)
        kept = []
        for entity in self.entities:
            begin = min(max(entity["offset"] - start, 0), size)
            end = min(max(entity["offset"] + entity["length"] - start, 0), size)
            if end > begin:
                kept.append(entity | {"offset": begin, "length": end - begin})
        return Formatted(text, kept, self.lost_links)


def utf16(text: str) -> int:
    """Length in UTF-16 code units, which is how Telegram counts."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def in_order(entities: list[Json]) -> list[Json]:
    return sorted(entities, key=lambda e: (e["offset"], -e["length"], PRIORITY.get(e["type"], 50)))


def with_detected(formatted: Formatted) -> Formatted:
    """Adds the mentions, commands, addresses and hashtags that Telegram finds by itself."""
    taken = [
        range(e["offset"], e["offset"] + e["length"])
        for e in formatted.entities
        if e["type"] in OPAQUE
    ]
    found = list(formatted.entities)
    for match in DETECTED.finditer(formatted.text):
        offset = utf16(formatted.text[: match.start()])
        length = utf16(match.group())
        if not any(offset < span.stop and span.start < offset + length for span in taken):
            found.append({"type": str(match.lastgroup), "offset": offset, "length": length})
    return Formatted(formatted.text, in_order(found), formatted.lost_links)


def units(text: str, offset: int, length: int) -> str:
    """The part of a text an entity covers."""
    raw = text.encode("utf-16-le", "surrogatepass")
    return raw[2 * offset : 2 * (offset + length)].decode("utf-16-le", "surrogatepass")

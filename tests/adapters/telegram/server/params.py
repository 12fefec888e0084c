"""The parameters of one call: form fields, query or JSON, read as Telegram reads them."""

import json
import re
from collections.abc import Mapping
from typing import Any, Self

from aiohttp import web

from .formatted import Formatted, with_detected
from .html import parse_html
from .model import Chat, Json
from .refusal import bad_request, overtaken, upgraded
from .world import World


class Params:
    def __init__(self, values: Mapping[str, Any]) -> None:
        self.values = {name: value for name, value in values.items() if value is not None}

    def text(self, name: str, default: str = "") -> str:
        value = self.values.get(name, default)
        return value if isinstance(value, str) else json.dumps(value)

    def integer(self, name: str) -> int | None:
        value = str(self.values.get(name, "")).strip()
        if not value:
            return None
        if not re.fullmatch(r"-?\d{1,19}", value):
            raise bad_request(f"invalid {name} specified")
        return int(value)

    def flag(self, name: str) -> bool:
        return str(self.values.get(name, "")).lower() in {"true", "1", "yes"}

    def decoded(self, name: str) -> Any:
        """A JSON-serialized field; None when absent."""
        value = self.values.get(name)
        if not isinstance(value, str) or not value:
            return value or None
        try:
            return json.loads(value)
        except ValueError:
            raise bad_request(f"can't parse {name.replace('_', ' ')} JSON object") from None

    def chat(self, world: World) -> Chat:
        """The chat meant; a group that became a supergroup answers with its new id."""
        given = str(self.values.get("chat_id", "")).strip()
        if not given:
            raise bad_request("chat_id is empty")
        chat = find_chat(world, given)
        if chat is None:
            raise bad_request("chat not found")
        if chat.migrated_to is not None:
            raise upgraded(chat.migrated_to.id)
        return chat

    def formatted(self, world: World, name: str = "text") -> Formatted:
        """A text with its entities, trimmed, with what Telegram detects by itself."""
        parsed = self.parsed(name, "parse_mode", "entities").trimmed()
        for link in parsed.lost_links:
            world.remark(f"a link was dropped because its target is not an address: {link!r}")
        return with_detected(parsed)

    def parsed(self, name: str, mode: str, entities: str) -> Formatted:
        return parse_text(self.text(name), self.text(mode), self.decoded(entities))


def parse_text(text: str, mode: str, entities: list[Json] | None) -> Formatted:
    """Raises a refusal for broken markup; Markdown modes are beyond this fake and refused."""
    match mode.lower():
        case "html":
            return parse_html(text)
        case "":
            return Formatted(text, list(entities or []))
    raise bad_request("unsupported parse_mode")


def find_chat(world: World, given: str) -> Chat | None:
    if re.fullmatch(r"-?\d+", given):
        return world.chats.get(int(given))
    wanted = given.removeprefix("@").lower()
    named = (chat for chat in world.chats.values() if (chat.username or "").lower() == wanted)
    return next(named, None)


def seconds_left(world: World, since: float, lifetime: float) -> None:
    """Raises Telegram's refusal for an answer that comes too late."""
    if world.clock.now().timestamp() - since > lifetime:
        raise too_old()


def too_old() -> Exception:
    return overtaken(
        "query is too old and response timeout expired or query ID is invalid",
    )


class Upload(str):
    """The text of an uploaded file, with its name."""

    __slots__ = ("filename",)
    filename: str

    def __new__(cls, text: str, filename: str) -> Self:
        upload = super().__new__(cls, text)
        upload.filename = filename
        return upload


def _uploaded(file: web.FileField) -> Upload:
    return Upload(file.file.read().decode(), file.filename)


async def read_params(request: web.Request) -> Params:
    """Whatever way the caller chose to send them: all are allowed by the Bot API."""
    values: dict[str, Any] = dict(request.query)
    if request.content_type == "application/json":
        values |= await request.json()
    elif request.method == "POST":
        for name, value in (await request.post()).items():
            values[name] = _uploaded(value) if isinstance(value, web.FileField) else value
    return Params(values)

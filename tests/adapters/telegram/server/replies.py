"""`reply_parameters`: what is answered, which words of it are quoted, or a refusal."""

from dataclasses import dataclass

from . import limits
from .formatted import utf16
from .model import Chat, Json, Message
from .origins import external_reply
from .params import find_chat, parse_text
from .refusal import bad_request, overtaken
from .world import World


@dataclass(frozen=True, slots=True)
class Reply:
    to: Message | None  # None when the original is gone, or lies elsewhere
    thread: int | None
    body: Json


NO_REPLY = Reply(None, None, {})


def read_reply(world: World, chat: Chat, given: Json | None, thread: int | None) -> Reply:
    """Finds the original and checks the quote.

    Raises:
        Refusal: "message to be replied not found", "QUOTE_TEXT_INVALID".
    """
    if not given:
        return NO_REPLY
    home = find_chat(world, str(given["chat_id"])) if "chat_id" in given else chat
    if home is None:
        raise bad_request("chat not found")
    original = home.messages.get(int(given.get("message_id", 0)))
    if original is None or original.deleted:
        if given.get("allow_sending_without_reply") and home is chat:
            return NO_REPLY
        raise overtaken("message to be replied not found")
    quote = _quote(original, given)
    elsewhere = thread is not None and thread not in (original.thread_id, original.id)
    if home is not chat or elsewhere:
        return Reply(None, None, {"external_reply": external_reply(original)} | quote)
    return Reply(original, thread_of(original), quote)


def thread_of(original: Message) -> int | None:
    """A reply stays in the topic; in other supergroups the first message makes the thread."""
    if original.chat.kind != "supergroup":
        return None
    if original.chat.is_forum:
        return original.thread_id
    return original.thread_id or original.id


def _quote(original: Message, given: Json) -> Json:
    """The exact words of the original, or a refusal: Telegram doesn't guess."""
    if not given.get("quote"):
        return {}
    wanted = parse_text(
        given["quote"], given.get("quote_parse_mode", ""), given.get("quote_entities")
    )
    text = wanted.text
    at = original.text.find(text)
    if at < 0 or utf16(text) > limits.QUOTE or _formats(wanted.entities, original, text, at):
        raise bad_request("QUOTE_TEXT_INVALID")
    return {"quote": {"text": text, "position": utf16(original.text[:at]), "is_manual": True}}


def _formats(wanted: list[Json], original: Message, text: str, at: int) -> bool:
    """Whether the quote claims bold or italic words that the original doesn't have."""
    start, size = utf16(original.text[:at]), utf16(text)
    kept = {"bold", "italic", "underline", "strikethrough", "spoiler", "custom_emoji"}
    have = {
        (e["type"], max(e["offset"] - start, 0), min(e["offset"] + e["length"] - start, size))
        for e in original.entities
        if e["type"] in kept and e["offset"] < start + size and e["offset"] + e["length"] > start
    }
    claimed = {
        (e["type"], e["offset"], e["offset"] + e["length"]) for e in wanted if e["type"] in kept
    }
    return claimed != have

"""Builds the messages people write: replies, quotes, captions, forwards, anonymous admins."""

from dataclasses import dataclass, field

from .formatted import Formatted, utf16, with_detected
from .hearing import tell
from .html import parse_html
from .model import ANONYMOUS_ADMIN_ID, Account, Json, Member, Message
from .origins import external_reply, origin_of
from .places import Place
from .replies import thread_of
from .world import World

MEDIA = ("photo", "document")


@dataclass(frozen=True, slots=True)
class Source:
    """What somebody is about to post."""

    text: str
    reply_to: Message | None = None
    quote: str | None = None
    thread: int | None = None
    media: Json = field(default_factory=dict)
    extra: Json = field(default_factory=dict)
    html: bool = False


def post(world: World, account: Account, place: Place, source: Source) -> Message:
    """Files the message and tells the bot, if it may hear of it."""
    if place.chat.kind == "private":
        assert not account.has_blocked, f"{account.name} blocks the bot and can't write to it"
        account.has_started = True
    message = compose(world, account, place, source)
    tell(world, message)
    return message


def compose(world: World, account: Account, place: Place, source: Source) -> Message:
    if place.chat.kind in {"group", "supergroup"}:
        place.chat.members.setdefault(account.id, Member(account))  # who speaks is there
    body, sender = _author(world, account, place)
    body |= _words(source) | source.media | source.extra
    original, thread = source.reply_to, source.thread
    if original is not None:
        body |= _quote(original, source.quote)
        if original.chat is not place.chat:
            body["external_reply"] = external_reply(original)
            original = None
        elif thread is None:
            thread = thread_of(original)
    if place.chat.is_forum and thread is not None:
        body["is_topic_message"] = True
    return world.keep(place.chat, body, sender, reply_to=original, thread_id=thread)


def _author(world: World, account: Account, place: Place) -> tuple[Json, Account]:
    """An anonymous administrator speaks as the group."""
    if place.member(account).anonymous:
        stand_in = world.accounts[ANONYMOUS_ADMIN_ID]
        return {"from": stand_in.json(), "sender_chat": place.chat.json()}, stand_in
    return {"from": account.json()}, account


def _words(source: Source) -> Json:
    written = parse_html(source.text) if source.html else Formatted(source.text, [])
    written = with_detected(written.trimmed())
    text, entities = ("caption", "caption_entities") if source.media else ("text", "entities")
    if not written.text:
        return {}
    return {text: written.text} | ({entities: written.entities} if written.entities else {})


def _quote(original: Message, words: str | None) -> Json:
    if words is None:
        return {}
    at = original.text.find(words)
    assert at >= 0, f"{words!r} is not in the message it should quote"
    return {"quote": {"text": words, "position": utf16(original.text[:at]), "is_manual": True}}


def forwarded(world: World, what: Message | str, origin: Json | None) -> Source:
    """A copy with its origin, and without what it replied to."""
    if isinstance(what, str):
        hidden: Json = {"type": "hidden_user", "date": world.now(), "sender_user_name": "Someone"}
        return Source(what, extra={"forward_origin": origin or hidden})
    kept = {
        key: value
        for key, value in what.body.items()
        if key in {*MEDIA, "link_preview_options", "entities", "caption_entities"}
    }
    media: Json = {key: kept.pop(key) for key in MEDIA if key in kept}
    extra = kept | {"forward_origin": origin or origin_of(what)}
    return Source(what.text, media=media, extra=extra)


def rewrite(world: World, message: Message, text: str) -> None:
    """The new words of an edited message."""
    media: Json = {key: message.body[key] for key in MEDIA if key in message.body}
    for key in ("text", "entities", "caption", "caption_entities"):
        message.body.pop(key, None)
    message.body |= _words(Source(text, media=media)) | {"edit_date": world.now()}


def photo() -> Json:
    size: Json = {
        "file_id": "AgACAgIAAxkBAAIBY2",
        "file_unique_id": "AQADAgAT",
        "width": 320,
        "height": 240,
    }
    return {"photo": [size]}

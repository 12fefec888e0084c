"""Sending, and what sent and edited messages have in common: text, keyboard, deep links."""

from . import limits
from .links import START_PAYLOAD, start_payload
from .methods import method
from .model import Chat, Json
from .params import Params, Upload
from .refusal import bad_request
from .replies import read_reply
from .rights import check_thread, may_write, reachable
from .world import World


@method("sendMessage")
def send_message(world: World, params: Params) -> Json:
    chat = reachable(world, params.chat(world))
    return _send(world, chat, params, read_content(world, params, "sendMessage"))


@method("sendDocument")
def send_document(world: World, params: Params) -> Json:
    """A file of text; what it says stands among the call's parameters."""
    chat = reachable(world, params.chat(world))
    file = params.values.get("document")
    if not isinstance(file, Upload) or not file:
        raise bad_request("file must be non-empty")
    document: Json = {
        "file_id": f"BQACAgIAAxkB{len(file)}",
        "file_unique_id": f"AgAD{len(file)}",
        "file_name": file.filename,
        "file_size": len(file.encode()),
    }
    return _send(world, chat, params, {"document": document})


def _send(world: World, chat: Chat, params: Params, body: Json) -> Json:
    markup = read_markup(world, params)
    may_write(world, chat)
    thread = params.integer("message_thread_id")
    reply = read_reply(world, chat, _reply_parameters(params), thread)
    thread = thread if thread is not None else reply.thread
    if chat.is_forum or reply.to is None:
        check_thread(world, chat, thread)
    message = world.keep(
        chat,
        _author(world, chat) | body | reply.body | _topic(chat, thread),
        None if chat.kind == "channel" else world.bot,
        reply_to=reply.to,
        thread_id=thread,
        markup=markup,
    )
    world.note(chat, "sent", message)
    return message.json()


def _reply_parameters(params: Params) -> Json | None:
    given: Json | None = params.decoded("reply_parameters")
    if given is not None and not isinstance(given, dict):
        raise bad_request("can't parse reply parameters: expected an Object")
    return given


def _author(world: World, chat: Chat) -> Json:
    if chat.kind == "channel":
        return {"sender_chat": chat.json()}
    return {"from": world.bot.json()}


def _topic(chat: Chat, thread: int | None) -> Json:
    return {"is_topic_message": True} if chat.is_forum and thread is not None else {}


def read_content(world: World, params: Params, name: str) -> Json:
    """Text, entities and link preview, within the limits of the method named."""
    written = params.formatted(world)
    limits.check_text(written.text, name)
    body: Json = {"text": written.text}
    if written.entities:
        body["entities"] = written.entities
        _check_deep_links(world, [e["url"] for e in written.entities if "url" in e])
    preview = params.decoded("link_preview_options")
    return body | ({"link_preview_options": preview} if preview else {})


def read_markup(world: World, params: Params) -> Json | None:
    """The inline keyboard; other keyboards are checked for shape only."""
    markup: Json | None = params.decoded("reply_markup")
    if markup is not None and not isinstance(markup, dict):
        raise bad_request("object expected as reply markup")
    limits.check_keyboard(markup)
    if not markup or not markup.get("inline_keyboard"):
        return None
    urls = [b["url"] for row in markup["inline_keyboard"] for b in row if "url" in b]
    _check_deep_links(world, urls)
    return markup


def _check_deep_links(world: World, urls: list[str]) -> None:
    """Telegram sends a broken deep link as it is; the tap then comes without its payload."""
    for url in urls:
        payload = start_payload(url, str(world.bot.username))
        if payload is not None and not START_PAYLOAD.fullmatch(payload):
            world.remark(f"a deep link carries what /start never delivers: {payload!r}")

"""Sending, editing, deleting and reacting."""

from typing import Any

from . import limits
from .links import START_PAYLOAD, start_payload
from .methods import method
from .model import Chat, Json, Message
from .params import Params
from .refusal import bad_request, forbidden, overtaken
from .replies import read_reply
from .rights import check_thread, may_write, reachable
from .world import World

# Bot API, ReactionTypeEmoji.
REACTIONS = frozenset(
    "❤ 👍 👎 🔥 🥰 👏 😁 🤔 🤯 😱 🤬 😢 🎉 🤩 🤮 💩 🙏 👌 🕊 🤡 🥱 🥴 😍 🐳 ❤‍🔥 🌚 🌭 💯 🤣 ⚡ 🍌 🏆 💔 🤨 😐 🍓 🍾 💋 🖕 😈 😴 😭 🤓 👻 👨‍💻 👀 🎃 🙈 😇 😨 🤝 ✍ 🤗 🫡 🎅 🎄 ☃ 💅 🤪 🗿 🆒 💘 🙉 🦄 😘 💊 🙊 😎 👾 🤷‍♂ 🤷 🤷‍♀ 😡".split()  # noqa: E501 - the Bot API's list on one line
)
NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same "
    "as a current content and reply markup of the message"
)


@method("sendMessage")
def send_message(world: World, params: Params) -> Json:
    chat = reachable(world, params.chat(world))
    body = _content(world, params, "sendMessage")
    markup = read_markup(world, params)
    may_write(world, chat)
    thread = params.integer("message_thread_id")
    reply = read_reply(world, chat, _reply_parameters(params), thread)
    thread = thread if thread is not None else reply.thread
    if thread is not None and reply.to is None:
        check_thread(world, chat, thread)
    elif chat.is_forum:
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


def _content(world: World, params: Params, name: str) -> Json:
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


def own_message(world: World, params: Params) -> Message:
    """The message to edit: by chat and number, or by inline id."""
    inline_id = params.text("inline_message_id")
    if inline_id:
        if inline_id not in world.inline_messages:
            raise bad_request("MESSAGE_ID_INVALID")
        return world.inline_messages[inline_id]
    chat = reachable(world, params.chat(world))
    message = chat.messages.get(params.integer("message_id") or 0)
    if message is None or message.deleted:
        raise overtaken("message to edit not found")
    mine = message.sender is world.bot or chat.kind == "channel"
    if not mine or message.body.get("via_bot"):
        raise bad_request("message can't be edited")
    return message


@method("editMessageText")
def edit_message_text(world: World, params: Params) -> Json | bool:
    message = own_message(world, params)
    body = _content(world, params, "editMessageText")
    markup = read_markup(world, params)
    kept = ("text", "entities", "link_preview_options")
    now = {key: message.body.get(key) for key in kept}
    if now == {key: body.get(key) for key in kept} and markup == message.markup:
        raise overtaken(NOT_MODIFIED)
    message.edits.append({key: now[key] for key in kept} | {"reply_markup": message.markup})
    for key in kept:
        message.body.pop(key, None)
    message.body |= body | {"edit_date": world.now()}
    return _edited(world, message, markup)


@method("editMessageReplyMarkup")
def edit_message_reply_markup(world: World, params: Params) -> Json | bool:
    message = own_message(world, params)
    markup = read_markup(world, params)
    if markup == message.markup:
        raise overtaken(NOT_MODIFIED)
    return _edited(world, message, markup)


def _edited(world: World, message: Message, markup: Json | None) -> Json | bool:
    message.markup = markup
    world.note(message.chat, "edited", message)
    return True if message.inline_id else message.json()


@method("deleteMessage")
def delete_message(world: World, params: Params) -> bool:
    chat = reachable(world, params.chat(world))
    message = chat.messages.get(params.integer("message_id") or 0)
    if message is None or message.deleted:
        raise overtaken("message to delete not found")
    _delete(world, message)
    return True


@method("deleteMessages")
def delete_messages(world: World, params: Params) -> bool:
    """Skips what isn't there, as documented."""
    chat = reachable(world, params.chat(world))
    for number in params.decoded("message_ids") or []:
        message = chat.messages.get(number)
        if message is not None and not message.deleted:
            _delete(world, message)
    return True


def _delete(world: World, message: Message) -> None:
    seat = world.bot_in(message.chat)
    own = message.sender is world.bot or message.chat.kind == "private"
    may = seat is not None and seat.is_admin and seat.rights.get("can_delete_messages")
    old = world.now() - message.date > 48 * 3600
    if old or not (own or may):
        raise overtaken("message can't be deleted")
    message.deleted = True
    world.note(message.chat, "deleted", message)


@method("setMessageReaction")
def set_message_reaction(world: World, params: Params) -> bool:
    chat = reachable(world, params.chat(world))
    message = chat.messages.get(params.integer("message_id") or 0)
    if message is None or message.deleted:
        raise overtaken("message to react not found")
    wanted: list[Json] = params.decoded("reaction") or []
    if len(wanted) > 1:
        raise bad_request("REACTIONS_TOO_MANY")
    if any(one.get("type") != "emoji" or one.get("emoji") not in REACTIONS for one in wanted):
        raise bad_request("REACTION_INVALID")
    message.reactions[world.bot.id] = wanted
    world.note(chat, "reacted", message)
    return True


@method("sendChatAction")
def send_chat_action(world: World, params: Params) -> bool:
    chat = reachable(world, params.chat(world))
    if chat.kind == "channel":
        raise forbidden("CHAT_WRITE_FORBIDDEN")
    action: Any = params.text("action")
    if action not in {"typing", "upload_photo", "upload_document", "choose_sticker"}:
        raise bad_request("wrong parameter action in request")
    world.actions.append({"chat_id": chat.id, "action": action})
    return True

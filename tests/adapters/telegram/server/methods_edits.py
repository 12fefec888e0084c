"""Editing and deleting."""

from .methods import method
from .methods_messages import read_content, read_markup
from .model import Json, Message
from .params import Params
from .refusal import bad_request, overtaken
from .rights import reachable
from .world import World

NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same "
    "as a current content and reply markup of the message"
)


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
    body = read_content(world, params, "editMessageText")
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

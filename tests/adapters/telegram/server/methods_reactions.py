"""Reactions, and the sign that somebody is writing."""

from typing import Any

from .methods import method
from .model import Json
from .params import Params
from .refusal import bad_request, forbidden, overtaken
from .rights import reachable
from .world import World

# Bot API, ReactionTypeEmoji.
REACTIONS = frozenset(
    {
        "❤", "👍", "👎", "🔥", "🥰", "👏", "😁", "🤔", "🤯", "😱", "🤬", "😢",
        "🎉", "🤩", "🤮", "💩", "🙏", "👌", "🕊", "🤡", "🥱", "🥴", "😍", "🐳",
        "❤‍🔥", "🌚", "🌭", "💯", "🤣", "⚡", "🍌", "🏆", "💔", "🤨", "😐", "🍓",
        "🍾", "💋", "🖕", "😈", "😴", "😭", "🤓", "👻", "👨‍💻", "👀", "🎃", "🙈",
        "😇", "😨", "🤝", "✍", "🤗", "🫡", "🎅", "🎄", "☃", "💅", "🤪", "🗿",
        "🆒", "💘", "🙉", "🦄", "😘", "💊", "🙊", "😎", "👾", "🤷‍♂", "🤷", "🤷‍♀",
        "😡",
    }
)  # fmt: skip


# Bot API, sendChatAction.
ACTIONS = frozenset(
    {
        "typing", "upload_photo", "record_video", "upload_video", "record_voice", "upload_voice",
        "upload_document", "choose_sticker", "find_location", "record_video_note",
        "upload_video_note",
    }
)  # fmt: skip


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
    if action not in ACTIONS:
        raise bad_request("wrong parameter action in request")
    world.actions.append({"chat_id": chat.id, "action": action})
    return True

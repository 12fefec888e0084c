"""The bot itself, its commands, chats and members."""

import json
from typing import Any

from . import limits
from .methods import method
from .model import Chat, Json, Member
from .params import Params
from .refusal import bad_request, overtaken
from .rights import member_json, reachable
from .world import World

GIFTS = (
    "unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription",
    "gifts_from_channels",
)  # fmt: skip


@method("getMe")
def get_me(world: World, _params: Params) -> Json:
    told = world.settings
    return world.bot.json() | {
        "can_join_groups": told.can_join_groups,
        "can_read_all_group_messages": not told.privacy,
        "supports_inline_queries": told.inline,
        "supports_guest_queries": told.guest_queries,
        "can_connect_to_business": False,
        "has_main_web_app": False,
        "has_topics_enabled": False,
        "allows_users_to_create_topics": False,
    }


@method("getChat")
def get_chat(world: World, params: Params) -> Json:
    chat = reachable(world, params.chat(world))
    body = chat.json() | {
        "accent_color_id": 0,
        "max_reaction_count": 11,
        "accepted_gift_types": dict.fromkeys(GIFTS, False),
    }
    if chat.linked is not None:
        body["linked_chat_id"] = chat.linked.id
    if chat.kind in {"group", "supergroup"}:
        body["permissions"] = {"can_send_messages": not chat.nobody_writes}
    return body


@method("getChatMember")
def get_chat_member(world: World, params: Params) -> Json:
    chat = reachable(world, params.chat(world))
    wanted = params.integer("user_id") or 0
    if wanted not in world.accounts:
        raise bad_request("invalid user_id specified")
    seat = world.bot_in(chat)
    about_others = wanted != world.bot.id
    if chat.hides_members and about_others and not (seat and seat.is_admin):
        raise overtaken("CHAT_ADMIN_REQUIRED")
    return member_json(chat.members.get(wanted) or Member(world.accounts[wanted], "left"))


@method("getChatAdministrators")
def get_chat_administrators(world: World, params: Params) -> list[Json]:
    chat = reachable(world, params.chat(world))
    if chat.kind == "private":
        raise bad_request("there are no administrators in the private chat")
    shown = (m for m in chat.members.values() if m.is_admin)
    with_bots = params.flag("return_bots")
    return [
        member_json(member)
        for member in shown
        if with_bots or not member.account.is_bot or member.account is world.bot
    ]


@method("getChatMemberCount")
def get_chat_member_count(world: World, params: Params) -> int:
    chat = reachable(world, params.chat(world))
    return sum(member.is_present for member in chat.members.values())


@method("leaveChat")
def leave_chat(world: World, params: Params) -> bool:
    chat = reachable(world, params.chat(world))
    if chat.kind == "private":
        raise bad_request("chat member status can't be changed in private chats")
    _leave(world, chat)
    return True


def _leave(world: World, chat: Chat) -> None:
    from .hearing import tell_membership

    old = chat.members[world.bot.id]
    chat.members[world.bot.id] = Member(world.bot, "left")
    tell_membership(world, chat, world.bot, old, chat.members[world.bot.id])
    world.pulse.beat()


def commands_key(params: Params) -> tuple[str, str]:
    """Commands are kept for each scope and language."""
    scope: Any = params.decoded("scope") or {"type": "default"}
    if not isinstance(scope, dict) or "type" not in scope:
        raise bad_request("can't parse BotCommandScope: BotCommandScope must have type")
    language = params.text("language_code")
    if language and not (len(language) == 2 and language.isalpha() and language.islower()):
        raise bad_request("invalid language code specified")
    return json.dumps(scope, sort_keys=True), language


@method("setMyCommands")
def set_my_commands(world: World, params: Params) -> bool:
    commands: list[Json] = params.decoded("commands") or []
    limits.check_commands(commands)
    world.commands[commands_key(params)] = commands
    world.pulse.beat()
    return True


@method("getMyCommands")
def get_my_commands(world: World, params: Params) -> list[Json]:
    return world.commands.get(commands_key(params), [])


@method("deleteMyCommands")
def delete_my_commands(world: World, params: Params) -> bool:
    world.commands.pop(commands_key(params), None)
    return True

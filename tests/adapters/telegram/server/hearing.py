"""Turns what happens into updates, for those chats and kinds the bot hears of."""

from .model import Account, Chat, Json, Member, Message
from .privacy import reaches_bot
from .rights import member_json
from .world import World


def tell(world: World, message: Message, *, edited: bool = False) -> None:
    """Hands a message to the bot, if privacy mode lets it through."""
    if not reaches_bot(world, message):
        return
    kind = "channel_post" if message.chat.kind == "channel" else "message"
    world.queue.push(f"edited_{kind}" if edited else kind, message.json(), message.chat.id)


def tell_membership(world: World, chat: Chat, by: Account, old: Member, new: Member) -> None:
    """`my_chat_member` for the bot itself, `chat_member` where it is an administrator."""
    about_bot = new.account is world.bot
    seat = world.bot_in(chat)
    if not about_bot and (seat is None or not seat.is_admin):
        return
    change: Json = {
        "chat": chat.json(),
        "from": by.json(),
        "date": world.now(),
        "old_chat_member": member_json(old),
        "new_chat_member": member_json(new),
    }
    world.queue.push("my_chat_member" if about_bot else "chat_member", change, chat.id)


def tell_reaction(world: World, message: Message, by: Account, old: list[Json]) -> None:
    """`message_reaction`: only for administrators, and only when asked for."""
    seat = world.bot_in(message.chat)
    if message.chat.kind != "private" and (seat is None or not seat.is_admin):
        return
    change: Json = {
        "chat": message.chat.json(),
        "message_id": message.id,
        "user": by.json(),
        "date": world.now(),
        "old_reaction": old,
        "new_reaction": message.reactions.get(by.id, []),
    }
    world.queue.push("message_reaction", change, message.chat.id)

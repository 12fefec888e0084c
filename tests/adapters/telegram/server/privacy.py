"""What a bot gets to see in a group.

Source: core.telegram.org/bots/features#privacy-mode and core.telegram.org/bots/faq
("What messages will my bot get?").
"""

from .formatted import units
from .model import ANONYMOUS_ADMIN_ID, CHANNEL_BOT_ID, Chat, Message
from .world import World

SERVICE = {
    "new_chat_members", "left_chat_member", "new_chat_title", "migrate_to_chat_id",
    "migrate_from_chat_id", "pinned_message", "forum_topic_created", "forum_topic_closed",
    "forum_topic_reopened", "group_chat_created", "supergroup_chat_created",
}  # fmt: skip


def reaches_bot(world: World, message: Message) -> bool:
    """Whether Telegram hands this message to the bot."""
    chat = message.chat
    if chat.kind == "private":
        return True
    member = world.bot_in(chat)
    if member is None or chat.migrated_to is not None:
        return False
    if SERVICE & message.body.keys() or chat.kind == "channel":
        return True
    if _from_another_bot(message):
        return False
    if member.is_admin or not world.settings.privacy:
        return True
    return _meant_for_bot(world, chat, message)


def _from_another_bot(message: Message) -> bool:
    speaks_for_chat = {ANONYMOUS_ADMIN_ID, CHANNEL_BOT_ID}
    return (
        message.sender is not None
        and message.sender.is_bot
        and message.sender.id not in speaks_for_chat
    )


def _meant_for_bot(world: World, chat: Chat, message: Message) -> bool:
    reply_to = message.reply_to
    if reply_to is not None and reply_to.sender is world.bot:
        return True
    if message.body.get("via_bot", {}).get("id") == world.bot.id:
        return True
    if _is_command(world, chat, message):
        return True
    return world.settings.mentions_arrive and _mentions(world, message)


def _is_command(world: World, chat: Chat, message: Message) -> bool:
    """`/x@this_bot`, or `/x` unless another bot was the last one to speak."""
    for entity in message.entities:
        if entity["type"] == "bot_command" and entity["offset"] == 0:
            _, _, addressee = units(message.text, 0, entity["length"]).partition("@")
            if addressee:
                return addressee.lower() == str(world.bot.username).lower()
            return chat.last_bot in (None, world.bot.id)
    return False


def _mentions(world: World, message: Message) -> bool:
    wanted = f"@{world.bot.username}".lower()
    return any(
        entity["type"] == "mention"
        and units(message.text, entity["offset"], entity["length"]).lower() == wanted
        for entity in message.entities
    )

"""Telegram's updates: which we ask for, which must not get lost, which wait for each other."""

from __future__ import annotations

from telegram import Message, Update
from telegram.constants import ChatType, UpdateType

from adapters.telegram.inbound import Me, command, incoming, is_reply_to
from bot.messages import Addressed

ALLOWED = (
    UpdateType.MESSAGE,
    UpdateType.EDITED_MESSAGE,
    UpdateType.CHANNEL_POST,
    UpdateType.EDITED_CHANNEL_POST,
    UpdateType.CALLBACK_QUERY,
    UpdateType.INLINE_QUERY,
    UpdateType.GUEST_MESSAGE,
    UpdateType.MY_CHAT_MEMBER,
    UpdateType.MESSAGE_REACTION,
)
"""Named one by one: Telegram keeps the last setting, and leaves reactions out by default."""
_ALWAYS = ("callback_query", "guest_message", "my_chat_member")


def lane(update: Update) -> int:
    """Updates of one lane are dealt with one after the other: those of a chat, and presses and
    queries of a person, so that a slow chat keeps nobody's buttons waiting.
    """
    chat, user = update.effective_chat, update.effective_user
    who = chat if update.callback_query is None and chat is not None else user
    # What isn't numbered as Telegram numbers it waits with others of its kind.
    return who.id if who is not None and isinstance(who.id, int) else 0


def must_not_get_lost(update: Update, me: Me) -> bool:
    """Whether somebody addressed us, or a chat changed in a way that is told only once.

    Only these are kept in our base until they are dealt with. What nobody addressed to us is
    never stored, and questions that are answered within seconds or not at all need not be.
    """
    if any(getattr(update, name) is not None for name in _ALWAYS):
        return True
    message = update.message or update.edited_message
    return message is not None and (_moves(message) or concerns_us(message, me))


def concerns_us(message: Message, me: Me) -> bool:
    """Whether a message is addressed to us, commands for other bots left out."""
    if message.via_bot is not None and message.via_bot.id == me.id:
        return False
    said = command(message, me)
    if said is not None:
        return said.ours
    if message.chat.type == ChatType.PRIVATE or is_reply_to(message, me):
        return True
    if not (message.entities or message.caption_entities):
        return False  # nobody is named: most messages end here
    return incoming(message, me).addressed is not Addressed.NO


def _moves(message: Message) -> bool:
    return message.migrate_to_chat_id is not None or message.migrate_from_chat_id is not None

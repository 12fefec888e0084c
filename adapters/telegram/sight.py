"""What the bot can see and do in a group, and what to tell its administrators to change."""

from __future__ import annotations

from dataclasses import dataclass

import telegram
from telegram import ChatMember, ChatMemberRestricted
from telegram.error import TelegramError

from bot.places.behaviour import Mode
from bot.wording import N_

_SEES_ALL = {Mode.QUIET, Mode.UNPROMPTED, Mode.SHADOW}
_RIGHTS = {ChatMember.ADMINISTRATOR, ChatMember.OWNER}

ENOUGH = N_(
    "I see commands, mentions and answers to me here, and nothing else. That is all I need to "
    "answer when asked."
)
BLIND = N_(
    "In this mode I must see every message, and I don't. Either make me an administrator, or let "
    "my operator switch privacy mode off (BotFather, /setprivacy) and then remove me from this "
    "group and add me again: the change holds only from then on."
)
SEES = N_("I see every message here.")
MUTE = N_("I may not write here. Let me send messages, or nobody gets an answer.")
TAPS = N_("To notice who taps my reaction I must be an administrator.")


@dataclass(frozen=True, slots=True)
class Sight:
    """What Telegram says: `reads_all` is false in privacy mode, `status` is the bot's own."""

    reads_all: bool
    status: str
    writes: bool = True

    @property
    def administers(self) -> bool:
        """Administrators see everything, privacy mode or not."""
        return self.status in _RIGHTS

    @property
    def sees_everything(self) -> bool:
        """Whether every message reaches the bot."""
        return self.administers or self.reads_all


async def look(api: telegram.Bot, chat_id: int) -> Sight | None:
    """Ask Telegram; none when it doesn't tell."""
    try:
        me = await api.get_me()
        member = await api.get_chat_member(chat_id, me.id)
    except TelegramError:
        return None
    writes = not isinstance(member, ChatMemberRestricted) or member.can_send_messages
    return Sight(bool(me.can_read_all_group_messages), member.status, writes)


def advice(sight: Sight, mode: Mode) -> tuple[str, ...]:
    """Catalogued sentences: what works, else exactly what to change."""
    found = []
    if not sight.writes:
        found.append(MUTE)
    if sight.sees_everything:
        found.append(SEES)
    else:
        found.append(BLIND if mode in _SEES_ALL else ENOUGH)
    if mode is Mode.QUIET and not sight.administers:
        found.append(TAPS)
    return tuple(found)

"""Who administers a chat, asked of Telegram and remembered for a moment."""

from __future__ import annotations

from collections import OrderedDict
from datetime import datetime, timedelta

import structlog
import telegram
from telegram.constants import ChatMemberStatus
from telegram.error import TelegramError

from factbase.ports import Clock

log = structlog.get_logger()

FRESH = timedelta(seconds=30)
"""How long an answer holds: somebody who lost the right can use it for so long."""
_SIZE = 10_000
_RIGHTS = {ChatMemberStatus.OWNER, ChatMemberStatus.ADMINISTRATOR}


class Members:
    """Answers who administers what. When Telegram doesn't tell, nobody does."""

    def __init__(self, api: telegram.Bot, clock: Clock) -> None:
        self._api = api
        self._clock = clock
        self._known: OrderedDict[tuple[int, int], tuple[bool, datetime]] = OrderedDict()

    async def administers(self, chat_id: int, user_id: int) -> bool:
        """Whether this person may manage that chat."""
        now = self._clock.now()
        known, read = self._known.get((chat_id, user_id), (False, None))
        if read is not None and timedelta(0) <= now - read < FRESH:
            return known
        try:
            member = await self._api.get_chat_member(chat_id, user_id)
        except TelegramError as problem:
            log.warning("member_unknown", error=type(problem).__name__)
            return False
        found = member.status in _RIGHTS
        self._known[chat_id, user_id] = found, now
        while len(self._known) > _SIZE:
            self._known.popitem(last=False)
        return found

    def forget(self, chat_id: int) -> None:
        """Somebody's rights changed there."""
        for key in [key for key in self._known if key[0] == chat_id]:
            del self._known[key]

"""Each update to its handler, within one error boundary."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import structlog
from telegram import Message, Update

from adapters.telegram import conversation, membership, presses, queries, quiet
from adapters.telegram.apologising import apologise
from adapters.telegram.session import Session, Speech
from bot import correlation

log = structlog.get_logger()


class Dispatch:
    """Deals with updates. Nothing that goes wrong gets out: its type is logged, and who asked
    is told.
    """

    def __init__(self, session: Session) -> None:
        self._session = session

    async def __call__(self, updates: Sequence[Update]) -> Speech | None:
        """Decide what comes of updates that belong together, and record it."""
        correlation.begin()
        try:
            speech = await self._route(updates)
        except Exception:  # again it would break again: it counts as dealt with
            log.exception("update_failed", update=updates[0].update_id)
            return partial(apologise, self._session, updates[0])
        return None if speech is None else partial(self._speak, speech, updates[0])

    async def _speak(self, speech: Speech, update: Update) -> None:
        try:
            await speech()
        except Exception:  # it is done by now: nobody else would tell who asked
            log.exception("speech_failed", update=update.update_id)
            await apologise(self._session, update)

    async def _route(self, updates: Sequence[Update]) -> Speech | None:
        """Messages are answered, edits only change an answer; nothing else takes edits."""
        session, first = self._session, updates[0]
        match first:
            case Update(message=Message() as message) if _moves(message):
                return await membership.moved(session, message)
            case Update(message=Message()) | Update(channel_post=Message()):
                told = [update.message or update.channel_post for update in updates]
                return await conversation.hear(session, [one for one in told if one is not None])
            case (
                Update(edited_message=Message() as edited)
                | Update(edited_channel_post=Message() as edited)
            ):
                return await conversation.revise(session, edited)
            case Update(guest_message=Message() as message):
                return await queries.guest(session, message)
            case _:
                return await self._others(first)

    async def _others(self, update: Update) -> Speech | None:
        session = self._session
        if update.callback_query is not None:
            return await presses.press(session, update.callback_query)
        if update.inline_query is not None:
            return await queries.inline(session, update.inline_query)
        if update.my_chat_member is not None:
            return await membership.changed(session, update.my_chat_member)
        if update.message_reaction is not None:
            return await quiet.tapped(session, update.message_reaction)
        return None


def _moves(message: Message) -> bool:
    return message.migrate_to_chat_id is not None or message.migrate_from_chat_id is not None

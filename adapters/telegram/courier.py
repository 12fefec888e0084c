"""Sends, edits and removes replies on Telegram."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace

import structlog
import telegram
from telegram import Message, ReactionTypeEmoji, ReplyParameters
from telegram.constants import ParseMode, ReactionEmoji
from telegram.error import BadRequest, ChatMigrated, RetryAfter

from adapters.telegram.failures import (
    BLOCKED,
    as_delivery_errors,
    is_broken_markup,
    is_gone,
    is_no_change,
    seconds,
)
from adapters.telegram.inbound import NAME
from adapters.telegram.moving import Moving
from adapters.telegram.outbound import Rendered, held, render
from adapters.telegram.pace import Pace
from bot.delivering.posted import SHADOW
from bot.delivering.unreachable import set_unreachable
from bot.errors import DeliveryError
from bot.messages import Place
from bot.ports import PostedReply, Sent, Target
from bot.replies import Reply
from factbase.errors import StoreUnavailable

log = structlog.get_logger()

_PAUSES = (1.0, 5.0)
_LONGEST = 60.0
"""Seconds between attempts, and the longest that a flood limit is waited for."""
REACTION = "reaction"
"""`sent_id` of what is only a reaction."""
EMOJI = ReactionEmoji.EYES
"""One of the few reactions that bots may give everywhere; it judges nobody."""


class TelegramCourier:
    """A `bot.ports.Courier`. `api` is Telegram, `moving` follows groups to their new ids."""

    def __init__(self, api: telegram.Bot, pace: Pace, moving: Moving) -> None:
        self._api = api
        self._pace = pace
        self._moving = moving

    async def post(self, target: Target, reply: Reply, ticket: str) -> Sent:
        """Say something, as a reply where the message is still there."""
        shown = render(reply, target.locale, ticket)
        try:
            _, message = await self._send_after(target, shown)
        except DeliveryError as problem:
            await self._note(target.place, problem)
            raise
        return Sent(str(message.message_id), message.link or "")

    async def _send_after(self, target: Target, shown: Rendered) -> tuple[Place, Message]:
        """Send, also to a group that moved; says where it is now."""
        try:
            return target.place, await self.send(target, shown)
        except ChatMigrated as moved:
            place = await self._moving.to(target.place, moved.new_chat_id)
            # The numbers of messages begin anew there: nothing is left to reply to.
            return place, await self.send(replace(target, place=place, message_id=""), shown)

    async def show(self, place: Place, reply: Reply, locale: str, ticket: str = "") -> None:
        """Show something to somebody who is waiting for it, at once or not at all."""
        await self.send(Target(place, "", locale), render(reply, locale, ticket))

    async def send_patiently(self, target: Target, shown: Rendered) -> Message:
        """The same, tried again after what passes: for questions that a dialogue hangs on."""
        for pause in _PAUSES:
            try:
                return await self.send(target, shown)
            except DeliveryError as problem:
                if problem.final:
                    raise
                await asyncio.sleep(max(pause, min(problem.retry_after, _LONGEST)))
        return await self.send(target, shown)

    async def send_file(self, target: Target, name: str, content: bytes) -> Message:
        """Send a document, once. Raises `DeliveryError`."""
        with as_delivery_errors():
            return await self._api.send_document(
                int(target.place.id),
                content,
                filename=name,
                reply_parameters=_answering(target),
            )

    async def redraw(self, chat_id: int, message_id: int, shown: Rendered) -> None:
        """Draw a message of ours anew; one that looks like that already is no error."""
        async with self._staying(chat_id):
            try:
                await self._redraw(chat_id, message_id, shown, shown.text, ParseMode.HTML)
            except BadRequest as problem:
                if is_broken_markup(problem):
                    log.warning("markup_refused", length=len(shown.text))
                    await self._redraw(chat_id, message_id, shown, shown.plain, None)
                elif not is_no_change(problem):
                    raise

    async def _redraw(
        self, chat_id: int, message_id: int, shown: Rendered, text: str, mode: ParseMode | None
    ) -> None:
        await self._api.edit_message_text(
            text,
            chat_id=chat_id,
            message_id=message_id,
            parse_mode=mode,
            reply_markup=shown.keyboard,
            link_preview_options=shown.preview,
        )

    async def hold(self, log_place: str, posted: PostedReply, reply: Reply) -> Sent:
        """Shadow mode: show moderators what would have been said, and let them judge it."""
        shown = held(posted, reply)
        target = Target(Place(NAME, log_place), "", posted.locale)
        place, message = await self._send_after(target, shown)
        return Sent(f"{SHADOW}{place.id}:{message.message_id}")

    async def react(self, place: Place, message_id: str) -> Sent:
        """Quiet mode: a sign that there is something to know."""
        async with self._staying(int(place.id)):
            await self._api.set_message_reaction(
                int(place.id), int(message_id), ReactionTypeEmoji(EMOJI)
            )
        return Sent(REACTION)

    async def edit(self, posted: PostedReply, reply: Reply) -> None:
        """Replace what a reply shows; one that shows it already is no error."""
        if posted.sent_id == REACTION:
            return
        shadow = posted.sent_id.startswith(SHADOW)
        shown = held(posted, reply) if shadow else render(reply, posted.locale, posted.id)
        await self.redraw(*_where(posted), shown)

    async def remove(self, posted: PostedReply) -> None:
        """Take a reply away; one that is gone already is no error."""
        reacted = posted.sent_id == REACTION
        chat_id, message_id = _reacted_to(posted) if reacted else _where(posted)
        async with self._staying(chat_id):
            try:
                if reacted:
                    await self._api.set_message_reaction(chat_id, message_id, None)
                else:
                    await self._api.delete_message(chat_id, message_id)
            except BadRequest as problem:
                if not is_gone(problem):
                    raise

    @asynccontextmanager
    async def _staying(self, chat_id: int) -> AsyncIterator[None]:
        """For what is done to messages, which stay behind when their group moves."""
        try:
            with as_delivery_errors(repeatable=True):
                yield
        except ChatMigrated as moved:
            await self._moving.to(Place(NAME, str(chat_id)), moved.new_chat_id)
            raise DeliveryError("moved", final=True) from moved

    async def send(self, target: Target, shown: Rendered) -> Message:
        """Send what is drawn already, once. Raises `DeliveryError`, or `ChatMigrated`."""
        with as_delivery_errors():
            try:
                return await self._call(target, shown.text, shown, ParseMode.HTML)
            except RetryAfter as problem:
                self._pace.block(target.place.id, seconds(problem))
                raise
            except BadRequest as problem:
                if not is_broken_markup(problem):
                    raise
                log.warning("markup_refused", length=len(shown.text))
                return await self._call(target, shown.plain, shown, None)

    async def _call(
        self, target: Target, text: str, shown: Rendered, mode: ParseMode | None
    ) -> Message:
        return await self._api.send_message(
            int(target.place.id),
            text,
            parse_mode=mode,
            reply_markup=shown.keyboard,
            link_preview_options=shown.preview,
            reply_parameters=_answering(target),
            message_thread_id=_thread(target),
        )

    async def _note(self, place: Place, problem: DeliveryError) -> None:
        """Remember who can't be reached, so that nobody writes to them unasked."""
        if problem.reason != BLOCKED:
            return
        try:
            await self._moving.write(lambda unit: set_unreachable(unit, place, unreachable=True))
        except StoreUnavailable:
            log.warning("unreachable_not_noted", platform=place.platform)


def _answering(target: Target) -> ReplyParameters | None:
    if not target.message_id.isdecimal():
        return None
    return ReplyParameters(int(target.message_id), allow_sending_without_reply=True)


def _thread(target: Target) -> int | None:
    """The topic. General has no number that could be passed; a reply finds its topic alone,
    but not once its message is gone.
    """
    _, _, thread = target.place.thread.partition("/")
    return int(thread) if thread else None


def _reacted_to(posted: PostedReply) -> tuple[int, int]:
    if not posted.message_id.isdecimal():
        raise DeliveryError("moved", final=True)
    return int(posted.place.id), int(posted.message_id)


def _where(posted: PostedReply) -> tuple[int, int]:
    """Chat and message of a reply. Those of a group that moved are out of reach."""
    chat_id, sent_id = posted.place.id, posted.sent_id
    if sent_id.startswith(SHADOW):
        chat_id, _, sent_id = sent_id.removeprefix(SHADOW).rpartition(":")
    if not sent_id.isdecimal():
        raise DeliveryError("moved", final=True)
    return int(chat_id), int(sent_id)

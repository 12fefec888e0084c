"""What every handler works with while the bot is connected."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

import structlog
import telegram

from adapters.telegram.courier import TelegramCourier
from adapters.telegram.inbound import NAME, Me, author_of, message_place
from adapters.telegram.members import Members
from adapters.telegram.moving import Moving
from bot.checking.outcome import Answer
from bot.delivering.posting import Posting
from bot.errors import DeliveryError
from bot.messages import Person, Place, PlaceKind
from bot.places.behaviour import PlaceSettings
from bot.ports import PostedReply
from bot.replies import Reply
from bot.wiring import Bot

log = structlog.get_logger()

Speech = Callable[[], Awaitable[object]]
"""What is left to say once an update is done; see `receiving`."""


@dataclass(frozen=True, slots=True)
class Session:
    """The bot, Telegram, who we are there, and the ways to speak."""

    bot: Bot
    api: telegram.Bot
    me: Me
    posting: Posting
    courier: TelegramCourier
    members: Members
    moving: Moving

    async def settings(self, place: Place, person: Person) -> PlaceSettings:
        """The settings of a place, as they were a moment ago."""
        author = self.bot.people.hash(person.key)
        settings, _ = await self.bot.preferences.known.look(place, author)
        return settings

    async def locale(self, place: Place, person: Person) -> str:
        """The reader's language."""
        settings = await self.settings(place, person)
        return settings.locale or person.locale or self.bot.settings.locale

    async def say(self, reply: Reply, place: Place, locale: str, message_id: str = "") -> None:
        """Say something that needs no record."""
        await self.posting.say(Answer(reply, locale), place, message_id)

    async def change(self, posted: PostedReply, reply: Reply) -> None:
        """Show something else in place of a reply."""
        try:
            await self.courier.edit(posted, reply)
        except DeliveryError as problem:
            log.warning("edit_failed", reply=posted.id, reason=problem.reason)
        else:
            await self.bot.deliveries.replaced(posted, reply)

    async def speech(self, reply: Reply, message: telegram.Message) -> Speech:
        """The reply to a message, to be said once the message is done."""
        place, person = message_place(message), author_of(message)
        locale = await self.locale(place, person)

        async def speak() -> None:
            await self.say(reply, place, locale, str(message.message_id))

        return speak

    async def person(self, user: telegram.User, chat_id: int | None = None) -> Person:
        """Who somebody is, and whether they administer a chat where that matters."""
        administers = chat_id is not None and await self.members.administers(chat_id, user.id)
        return Person(
            NAME,
            str(user.id),
            is_bot=user.is_bot,
            administers=administers,
            roles=(str(user.id),),
            locale=user.language_code or "",
        )

    async def speaker(self, message: telegram.Message) -> Person:
        """Who wrote a message, with their rights in the chat."""
        user = message.from_user
        if message.sender_chat is not None or user is None:
            return author_of(message)
        private = message.chat.type == telegram.Chat.PRIVATE
        return await self.person(user, None if private else message.chat.id)

    def alone_with(self, person: Person) -> Place:
        """Somebody's private chat with the bot; it has their own number."""
        return Place(NAME, person.id, PlaceKind.PRIVATE, server=person.id)

"""One command, as the modules that carry commands out see it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from telegram import Message

from adapters.telegram.inbound import words_of
from adapters.telegram.session import Session, Speech
from bot.messages import Person, Place
from bot.permissions import Actor, actor
from bot.places.behaviour import PlaceSettings
from bot.replies import Reply


@dataclass(frozen=True, slots=True)
class Call:
    """One command, with who called it where."""

    session: Session
    message: Message
    rest: str
    place: Place
    person: Person
    settings: PlaceSettings

    @property
    def actor(self) -> Actor:
        """What the caller may do here."""
        return actor(self.person, self.place.kind, self.settings)

    @property
    def slug(self) -> str:
        """The name that follows the command."""
        return self.rest.partition(" ")[0].strip().casefold()

    @property
    def text(self) -> str:
        """What follows the command, else the words of the message that it answers."""
        replied = self.message.reply_to_message
        return self.rest or (words_of(replied) if replied is not None else "")


Work = Callable[[Call], Awaitable[Reply | Speech | None]]

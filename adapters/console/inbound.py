"""A typed line as a message."""

from __future__ import annotations

from datetime import datetime

from bot.messages import Addressed, IncomingMessage, Person, Place, PlaceKind

PLACE = Place("console", "terminal", PlaceKind.PRIVATE)
PERSON = Person("console", "operator")


def message(line: str, number: int, session: str, now: datetime) -> IncomingMessage:
    """The line as a message to us; `session` and `number` make its id unique."""
    return IncomingMessage(
        id=f"{session}-{number}",
        place=PLACE,
        author=PERSON,
        text=line,
        sent=now,
        addressed=Addressed.PRIVATE,
    )

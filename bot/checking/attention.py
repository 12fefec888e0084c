"""Is this message for us? Decided before anything else about it is read."""

from __future__ import annotations

from enum import StrEnum

from bot.messages import Addressed, IncomingMessage, PlaceKind
from bot.places.behaviour import Mode, PlaceSettings


class Attention(StrEnum):
    """What a message gets."""

    ANSWER = "answer"
    WATCH = "watch"
    NONE = "none"


def attention(message: IncomingMessage, settings: PlaceSettings, *, opted_out: bool) -> Attention:
    """Whether to answer, to match without being asked, or to look away.

    Bots are never answered, so that two bots can't talk to each other for ever. Somebody who
    opted out is answered only when they ask.
    """
    if message.author.is_bot or settings.mode is Mode.OFF or _ignored(message, settings):
        return Attention.NONE
    if message.addressed is not Addressed.NO or message.place.kind is PlaceKind.PRIVATE:
        return Attention.ANSWER
    watches = settings.mode in {Mode.QUIET, Mode.UNPROMPTED, Mode.SHADOW}
    return Attention.WATCH if watches and not opted_out else Attention.NONE


def _ignored(message: IncomingMessage, settings: PlaceSettings) -> bool:
    return bool(set(message.author.roles) & set(settings.ignored_roles)) or bool(
        {message.place.id, message.place.thread} & set(settings.ignored_places)
    )

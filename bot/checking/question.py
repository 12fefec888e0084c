"""A message that is for us, on its way to an answer."""

from __future__ import annotations

from dataclasses import dataclass

from bot.messages import IncomingMessage
from bot.places.behaviour import PlaceSettings
from factbase.matching.decision import Lane


@dataclass(frozen=True, slots=True)
class Question:
    """A message with what was found out about it so far: the settings of its place, whether
    somebody asked, the reader's locale, and a keyed hash of its author.
    """

    message: IncomingMessage
    settings: PlaceSettings
    lane: Lane
    locale: str
    author: str

    @property
    def asked(self) -> bool:
        """Whether somebody wants an answer."""
        return self.lane is Lane.ADDRESSED

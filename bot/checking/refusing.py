"""Errors of services as replies, the same on every platform."""

from __future__ import annotations

from bot.errors import BotError, NotAllowed
from bot.replies import Declined, Refusal
from factbase.errors import FactbaseError, FactNotFound, StoreUnavailable


def declined(problem: FactbaseError | BotError) -> Declined:
    """What to tell somebody whose wish was refused; the errors' own words may be shown."""
    match problem:
        case NotAllowed():
            return Declined(Refusal.NOT_ALLOWED)
        case StoreUnavailable():
            return Declined(Refusal.BASE_UNREACHABLE)
        case FactNotFound():
            return Declined(Refusal.NO_SUCH_FACT)
        case _:
            return Declined(Refusal.INVALID, str(problem))

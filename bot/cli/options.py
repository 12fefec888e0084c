"""Options that several commands take: what they may be, and what is said when they aren't."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from bot.wording import LANGUAGES, is_spoken
from factbase.errors import InvalidValue

_EARLIEST_ZONE = timedelta(hours=14)
"""How far the earliest clocks of the world are ahead of UTC: there it may be tomorrow already."""


def spoken(locale: str) -> str:
    """The language asked for, empty for that of the settings.

    Raises:
        InvalidValue: nobody here speaks it.
    """
    if locale and not is_spoken(locale):
        raise InvalidValue("--locale", f"must be one of {', '.join(LANGUAGES)}")
    return locale


def past_day(text: str, now: datetime) -> date | None:
    """The day asked for, none for an empty text.

    Raises:
        InvalidValue: no day, or one that is still to come.
    """
    if not text:
        return None
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise InvalidValue("--as-of", "must be a day, written YYYY-MM-DD") from None
    if day > (now.astimezone(UTC) + _EARLIEST_ZONE).date():
        raise InvalidValue("--as-of", "is still to come: nobody knows what will be known then")
    return day


def community_in(circle: str | None) -> str:
    """The community that a circle is, empty for a server without one (`PLATFORM:SERVER`)."""
    return "" if circle is None or ":" in circle else circle

"""Options that several commands take: what they may be, and what is said when they aren't."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from bot.wording import LANGUAGES, is_spoken
from factbase.errors import InvalidValue
from factbase.model import Example, Statement, Wording

LINE = 100
"""Characters of a fact's text that are shown in a line."""
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


def line_of(value: object) -> str:
    """A part of a fact in one short line, quoted where it is a text."""
    match value:
        case None | "" | ():
            return "-"
        case Statement():
            speaker = value.speaker.name or value.speaker.organisation
            return f"{value.stance}, {speaker}, {value.said}: {_cut(str(value.text))}"
        case Wording():
            return f"[{value.language}] {_cut(value.text)}"
        case Example():
            return f"{'match' if value.matches else 'silent'}: {_cut(value.text)}"
        case _:
            return _cut(str(value))


def _cut(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= LINE else words[: LINE - 1].rstrip() + "…"


def community_in(circle: str | None) -> str:
    """The community that a circle is, empty for a server without one (`PLATFORM:SERVER`)."""
    return "" if circle is None or ":" in circle else circle

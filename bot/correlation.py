"""One id from an event to its reply: everything logged on the way carries it."""

from __future__ import annotations

from secrets import token_hex

from structlog.contextvars import bind_contextvars, get_contextvars

_KEY = "event_id"


def begin() -> str:
    """A new event is looked at: from now on this task logs under a new id.

    Nothing has to end it. Each platform's event is a task of its own or follows another in
    the same task, and then takes over with an id of its own.
    """
    made = token_hex(6)
    bind_contextvars(**{_KEY: made})
    return made


def current() -> str:
    """The id that this task logs under, empty when it works on no event."""
    return str(get_contextvars().get(_KEY, ""))

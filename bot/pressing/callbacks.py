"""What a button carries: short enough for every platform, and useless when made up.

The payload names a recorded reply or a fact by its id, never a text; everything in it is
looked up and permission is checked again when it is pressed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.composing.document import Button, Press

LONGEST = 64
"""Bytes: Telegram's limit for callback data; Discord allows 100 characters."""

_CODES = {
    Press.SHOW: "o",
    Press.SOURCES: "s",
    Press.WHY: "w",
    Press.NOT_THIS: "n",
    Press.REASON: "r",
    Press.FOLLOW: "f",
    Press.DISMISS: "d",
    Press.PUBLISH: "p",
    Press.UNFOLLOW: "u",
    Press.TELL: "t",
    Press.REVIEW: "v",
    Press.DRAFT: "e",
    Press.APPROVE: "a",
    Press.NEVER: "x",
}
_PRESSES = {code: press for press, code in _CODES.items()}
PATTERN = re.compile(
    r"f1:(?P<code>[a-z]):(?P<ticket>[0-9a-f]{12})?:(?P<fact>[0-9a-f]{32})?:(?P<value>[a-z-]{0,12})"
)
"""The payload as platforms may register it; anchored by `fullmatch`."""


@dataclass(frozen=True, slots=True)
class Pressed:
    """What was pressed: the button's meaning, the recorded reply it hangs under (empty when
    none), the fact, and what the button says.
    """

    press: Press
    ticket: str = ""
    fact_id: str = ""
    value: str = ""


def payload(button: Button, ticket: str = "") -> str:
    """The text that comes back when the button is pressed.

    A card's fact is known from its ticket; only buttons without one, or about another fact
    than the ticket's (a candidate), name the fact.
    """
    text = f"f1:{_CODES[button.press]}:{button.ticket or ticket}:{button.fact_id}:{button.value}"
    if len(text) > LONGEST:
        raise ValueError("a button's payload is too long")
    return text


def pressed(text: str) -> Pressed | None:
    """Read a payload; none for anything that we never made."""
    found = PATTERN.fullmatch(text)
    if found is None or found["code"] not in _PRESSES:
        return None
    return Pressed(
        _PRESSES[found["code"]], found["ticket"] or "", found["fact"] or "", found["value"]
    )

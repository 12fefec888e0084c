"""Deep links: addresses that open the private chat with the bot and say what is wanted there."""

from __future__ import annotations

import re

from bot.pressing.callbacks import LONGEST, Pressed, pressed

_SLUG = "fact_"
_ADD, _REVIEW, _NUMBERS = "add_", "rev_", "num_"
_PAYLOAD = re.compile(r"[A-Za-z0-9_-]{1,64}")
"""What `/start` delivers (Bot API, "Deep linking")."""


def start_link(username: str, payload: str) -> str:
    """The address. Raises `ValueError` for a payload that Telegram wouldn't deliver."""
    if not _PAYLOAD.fullmatch(payload):
        raise ValueError("this can't be carried by a deep link")
    return f"https://t.me/{username}?start={payload}"


def press_payload(callback_data: str) -> str:
    """A button's payload as a deep link carries it. Both are at most 64 long."""
    if len(callback_data) > LONGEST:
        raise ValueError("a button's payload is too long")
    return callback_data.replace(":", "_")


def press_in(payload: str) -> Pressed | None:
    """The press that a deep link stands for."""
    return pressed(payload.replace("_", ":"))


def slug_in(payload: str) -> str:
    """The fact that a deep link names, empty when it names none."""
    return payload.removeprefix(_SLUG) if payload.startswith(_SLUG) else ""


def add_payload(chat_id: str) -> str:
    """A deep link that begins a fact for a group."""
    return f"{_ADD}{chat_id}"


def review_payload(chat_id: str) -> str:
    """A deep link that shows a group's review queue."""
    return f"{_REVIEW}{chat_id}"


def numbers_payload(chat_id: str) -> str:
    """A deep link that shows a group's numbers."""
    return f"{_NUMBERS}{chat_id}"


def added_group(payload: str) -> str:
    """The group that a fact is begun for, empty when none is."""
    return _group(_ADD, payload)


def reviewed_group(payload: str) -> str:
    """The group whose review queue is wanted, empty when none is."""
    return _group(_REVIEW, payload)


def counted_group(payload: str) -> str:
    """The group whose numbers are wanted, empty when none is."""
    return _group(_NUMBERS, payload)


def _group(purpose: str, payload: str) -> str:
    chat_id = payload.removeprefix(purpose)
    return chat_id if payload.startswith(purpose) and re.fullmatch(r"-\d{1,20}", chat_id) else ""

"""How Telegram says no, in its own words.

A refusal is either the bot's own mistake (broken markup, too much data) or a circumstance of life
(blocked, flooded, migrated, message gone). Both are recorded; only mistakes fail a test that
didn't expect them.
"""

from collections.abc import Mapping
from typing import Any


class Refusal(Exception):
    """An answer with `ok: false`."""

    def __init__(
        self,
        code: int,
        description: str,
        *,
        mistake: bool = True,
        parameters: Mapping[str, Any] | None = None,
    ) -> None:
        super().__init__(f"{code} {description}")
        self.code = code
        self.description = description
        self.mistake = mistake
        self.parameters = dict(parameters or {})

    def answer(self) -> dict[str, Any]:
        body: dict[str, Any] = {
            "ok": False,
            "error_code": self.code,
            "description": self.description,
        }
        return body | ({"parameters": self.parameters} if self.parameters else {})


def bad_request(text: str) -> Refusal:
    """The bot asked for something that could never work."""
    return Refusal(400, f"Bad Request: {text}")


def overtaken(text: str) -> Refusal:
    """The bot asked for something that no longer works: a circumstance, not a mistake."""
    return Refusal(400, f"Bad Request: {text}", mistake=False)


def forbidden(text: str) -> Refusal:
    return Refusal(403, f"Forbidden: {text}", mistake=False)


def conflict(text: str) -> Refusal:
    return Refusal(409, f"Conflict: {text}")


def too_many_requests(seconds: int) -> Refusal:
    return Refusal(
        429,
        f"Too Many Requests: retry after {seconds}",
        mistake=False,
        parameters={"retry_after": seconds},
    )


def upgraded(supergroup_id: int) -> Refusal:
    return Refusal(
        400,
        "Bad Request: group chat was upgraded to a supergroup chat",
        mistake=False,
        parameters={"migrate_to_chat_id": supergroup_id},
    )

"""What is kept about a person, for them to have or to have forgotten, and what is forgotten of
itself.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any, Protocol

from bot.messages import Place

Records = Mapping[str, list[dict[str, Any]]]
"""Rows by what they are, as JSON data."""


class PersonalStore(Protocol):
    """Rows about one person (a keyed hash), within one unit of work."""

    async def of(self, person: str) -> Records:
        """Everything that carries this hash."""
        ...

    async def erase(self, person: str, alone: Place | None = None) -> int:
        """Forget follows, wishes, drafts, replies in private and reports that no moderator found
        right; take the hash off questions, the other replies and reports. Says how many rows
        were changed.

        The wish to be left alone stays: to forget it would be to break it. `alone` is their
        private chat, where a platform calls it as the person.
        """
        ...

    async def forget_replies(self, before: datetime) -> int:
        """Forget replies from before then; says how many."""
        ...

    async def forget_asked(self, before: datetime) -> int:
        """Forget who asked last before then, and how often; says how many people."""
        ...

    async def forget_reports(self, before: datetime) -> int:
        """Forget reports from before then that no moderator found right; says how many."""
        ...

    async def forget_server(self, platform: str, server: str, places: Collection[str]) -> int:
        """Forget what is kept for a server that the bot has left, and for these places in it:
        settings, replies, follows, wishes, and what its people reported where it belonged to
        no community. Says how many rows.
        """
        ...

"""Everything the parts of the server share: state, clock, record, and the way to the gateway."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Protocol

from .clock import Clock, Ids
from .interaction import Interaction
from .ledger import Ledger
from .model import Channel, Guild, Json, Message, User
from .pulse import Pulse
from .shown import Sight

PRESENCES, MEMBERS, MESSAGE_CONTENT = 1 << 8, 1 << 1, 1 << 15
FLAG_OF_INTENT = {PRESENCES: 1 << 13, MEMBERS: 1 << 15, MESSAGE_CONTENT: 1 << 19}
"""Privileged intent to the application flag that says the portal has it on (limited form)."""


@dataclass(slots=True)
class Application:
    """The bot's registration: account, token, and the portal's switches."""

    user: User
    owner: User
    token: str
    enabled: int = 0
    """Privileged intents switched on in the portal."""
    commands: dict[str | None, list[Json]] = field(default_factory=dict)
    """Registered commands by guild id; None holds the global ones."""
    created_today: int = 0

    @property
    def id(self) -> str:
        """The application's id (its bot has the same)."""
        return self.user.id

    @property
    def flags(self) -> int:
        """Application flags, as the portal's switches set them."""
        return sum(flag for intent, flag in FLAG_OF_INTENT.items() if self.enabled & intent)

    @property
    def sight(self) -> Sight:
        """What REST answers show: REST knows the portal's switch, not a session's intents."""
        return Sight(self.id, bool(self.enabled & MESSAGE_CONTENT))


class Outlet(Protocol):
    """Where events leave for the connected sessions."""

    def dispatch(
        self, event: str, build: Callable[[Sight], Json], where: Channel | Guild | None
    ) -> None:
        """Send an event to every session that may have it; `None` means direct messages."""
        ...


@dataclass(slots=True)
class Hub:
    """The shared state of one server."""

    clock: Clock
    ids: Ids
    app: Application
    pulse: Pulse = field(default_factory=Pulse)
    ledger: Ledger = field(default_factory=Ledger)
    users: dict[str, User] = field(default_factory=dict)
    guilds: dict[str, Guild] = field(default_factory=dict)
    channels: dict[str, Channel] = field(default_factory=dict)
    messages: dict[str, Message] = field(default_factory=dict)
    interactions: dict[str, Interaction] = field(default_factory=dict)
    """By token."""
    nonces: dict[tuple[str, str], Message] = field(default_factory=dict)
    outlets: list[Outlet] = field(default_factory=list)

    @property
    def me(self) -> User:
        """The bot's account."""
        return self.app.user

    def dispatch(
        self, event: str, build: Callable[[Sight], Json], where: Channel | Guild | None
    ) -> None:
        """Send an event to the gateway and wake whoever waits."""
        for outlet in self.outlets:
            outlet.dispatch(event, build, where)
        self.pulse.beat()

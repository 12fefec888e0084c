"""How the bot behaves in a place: the settings that its admins choose."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from enum import StrEnum
from typing import Any

from factbase.errors import InvalidValue
from factbase.matching.decision import Thresholds
from factbase.model import GLOBAL, Audience


class Mode(StrEnum):
    """When the bot speaks in a place."""

    OFF = "off"
    ADDRESSED = "addressed"
    QUIET = "quiet"
    UNPROMPTED = "unprompted"
    SHADOW = "shadow"


@dataclass(frozen=True, slots=True)
class PlaceSettings:
    """Settings of one place.

    `threshold` (0..1) raises the bar for speaking unprompted; none keeps the matcher's own.
    `cooldown` is in seconds, per fact and place. `locale` empty follows the people there.
    `log_place` receives shadow replies and reports. `contributor_roles`, `moderator_roles` and
    `admin_roles` are platform role ids. `appointed` are pairs of person and role that the
    community names; they are read with the settings and never stored among them.
    `only_community` is stored for a place that was bound to a community and has no settings of
    its own: everything else is its server's.
    """

    mode: Mode = Mode.ADDRESSED
    community: str = GLOBAL
    threshold: float | None = None
    cooldown: int = 600
    locale: str = ""
    moderator_roles: tuple[str, ...] = ()
    log_place: str = ""
    ignored_roles: tuple[str, ...] = ()
    ignored_places: tuple[str, ...] = ()
    contributor_roles: tuple[str, ...] = ()
    admin_roles: tuple[str, ...] = ()
    appointed: tuple[tuple[str, str], ...] = ()
    only_community: bool = False

    def __post_init__(self) -> None:
        if self.threshold is not None and not 0 <= self.threshold <= 1:
            raise InvalidValue("threshold", "lies between 0 and 1")
        if not 0 <= self.cooldown <= 7 * 86_400:
            raise InvalidValue("cooldown", "lies between 0 seconds and 7 days")

    @property
    def audience(self) -> Audience:
        """Who is asking here."""
        return Audience(self.community)

    @property
    def thresholds(self) -> Thresholds:
        """What the matcher is asked to reach here."""
        return Thresholds(unprompted=self.threshold)


GOVERNED = ("community", "contributor_roles", "moderator_roles", "admin_roles")
"""Whose facts are seen and who acts on them: one answer for a whole server, unless the operator
bound a channel of it to another community.
"""


def governed(settings: PlaceSettings, by: PlaceSettings) -> PlaceSettings:
    """The settings with what `by`, those of the server, says about community and roles."""
    return replace(settings, **{name: getattr(by, name) for name in GOVERNED})


def settings_values(settings: PlaceSettings) -> dict[str, Any]:
    """The settings as JSON data, without who is appointed: the community keeps that."""
    data = asdict(settings)
    del data["appointed"]
    return data

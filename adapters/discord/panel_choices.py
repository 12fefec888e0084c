"""What can be chosen in the settings panel, and what a choice means."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Self

import discord

from bot.places.behaviour import Mode
from bot.wording import LANGUAGES, N_, Words

USUAL = "usual"
"""The value that stands for "as it comes"."""


@dataclass(frozen=True, slots=True)
class Picked:
    """A setting as a select's value."""

    value: str

    @classmethod
    def of(cls, setting: object) -> Self:
        """The value that shows a setting."""
        if setting is None or setting == "":
            return cls(USUAL)
        return cls(f"{setting:.2f}" if isinstance(setting, float) else str(setting))


@dataclass(frozen=True, slots=True)
class Options:
    """A select with fixed options: what it asks, and its values with their catalogued words."""

    asked: str
    words: tuple[tuple[str, str], ...]

    def labels(self, words: Words) -> dict[str, str]:
        """The options in a language."""
        return {value: words.say(label) for value, label in self.words}


CHOICES = {
    "mode": Options(
        N_("Mode"),
        (
            (Mode.OFF.value, N_("off")),
            (Mode.ADDRESSED.value, N_("when asked")),
            (Mode.QUIET.value, N_("quiet: a reaction to tap")),
            (Mode.UNPROMPTED.value, N_("unprompted")),
            (Mode.SHADOW.value, N_("shadow: moderators only")),
        ),
    ),
    "threshold": Options(
        N_("Unprompted threshold"),
        (
            (USUAL, N_("usual")),
            ("0.90", "0.90"),
            ("0.95", "0.95"),
            ("0.97", "0.97"),
            ("0.99", "0.99"),
        ),
    ),
    "cooldown": Options(
        N_("Cooldown per fact"),
        (
            ("0", N_("no cooldown")),
            ("300", N_("5 min")),
            ("600", N_("10 min")),
            ("3600", N_("1 h")),
            ("86400", N_("1 day")),
        ),
    ),
    "locale": Options(
        N_("Language"),
        (
            (USUAL, N_("as people have it")),
            *((tag, {"en": "English", "ru": "Русский"}.get(tag, tag)) for tag in LANGUAGES),
        ),
    ),
}
"""Selects with fixed options, by the setting they change."""

_MOST = 25


@dataclass(frozen=True, slots=True)
class Pick:
    """A select of the server's roles or channels."""

    asked: str
    roles: bool
    most: int = _MOST

    def select(
        self, custom_id: str, placeholder: str, now: tuple[str, ...] | str
    ) -> discord.ui.Item[Any]:
        """The select with what is chosen now."""
        ids = [now] if isinstance(now, str) else list(now)
        known = [discord.Object(int(one)) for one in ids if one.isdigit()][: self.most]
        if self.roles:
            kind = discord.SelectDefaultValueType.role
            chosen = [discord.SelectDefaultValue(id=one.id, type=kind) for one in known]
            return discord.ui.RoleSelect(
                custom_id=custom_id,
                placeholder=placeholder[:150],
                min_values=0,
                max_values=self.most,
                default_values=chosen,
            )
        kind = discord.SelectDefaultValueType.channel
        chosen = [discord.SelectDefaultValue(id=one.id, type=kind) for one in known]
        return discord.ui.ChannelSelect(
            custom_id=custom_id,
            placeholder=placeholder[:150],
            channel_types=[discord.ChannelType.text] if self.most == 1 else [],
            min_values=0,
            max_values=self.most,
            default_values=chosen,
        )


PICKS = {
    "moderator_roles": Pick(N_("Moderator roles"), roles=True),
    "log_place": Pick(N_("Log channel, for shadow replies and reports"), roles=False, most=1),
    "ignored_roles": Pick(N_("Roles that I ignore"), roles=True),
    "ignored_places": Pick(N_("Channels that I ignore"), roles=False),
}
"""Selects of roles and channels, by the setting they change."""


def chosen_value(name: str, values: tuple[str, ...]) -> Any:
    """What a choice means for the setting of that name.

    Raises:
        KeyError: no setting of that name can be chosen here.
    """
    if name in PICKS:
        ids = tuple(value for value in values if value.isdigit())
        return next(iter(ids), "") if PICKS[name].most == 1 else ids
    value = values[0] if values and values[0] != USUAL else ""
    if value not in {known for known, _ in CHOICES[name].words} | {""}:
        raise KeyError(name)
    match name:
        case "mode":
            return Mode(value)
        case "threshold":
            return float(value) if value else None
        case "cooldown":
            return int(value)
        case _:
            return value

"""Buttons and selects that work after every restart: all they need is in their custom ids."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, Protocol, Self, cast

import discord

from adapters.discord.outbound import Pressable
from adapters.discord.places import Touch
from bot.pressing import callbacks

OWN = re.compile(r"d1:(?P<what>[a-z-]{1,24}):(?P<rest>[0-9A-Za-z:_-]{0,80})")
"""Custom ids of what only Discord has: the settings panel, drafts, showing to everybody."""


class TakesPresses(Protocol):
    """What the running client does with them."""

    async def pressed(self, touch: Touch, custom_id: str) -> None:
        """A button of a card was pressed."""
        ...

    async def chosen(self, touch: Touch, what: str, rest: str) -> None:
        """A control of our own was used; chosen values are in the interaction's data."""
        ...


def _taker(touch: Touch) -> TakesPresses:
    return cast("TakesPresses", touch.client)


class CardButton(discord.ui.DynamicItem[discord.ui.Button[Any]], template=callbacks.PATTERN):
    """A button under a reply."""

    def __init__(self, button: discord.ui.Button[Any]) -> None:
        super().__init__(button)

    @classmethod
    async def from_custom_id(
        cls, _interaction: Touch, item: discord.ui.Item[Any], _match: re.Match[str]
    ) -> Self:
        """Made anew at each press."""
        return cls(cast("discord.ui.Button[Any]", item))

    async def callback(self, interaction: Touch) -> None:
        """Hand the press to the client."""
        await _taker(interaction).pressed(interaction, self.custom_id)


class OwnControl(discord.ui.DynamicItem[discord.ui.Item[Any]], template=OWN):
    """A button or select of the panel, of a draft, or of a private answer."""

    def __init__(self, item: discord.ui.Item[Any], found: re.Match[str]) -> None:
        super().__init__(item)
        self._found = found

    @classmethod
    async def from_custom_id(
        cls, _interaction: Touch, item: discord.ui.Item[Any], match: re.Match[str]
    ) -> Self:
        """Made anew at each use."""
        return cls(item, match)

    async def callback(self, interaction: Touch) -> None:
        """Hand it to the client."""
        await _taker(interaction).chosen(interaction, self._found["what"], self._found["rest"])


def own_id(what: str, *parts: str) -> str:
    """The custom id of a control of our own."""
    made = f"d1:{what}:{':'.join(parts)}"
    if OWN.fullmatch(made) is None:
        raise ValueError("a custom id of our own is malformed")
    return made


def view(buttons: Iterable[Pressable]) -> discord.ui.View | None:
    """The buttons as discord.py sends them; none where there are none."""
    made = discord.ui.View(timeout=None)
    for one in buttons:
        style = discord.ButtonStyle.primary if one.main else discord.ButtonStyle.secondary
        made.add_item(discord.ui.Button(label=one.label, custom_id=one.custom_id, style=style))
    # Presses reach us by their custom ids; discord.py need not remember each message.
    made.stop()
    return made if made.children else None


def values(touch: Touch) -> tuple[str, ...]:
    """What was chosen in a select."""
    data = cast("dict[str, Any]", touch.data or {})
    return tuple(str(value) for value in data.get("values") or ())

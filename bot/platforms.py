"""Platforms: found among installed packages, so that anybody can ship one."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from importlib.metadata import entry_points
from typing import TYPE_CHECKING, Protocol, runtime_checkable

import typer
from pydantic import BaseModel

from bot.errors import UnknownPlatform

if TYPE_CHECKING:
    from bot.wiring import Bot

GROUP = "factbot.adapters"


@runtime_checkable
class Platform(Protocol):
    """What an adapter package offers under the entry-point group. Importing it must be
    cheap: the platform's SDK is imported by `run`.
    """

    @property
    def name(self) -> str:
        """The word for it in `factbot run NAME` and in ids."""
        ...

    @property
    def settings(self) -> type[BaseModel] | None:
        """The model of its own section of the settings."""
        ...

    def commands(self) -> typer.Typer | None:
        """Its own commands, as `factbot NAME ...`."""
        ...

    async def run(self, bot: Bot, stop: asyncio.Event) -> None:
        """Serve until `stop` is set; finish what is being sent, then return."""
        ...


def installed() -> Mapping[str, Platform]:
    """Every installed platform by name."""
    found: dict[str, Platform] = {}
    for entry in sorted(entry_points(group=GROUP), key=lambda entry: entry.name):
        platform = entry.load()
        if not isinstance(platform, Platform):
            raise TypeError(f"the adapter {entry.name!r} offers no platform")
        found[entry.name] = platform
    return found


def chosen(names: list[str], known: Mapping[str, Platform]) -> tuple[Platform, ...]:
    """The named platforms. Raises `UnknownPlatform`."""
    for name in names:
        if name not in known:
            raise UnknownPlatform(name, tuple(known))
    return tuple(known[name] for name in dict.fromkeys(names))

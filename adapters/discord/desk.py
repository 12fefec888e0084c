"""Where commands are offered, and who does what they say."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from discord.app_commands import AppCommandContext, AppInstallationType

from adapters.discord.asking import Asking
from adapters.discord.moderating import Moderating
from adapters.discord.panel import SettingsPanel
from adapters.discord.personal import Personal
from adapters.discord.places import Touch
from adapters.discord.proposing import Proposing
from adapters.discord.reviewing import ReviewDesk

EVERYWHERE = AppCommandContext(guild=True, dm_channel=True, private_channel=True)
IN_SERVERS = AppCommandContext(guild=True, dm_channel=False, private_channel=False)
FOR_ALL = AppInstallationType(guild=True, user=True)
FOR_SERVERS = AppInstallationType(guild=True, user=False)


@dataclass(frozen=True, slots=True)
class Desk:
    """Who does what the commands say; `guarded` runs it inside the error boundary."""

    asking: Asking
    personal: Personal
    proposing: Proposing
    moderating: Moderating
    reviewing: ReviewDesk
    panel: SettingsPanel
    guarded: Callable[[Touch, str, Awaitable[None]], Awaitable[None]]

"""The command tree, which also answers what it doesn't know."""

from __future__ import annotations

from typing import Any

import structlog
from discord import app_commands

from adapters.discord import answers
from adapters.discord.failing import TROUBLE
from adapters.discord.places import NAME, Touch
from bot.replies import Done
from bot.wording import N_

log = structlog.get_logger()

_CHANGED = N_("This command has changed. Please reload Discord and try again.")


class Tree(app_commands.CommandTree[Any]):
    """Commands. What somebody's client still shows though it is gone gets an answer, too."""

    async def on_error(self, interaction: Touch, error: app_commands.AppCommandError, /) -> None:
        """Our own handlers let no error out: this is Discord's idea of a command, not ours."""
        log.warning("command_unknown", platform=NAME, error=type(error).__name__)
        try:
            await answers.say(interaction, Done(_CHANGED))
        except TROUBLE:
            log.warning("apology_failed", platform=NAME)

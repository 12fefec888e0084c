"""Commands told to Discord in bulk, and only when they changed."""

from __future__ import annotations

import hashlib
import json
from typing import Any

import discord
import structlog
from discord import app_commands

from adapters.discord.failing import TROUBLE
from bot.ports import ConversationBase

log = structlog.get_logger()

Tree = app_commands.CommandTree[Any]


async def payload(tree: Tree) -> list[dict[str, Any]]:
    """The commands as Discord is told them, translations included."""
    translator = tree.translator
    commands = [*tree.get_commands(), *_menus(tree)]
    unique = {id(command): command for command in commands}.values()
    if translator is None:
        return [dict(command.to_dict(tree)) for command in unique]
    return [dict(await command.get_translated_payload(tree, translator)) for command in unique]


def _menus(tree: Tree) -> list[app_commands.ContextMenu]:
    return tree.get_commands(type=discord.AppCommandType.message)


async def fingerprint(tree: Tree) -> str:
    """Names exactly these commands."""
    text = json.dumps(await payload(tree), sort_keys=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()


class Registering:
    """Remembers in the base what was registered for an application."""

    def __init__(self, base: ConversationBase, tree: Tree) -> None:
        self._base = base
        self._tree = tree

    async def if_changed(self) -> bool:
        """Register the commands when they aren't what was registered last; says whether it
        did. What Discord refuses is logged, and tried again at the next start.
        """
        wanted = await fingerprint(self._tree)
        if await self.registered() == wanted:
            return False
        try:
            await self.now()
        except TROUBLE as problem:
            log.warning("commands_not_registered", error=type(problem).__name__)
            return False
        return True

    async def now(self) -> int:
        """Register all commands in bulk; says how many there are."""
        commands = await self._tree.sync()
        async with self._base.begin() as unit:
            await unit.writing()
            await unit.notes.put(self._name(), await fingerprint(self._tree))
            await unit.commit()
        log.info("commands_registered", count=len(commands))
        return len(commands)

    async def registered(self) -> str:
        """The fingerprint of what was registered last, empty for never."""
        async with self._base.begin() as unit:
            return await unit.notes.get(self._name())

    def _name(self) -> str:
        return f"discord:commands:{self._tree.client.application_id}"

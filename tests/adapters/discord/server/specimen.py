"""Small discord.py clients that the server's own tests let loose on it."""

from typing import Any

import discord
from discord import app_commands


class Echo(discord.Client):
    """Answers a mention with a reply that pings nobody, and remembers what it saw."""

    def __init__(self, *, message_content: bool = False, **options: Any) -> None:
        intents = discord.Intents.default()
        intents.message_content = message_content
        quiet = discord.AllowedMentions.none()
        super().__init__(
            intents=intents, allowed_mentions=quiet, guild_ready_timeout=0.05, **options
        )
        self.seen: list[discord.Message] = []
        self.deleted: list[int] = []
        self.edited: list[discord.RawMessageUpdateEvent] = []

    async def before_identify_hook(self, shard_id: int | None, *, initial: bool = False) -> None:
        """Identify again at once, where discord.py would wait five seconds."""

    async def on_message(self, message: discord.Message) -> None:
        """Reply once to whoever mentions the client."""
        if message.author == self.user:
            return
        self.seen.append(message)
        if self.user in message.mentions:
            words = "heard: " + message.content
            await message.reply(words, mention_author=False, nonce=message.id)

    async def on_raw_message_edit(self, event: discord.RawMessageUpdateEvent) -> None:
        """Remember edits of other people's messages."""
        self.edited.append(event)

    async def on_raw_message_delete(self, event: discord.RawMessageDeleteEvent) -> None:
        """Remember single deletions."""
        self.deleted.append(event.message_id)

    async def on_raw_bulk_message_delete(self, event: discord.RawBulkMessageDeleteEvent) -> None:
        """Remember bulk deletions."""
        self.deleted += sorted(event.message_ids)


class Desk(Echo):
    """A client with commands, to be filled by a test through `tree`."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.tree = app_commands.CommandTree(self)
        self.errors: list[Exception] = []

        @self.tree.error
        async def keep(_: discord.Interaction[Any], error: app_commands.AppCommandError) -> None:
            self.errors.append(getattr(error, "original", error))

    async def setup_hook(self) -> None:
        """Register the commands, as a bot should: before the gateway, in bulk."""
        await self.tree.sync()

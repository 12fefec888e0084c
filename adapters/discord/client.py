"""The running connection to Discord: events in, handlers inside one error boundary."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Any, cast

import discord
import structlog
from discord import app_commands

from adapters.discord import answers, buttons, commands, permits
from adapters.discord.asking import Asking
from adapters.discord.belonging import Belonging
from adapters.discord.boundary import Boundary
from adapters.discord.buttons import CardButton, OwnControl
from adapters.discord.controls import Controls
from adapters.discord.courier import NOBODY, DiscordCourier
from adapters.discord.desk import Desk
from adapters.discord.hearing import Hearing
from adapters.discord.moderating import Moderating
from adapters.discord.naming import CatalogueTranslator
from adapters.discord.panel import SettingsPanel
from adapters.discord.personal import Personal
from adapters.discord.places import NAME, Touch
from adapters.discord.pressing import Pressing
from adapters.discord.proposing import Proposing
from adapters.discord.registering import Registering
from adapters.discord.reviewing import ReviewDesk
from adapters.discord.settings import DiscordSettings
from adapters.discord.telling import Telling
from adapters.discord.tree import Tree
from bot.delivering.posting import Posting
from bot.replies import Done
from bot.wiring import Bot
from bot.wording import N_

log = structlog.get_logger()

DRAIN, CLOSE = 3.0, 1.5
"""Seconds to finish what is being sent, and to say goodbye: together less than the five that
an operator waits after SIGTERM."""
LONGEST_LIMIT = 60.0
"""Seconds of a rate limit that discord.py waits out by itself; longer ones go back to the
posting loop, which knows when an answer comes too late."""

Work = Callable[[], Awaitable[None]]

_SORRY = N_("Something went wrong on my side. Please try again.")


def intents(settings: DiscordSettings) -> discord.Intents:
    """Discord's default intents without what nobody here listens to; the privileged one only
    where the operator says that the portal grants it.
    """
    wanted = discord.Intents.default()
    wanted.typing = False
    wanted.voice_states = False
    wanted.message_content = settings.message_content
    return wanted


def _only_these_shards(settings: DiscordSettings) -> dict[str, Any]:
    return {"shard_ids": list(settings.shard_ids)} if settings.shard_ids else {}


class FactbotClient(discord.AutoShardedClient):
    """discord.py's client with the bot's services behind it."""

    def __init__(self, bot: Bot, settings: DiscordSettings) -> None:
        super().__init__(
            intents=intents(settings),
            allowed_mentions=NOBODY,
            max_messages=None,  # nothing that nobody addressed to us is kept, not even here
            member_cache_flags=discord.MemberCacheFlags.none(),
            chunk_guilds_at_startup=False,
            shard_count=settings.shards,
            **_only_these_shards(settings),
            max_ratelimit_timeout=LONGEST_LIMIT,
            enable_debug_events=False,
        )
        self.bot = bot
        self.settings = settings
        self.boundary = Boundary()
        self.tree: app_commands.CommandTree[Any] = Tree(self)
        refusals = permits.Refusals(bot.base, bot.clock)
        telling = Telling(self, bot.preferences, refusals, bot.settings.locale)
        self.courier = DiscordCourier(self, refusals, telling)
        self.posting = Posting(bot.deliveries, bot.index, bot.clock, self.courier, resend_safe=True)
        self.hearing = Hearing(self, bot, settings, self.posting, self.courier)
        proposing = Proposing(bot)
        self.desk = Desk(
            Asking(bot, self),
            Personal(bot),
            proposing,
            Moderating(bot),
            ReviewDesk(bot, proposing),
            SettingsPanel(bot, settings),
            self.guarded,
        )
        self.belonging = Belonging(bot)
        self.pressing = Pressing(bot, self, settings, self.posting, self.desk.reviewing)
        self.controls = Controls(self.desk, self.pressing)
        commands.add_to(self.tree, self.desk)
        self.registering = Registering(bot.base, self.tree)
        self._sweeping: asyncio.Task[None] | None = None

    async def setup_hook(self) -> None:
        """Before the gateway is entered: buttons, names, commands, what was left unfinished."""
        await self.prepare()
        await self.registering.if_changed()
        self._sweeping = asyncio.create_task(self.posting.keep_sweeping(NAME), name="sweep")

    async def prepare(self) -> None:
        """Know the buttons and the commands' names."""
        self.add_dynamic_items(CardButton, OwnControl)
        await self.tree.set_translator(CatalogueTranslator())

    async def launch_shards(self) -> None:
        """As discord.py does, but through the gateway that the settings name."""
        if self.settings.gateway_url and self.shard_count is None:
            self.shard_count, _, _ = await self.http.get_bot_gateway()
        await super().launch_shards()

    async def on_message(self, message: discord.Message) -> None:
        """Somebody wrote something."""
        await self._heard("message", str(message.id), lambda: self.hearing.said(message))

    async def on_raw_message_edit(self, event: discord.RawMessageUpdateEvent) -> None:
        """A message changed, whether or not it is cached."""
        await self._heard("edit", str(event.message_id), lambda: self.hearing.edited(event))

    async def on_raw_message_delete(self, event: discord.RawMessageDeleteEvent) -> None:
        """A message is gone."""
        work = self._gone(event, [event.message_id])
        await self._heard("delete", str(event.message_id), work)

    async def on_raw_bulk_message_delete(self, event: discord.RawBulkMessageDeleteEvent) -> None:
        """Many messages are gone."""
        for message_id in event.message_ids:
            await self._heard("delete", str(message_id), self._gone(event, [message_id]))

    async def on_raw_reaction_add(self, event: discord.RawReactionActionEvent) -> None:
        """Somebody reacted."""
        await self.boundary.run("reaction", lambda: self.hearing.tapped(event))

    async def on_guild_remove(self, guild: discord.Guild) -> None:
        """The bot was removed from a server, which isn't merely out of reach."""
        await self.boundary.run("left", lambda: self.belonging.left(guild))

    async def on_guild_join(self, guild: discord.Guild) -> None:
        """The bot was let into a server."""
        await self.boundary.run("joined", lambda: self.belonging.present([guild]))

    async def on_ready(self) -> None:
        """All servers are known; comes again with each new session."""
        await self.boundary.run("ready", lambda: self.belonging.present(self.guilds))

    async def on_interaction(self, interaction: Touch) -> None:
        """A modal came back. Everything else is handed out by discord.py itself."""
        if interaction.type is not discord.InteractionType.modal_submit:
            return
        data = cast("dict[str, Any]", interaction.data or {})
        found = buttons.OWN.fullmatch(str(data.get("custom_id")))
        if found is not None:
            work = self.controls.submitted(interaction, found["what"], found["rest"].split(":"))
            await self.guarded(interaction, "modal", work)

    async def pressed(self, touch: Touch, custom_id: str) -> None:
        """A button of a card was pressed."""
        await self.guarded(touch, "press", self.pressing.pressed(touch, custom_id))

    async def chosen(self, touch: Touch, what: str, rest: str) -> None:
        """A control of our own was used."""
        await self.guarded(touch, what, self.controls.use(touch, what, rest.split(":")))

    async def guarded(self, touch: Touch, what: str, work: Awaitable[None]) -> None:
        """Do what an interaction asks for; whatever goes wrong, somebody gets an answer."""

        async def do() -> None:
            await work

        await self.boundary.run(what, do, lambda: answers.say(touch, Done(_SORRY)))

    async def finish(self, drain: float = DRAIN) -> None:
        """Finish what is being sent, for so many seconds at the most, then leave."""
        if self._sweeping is not None:
            self._sweeping.cancel()
        late = await self.boundary.drain(drain)
        if late:
            log.warning("cut_off", platform=NAME, handlers=late)
        with suppress(TimeoutError):
            await asyncio.wait_for(self.close(), CLOSE)

    async def _heard(
        self, event: str, message_id: str, work: Callable[[], Awaitable[None]]
    ) -> None:
        async def in_turn() -> None:
            async with self.boundary.turn(message_id):
                await work()

        await self.boundary.run(event, in_turn)

    def _gone(
        self,
        event: discord.RawMessageDeleteEvent | discord.RawBulkMessageDeleteEvent,
        ids: list[int],
    ) -> Work:
        return lambda: self.hearing.deleted(event.guild_id, event.channel_id, ids)

"""Discord and Telegram in one process: facts, corrections and answers reach people on both."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import timedelta

from adapters.telegram.client import serve
from bot.permissions import Actor
from bot.places.behaviour import PlaceSettings
from bot.ports import ConversationBase
from bot.storage.memory import MemoryConversationBase
from bot.wiring import Bot
from factbase.model import Audience, LocalText
from factbase.ports import Clock
from tests.builders import a_community

from .discord.editors import CLAIM, published
from .discord.life import Life, living
from .discord.server import DiscordServer
from .discord.server import Place as Channel
from .telegram.knowing import add
from .telegram.running import Ahead, telegram_settings
from .telegram.server import Group, TelegramServer

COMMUNITY = "harbour"
OPERATOR = Actor.operator("tests")
PATIENCE = 60.0
"""Seconds until a test gives up waiting for what goes on in the background."""


@asynccontextmanager
async def both(
    discord: DiscordServer,
    telegram: TelegramServer,
    base: ConversationBase | None = None,
    clock: Clock | None = None,
) -> AsyncIterator[Life]:
    """One process that serves both."""
    async with living(discord, base=base, clock=clock) as life:
        stop = asyncio.Event()
        serving = asyncio.create_task(serve(life.bot, telegram_settings(telegram), stop))
        try:
            await telegram.bot_is_polling()
            yield life
        finally:
            stop.set()
            await serving


async def joined(bot: Bot, channel: Channel, group: Group) -> None:
    """One community on both platforms."""
    async with bot.base.begin() as unit:
        await unit.communities.put(a_community(COMMUNITY))
        settings = PlaceSettings(community=COMMUNITY)
        await unit.places.put("discord", channel.town.state.id, settings)
        await unit.places.put("telegram", str(group.id), settings)
        await unit.commit()
    bot.preferences.known.forget()


async def indexed(bot: Bot) -> None:
    """Both platforms answer from one index: what is published on one is in it at once."""
    async with bot.base.begin() as unit:
        newest = (await unit.facts.changes(0, 10_000)).revision
    assert bot.index.revision == newest


async def corrected(bot: Bot) -> None:
    async with bot.base.begin() as unit:
        fact = await unit.facts.get("bridge-closed", Audience())
    better = replace(fact, summary=LocalText.of("It was open again on Tuesday.", "en"))
    await bot.moderation.correct(OPERATOR, better, "for a test")


async def test_a_moderator_s_fact_on_discord_is_found_on_telegram() -> None:
    async with DiscordServer() as discord, TelegramServer() as telegram:
        general = discord.guild("News").channel("general")
        admin = general.town.member("Admin", permissions=["manage_guild"])
        ben, group = telegram.user("Ben"), telegram.supergroup("News")
        async with both(discord, telegram) as life:
            await joined(life.bot, general, group)
            await ben.says(group, f"/check {CLAIM}")
            assert "holds nothing" in (await group.next_message_from_bot()).text
            await published(general, admin)
            await indexed(life.bot)
            await ben.says(group, f"/check {CLAIM}")
            assert "bridge-closed" in (await group.next_message_from_bot()).text


async def test_a_correction_reaches_cards_on_both_after_a_restart() -> None:
    base = MemoryConversationBase()
    async with DiscordServer() as discord, TelegramServer() as telegram:
        general = discord.guild("News").channel("general")
        ann, ben = general.town.member("Ann"), telegram.user("Ben")
        async with both(discord, telegram, base) as life:
            await add(life.bot, "bridge-closed", CLAIM)
            await ann.says(general, f"@factbot {CLAIM}")
            there = await general.next_message_from_bot()
            await ben.tells_bot(CLAIM)
            here = await ben.chat.next_message_from_bot()
            gate = telegram.faults.hold("editMessageText")
            await corrected(life.bot)
            await gate.reached()
        gate.release()
        # An errand that a dead process had taken is anybody's again after two minutes.
        async with both(discord, telegram, base, Ahead(timedelta(minutes=3))):
            await general.edited(there)
            assert await ben.chat.next_edit_by_bot(PATIENCE) is here
            for card in (there, here):
                assert "It was open again on Tuesday." in card.text
        assert len(here.edits) == 1


async def test_a_question_asked_on_both_is_answered_on_both_once() -> None:
    base = MemoryConversationBase()
    async with DiscordServer() as discord, TelegramServer() as telegram:
        general = discord.guild("News").channel("general")
        ann, ben = general.town.member("Ann"), telegram.user("Ben")
        async with both(discord, telegram, base):
            await ann.says(general, f"@factbot {CLAIM}")
            nothing = await general.next_message_from_bot()
            await (await ann.presses(nothing, "Tell me when there is an answer")).answer()
            await ben.tells_bot(CLAIM)
            nothing_here = await ben.chat.next_message_from_bot()
            await (await ben.presses(nothing_here, "Tell me")).answer()
        async with both(discord, telegram, base) as life:
            await add(life.bot, "bridge-closed", CLAIM)
            assert "There is an answer now" in (await general.next_message_from_bot(PATIENCE)).text
            told = await ben.chat.next_message_from_bot(PATIENCE)
            assert "There is an answer now" in told.text
            await life.bot.upkeep.answers.look_again()
            await life.bot.upkeep.outbox.drain()
            await discord.settled()
        assert len(general.from_bot) == 2
        assert len(ben.chat.messages_from_bot) == 2

"""Discord and Telegram in one process on one base."""

from __future__ import annotations

import asyncio
from pathlib import Path

from bot.places.behaviour import PlaceSettings
from bot.storage.sql import SqlConversationBase
from factbase.storage.engine import open_engine
from tests.builders import a_community

from .discord.processes import start
from .discord.server import DiscordServer
from .telegram.newsroom import ANSWERS, CLAIM, COMMUNITY, described, reply_to, started
from .telegram.server import TelegramServer

SLUG = "the-old-lighthouse-is-to-be"
HEADLINE = "Moscow's New Ally in Afghanistan"


def addresses(telegram: TelegramServer) -> dict[str, str]:
    return {
        "FACTBOT_TELEGRAM__TOKEN": telegram.token,
        "FACTBOT_TELEGRAM__API_BASE_URL": telegram.base_url,
    }


async def join(folder: Path, **places: str) -> None:
    """Put places of both platforms under one community."""
    base = SqlConversationBase(open_engine(f"sqlite:///{folder / 'factbot.sqlite3'}"))
    async with base.begin() as unit:
        await unit.communities.put(a_community(COMMUNITY))
        for platform, place in places.items():
            await unit.places.put(platform, place, PlaceSettings(community=COMMUNITY))
        await unit.commit()
    await base.close()


async def test_a_fact_added_on_one_is_found_on_the_other(tmp_path: Path) -> None:
    async with DiscordServer() as discord, TelegramServer() as telegram:
        town = discord.guild("News")
        general = town.channel("general")
        ann = general.town.member("Ann")
        eve, group = telegram.user("Eve"), telegram.supergroup("News")
        eve.becomes_admin(group)
        process = await start(
            discord, tmp_path, "run", "discord", "telegram", **addresses(telegram)
        )
        try:
            await discord.ready()
            await telegram.bot_is_polling()
            await join(tmp_path, telegram=str(group.id), discord=general.id)
            await started(eve)
            await eve.says(group, f"/addfact {CLAIM}")
            review = await described(eve, await eve.chat.next_message_from_bot(), ANSWERS)
            assert "published" in (await reply_to(eve, review, "publish")).text
            await ann.says(general, f"@factbot {CLAIM}")
            assert SLUG in (await general.next_message_from_bot()).text
        finally:
            process.terminate()
            async with asyncio.timeout(60):
                await process.communicate()
        assert process.returncode == 0


async def test_one_in_trouble_does_not_take_the_other_down(tmp_path: Path) -> None:
    async with DiscordServer() as discord, TelegramServer() as telegram:
        general = discord.guild("News").channel("general")
        ann, ben = general.town.member("Ann"), telegram.user("Ben")
        telegram.faults.bad_gateway("getUpdates", times=2)
        telegram.faults.bad_gateway("getMe", times=1)
        process = await start(
            discord, tmp_path, "run", "discord", "telegram", **addresses(telegram)
        )
        try:
            await discord.ready()
            await ann.says(general, f"@factbot {HEADLINE}")
            assert "russia-taliban-alliance" in (await general.next_message_from_bot()).text
            await ben.tells_bot(HEADLINE)
            assert "russia-taliban-alliance" in (await ben.chat.next_message_from_bot(30)).text
        finally:
            process.terminate()
            async with asyncio.timeout(60):
                await process.communicate()

"""The same questions at the terminal, on Discord and on Telegram: the same facts and verdicts."""

from __future__ import annotations

import re

from bot.storage.memory import MemoryConversationBase
from bot.wording import words_for
from bot.wording.verdicts import LOOKS
from factbase.model import Audience
from tests.adapters.discord.life import living
from tests.adapters.discord.server import DiscordServer
from tests.adapters.telegram.running import running
from tests.adapters.telegram.server import TelegramServer
from tests.conversations.transcribing import TYPED, transcript

QUESTIONS = (
    "Moscow's New Ally in Afghanistan",
    "Has Russia taken the Taliban off its terrorist list?",
    "Russia supplies the Taliban with weapons",
    "Россия поставляет талибам оружие",
    "The moon is made of cheese",
    "Denied: Russia never armed the Taliban",
)


def gist(text: str, slugs: list[str]) -> tuple[frozenset[str], frozenset[str]]:
    """The facts and verdicts that an answer names, whatever else it says."""
    verdicts = {words_for("en").say(look.words) for look in LOOKS.values()}
    named = {slug for slug in slugs if re.search(rf"(?<![\w-]){slug}(?![\w-])", text)}
    said = {verdict for verdict in verdicts if re.search(rf"(?<!\w){verdict}(?!\w)", text)}
    # Before the first statement: claims may use the same words as verdicts do.
    head = text.partition("Claim:")[0] if "Claim:" in text else text
    return frozenset(named), frozenset(verdict for verdict in said if verdict in head)


async def test_all_platforms_give_the_same_facts_and_verdicts() -> None:
    base = MemoryConversationBase()
    async with TelegramServer() as telegram, running(telegram, base):
        async with base.begin() as unit:
            slugs = [fact.slug for fact in await unit.facts.list(Audience())]
        on_telegram = []
        for number, question in enumerate(QUESTIONS):
            person = telegram.user(f"Person {number}")
            await person.tells_bot(question)
            on_telegram.append(gist((await person.chat.next_message_from_bot()).text, slugs))
    on_discord = []
    async with DiscordServer() as discord:
        town = discord.guild("News")
        async with living(discord):
            for number, question in enumerate(QUESTIONS):
                channel = town.channel(f"channel-{number}")
                await channel.town.member(f"Person {number}").says(channel, f"@factbot {question}")
                on_discord.append(gist((await channel.next_message_from_bot()).text, slugs))
    at_the_terminal = []
    for question in QUESTIONS:
        said = await transcript(f"{TYPED}{question}\n")
        at_the_terminal.append(gist(said.partition("\n")[2], slugs))
    assert len(slugs) > 5
    assert any(named for named, _ in at_the_terminal)
    assert on_telegram == at_the_terminal
    assert on_discord == at_the_terminal

"""A group with a community of its own, its administrator, and a fact told question by question."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import NamedTuple

from bot.places.behaviour import PlaceSettings
from bot.ports import ConversationBase
from tests.builders import a_community

from .running import Running, running
from .server import Group, Message, Person, TelegramServer

COMMUNITY = "harbour"
CLAIM = "The old lighthouse is to be torn down"
ANSWERS = (
    "denied",
    "The harbour master says that nothing of the kind is planned.",
    "denies",
    "Ann Ferry",
    "harbour master",
    "2026-06-18",
    "The lighthouse stays where it is.",
    "Harbour Gazette",
    "skip",
    "https://gazette.example/lighthouse",
    "done",
)
BUTTONS = {"denied", "denies", "skip", "done", "publish", "propose", "yes"}


class Newsroom(NamedTuple):
    """The running bot in a group that Eve administers."""

    telegram: TelegramServer
    run: Running
    group: Group
    eve: Person


@asynccontextmanager
async def newsroom(
    base: ConversationBase | None = None, *, met: bool = True, **settings: object
) -> AsyncIterator[Newsroom]:
    """Run the bot in a group of that community. `met`: Eve has written to it in private."""
    async with TelegramServer() as telegram:
        eve, group = telegram.user("Eve"), telegram.supergroup("News")
        eve.becomes_admin(group)
        async with running(telegram, base) as run:
            await home(run, group, **settings)
            if met:
                await started(eve)
            yield Newsroom(telegram, run, group, eve)


async def home(run: Running, group: Group, **settings: object) -> None:
    """Give a group a community of its own."""
    async with run.bot.base.begin() as unit:
        await unit.communities.put(a_community(COMMUNITY))
        chosen = PlaceSettings(community=COMMUNITY, **settings)  # type: ignore[arg-type]  # any setting
        await unit.places.put("telegram", str(group.id), chosen)
        await unit.commit()
    run.bot.preferences.known.forget()


async def reply_to(person: Person, asked: Message, value: str) -> Message:
    """Answer a question by its button, or in words, and wait for the next."""
    keys = [key for row in asked.keyboard for key in row]
    key = next((one for one in keys if one["callback_data"].endswith(f":{value}")), None)
    if key is not None and value in BUTTONS:
        await (await person.presses(asked, key["text"])).answer()
    else:
        await person.tells_bot(value)
    return await person.chat.next_message_from_bot()


async def started(person: Person) -> None:
    """Somebody who has written to the bot: it may write to them from then on."""
    await person.starts_bot()
    await person.chat.next_message_from_bot()


async def described(person: Person, asked: Message, answers: tuple[str, ...]) -> Message:
    """Answer one question after the other; the last that is asked."""
    for value in answers:
        asked = await reply_to(person, asked, value)
    return asked

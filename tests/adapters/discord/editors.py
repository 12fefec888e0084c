"""What moderators do before a test can begin: a community, a proposal, a published fact."""

from __future__ import annotations

from dataclasses import replace

from .life import Life, place_of
from .server import Message, Person
from .server import Place as Channel

CLAIM = "The harbour bridge is closed for ever"
FACT = {
    "Claim": CLAIM,
    "Verdict": ["false"],
    "Summary": "The bridge was closed for two days.",
    "Other wordings": "Harbour bridge shut down for good",
    "Short name": "bridge-closed",
}
STATEMENT = {
    "Kind": ["denies"],
    "Who said it": "Ada Harbour, harbour master",
    "When": "2025-03-02",
    "What was said": "The bridge opens again on Tuesday.",
    "Source": "Harbour Gazette\nBridge opens\nhttps://gazette.example/bridge",
}


async def own_community(place: Channel, admin: Person) -> None:
    """What an administrator does first."""
    panel = await (await admin.uses("/factbot settings", place)).answer()
    await (await admin.presses(panel, "Keep facts of our own")).updated()


async def log_channel(life: Life, place: Channel, log: Channel) -> None:
    """Have the moderators of a place's server told things in a channel."""
    async with life.bot.base.begin() as unit:
        settings = await unit.places.settings(place_of(place))
        await unit.places.put("discord", place.town.state.id, replace(settings, log_place=log.id))
        await unit.commit()
    life.bot.answering.places.forget()


async def proposed(place: Channel, editor: Person) -> Message:
    """Add the fact with its statement; returns the answer that offers to publish it."""
    modal = await (await editor.uses("/fact add", place)).modal()
    saved = await (await editor.submits(modal, FACT)).answer()
    modal = await (await editor.presses(saved, "Add a statement")).modal()
    return await (await editor.submits(modal, STATEMENT)).answer()


async def published(place: Channel, editor: Person) -> None:
    """Add the fact and publish it."""
    stated = await proposed(place, editor)
    answer = await (await editor.presses(stated, "Publish")).answer()
    assert "Published" in answer.text

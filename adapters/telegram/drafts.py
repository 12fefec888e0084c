"""How far somebody has come with a fact, kept in the base so that a restart loses nothing."""

from __future__ import annotations

from adapters.telegram.session import Session
from adapters.telegram.steps import Progress
from bot.messages import Person
from bot.privacy.keeping import Draft

KIND = "telegram-fact"
"""Whose drafts these are in the base."""


async def begun(session: Session, person: Person) -> Progress | None:
    """What somebody is in the middle of."""
    async with session.bot.base.begin() as unit:
        draft = await unit.drafts.get(session.bot.people.hash(person.key), KIND)
    return Progress.of(draft.data) if draft is not None else None


async def keep(session: Session, person: Person, progress: Progress) -> None:
    """Keep it instead of what there was."""
    owner = session.bot.people.hash(person.key)
    draft = Draft(owner, KIND, progress.data(), session.bot.clock.now())
    await session.moving.write(lambda unit: unit.drafts.put(draft))


async def forget(session: Session, person: Person) -> None:
    """It is done, or nobody wants it any more."""
    owner = session.bot.people.hash(person.key)
    await session.moving.write(lambda unit: unit.drafts.remove(owner, KIND))

"""The end of the questions: rights looked up anew, the fact shown, saved, published."""

from __future__ import annotations

from dataclasses import dataclass, replace

from adapters.telegram.desks import desk
from adapters.telegram.session import Session
from adapters.telegram.steps import ADD, Progress, changed_fact, new_fact
from bot.errors import NeedsConfirmation
from bot.messages import Person
from bot.moderating.drafting import Choice, Chosen, Neighbour
from bot.moderating.editing import UNCHANGED
from bot.permissions import Action, Actor, require
from bot.replies import Done, FactCard, Reply
from bot.wording import N_
from factbase.ahead import day_of
from factbase.errors import IllegalTransition, InvalidValue
from factbase.life import missing_to_publish
from factbase.model import Audience, Change, Fact

ALIKE, SHOWN = 0.3, 3
"""Confidence from which a fact is near enough to be asked about, and how many are."""
LAST = {"review", "save", "confirm", "near"}
"""Steps after which something is saved."""
_WHY = "in a chat"


@dataclass(frozen=True, slots=True)
class Confirm:
    """Saving would change more than the fact: what, and the state that waits for a yes."""

    progress: Progress
    findings: tuple[str, ...]


async def find(session: Session, who: Actor, slug: str) -> Fact:
    """A fact by its name, as the actor's community sees it. Raises `FactNotFound`."""
    async with session.bot.base.begin() as unit:
        return await unit.facts.get(slug, Audience(who.scope))


async def near(session: Session, person: Person, progress: Progress) -> tuple[Neighbour, ...]:
    """Facts that a new one may belong to, the nearest first, once it is described whole."""
    if progress.goal != ADD or progress.step != "review":
        return ()
    who = (await desk(session, person, progress.group)).who
    looked = await session.bot.drafting.look(who, await _described(session, who, progress))
    return tuple(item for item in looked.neighbours if item.score >= ALIKE)[:SHOWN]


async def preview(session: Session, person: Person, progress: Progress) -> Reply | None:
    """The card as it would look, once it is about to be saved; what is wrong raises now."""
    if progress.step not in {"review", "save"}:
        return None
    who = (await desk(session, person, progress.group)).who
    fact = await _described(session, who, progress)
    return FactCard(fact, fact.timeline, session.bot.clock.now().date())


async def save(session: Session, person: Person, progress: Progress, value: str) -> Reply | Confirm:
    """Save what was described. Raises as `Moderation` does; then nothing was saved."""
    at = await desk(session, person, progress.group)
    who, audience = at.who, at.settings.audience
    step = progress.waiting if progress.step == "confirm" else f"{progress.step}:{value}"
    try:
        match step:
            case "save:yes":
                return await _correct(session, who, progress)
            case "review:propose":
                fact = await _propose(session, who, progress)
                return Done(_PROPOSED, fact.slug)
            case "review:publish":
                require(who, Action.PUBLISH, who.scope)
                fact = await _propose(session, who, progress, publish=True)
                progress = replace(progress, saved=fact.slug)
                return await _publish(session, who, progress, audience)
            case _ if step in joins(progress):
                return await _join(session, who, progress, joins(progress)[step])
            case _:
                raise InvalidValue(progress.step, "press one of the buttons")
    except NeedsConfirmation as problem:
        waiting = replace(progress, step="confirm", waiting=step, seal=problem.seal)
        return Confirm(waiting, problem.findings)


def joins(progress: Progress) -> dict[str, Chosen]:
    """What the buttons of the step "near" stand for, but for the new fact."""
    found: dict[str, Chosen] = {}
    for number, slug in enumerate(progress.near, 1):
        found[f"near:w{number}"] = Chosen(Choice.WORDING, slug)
        found[f"near:s{number}"] = Chosen(Choice.STATEMENT, slug)
    return found


async def _join(session: Session, who: Actor, progress: Progress, chosen: Chosen) -> Reply:
    draft = await _described(session, who, progress)
    saved = await session.bot.drafting.save(who, draft, _WHY, chosen, confirmed=progress.seal)
    return Done(_SAVED if saved.slug == chosen.onto else _PROPOSED, saved.slug)


async def _described(session: Session, who: Actor, progress: Progress) -> Fact:
    now = session.bot.clock.now()
    if progress.goal == ADD:
        return new_fact(progress, Change(who.key, now, _WHY), who.scope)
    async with session.bot.base.begin() as unit:
        return changed_fact(progress, await unit.facts.by_id(progress.fact_id), day_of(now))


async def _propose(
    session: Session, who: Actor, progress: Progress, *, publish: bool = False
) -> Fact:
    """Store the proposal, once: it is there already when publishing had to be confirmed. What
    is meant to be published is stored only when it may be.
    """
    if progress.saved:
        return await find(session, who, progress.saved)
    fact = await _described(session, who, progress)
    missing = missing_to_publish(fact) if publish else ()
    if missing:
        raise IllegalTransition(fact.slug, "published", missing)
    return await session.bot.moderation.propose(who, fact, _WHY)


async def _publish(session: Session, who: Actor, progress: Progress, audience: Audience) -> Reply:
    fact = await session.bot.moderation.publish(
        who, progress.saved, audience, _WHY, confirmed=progress.seal
    )
    return Done(_PUBLISHED, fact.slug)


async def _correct(session: Session, who: Actor, progress: Progress) -> Reply:
    fact = await _described(session, who, progress)
    saved = await session.bot.moderation.correct(who, fact, _WHY, confirmed=progress.seal)
    return Done(UNCHANGED if saved.version == fact.version else _SAVED, saved.slug)


_PROPOSED = N_("Saved as the proposal {slug}.")
_PUBLISHED = N_("{slug} is published.")
_SAVED = N_("Saved: {slug}.")

"""From settings to running services: opened in order, closed in reverse."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Coroutine
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import dataclass, replace
from typing import Any

import structlog

from bot.checking.answering import Answering
from bot.checking.for_one import Aside
from bot.checking.index_file import open_index
from bot.checking.limits import Allowance, Limiter, LocalLimits
from bot.checking.live_index import LiveIndex
from bot.checking.lookups import Lookups
from bot.checking.meaning import Encoding, open_meaning
from bot.clock import SystemClock
from bot.delivering.deliveries import Deliveries
from bot.exchanging.first_pack import load_first_pack
from bot.metrics import Metrics, NoMetrics
from bot.moderating.drafting import Drafting
from bot.moderating.moderation import Moderation
from bot.operating.supervising import finished, kept
from bot.operating.upkeep import Ground, Upkeep, upkeep
from bot.places.known import KnownPlaces
from bot.places.preferences import Preferences
from bot.ports import ConversationBase
from bot.pressing.feedback import Feedback
from bot.pressing.presses import Presses
from bot.privacy.people import PersonHash
from bot.settings import Settings
from bot.storage.shared_limits import SharedLimits
from bot.storage.sql import SqlConversationBase
from factbase.ports import Clock
from factbase.storage.engine import is_sqlite
from factbase.storage.opening import open_base

log = structlog.get_logger()

SOON = 5.0
"""Seconds until what keeps the index whole is begun anew after it broke."""


@dataclass(frozen=True, slots=True)
class Bot:
    """Everything a platform may call."""

    settings: Settings
    base: ConversationBase
    index: LiveIndex
    answering: Answering
    aside: Aside
    deliveries: Deliveries
    lookups: Lookups
    moderation: Moderation
    drafting: Drafting
    presses: Presses
    preferences: Preferences
    people: PersonHash
    clock: Clock
    metrics: Metrics
    upkeep: Upkeep


@asynccontextmanager
async def open_bot(
    settings: Settings, clock: Clock | None = None, metrics: Metrics | None = None
) -> AsyncIterator[Bot]:
    """The services over the base that the settings name.

    Raises:
        StoreUnavailable: the base can't be opened.
        SchemaOutdated: a PostgreSQL base that needs `factbot db upgrade`.
    """
    async with AsyncExitStack() as stack:
        base = await open_base(settings.database_url.get_secret_value(), kind=SqlConversationBase)
        stack.push_async_callback(base.close)
        yield await assemble(settings, base, clock or SystemClock(), stack, metrics)


async def assemble(
    settings: Settings,
    base: ConversationBase,
    clock: Clock,
    stack: AsyncExitStack,
    metrics: Metrics | None = None,
) -> Bot:
    """The services over an open base; what they start is ended by `stack`."""
    meant = await open_meaning(settings.semantic)
    index = await open_index(base, settings.index_file, semantic=meant)
    if meant is not None:
        _begin(stack, finished(Encoding(meant.meanings).serve, "encode facts"))
    _begin(stack, finished(index.fill, "read the facts", again=SOON))
    moderation = Moderation(base, index, clock)
    if settings.embedded:
        await load_first_pack(base, moderation, clock)
    await index.refresh()
    await index.pack()
    _begin(stack, kept(index.follow, "follow the base", again=SOON))
    secret = settings.secret.get_secret_value() or await base.secret("people")
    people = PersonHash(secret)
    limits = settings.limits
    limiter = _limiter(base, Allowance(limits.questions, limits.seconds))
    places = KnownPlaces(base, clock)
    metrics = metrics or NoMetrics()
    answering = Answering(base, index, limiter, clock, people, places, settings.locale, metrics)
    answering = replace(answering, denial_days=settings.denial_days)
    lookups = Lookups(base, index, clock)
    feedback = Feedback(base, people, clock)
    deliveries = Deliveries(base, answering)
    ground = Ground(settings, base, index, clock, people, moderation)
    behind = upkeep(ground, deliveries.couriers)
    _begin(stack, kept(behind.serve, "upkeep"))
    return Bot(
        settings=settings,
        base=base,
        index=index,
        answering=answering,
        aside=Aside(base, answering, lookups),
        deliveries=deliveries,
        lookups=lookups,
        moderation=moderation,
        drafting=Drafting(base, index, moderation),
        presses=Presses(base, index, lookups, feedback, people, behind.answers, behind.reviewing),
        preferences=Preferences(base, people, places, settings.retention),
        people=people,
        clock=clock,
        metrics=metrics,
        upkeep=behind,
    )


def _limiter(base: ConversationBase, allowance: Allowance) -> Limiter:
    # A file of this machine's own is one process's: memory is as good, and costs no writing.
    if isinstance(base, SqlConversationBase) and not is_sqlite(base.engine):
        return SharedLimits(base, allowance)
    return LocalLimits(allowance)


def _begin(stack: AsyncExitStack, work: Coroutine[Any, Any, None]) -> None:
    """Have this done beside everything else until the stack is closed."""
    stack.push_async_callback(_cancelled, asyncio.create_task(work))


async def _cancelled(task: asyncio.Task[None]) -> None:
    task.cancel()
    with suppress(asyncio.CancelledError):
        await task

"""Who counts and who serves the pages for machines, by the settings; nobody by default."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from typing import TYPE_CHECKING

from bot.errors import BadSettings
from bot.metrics import Metrics, NoMetrics, Together
from bot.settings import Settings
from bot.wiring import Bot, open_bot

if TYPE_CHECKING:
    from bot.metrics.tracing import Spans
    from bot.operating.board import Board


@asynccontextmanager
async def observed_bot(settings: Settings, platforms: Sequence[str]) -> AsyncIterator[Bot]:
    """The bot, counted and shown as the settings ask. The pages are there before it is open.

    Raises:
        BadSettings: what a setting asks for isn't installed, or its port can't be had.
        StoreUnavailable: see `open_bot`.
    """
    async with AsyncExitStack() as stack:
        counting: list[Metrics] = []
        board = await _board(settings, platforms, counting, stack)
        spans = _spans(settings)
        if spans is not None:
            stack.callback(spans.close)
            counting.append(spans)
        metrics = Together(*counting) if counting else NoMetrics()
        bot = await stack.enter_async_context(open_bot(settings, metrics=metrics))
        if board is not None:
            board.bot = bot
        try:
            yield bot
        finally:
            if board is not None:
                board.bot = None


async def _board(
    settings: Settings, platforms: Sequence[str], counting: list[Metrics], stack: AsyncExitStack
) -> Board | None:
    if settings.metrics.port is None:
        return None
    try:
        from bot.metrics.prometheus import PrometheusMetrics
        from bot.operating.board import Board
    except ModuleNotFoundError:
        raise BadSettings(
            "FACTBOT_METRICS__PORT: needs the extra `metrics`: pip install 'factbot[metrics]'"
        ) from None
    metrics = PrometheusMetrics()
    counting.append(metrics)
    board = Board(metrics, platforms)
    await stack.enter_async_context(board.serving(settings.metrics))
    return board


def _spans(settings: Settings) -> Spans | None:
    if not settings.tracing.endpoint:
        return None
    try:
        from bot.metrics.tracing import Spans
    except ModuleNotFoundError:
        raise BadSettings(
            "FACTBOT_TRACING__ENDPOINT: needs the extra `tracing`: pip install 'factbot[tracing]'"
        ) from None
    return Spans.to(settings.tracing.endpoint)

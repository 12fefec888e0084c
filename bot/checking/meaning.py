"""The optional sentence encoder beside the running bot: opened once, its work done in threads."""

from __future__ import annotations

import asyncio
from pathlib import Path

import structlog
from platformdirs import user_cache_path

from bot.errors import BadSettings
from bot.settings import SemanticSettings
from factbase.matching.semantic import BadEncoder
from factbase.matching.semantic_index import Meanings
from factbase.matching.semantic_opening import open_semantic
from factbase.matching.semantic_scoring import Semantic

log = structlog.get_logger()


async def open_meaning(settings: SemanticSettings) -> Semantic | None:
    """The encoder that the settings name; None without one.

    Raises:
        BadSettings: it can't be used, with what to do about it.
    """
    if settings.model is None:
        return None
    try:
        return await asyncio.to_thread(
            open_semantic, settings.model, settings.vectors or kept_at(), settings.threads
        )
    except (BadEncoder, OSError) as problem:
        raise BadSettings(f"FACTBOT_SEMANTIC__MODEL: {problem}") from problem


def kept_at() -> Path:
    """Where vectors are kept when no folder is named: they can always be made anew."""
    return user_cache_path("factbot", appauthor=False)


class Encoding:
    """Encodes in a thread what the index has taken in. Until then words alone find a fact."""

    def __init__(self, meanings: Meanings) -> None:
        self._meanings = meanings
        self._something = asyncio.Event()
        if meanings.waiting:
            self._something.set()
        meanings.woken = self._something.set

    async def serve(self) -> None:
        """Go on until cancelled; an encoder that fails is left alone, and told of."""
        while True:
            await self._something.wait()
            self._something.clear()
            try:
                await self.catch_up()
            except Exception as problem:  # noqa: BLE001 - whatever the operator's model does
                log.warning("encoder_failed", error=type(problem).__name__)
                return

    async def catch_up(self) -> None:
        """Encode all that waits, a few texts at a time; the rest of the bot runs in between."""
        made = 0
        while batch := self._meanings.batch():
            vectors = await asyncio.to_thread(self._meanings.encode, batch)
            self._meanings.take(batch, vectors)
            made += len(batch)
        if made:
            log.info("encoded", texts=made)

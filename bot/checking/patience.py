"""How long somebody who asks waits for the base, however many questions it takes to answer."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from factbase.errors import StoreUnavailable

SECONDS = 8.0
"""Until memory answers instead, and some more until the step is broken off. An answer takes up to
twenty round trips to PostgreSQL; a lock or a statement alone has limits of its own
(`factbase/storage/engine.py`)."""


@asynccontextmanager
async def patiently(seconds: float = SECONDS) -> AsyncIterator[asyncio.Timeout]:
    """Give up when what is inside takes longer. From `reschedule(None)` on nothing is cut off:
    for a commit, of which nobody could say afterwards whether it was made.

    Raises:
        StoreUnavailable: it took longer.
    """
    try:
        async with asyncio.timeout(seconds) as limit:
            yield limit
    except TimeoutError:
        raise StoreUnavailable("the fact base answers too slowly: repeat later") from None

"""getUpdates: long polling that really waits, for exactly one consumer."""

import asyncio
from typing import Any

from .params import Params
from .refusal import conflict
from .world import World

LONGEST = 50  # seconds; what api.telegram.org waits at most
# A client that gave up its poll may call again before its closed connection is noticed here.
GRACE = 0.25  # seconds
OTHER_POLLER = (
    "terminated by other getUpdates request; make sure that only one bot instance is running"
)
WEBHOOK_SET = (
    "can't use getUpdates method while webhook is active; "
    "use deleteWebhook to delete the webhook first"
)


class Polling:
    def __init__(self, world: World) -> None:
        self._world = world
        self._current: asyncio.Future[None] | None = None  # set once its poll has ended
        self._ousted: asyncio.Event | None = None

    @property
    def waiting(self) -> bool:
        """Whether the bot hangs on the line right now."""
        return self._current is not None

    async def get_updates(self, params: Params) -> list[Any]:
        """Updates after `offset`, at once or as soon as one comes, at the latest after `timeout`.

        Raises:
            Refusal: 409, for the older of two pollers, or while a webhook is set.
        """
        if self._world.webhook is not None:
            raise conflict(WEBHOOK_SET)
        await self._oust_older()
        ended: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        ousted = asyncio.Event()
        self._current, self._ousted = ended, ousted
        self._world.pulse.beat()
        try:
            return await self._wait(params, ousted)
        finally:
            if self._current is ended:
                self._current = self._ousted = None
            ended.set_result(None)

    async def _oust_older(self) -> None:
        """Waits for a poll whose client has gone; throws out one whose client is still there."""
        while self._current is not None:
            older = self._current
            await asyncio.wait([older], timeout=GRACE)
            if self._current is older and self._ousted is not None:
                self._ousted.set()
                self._current = self._ousted = None
                self._world.pulse.beat()

    async def _wait(self, params: Params, ousted: asyncio.Event) -> list[Any]:
        queue = self._world.queue
        queue.subscribe(params.decoded("allowed_updates"))
        offset = params.integer("offset") or 0
        limit = min(max(params.integer("limit") or 100, 1), 100)
        timeout = min(params.integer("timeout") or 0, LONGEST)
        try:
            async with asyncio.timeout(timeout or None):
                while True:
                    if ousted.is_set():
                        raise conflict(OTHER_POLLER)
                    if self._world.webhook is not None:
                        raise conflict("terminated by setWebhook request")
                    if (updates := queue.after(offset, limit)) or not timeout:
                        return updates
                    await self._world.pulse.next()
        except TimeoutError:
            return []

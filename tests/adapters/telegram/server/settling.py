"""Knowing that the bot is done, so that a test can assert that it stayed silent.

The server alone can't know: a bot confirms an update when it has taken it, not when it has dealt
with it (python-telegram-bot queues a batch, then polls on; a webhook answers first and works
later). So three things must hold at once:

1. every update was handed over *and* confirmed. A higher `offset` or a 2xx comes only after the
   bot put the update into its own queue, so nothing is under way between the two;
2. every probe returned. A probe is the bot's own word that its queue is empty and its tasks are
   done, such as `idle(application)`;
3. no call is in flight, and none finished and no update came since step 1 began. If one did, the
   bot may have been set going again, and the round is repeated.
"""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

from .endpoint import Endpoint
from .pulse import PATIENCE
from .webhook import WebhookDelivery
from .world import World

Probe = Callable[[], Awaitable[object]]


class NobodyToAsk(AssertionError):
    """`settled()` without a probe would be a guess."""


def idle(application: Any) -> Probe:
    """A probe for a python-telegram-bot Application in this process.

    `update_queue.join()` returns when every update's handlers have run, also with
    `concurrent_updates`; handlers with `block=False` and `create_task` run as tasks, which are
    awaited next.
    """

    async def probe() -> None:
        await application.update_queue.join()
        tasks = application._Application__create_task_tasks
        while running := [task for task in tasks if not task.done()]:
            await asyncio.wait(running)

    return probe


class Settling:
    def __init__(self, world: World, endpoint: Endpoint, webhook: WebhookDelivery) -> None:
        self._world = world
        self._endpoint = endpoint
        self._webhook = webhook
        self.probes: list[Probe] = []

    async def settled(self, patience: float = PATIENCE) -> None:
        """Returns when the bot has dealt with everything sent so far.

        Raises:
            NobodyToAsk: no probe was given.
            NothingHappened: it took longer than `patience` seconds.
        """
        if not self.probes:
            raise NobodyToAsk("give a probe first: telegram.asks_when_idle(idle(application))")
        while True:
            await self.drained(patience)
            before = self._mark()
            async with asyncio.timeout(patience):
                for probe in self.probes:
                    await probe()
            if self._drained() and self._mark() == before:
                return

    async def drained(self, patience: float = PATIENCE) -> None:
        """Every update is confirmed and no call is under way: less than settled."""
        await self._world.pulse.until(
            self._drained, "the bot to take every update and finish its calls", patience
        )

    def _mark(self) -> tuple[int, int]:
        return len(self._world.queue.sent), self._endpoint.journal.finished

    def _drained(self) -> bool:
        return (
            not self._world.queue.pending
            and not self._webhook.busy
            and not self._endpoint.journal.in_flight
        )

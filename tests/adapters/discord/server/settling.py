"""Knowing that the bot is done, so that its silence can be asserted.

A round is: (1) ask every connection for a heartbeat (op 1). discord.py handles frames in order
and parses an event before the next frame, so a heartbeat that carries the last sequence number
means that every event has been parsed and its handlers started. (2) In this process discord.py
names the tasks of its handlers; wait until those are finished. (3) Await the probes a test added
for the bot's own queues. (4) Wait until no request is being served. Two rounds in a row in which
no event was sent and no request served are the end: nothing is left that could start anything.

A bot in another process shows no tasks; there `quiet_for` seconds without any request must pass.
"""

import asyncio
from collections.abc import Awaitable, Callable

from .gateway import Gateway
from .hub import Hub
from .pulse import PATIENCE, NothingCame

HANDLERS = (
    "discord.py: ",
    "CommandTree-invoker",
    "discord-ui-view-d",
    "discord-ui-modal-d",
    "discord-ui-dynamic-item",
)


class Settling:
    """Waits for quiet."""

    def __init__(self, hub: Hub, gateway: Gateway) -> None:
        self._hub = hub
        self._gateway = gateway
        self.probes: list[Callable[[], Awaitable[object]]] = []

    async def wait(self, quiet_for: float) -> None:
        """Return after two rounds in which nothing happened."""
        calm = 0
        while calm < 2:
            before = self._marks()
            await self._round()
            if quiet_for:
                await self._quiet(quiet_for)
            calm = calm + 1 if self._marks() == before else 0

    def _marks(self) -> tuple[int, int]:
        owed = sum(session.sequence for session in self._gateway.sessions.values())
        return owed, len(self._hub.ledger.requests)

    async def _round(self) -> None:
        await self._gateway.roundtrip()
        await _handlers_done()
        for probe in self.probes:
            await probe()
        await self._hub.pulse.until(
            lambda: self._hub.ledger.in_flight == 0, "end of the requests in flight"
        )

    async def _quiet(self, seconds: float) -> None:
        seen = len(self._hub.ledger.requests)
        try:
            await self._hub.pulse.until(
                lambda: len(self._hub.ledger.requests) != seen, "request", seconds
            )
        except NothingCame:
            return


async def _handlers_done() -> None:
    """Wait for discord.py's handler tasks, and for those they start in turn."""
    deadline = asyncio.get_running_loop().time() + PATIENCE
    while running := [task for task in asyncio.all_tasks() if _is_handler(task)]:
        left = deadline - asyncio.get_running_loop().time()
        _, pending = await asyncio.wait(running, timeout=max(left, 0))
        if pending:
            names = ", ".join(sorted(task.get_name() for task in pending))
            raise NothingCame(f"handlers still running after {PATIENCE:g} s: {names}")


def _is_handler(task: asyncio.Task[object]) -> bool:
    own = task is asyncio.current_task()
    return not own and not task.done() and task.get_name().startswith(HANDLERS)

"""Which platforms are being served by this process, and through whom."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager

from bot.ports import Courier


class Couriers:
    """The couriers of running platforms. `Posting.keep_sweeping` registers its own."""

    def __init__(self) -> None:
        self._serving: dict[str, list[Courier]] = {}
        self._some = asyncio.Event()

    @property
    def platforms(self) -> tuple[str, ...]:
        """Platforms that can be reached from here."""
        return tuple(self._serving)

    def of(self, platform: str) -> Courier | None:
        """The courier of a platform, the newest when there are several."""
        serving = self._serving.get(platform)
        return serving[-1] if serving else None

    async def wait(self) -> None:
        """Wait until some platform was served from here."""
        await self._some.wait()

    @contextmanager
    def serving(self, platform: str, courier: Courier) -> Iterator[None]:
        """Offer a courier for as long as the block runs."""
        self._serving.setdefault(platform, []).append(courier)
        self._some.set()
        try:
            yield
        finally:
            left = [other for other in self._serving[platform] if other is not courier]
            if left:
                self._serving[platform] = left
            else:
                del self._serving[platform]

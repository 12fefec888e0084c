"""Trouble on order: floods, lost requests, lost answers, slow answers, repeated updates."""

import asyncio
from dataclasses import dataclass, field

from .model import Chat
from .pulse import PATIENCE, Pulse
from .refusal import Refusal, too_many_requests


class LostConnection(Exception):
    """The line is cut instead of an answer."""


class Gate:
    """Holds calls back until the test lets them go."""

    def __init__(self, pulse: Pulse) -> None:
        self._pulse = pulse
        self._open = asyncio.Event()
        self.waiting = 0

    async def pass_through(self) -> None:
        self.waiting += 1
        self._pulse.beat()
        await self._open.wait()

    async def reached(self, calls: int = 1) -> None:
        """Returns once that many calls stand before the gate."""
        await self._pulse.until(lambda: self.waiting >= calls, "a call to reach the gate", PATIENCE)

    def release(self) -> None:
        self._open.set()


@dataclass(slots=True, eq=False)
class _Fault:
    method: str
    chat: int | None
    times: int
    refusal: Refusal | None = None
    gate: Gate | None = None
    lose_after: bool = False
    lose_before: bool = False


@dataclass(slots=True)
class Faults:
    pulse: Pulse
    happened: int = 0
    repeats: int = 0
    _orders: list[_Fault] = field(default_factory=list)

    def retry_after(
        self, seconds: int, method: str = "sendMessage", times: int = 1, chat: Chat | None = None
    ) -> None:
        """The next `times` calls are refused with 429."""
        refusal = too_many_requests(seconds)
        self._order(method, times, chat, refusal=refusal)

    def refuse(self, method: str, code: int, description: str, times: int = 1) -> None:
        """The next calls are refused with this code and text, such as 403 "Forbidden: ..."."""
        refusal = Refusal(code, description, mistake=False)
        self._order(method, times, None, refusal=refusal)

    def bad_gateway(self, method: str = "sendMessage", times: int = 1) -> None:
        self.refuse(method, 502, "Bad Gateway", times)

    def lose_request(self, method: str = "sendMessage", times: int = 1) -> None:
        """The line is cut before anything is done."""
        self._order(method, times, None, lose_before=True)

    def lose_answer(self, method: str = "sendMessage", times: int = 1) -> None:
        """The call is carried out, but the bot never hears of it."""
        self._order(method, times, None, lose_after=True)

    def hold(self, method: str = "sendMessage", times: int = 1) -> Gate:
        """The next calls wait, undone, until `release()`."""
        gate = Gate(self.pulse)
        self._order(method, times, None, gate=gate)
        return gate

    def repeat_updates(self, times: int = 1) -> None:
        """The next `times` updates are delivered twice, with the same update id."""
        self.repeats += times

    def _order(self, method: str, times: int, chat: Chat | None, **what: object) -> None:
        fault = _Fault(method.lower(), chat.id if chat else None, times)
        for name, value in what.items():
            setattr(fault, name, value)
        self._orders.append(fault)

    def next(self, method: str, chat: Chat | None) -> _Fault | None:
        """The fault ordered for this call, if any; used up by asking."""
        for fault in self._orders:
            if fault.method == method.lower() and fault.chat in (None, chat.id if chat else None):
                fault.times -= 1
                if fault.times <= 0:
                    self._orders.remove(fault)
                self.happened += 1
                return fault
        return None

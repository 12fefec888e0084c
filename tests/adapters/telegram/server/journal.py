"""Everything the bot asked of Telegram, in order, and what became of it."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from .params import Params
from .pulse import Pulse
from .refusal import Refusal


@dataclass(slots=True, eq=False)
class Call:
    """One method call.

    Attributes:
        began: seconds on `time.perf_counter()`, for latencies.
        at: the server's clock.
    """

    method: str
    params: Params
    began: float
    at: datetime
    result: Any = None
    refusal: Refusal | None = None
    done: bool = False

    def __str__(self) -> str:
        outcome = self.refusal.description if self.refusal else "ok" if self.done else "pending"
        return f"{self.method}({sorted(self.params.values)}): {outcome}"


@dataclass(slots=True)
class Refusals:
    """Refusals, mistakes and circumstances alike, until a test takes them as expected."""

    all: list[Call] = field(default_factory=list)
    _taken: set[int] = field(default_factory=set)

    def __iter__(self) -> "Any":
        return iter(self.all)

    def __len__(self) -> int:
        return len(self.all)

    @property
    def texts(self) -> list[str]:
        return [str(call.refusal) for call in self.all]

    @property
    def mistakes(self) -> list[Call]:
        """The bot's own mistakes that no test has taken."""
        return [
            call
            for call in self.all
            if call.refusal and call.refusal.mistake and id(call) not in self._taken
        ]

    def take(self, text: str) -> Call:
        """Takes the first untaken refusal whose description contains `text`.

        Raises:
            AssertionError: there is none.
        """
        for call in self.all:
            if id(call) not in self._taken and call.refusal and text in call.refusal.description:
                self._taken.add(id(call))
                return call
        raise AssertionError(f"no refusal says {text!r}; there are {self.texts}")


@dataclass(slots=True)
class Journal:
    pulse: Pulse
    calls: list[Call] = field(default_factory=list)
    refusals: Refusals = field(default_factory=Refusals)
    in_flight: int = 0  # calls under way, polls excepted
    finished: int = 0

    def named(self, method: str) -> list[Call]:
        return [call for call in self.calls if call.method.lower() == method.lower()]

    def begin(self, call: Call) -> None:
        if call.method.lower() != "getupdates":
            self.calls.append(call)
            self.in_flight += 1

    def end(self, call: Call) -> None:
        call.done = True
        if call.refusal is not None:
            self.refusals.all.append(call)
        if call.method.lower() != "getupdates":
            self.in_flight -= 1
            self.finished += 1
        self.pulse.beat()

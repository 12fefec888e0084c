"""What a guard has found out about a text once, kept for the next time it is asked."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar, cast

from factbase.matching.tokens import Tokens

T = TypeVar("T")


class Notes:
    """Answers about texts that live as long as these notes: a fact's wordings."""

    __slots__ = ("_held",)

    def __init__(self) -> None:
        self._held: dict[tuple[Callable[[Tokens], object], int], object] = {}

    def of(self, ask: Callable[[Tokens], T], tokens: Tokens) -> T:
        """What `ask` says about a text; asked once for each."""
        key = (ask, id(tokens))
        if key not in self._held:
            self._held[key] = ask(tokens)
        return cast("T", self._held[key])

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
        self._held: dict[tuple[object, int], object] = {}

    def of(self, ask: Callable[[Tokens], T], tokens: Tokens) -> T:
        """What `ask` says about a text; asked once for each."""
        key = (ask, id(tokens))
        if key not in self._held:
            self._held[key] = ask(tokens)
        return cast("T", self._held[key])

    def of_all(
        self, ask: Callable[[Tokens], frozenset[T]], texts: tuple[Tokens, ...]
    ) -> frozenset[T]:
        """What `ask` says about any of some texts, which live as long as the notes do."""
        key = (ask, id(texts))
        if key not in self._held:
            self._held[key] = frozenset().union(*map(ask, texts))
        return cast("frozenset[T]", self._held[key])

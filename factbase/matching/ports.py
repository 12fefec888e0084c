"""The seam between the matcher and everything else."""

from __future__ import annotations

from typing import Protocol

from factbase.matching.decision import Candidate, Decision, Entry, Lane, Thresholds
from factbase.model import Audience


class Matcher(Protocol):
    """An index over entries that decides which of them answers a message.

    Synchronous and in memory. Entries of every scope live in one matcher; what an audience
    may not see does not influence its answers.
    """

    def add(self, entry: Entry) -> None:
        """Make an entry findable at once; replaces the entry of that id."""
        ...

    def remove(self, entry_id: str) -> None:
        """Forget an entry; unknown ids are no error."""
        ...

    def __len__(self) -> int: ...

    def compact(self) -> None:
        """Pack what was added: searched faster then, and found all the same without."""
        ...

    def rank(self, text: str, audience: Audience, top: int = 20) -> tuple[Candidate, ...]:
        """The best facts for a text, best first, without any decision."""
        ...

    def decide(
        self,
        text: str,
        lane: Lane,
        audience: Audience,
        thresholds: Thresholds | None = None,
        *,
        briefly: bool = False,
    ) -> Decision:
        """Match, offer or stay silent.

        `briefly` spares the trail of a message that is far from any fact: for those who only
        want the decision.
        """
        ...

    def far(
        self, text: str, lane: Lane, audience: Audience, thresholds: Thresholds | None = None
    ) -> bool:
        """Whether `decide` will pass over this text, so that nothing need be prepared for it."""
        ...

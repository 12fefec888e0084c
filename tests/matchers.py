"""A matcher that only knows equal texts: what it answers can be read off the test."""

from __future__ import annotations

from factbase.matching.decision import (
    Ambiguous,
    Candidate,
    Decision,
    Entry,
    Lane,
    Match,
    MessageStance,
    NoMatch,
    Silence,
    Thresholds,
    Trail,
)
from factbase.model import Audience

SURE = 0.99
UNSURE = 0.1


class LiteralMatcher:
    """Matches a text with the entries that have exactly this wording; examples teach it
    nothing.
    """

    def __init__(self) -> None:
        self.entries: dict[str, Entry] = {}

    def __len__(self) -> int:
        return len(self.entries)

    def add(self, entry: Entry) -> None:
        self.entries[entry.id] = entry

    def compact(self) -> None:
        pass

    def remove(self, entry_id: str) -> None:
        self.entries.pop(entry_id, None)

    def rank(self, text: str, audience: Audience, top: int = 20) -> tuple[Candidate, ...]:
        seen = [entry for entry in self.entries.values() if audience.sees(entry.scope)]
        found = [
            Candidate(
                entry.id,
                SURE if text in entry.wordings else UNSURE,
                entry.wordings[0],
                (0, len(text)),
            )
            for entry in seen
        ]
        return tuple(sorted(found, key=lambda item: -item.confidence)[:top])

    def decide(
        self,
        text: str,
        lane: Lane,
        audience: Audience,
        thresholds: Thresholds | None = None,
        *,
        briefly: bool = False,
    ) -> Decision:
        del thresholds, briefly
        found = tuple(item for item in self.rank(text, audience) if item.confidence == SURE)
        trail = Trail(lane, "exact", MessageStance.ASSERTS, SURE, found)
        if not found:
            return NoMatch(Silence.NO_CANDIDATE, trail)
        return Match(found[0], trail) if len(found) == 1 else Ambiguous(found, trail)

    def far(
        self, text: str, lane: Lane, audience: Audience, thresholds: Thresholds | None = None
    ) -> bool:
        del text, lane, audience, thresholds
        return False

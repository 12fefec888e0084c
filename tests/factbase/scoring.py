"""Labelled messages put to the matcher: how often it is right, and which it gets wrong.

Columns of the file: `half` (`tune` may be looked at while the matcher is improved, `held` may
not), `expected` (a slug, or `-` for silence), `lanes` (`both`; `addressed`: unprompted it may be
answered or not; `asked-only`: unprompted it must stay silent), `text`.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from factbase.matching.decision import Ambiguous, Lane, Match
from factbase.matching.ports import Matcher
from factbase.model import Audience

FILE = Path(__file__).parent / "data" / "first_pack_messages.tsv"


@dataclass(frozen=True, slots=True)
class Labelled:
    """A message and the fact it asks for; `expected` is empty for silence."""

    half: str
    expected: str
    lanes: str
    text: str

    def wanted(self, lane: Lane) -> str:
        """The slug that this lane should find; empty for silence."""
        return "" if lane is Lane.UNPROMPTED and self.lanes == "asked-only" else self.expected

    def required(self, lane: Lane) -> bool:
        """Whether not finding it counts as missed."""
        return bool(self.wanted(lane)) and not (
            lane is Lane.UNPROMPTED and self.lanes == "addressed"
        )


@dataclass(slots=True)
class Score:
    """Cards shown and due; `wrong` and `missed` list the messages behind the numbers."""

    right: int = 0
    due: int = 0
    found: int = 0
    wrong: list[str] = field(default_factory=list)
    missed: list[str] = field(default_factory=list)

    @property
    def precision(self) -> float:
        """Right cards among the cards shown (0..1)."""
        shown = self.right + len(self.wrong)
        return self.right / shown if shown else 1.0

    @property
    def recall(self) -> float:
        """Due messages that were answered, or offered the right fact (0..1)."""
        return self.found / self.due if self.due else 1.0


def labelled() -> tuple[Labelled, ...]:
    with FILE.open(encoding="utf-8", newline="") as lines:
        rows = csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
        return tuple(
            Labelled(row["half"], row["expected"].strip("-"), row["lanes"], row["text"])
            for row in rows
        )


def score(
    matcher: Matcher, messages: Iterable[Labelled], lane: Lane, slugs: dict[str, str]
) -> Score:
    """`slugs` maps the ids that the matcher knows to the slugs that the labels name."""
    total = Score()
    for message in messages:
        wanted = message.wanted(lane)
        decision = matcher.decide(message.text, lane, Audience())
        offered: set[str] = set()
        if isinstance(decision, Match):
            offered = {slugs[decision.best.id]}
            if offered == {wanted}:
                total.right += 1
            else:
                total.wrong.append(f"{wanted or '-'}: {message.text}")
        elif isinstance(decision, Ambiguous):
            offered = {slugs[candidate.id] for candidate in decision.candidates}
        if message.required(lane):
            total.due += 1
            if wanted in offered:
                total.found += 1
            else:
                total.missed.append(f"{wanted}: {message.text}")
    return total

"""Open questions that ask the same, put together by the matcher."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from bot.unanswered.asking import OpenQuestion
from factbase.matching.decision import Entry, Lane, Match
from factbase.matching.ports import Matcher
from factbase.model import Audience

WORDINGS = 5
"""Different texts of a cluster that the matcher is taught; more would not find more."""


@dataclass(frozen=True, slots=True)
class Cluster:
    """Questions that ask the same, the earliest first; the first one names the cluster."""

    questions: tuple[OpenQuestion, ...]

    @property
    def name(self) -> str:
        """The id of the first question."""
        return self.questions[0].id

    @property
    def times(self) -> int:
        """How often it was asked."""
        return len(self.questions)

    @property
    def people(self) -> int:
        """By how many people."""
        return len({question.asker for question in self.questions})

    @property
    def communities(self) -> frozenset[str]:
        """In which communities; questions from outside of all count as one more."""
        return frozenset(question.community for question in self.questions)

    @property
    def since(self) -> datetime:
        """When it was asked first."""
        return self.questions[0].at

    def samples(self, community: str | None, most: int = 3) -> tuple[str, ...]:
        """Different texts, the earliest first: of one community, or of all for none."""
        texts = (
            question.text
            for question in self.questions
            if community is None or question.community == community
        )
        return tuple(dict.fromkeys(texts))[:most]


def clustered(questions: Iterable[OpenQuestion], matcher: Matcher) -> tuple[Cluster, ...]:
    """Put questions together, most asked first.

    Args:
        questions: the earliest first; in the same order they give the same clusters.
        matcher: an empty one, of this call alone.
    """
    found: dict[str, list[OpenQuestion]] = {}
    for question in questions:
        decision = matcher.decide(question.text, Lane.ADDRESSED, Audience())
        if isinstance(decision, Match):
            together = found[decision.best.id]
        else:
            together = found.setdefault(question.id, [])
        together.append(question)
        texts = tuple(dict.fromkeys(item.text for item in together))
        if len(texts) <= WORDINGS:
            matcher.add(Entry(together[0].id, texts))
    clusters = (Cluster(tuple(together)) for together in found.values())
    return tuple(sorted(clusters, key=lambda one: (-one.times, one.since, one.name)))

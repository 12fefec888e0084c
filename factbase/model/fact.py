"""A fact: one claim, what was found about it, and the statements that carry the finding."""

from __future__ import annotations

import re
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from factbase.errors import InvalidValue
from factbase.model.community import GLOBAL, scope
from factbase.model.origin import Origin
from factbase.model.statement import Source, Stance, Statement, web_address
from factbase.model.text import LocalText, Wording, clean, slug
from factbase.model.verdict import Verdict

SENTENCES = 2
"""Sentences in a summary at the most."""

# A full stop ends a sentence when a letter that isn't small follows, in any script; "U.S. Navy"
# and "3.5" do not matter here, because initials are single letters.
_SENTENCE_END = re.compile(r"(?<!\b\w)[.!?…]+[\"'»”)]*\s+[\"'«“(]?(?=([^\W\d_]))")


class Status(StrEnum):
    """Where a fact stands in its life."""

    PROPOSED = "proposed"
    PUBLISHED = "published"
    RETIRED = "retired"


@dataclass(frozen=True, slots=True)
class Example:
    """A message that must, or must not, be answered with the fact."""

    text: str
    matches: bool

    def __post_init__(self) -> None:
        object.__setattr__(self, "text", clean("example", self.text, 4_000))


def _sentences(text: str) -> int:
    return sum(not first.islower() for first in _SENTENCE_END.findall(text)) + 1


def _unique(field: str, values: Sequence[Hashable]) -> None:
    if len(set(values)) < len(values):
        raise InvalidValue(field, "has the same entry twice")


@dataclass(frozen=True, slots=True)
class Fact:
    """The claim as it is made (never its opposite), the verdict on it and its provenance.

    `id` is opaque and never changes; `slug` is unique within `scope`. `version` counts the
    saved states from 1. `created` and `updated` are aware UTC moments. `review_by` is the
    day after which the fact is no longer said unprompted. `appearances` are addresses where
    the claim itself was published. `asked_only` facts are said to those who ask and never
    unprompted. `merged_into` is the id of the fact that took this one's place, empty for
    none. `origin` is the review it was imported from.
    """

    id: str
    slug: str
    claim: LocalText
    verdict: Verdict
    summary: LocalText
    created: datetime
    created_by: str
    updated: datetime
    updated_by: str
    wordings: tuple[Wording, ...] = ()
    statements: tuple[Statement, ...] = ()
    topics: tuple[str, ...] = ()
    examples: tuple[Example, ...] = ()
    appearances: tuple[str, ...] = ()
    review_by: date | None = None
    scope: str = GLOBAL
    status: Status = Status.PROPOSED
    version: int = 1
    asked_only: bool = False
    merged_into: str = ""
    origin: Origin | None = None

    def __post_init__(self) -> None:
        if not self.id:
            raise InvalidValue("id", "must not be empty")
        slug(self.slug)
        scope(self.scope)
        self._order()
        self._check_texts()
        for topic in self.topics:
            slug(topic, "topic")
        appearances = tuple(web_address("appearance", url) for url in self.appearances)
        object.__setattr__(self, "appearances", appearances)
        _unique("wordings", [(wording.text, wording.language) for wording in self.wordings])
        _unique("examples", [example.text for example in self.examples])
        if self.merged_into and self.status is not Status.RETIRED:
            raise InvalidValue("merged into", "only a retired fact can be part of another")
        if self.version < 1:
            raise InvalidValue("version", "counts from 1")
        if self.created.tzinfo is None or self.updated.tzinfo is None:
            raise InvalidValue("time", "must carry its time zone")

    def _order(self) -> None:
        """Group wordings by language and examples by kind, so that equal facts are equal
        whichever way they were written down.
        """
        languages = list(dict.fromkeys(wording.language for wording in self.wordings))
        wordings = sorted(self.wordings, key=lambda wording: languages.index(wording.language))
        examples = sorted(self.examples, key=lambda example: not example.matches)
        object.__setattr__(self, "wordings", tuple(wordings))
        object.__setattr__(self, "examples", tuple(examples))

    def _check_texts(self) -> None:
        for wording in self.claim:
            clean("claim", wording.text, 300)
            if _sentences(wording.text) > 1:
                raise InvalidValue("claim", "must be one sentence")
        for wording in self.summary:
            clean("summary", wording.text, 600)
            if _sentences(wording.text) > SENTENCES:
                raise InvalidValue("summary", f"may have {SENTENCES} sentences at most")

    @property
    def timeline(self) -> tuple[Statement, ...]:
        """All statements, oldest first."""
        return tuple(sorted(self.statements, key=lambda statement: statement.said.order))

    def of(self, *stances: Stance) -> tuple[Statement, ...]:
        """Statements with one of these stances, oldest first."""
        return tuple(statement for statement in self.timeline if statement.stance in stances)

    @property
    def sources(self) -> tuple[Source, ...]:
        """Every source once, in the order of the timeline."""
        return tuple(dict.fromkeys(statement.source for statement in self.timeline))

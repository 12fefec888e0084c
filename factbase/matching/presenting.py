"""Candidates as the caller sees them: passage, named parts, and what the guards saw."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from factbase.matching.columns import Reals
from factbase.matching.decision import Candidate, Finding, MessageStance
from factbase.matching.inspector import Inspector
from factbase.matching.passages import raw_span, token_range
from factbase.matching.query import Query
from factbase.matching.rows import NAMES
from factbase.matching.searching import Found
from factbase.matching.shelf import Shelf
from factbase.matching.stance import stance
from factbase.matching.thresholds import FEWEST_TERMS
from factbase.matching.vocabulary import Vocabulary

CERTAIN = 0.995
"""Confidence of a known address, or of the very words of a wording."""

WORTH_A_LOOK = 0.05
"""Confidence from which the guards look at a candidate."""

STOPPED = 0.02
"""The most confidence left to a candidate that a guard stopped."""

TOO_LITTLE = 0.1
"""The most confidence for sharing fewer than `FEWEST_TERMS` words, or only explanation."""

MEANT_ALONE = 0.9
"""The most confidence for the same where a sentence encoder has its say: enough to answer who
asked, never enough to speak unasked."""

_NEAR = 3


class Presenter:
    """Turns rows of a search into candidates."""

    __slots__ = ("_inspector", "_shelf", "_vocabulary")

    def __init__(self, vocabulary: Vocabulary, shelf: Shelf) -> None:
        self._vocabulary = vocabulary
        self._shelf = shelf
        self._inspector = Inspector()

    def candidates(
        self, query: Query, found: Found, sure: Reals, top: int, least: float = WORTH_A_LOOK
    ) -> Iterator[Candidate]:
        """The first `top`, best first by the ranker's score, made one by one as they are taken.

        Whoever has a confidence of `least` gets a passage and the guards' look; the others,
        whom the guards could only lower further, span the whole message.
        """
        order = np.argsort(-found.scores, kind="stable")[:top]
        held = set(query.ids.tolist())
        parts = found.measured.rows[order].round(3).tolist()
        for row, values in zip(order.tolist(), parts, strict=True):
            yield self._one(query, held, found, row, float(sure[row]), least, values)

    def certain(self, query: Query, slot: int) -> Candidate:
        """A candidate of an exact lane."""
        fields = self._shelf.fields(slot)
        claim = self._shelf.text(fields[0]) if len(fields) else ""
        whole = (0, max(0, len(query.tokens) - 1))
        return Candidate(self._shelf.ids[slot], CERTAIN, claim, (0, len(query.text)), words=whole)

    def stance(self, query: Query, found: tuple[Candidate, ...]) -> MessageStance:
        """What the message does with the likeliest claim that no guard stopped."""
        free = [candidate for candidate in found if not candidate.stopped]
        if not free:
            return MessageStance.ASSERTS
        best = max(free[:_NEAR], key=lambda one: one.confidence)
        return stance(query, best.words, best.findings, best.wording)

    def _one(  # noqa: PLR0913, PLR0917 - a row of a search, with what is the same for all rows
        self,
        query: Query,
        ids: set[int],
        found: Found,
        row: int,
        sure: float,
        least: float,
        parts: list[float],
    ) -> Candidate:
        shelf = self._shelf
        slot, field = int(found.slots[row]), int(found.measured.field[row])
        wording = shelf.text(field)
        named = tuple(zip(NAMES, parts, strict=True))
        most = TOO_LITTLE if found.meant is None else MEANT_ALONE
        numbers: set[int] = set()
        held: set[int] = set()
        if sure >= least or sure > most:
            numbers = set(shelf.terms(field).tolist())
            held = ids & numbers
            if not wording or len(held) < FEWEST_TERMS:
                sure = min(sure, most)
        if sure < least:
            whole = (0, max(0, len(query.tokens) - 1))
            span = (0, len(query.text))
            return Candidate(shelf.ids[slot], sure, wording, span, (), named, whole)
        terms = {self._vocabulary.terms[number] for number in held}
        tokens = token_range(query, terms, len(numbers))
        findings: tuple[Finding, ...] = ()
        if wording:
            findings = self._inspector(query, tokens, slot, field, shelf, self._vocabulary)
            if any(finding.stops for finding in findings):
                sure = min(sure, STOPPED)
        span = raw_span(query, tokens)
        return Candidate(shelf.ids[slot], sure, wording, span, findings, named, tokens)

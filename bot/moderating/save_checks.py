"""What saving a fact would mean: what is wrong with it, and what else would change."""

from __future__ import annotations

import asyncio
import hashlib
import re
from dataclasses import dataclass

from bot.checking.live_index import LiveIndex, entry_of
from bot.composing.room import lint_room
from bot.errors import NeedsConfirmation
from factbase.ahead import day_of
from factbase.lint import Problem, Rule, Severity, contradictions, lint
from factbase.lint.contradictions import contradiction
from factbase.lint.examples import Outcome, outcome
from factbase.model import GLOBAL, Example, Fact
from factbase.ports import Clock

_BATCH = 25
"""Examples decided before the event loop gets a turn: about 50 ms of work."""
_STEM = re.compile(r"\b\w{4}")
# Thai to Hangul: scripts that write no spaces, or little.
_PAIR = re.compile(r"(?=([\u0e00-\u0eff\u2e80-\ud7ff]{2}))")

_Case = tuple[Fact, int, Example]


@dataclass(frozen=True, slots=True)
class SaveCheck:
    """What is wrong with a fact (`problems`), and what would change once it is published
    (`changes`): examples that would no longer hold, facts it would contradict.
    """

    problems: tuple[Problem, ...]
    changes: tuple[Problem, ...]

    @property
    def seal(self) -> str:
        """Names exactly these changes, so that only what was shown can be confirmed; empty
        when there is nothing to confirm.
        """
        if not self.changes:
            return ""
        told = "\n".join(sorted(f"{item.slug}: {item.message}" for item in self.changes))
        return hashlib.sha256(told.encode()).hexdigest()[:12]

    def require(self, confirmed: str) -> None:
        """Let the save pass when its changes, as far as there are any, were confirmed.

        Raises:
            NeedsConfirmation: they were not, or others came up since.
        """
        if self.changes and confirmed != self.seal:
            told = tuple(f"{item.slug} {item.message}" for item in self.changes)
            raise NeedsConfirmation(told, self.seal)


class SaveChecks:
    """Looks at facts before they are saved. Reads the live index, stores nothing."""

    def __init__(self, index: LiveIndex, clock: Clock) -> None:
        self._index = index
        self._clock = clock

    def alone(self, fact: Fact) -> tuple[Problem, ...]:
        """What the fact itself tells, errors first."""
        found = (*lint(fact, day_of(self._clock.now())), *lint_room(fact))
        return tuple(sorted(found, key=lambda problem: problem.severity is Severity.WARNING))

    async def check(self, fact: Fact, *gone: str) -> SaveCheck:
        """What publishing this state of the fact would mean; `gone` are ids of facts that
        leave at the same time.
        """
        await self._index.whole()
        opposed = contradictions(fact, self._index.published, self._index.matcher)
        told = [contradiction(fact, other) for other in opposed if other.id not in gone]
        broken = await self._newly_broken(fact, frozenset(gone))
        return SaveCheck(self.alone(fact), (*broken, *told))

    async def _newly_broken(self, fact: Fact, gone: frozenset[str]) -> tuple[Problem, ...]:
        """Examples that would hold less well than now; new ones must hold at all."""
        cases = self._cases(fact, gone)
        found = []
        for start in range(0, len(cases), _BATCH):
            batch = cases[start : start + _BATCH]
            before = [self._outcome_now(case) for case in batch]
            with self._index.as_if(fact) as matcher:
                after = [outcome(case[0], case[2], matcher) for case in batch]
            found += [
                _worse(case, then)
                for case, now, then in zip(batch, before, after, strict=True)
                if then < now
            ]
            await asyncio.sleep(0)
        return tuple(found)

    def _outcome_now(self, case: _Case) -> Outcome:
        fact, _, example = case
        published = self._index.fact(fact.id)
        if published is None or example not in published.examples:
            return Outcome.OFFERED
        return outcome(fact, example, self._index.matcher)

    def _cases(self, fact: Fact, gone: frozenset[str]) -> list[_Case]:
        """The fact's own examples, and those of others that share a word with it: only these
        can be decided otherwise because of it.
        """
        stems = _stems(" ".join((*entry_of(fact).wordings, entry_of(fact).explanation)))
        before = self._index.fact(fact.id)
        if before is not None:
            stems |= _stems(" ".join((*entry_of(before).wordings, entry_of(before).explanation)))
        others = [
            (other, number, example)
            for other in self._index.published.values()
            if other.id != fact.id and other.id not in gone and _sees(other, fact)
            for number, example in enumerate(other.examples, 1)
            if stems & _stems(example.text)
        ]
        own = [(fact, number, example) for number, example in enumerate(fact.examples, 1)]
        return own + others


def _sees(other: Fact, fact: Fact) -> bool:
    """Whether those who are answered with `other` can be answered with `fact`."""
    return fact.scope in (GLOBAL, other.scope)


def _stems(text: str) -> set[str]:
    """First four letters of every longer word, and pairs where nobody writes spaces: enough
    to tell texts that share nothing.
    """
    return {found.casefold() for found in (*_STEM.findall(text), *_PAIR.findall(text))}


def _worse(case: _Case, then: Outcome) -> Problem:
    fact, number, example = case
    if then is Outcome.OFFERED:
        how = "is only offered among others"
    else:
        how = "no longer matches" if example.matches else "matches though it must not"
    return Problem(fact.slug, Severity.ERROR, f"example {number} {how}", Rule.EXAMPLE)

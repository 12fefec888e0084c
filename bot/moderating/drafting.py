"""From a draft to a saved fact: what is near it is shown first, and a person chooses."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from bot.checking.live_index import LiveIndex, entry_of
from bot.moderating.moderation import Moderation
from bot.moderating.save_checks import SaveCheck
from bot.permissions import Action, Actor, may, require
from bot.ports import ConversationBase
from bot.reviewing.items import proposal_item
from factbase.joining import with_statements_of, with_wordings_of
from factbase.matching.engine import Engine
from factbase.model import Audience, Fact, Status

NEIGHBOURS = 5
"""Neighbours shown: what a person compares before choosing."""
_FAR = 0.1
"""Confidence below which a fact has nothing to do with a draft: strangers came to 0.07, facts about
the same to 0.9 and more."""
_PROPOSALS = 500
"""Proposals that a draft is compared with; a queue longer than this needs people first."""


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A fact near a draft. `score` (0..1) is the matcher's confidence for the best of the
    draft's wordings.
    """

    fact: Fact
    score: float


@dataclass(frozen=True, slots=True)
class LookedAt:
    """A draft with its nearest neighbours, best first, and what is wrong with it."""

    fact: Fact
    neighbours: tuple[Neighbour, ...]
    check: SaveCheck


class Choice(StrEnum):
    """What a draft becomes. Nothing is chosen for anybody."""

    NEW = "new"
    WORDING = "wording"
    STATEMENT = "statement"


@dataclass(frozen=True, slots=True)
class Chosen:
    """What a draft becomes, and the slug of the fact it becomes part of."""

    choice: Choice = Choice.NEW
    onto: str = ""


NEW = Chosen()


class Drafting:
    """Looks at drafts and saves them the way somebody chose."""

    def __init__(self, base: ConversationBase, index: LiveIndex, moderation: Moderation) -> None:
        self._base = base
        self._index = index
        self._moderation = moderation

    async def look(self, who: Actor, draft: Fact) -> LookedAt:
        """What is near a draft, proposals included. Stores nothing.

        Raises:
            NotAllowed: to somebody who may not propose facts.
        """
        require(who, Action.PROPOSE, draft.scope)
        await self._index.whole()
        near = {item.fact.id: item for item in self._among_published(draft)}
        for item in await self._among_proposals(draft):
            near.setdefault(item.fact.id, item)
        ranked = sorted(near.values(), key=lambda item: item.score, reverse=True)
        return LookedAt(draft, tuple(ranked[:NEIGHBOURS]), await self._moderation.look(draft))

    async def save(
        self, who: Actor, draft: Fact, why: str, chosen: Chosen = NEW, *, confirmed: str = ""
    ) -> Fact:
        """Save a draft as a proposal, or as part of the fact that was chosen. Of who may not
        correct that fact it is kept as a proposal, for moderators to join.

        Raises:
            NotAllowed: to somebody who may not propose facts; parts of everybody's facts are
                for who keeps these.
            NeedsConfirmation: as `Moderation.correct`.
            FactNotFound: no fact of that name is here.
        """
        if chosen.choice is Choice.NEW:
            return await self._moderation.propose(who, draft, why)
        async with self._base.begin() as unit:
            fact = await unit.facts.get(chosen.onto, Audience(draft.scope))
        if fact.scope == draft.scope and not may(who, Action.CORRECT, fact.scope):
            return await self._propose_part(who, draft, why, fact)
        join = with_wordings_of if chosen.choice is Choice.WORDING else with_statements_of
        return await self._moderation.correct(who, join(fact, draft), why, confirmed=confirmed)

    async def _propose_part(self, who: Actor, draft: Fact, why: str, fact: Fact) -> Fact:
        proposed = await self._moderation.propose(who, draft, why)
        async with self._base.begin() as unit:
            await unit.reviews.put([proposal_item(proposed, proposed.created, fact.slug)])
            await unit.commit()
        return proposed

    def _among_published(self, draft: Fact) -> list[Neighbour]:
        audience = Audience(draft.scope)
        found: dict[str, Neighbour] = {}
        for text in _texts(draft):
            for fact, score in self._index.nearest(text, audience, NEIGHBOURS):
                if fact.id != draft.id and score > max(_FAR, _score(found.get(fact.id))):
                    found[fact.id] = Neighbour(fact, score)
        return list(found.values())

    async def _among_proposals(self, draft: Fact) -> list[Neighbour]:
        """Proposals are in no index; a small one is made for the moment."""
        async with self._base.begin() as unit:
            listed = await unit.facts.list(
                Audience(draft.scope), statuses=(Status.PROPOSED,), limit=_PROPOSALS
            )
        waiting = {fact.id: fact for fact in listed if fact.scope == draft.scope}
        waiting.pop(draft.id, None)
        matcher = Engine()
        for fact in waiting.values():
            matcher.add(entry_of(fact))
        best: dict[str, float] = {}
        for text in _texts(draft) if waiting else ():
            for candidate in matcher.rank(text, Audience(draft.scope), NEIGHBOURS):
                best[candidate.id] = max(best.get(candidate.id, _FAR), candidate.confidence)
        return [Neighbour(waiting[key], score) for key, score in best.items() if score > _FAR]


def _texts(draft: Fact) -> tuple[str, ...]:
    texts = [wording.text for wording in (*draft.claim, *draft.wordings)]
    return tuple(dict.fromkeys(texts))[:8]


def _score(found: Neighbour | None) -> float:
    return 0.0 if found is None else found.score

"""The review queue: what moderators are shown, and what their decisions do."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta

from bot.errors import BotError, NeedsConfirmation
from bot.moderating.forms import FactForm
from bot.moderating.governing import AuditEntry
from bot.moderating.moderation import Moderation
from bot.permissions import Action, Actor, may
from bot.ports import ConversationBase, ConversationUnit
from bot.pressing.opinions import Dispute, DisputeState
from bot.replies import Declined, Done, Refusal, Reply, ReviewCard
from bot.reviewing.items import example_item
from bot.unanswered.asking import PART_OF, Choice, ReviewItem, ReviewKind
from bot.wording import N_
from factbase.errors import Conflict, FactbaseError, FactNotFound, IllegalTransition
from factbase.freshness import next_review
from factbase.model import Audience, Example, Fact, Status
from factbase.ports import Clock

CLOSING = timedelta(minutes=1)
"""How long a decision may take from changing the fact to closing its item."""
SHOWN = 20
"""Items in one look at the queue."""


@dataclass(frozen=True, slots=True)
class Reviewing:
    """Shows the queue and takes decisions.

    `where` is the circle of the place that somebody acts from
    (`bot.pressing.suppressing.circle`); the operator's is everywhere.
    """

    base: ConversationBase
    moderation: Moderation
    clock: Clock

    async def queue(self, who: Actor, where: str, limit: int = SHOWN) -> tuple[ReviewCard, ...]:
        """What is to be decided here, the earliest first; nothing for who may not."""
        if not reviews(who, where):
            return ()
        async with self.base.begin() as unit:
            items = await unit.reviews.open(None if who.everywhere else where, limit)
            cards = [await self.card(unit, item) for item in items]
        return tuple(card for card in cards if not overtaken(card))

    async def card(self, unit: ConversationUnit, item: ReviewItem) -> ReviewCard:
        """An item with what it is about."""
        fact = await _fact(unit, item.fact_id)
        return ReviewCard(item, fact, await _texts(unit, item))

    async def draft(self, who: Actor, where: str, item_id: str) -> FactForm | None:
        """A form filled from what people asked; none for items of another kind."""
        async with self.base.begin() as unit:
            item = await unit.reviews.get(item_id)
            if item is None or item.kind is not ReviewKind.QUESTIONS or not _may(who, where, item):
                return None
            texts = await _texts(unit, item)
        if not texts:
            return None
        return FactForm(claim=texts[0].splitlines()[0][:300], wordings="\n".join(texts[1:]))

    async def decide(self, who: Actor, where: str, item_id: str, choice: str) -> Reply:
        """Take a decision. Of two at once, one is done; the other is told so, clearly."""
        async with self.base.begin() as unit:
            item = await unit.reviews.get(item_id)
            fact = await _fact(unit, item.fact_id) if item is not None else None
        if item is None or choice not in item.choices:
            return Declined(Refusal.INVALID)
        if not _may(who, where, item):
            return Declined(Refusal.NOT_ALLOWED)
        if not item.open:
            return Done(_TWICE if item.decided_by == who.key else _ALREADY)
        try:
            return await self._act(who, item, fact, Choice(choice))
        except (BotError, FactbaseError) as problem:
            return await self._failed(item, problem)

    async def _failed(self, item: ReviewItem, problem: Exception) -> Reply:
        """Who lost a race is told that, and not what the base made of it."""
        if isinstance(problem, IllegalTransition | Conflict):
            async with self.base.begin() as unit:
                now = await unit.reviews.get(item.id)
            if now is None or not now.open:
                return Done(_ALREADY)
        return Declined(Refusal.INVALID, str(problem))

    async def _act(self, who: Actor, item: ReviewItem, fact: Fact | None, choice: Choice) -> Reply:
        if choice in {Choice.RIGHT, Choice.WRONG}:
            return await self._judge(who, item, fact, choice)
        if choice is not Choice.SEEN:
            if fact is None or fact.version != item.version:
                if fact is not None and await self._in_flight(item):
                    return Done(_ALREADY)
                return await self._close(who, item, "changed", Done(_CHANGED))
            await self._change(who, item, fact, choice)
        return await self._close(who, item, choice, Done(_DONE, fact.slug if fact else ""))

    async def _in_flight(self, item: ReviewItem) -> bool:
        """Whether the fact was just changed by somebody's decision on this very item, who is
        about to close it.
        """
        async with self.base.begin() as unit:
            last = (await unit.facts.history(item.fact_id))[-1].change
        return last.why == _why(item) and self.clock.now() - last.at < CLOSING

    async def _change(self, who: Actor, item: ReviewItem, fact: Fact, choice: Choice) -> None:
        audience, why = Audience(fact.scope), _why(item)
        match choice:
            case Choice.PUBLISH:
                await self.moderation.publish(who, fact.slug, audience, why)
            case Choice.JOIN:
                slugs = fact.slug, item.data[PART_OF]
                await self.moderation.merge(who, slugs, audience, why)
            case Choice.RETIRE:
                await self.moderation.retire(who, fact.slug, audience, why)
            case _:
                due = next_review(fact, self.clock.now().date())
                await self.moderation.correct(who, replace(fact, review_by=due), why)

    async def _judge(
        self, who: Actor, item: ReviewItem, fact: Fact | None, choice: Choice
    ) -> Reply:
        """Find a report right or wrong; what was right becomes a counter-example of the fact.
        Until it is one, an item asks for that, should this process end in between.
        """
        right = choice is Choice.RIGHT
        async with self.base.begin() as unit:
            await unit.writing()
            state = DisputeState.RIGHT if right else DisputeState.WRONG
            await unit.opinions.judge(item.data["dispute"], state, who.key)
            dispute = await unit.opinions.reported(item.data["dispute"])
            if not await self._closed(unit, who, item, choice):
                return Done(_ALREADY)
            if not right or dispute is None or fact is None or not dispute.text:
                await unit.commit()
                return Done(_DONE)
            lesson = example_item(item, dispute, fact, self.clock.now())
            await unit.reviews.put([lesson])
            await unit.commit()
        if not await self._teach(who, fact, dispute, item):
            return Done(_PASSED_ON, fact.slug)
        async with self.base.begin() as unit:
            await unit.writing()
            await unit.reviews.close(lesson.id, who.key, self.clock.now(), "taught")
            await unit.commit()
        return Done(_LEARNED, fact.slug)

    async def _teach(self, who: Actor, fact: Fact, dispute: Dispute, item: ReviewItem) -> bool:
        """Add the counter-example; says whether the fact has it."""
        try:
            example = Example(dispute.text, matches=False)
            known = {other.text for other in fact.examples}
            if example.text not in known:
                taught = replace(fact, examples=(*fact.examples, example))
                await self._correct(who, taught, _why(item))
        except (BotError, FactbaseError):
            return False
        return True

    async def _correct(self, who: Actor, fact: Fact, why: str) -> None:
        """Save a counter-example also while the matcher still says otherwise: that it does is
        what was reported, and the decision is the confirmation.
        """
        try:
            await self.moderation.correct(who, fact, why)
        except NeedsConfirmation as needed:
            await self.moderation.correct(who, fact, why, confirmed=needed.seal)

    async def _close(self, who: Actor, item: ReviewItem, outcome: str, reply: Reply) -> Reply:
        async with self.base.begin() as unit:
            await unit.writing()
            if not await self._closed(unit, who, item, outcome):
                return Done(_ALREADY)
            await unit.commit()
        return reply

    async def _closed(
        self, unit: ConversationUnit, who: Actor, item: ReviewItem, outcome: str
    ) -> bool:
        now = self.clock.now()
        if not await unit.reviews.close(item.id, who.key, now, outcome):
            return False
        entry = AuditEntry(
            now,
            who.key,
            "decide",
            item.key,
            item.scope,
            before={"open": True},
            after={"outcome": str(outcome)},
        )
        await unit.audit.note(entry)
        return True


def _why(item: ReviewItem) -> str:
    """What a fact's history says of a decision."""
    return f"review {item.id}"


def reviews(who: Actor, where: str) -> bool:
    """Whether somebody sees the queue of a circle at all."""
    return may(who, Action.REVIEW, where)


def _may(who: Actor, where: str, item: ReviewItem) -> bool:
    """Moderators decide about their own community's items; the operator about all."""
    return who.everywhere or (reviews(who, where) and item.scope == where)


def overtaken(card: ReviewCard) -> bool:
    """Whether a draft was published, refused or rewritten since it came up."""
    draft = card.item.kind is ReviewKind.PROPOSAL
    fact = card.fact
    if not draft:
        return False
    return fact is None or fact.status is not Status.PROPOSED or fact.version != card.item.version


async def _fact(unit: ConversationUnit, fact_id: str) -> Fact | None:
    try:
        return await unit.facts.by_id(fact_id) if fact_id else None
    except FactNotFound:
        return None


async def _texts(unit: ConversationUnit, item: ReviewItem) -> tuple[str, ...]:
    """What people typed: the reported message, or what was asked."""
    if item.kind is ReviewKind.REPORT:
        dispute = await unit.opinions.reported(item.data["dispute"])
        return (dispute.text,) if dispute is not None and dispute.text else ()
    if item.kind is ReviewKind.QUESTIONS:
        return await unit.questions.texts(item.data["questions"].split(","))
    return ()


_TWICE = N_("You decided this already; nothing was done twice.")
_ALREADY = N_("Somebody else decided this already; nothing was done twice.")
_CHANGED = N_("It was changed since it came up; look at its newest version.")
_DONE = N_("Done.")
_LEARNED = N_("Done: the message is a counter-example of {slug} now.")
_PASSED_ON = N_("Done for this community; whoever keeps {slug} is asked to learn from it.")

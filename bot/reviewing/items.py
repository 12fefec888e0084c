"""What comes up for review, as items of the queue. Pure."""

from __future__ import annotations

from datetime import datetime

from bot.delivering.errands import Errand
from bot.pressing.opinions import Dispute
from bot.unanswered.asking import LOOKED, PART_OF, ReviewItem, ReviewKind
from bot.unanswered.clusters import Cluster
from factbase.freshness import last_look
from factbase.model import Fact

SAMPLES = 5
"""Questions that stand for a surge."""


def report_item(dispute: Dispute, fact: Fact) -> ReviewItem:
    """Somebody said that a card doesn't fit its message; it may become a counter-example."""
    return ReviewItem(
        kind=ReviewKind.REPORT,
        key=f"report:{dispute.id}",
        scope=dispute.circle,
        at=dispute.at,
        fact_id=fact.id,
        version=fact.version,
        data={"dispute": dispute.id, "reason": dispute.reason},
    )


def example_item(item: ReviewItem, dispute: Dispute, fact: Fact, now: datetime) -> ReviewItem:
    """A report was found right by a decision on `item`, and the fact has yet to learn from it."""
    return ReviewItem(
        kind=ReviewKind.REPORT,
        key=f"example:{item.id}",
        scope=fact.scope,
        at=now,
        fact_id=fact.id,
        version=fact.version,
        data={"dispute": dispute.id, "reason": dispute.reason},
    )


def proposal_item(fact: Fact, now: datetime, part_of: str = "") -> ReviewItem:
    """A draft waits to be published, or to be joined to the fact of a slug. Each new version of
    it comes up anew.
    """
    return ReviewItem(
        kind=ReviewKind.PROPOSAL,
        key=f"proposal:{fact.id}:{fact.version}",
        scope=fact.scope,
        at=now,
        fact_id=fact.id,
        version=fact.version,
        data={PART_OF: part_of} if part_of else {},
    )


def overdue_item(fact: Fact, now: datetime) -> ReviewItem:
    """A fact is past the day by which it should have been looked at."""
    due = fact.review_by.isoformat() if fact.review_by else ""
    return ReviewItem(
        kind=ReviewKind.OVERDUE,
        key=f"overdue:{fact.id}:{due}",
        scope=fact.scope,
        at=now,
        fact_id=fact.id,
        version=fact.version,
        data={"due": due},
    )


def stale_item(fact: Fact, now: datetime) -> ReviewItem:
    """Nobody has looked at the denial that a fact rests on for so long that it is no longer said
    unasked. Of the same kind as what is past its day: processes of before know no other.
    """
    return ReviewItem(
        kind=ReviewKind.OVERDUE,
        key=f"stale:{fact.id}:{fact.version}",
        scope=fact.scope,
        at=now,
        fact_id=fact.id,
        version=fact.version,
        data={LOOKED: last_look(fact).isoformat()},
    )


def source_item(fact: Fact, url: str, status: str, now: datetime) -> ReviewItem:
    """A source stopped answering."""
    return ReviewItem(
        kind=ReviewKind.SOURCE,
        key=f"source:{fact.id}:{url}",
        scope=fact.scope,
        at=now,
        fact_id=fact.id,
        version=fact.version,
        data={"url": url, "status": status},
    )


def contradiction_item(one: Fact, other: Fact, now: datetime) -> ReviewItem:
    """Two live facts say the opposite of nearly the same claim."""
    first, second = sorted((one, other), key=lambda fact: fact.id)
    versions = f"{first.id}:{first.version}:{second.id}:{second.version}"
    return ReviewItem(
        kind=ReviewKind.CONTRADICTION,
        key=f"contradiction:{versions}",
        scope=first.scope or second.scope,
        at=now,
        fact_id=first.id,
        version=first.version,
        data={"other": second.id},
    )


def card_item(errand: Errand, fact: Fact, scope: str, url: str, now: datetime) -> ReviewItem:
    """A card shows what no longer holds and can't be edited any more."""
    return ReviewItem(
        kind=ReviewKind.CARD,
        key=f"card:{errand.key}",
        scope=scope,
        at=now,
        fact_id=fact.id,
        version=fact.version,
        data={"url": url, "reply": errand.data["reply"], "reason": errand.reason},
    )


def surge_item(cluster: Cluster, community: str, now: datetime) -> ReviewItem:
    """Many people ask the same. A community is shown how often it was asked anywhere, and the
    texts that were asked in the community itself; the operator sees all (empty `community`).
    """
    own = [
        question.id
        for question in cluster.questions
        if not community or question.community == community
    ]
    return ReviewItem(
        kind=ReviewKind.QUESTIONS,
        key=f"questions:{cluster.name}:{community}",
        scope=community,
        at=now,
        data={
            "times": str(cluster.times),
            "people": str(cluster.people),
            "communities": str(len(cluster.communities)),
            "since": cluster.since.date().isoformat(),
            "questions": ",".join(own[:SAMPLES]),
        },
    )

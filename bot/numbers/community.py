"""Numbers of a community: how much was said, how much of it was wrong, what is missing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median

from bot.errors import NotAllowed
from bot.moderating.governing import AuditEntry
from bot.numbers.figures import Advice, Figures
from bot.permissions import Action, Actor
from bot.places.behaviour import PlaceSettings
from bot.ports import ConversationBase, ConversationUnit, PostedReply, ReplyKind
from bot.pressing.opinions import Dispute
from bot.pressing.suppressing import circle
from bot.replies import Accuracy
from bot.reviewing.queue import reviews
from bot.unanswered.asking import OpenQuestion
from factbase.matching.decision import Lane
from factbase.ports import Clock

DAYS = 30
MOST = 50_000
"""Replies counted, the newest; a second or two."""
ASKED = 5
"""Facts in the list of those most asked for."""
WEIGHT = 3
"""Good replies that one wrong reply is worth losing for: silence is better than a wrong answer."""
_STEPS = tuple(step / 100 for step in range(50, 100))


@dataclass(frozen=True, slots=True)
class Numbers:
    """Counts for a circle (`bot.pressing.suppressing.circle`), or for everywhere (none)."""

    base: ConversationBase
    clock: Clock

    async def shown_to(self, who: Actor, where: str, days: int = DAYS) -> Accuracy:
        """The numbers of a circle, for somebody who asks for them there.

        Raises:
            NotAllowed: they are for those who decide about its reports.
        """
        if not reviews(who, where):
            raise NotAllowed(Action.REVIEW)
        return await self.accuracy(None if who.everywhere else where, days)

    async def accuracy(self, where: str | None, days: int = DAYS) -> Accuracy:
        """The numbers of the last `days`."""
        since = self.clock.now() - timedelta(days=days)
        async with self.base.begin() as unit:
            replies = await self._here(unit, await unit.replies.since(since, MOST), where)
            reports = [
                report
                for report in await unit.opinions.reports(since)
                if where is None or report.circle == where
            ]
            done = await unit.audit.read(_scope(where), since, MOST)
            questions = await unit.questions.unanswered(since, MOST)
            counted = Counter(reply.fact_id for reply in replies if reply.fact_id)
            most = counted.most_common(ASKED)
            wanted = {report.fact_id for report in reports} | {key for key, _ in most}
            names = {key: (await unit.facts.by_id(key)).slug for key in wanted}
        asked = {reply.id for reply in replies}
        cards = [reply for reply in replies if reply.kind is ReplyKind.CARD]
        figures = Figures(
            days=days,
            replies=len(replies),
            cards=len(cards),
            unasked=sum(card.lane is Lane.UNPROMPTED for card in cards),
            wrong=len(_reported(cards, reports)),
            corrections=sum(
                entry.action == "correct fact" and where in {None, entry.scope} for entry in done
            ),
            hours_to_correct=_hours_to_correct(reports, done, names),
            unanswered=sum(_asked_in(where, question, asked) for question in questions),
            most_asked=tuple((names[key], times) for key, times in most),
        )
        return Accuracy(figures, advice(cards, reports))

    async def _here(
        self, unit: ConversationUnit, replies: Sequence[PostedReply], where: str | None
    ) -> list[PostedReply]:
        if where is None:
            return list(replies)
        known: dict[tuple[str, str, str, str], PlaceSettings] = {}
        found = []
        for reply in replies:
            place = reply.place
            key = (place.platform, place.id, place.server, place.thread)
            if key not in known:
                known[key] = await unit.places.settings(place)
            if circle(known[key], place) == where:
                found.append(reply)
        return found


def _scope(where: str | None) -> str | None:
    """Whose changes are read: a server without a community is told global facts alone."""
    return "" if _alone(where) else where


def _alone(where: str | None) -> bool:
    return where is not None and ":" in where


def _asked_in(where: str | None, question: OpenQuestion, replies: Collection[str]) -> bool:
    """Whether a question was asked in a circle. Of servers without a community only the reply
    knows which one it was.
    """
    if _alone(where):
        return not question.community and question.reply_id in replies
    return where in {None, question.community}


def _reported(cards: Iterable[PostedReply], reports: Iterable[Dispute]) -> set[str]:
    reported = {report.reply_id for report in reports}
    return {card.id for card in cards if card.id in reported}


def _hours_to_correct(
    reports: Iterable[Dispute], done: Iterable[AuditEntry], names: dict[str, str]
) -> float | None:
    """Median of the hours from a report on a fact to that fact's next correction."""
    moments: dict[str, list[datetime]] = {}
    for entry in done:
        if entry.action in {"correct fact", "retire fact"}:
            moments.setdefault(entry.subject, []).append(entry.at)
    waits = []
    for report in reports:
        later = [at for at in moments.get(names.get(report.fact_id, ""), ()) if at >= report.at]
        if later:
            waits.append((min(later) - report.at).total_seconds() / 3_600)
    return median(waits) if waits else None


def advice(cards: Iterable[PostedReply], reports: Iterable[Dispute]) -> Advice | None:
    """The threshold that would have been better for what was said unasked, shadow replies among
    it; none when none would have been.
    """
    unasked = [card for card in cards if card.lane is Lane.UNPROMPTED and card.confidence]
    wrong = _reported(unasked, reports)
    best: tuple[int, Advice] | None = None
    for threshold in _STEPS:
        lost = [card.id for card in unasked if (card.confidence or 0) < threshold]
        bad = sum(card in wrong for card in lost)
        found = Advice(threshold, good=len(lost) - bad, wrong=bad)
        gain = WEIGHT * found.wrong - found.good
        if gain > 0 and (best is None or gain > best[0]):
            best = gain, found
    return best[1] if best else None

"""One message in, one outcome out: the journey that every platform's messages take."""

from __future__ import annotations

from dataclasses import dataclass, field

import structlog

from bot import correlation
from bot.checking.attention import Attention, attention
from bot.checking.claims import Claim, hides, pick
from bot.checking.limits import Limiter, Wait
from bot.checking.live_index import LiveIndex
from bot.checking.outcome import Answer, Outcome, Quiet, Silent, tally
from bot.checking.overheard import OverheardQueue
from bot.checking.patience import SECONDS as PATIENCE
from bot.checking.question import Question
from bot.checking.recording import LostCommits, decided
from bot.checking.repeating import repeated
from bot.checking.replying import Replying, delivery, unasked
from bot.checking.unasked import DENIAL_DAYS
from bot.delivering.tickets import new_ticket
from bot.messages import IncomingMessage, Place
from bot.metrics import Metrics, NoMetrics, Step
from bot.observing import fingerprint
from bot.places.behaviour import PlaceSettings
from bot.places.known import KnownPlaces
from bot.ports import ConversationBase, ConversationUnit
from bot.privacy.people import PersonHash
from bot.replies import (
    Declined,
    Help,
    HelpTopic,
    Refusal,
    Reply,
)
from bot.unanswered.questions import keep_question
from factbase.errors import Conflict, StoreUnavailable
from factbase.matching.decision import Decision, Lane, Match, NoMatch
from factbase.ports import Clock

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Answering:
    """Checks messages. Decides and records; the adapter sends.

    `locale` is for readers of whom no platform and no setting tells. `denial_days` is how long
    a denial is said unprompted without a later look, `patience` how many seconds who asks waits
    for the base.
    """

    base: ConversationBase
    index: LiveIndex
    limiter: Limiter
    clock: Clock
    people: PersonHash
    places: KnownPlaces
    locale: str = "en"
    metrics: Metrics = field(default_factory=NoMetrics)
    denial_days: int = DENIAL_DAYS
    queue: OverheardQueue = field(default_factory=OverheardQueue)
    patience: float = PATIENCE
    lost: LostCommits = field(default_factory=LostCommits)

    @property
    def replying(self) -> Replying:
        """What makes replies of decisions."""
        return Replying(self.index, self.clock, self.denial_days)

    async def answer(self, message: IncomingMessage) -> Outcome:
        """What to say to this message. Never raises for anything that somebody typed."""
        with self.metrics.timed(Step.ANSWER):
            outcome = await self._answer(message)
            tally(self.metrics, message.place.platform, outcome)
        return outcome

    async def _answer(self, message: IncomingMessage) -> Outcome:
        question = await self.consider(message)
        if not isinstance(question, Question):
            return question
        refused = await self.too_often(question)
        if refused is not None:
            return refused
        if question.asked:
            return await self._record_and_say(question, self.check(question))
        return await self._overheard(question)

    async def _overheard(self, question: Question) -> Outcome:
        """Nobody asked: matched when it is its turn, and said only when it may be."""
        if self.queue.full:
            return Silent(Quiet.OVERLOADED)
        name = named(question.message.place, question.message.id)
        found = await self.queue.run(name, lambda: self._foreseen(question))
        if found is None:
            return Silent(Quiet.CHANGED)
        if not isinstance(found, Match):
            return unasked(found)  # most messages end here, without a look at the base
        return await self._record_and_say(question, found)

    async def consider(self, message: IncomingMessage) -> Question | Silent:
        """Whether this message is for us, and on which terms."""
        correlation.begin()
        platform = message.place.platform
        self.metrics.received(platform)
        author = self.people.hash(message.author.key)
        settings, opted_out = await self.places.look(message.place, author)
        wanted = attention(message, settings, opted_out=opted_out)
        if wanted is Attention.NONE:
            return Silent(Quiet.OPTED_OUT if opted_out else Quiet.NOT_FOR_US)
        lane = Lane.UNPROMPTED
        if wanted is Attention.ANSWER:
            lane = Lane.ADDRESSED
            self.metrics.addressed(platform)
        question = Question(message, settings, lane, self._reader(message, settings), author)
        if question.asked:  # the others when it is their turn
            await self.foresee(question)
        return question

    async def foresee(self, question: Question) -> None:
        """What a check would take long for, done in a thread."""
        if not self.index.foresees:
            return
        claim, settings = pick(question.message), question.settings
        if isinstance(claim, Claim):
            await self.index.foresee(
                claim.text, question.lane, settings.audience, settings.thresholds
            )

    async def _foreseen(self, question: Question) -> Decision | Help:
        await self.foresee(question)
        return self.check(question)

    def check(self, question: Question) -> Decision | Help:
        """What the matcher says of the claim in a message; `Help` when it holds none."""
        claim = pick(question.message)
        if not isinstance(claim, Claim):
            return Help(HelpTopic.HIDDEN_TEXT if claim.hidden else HelpTopic.NOTHING_TO_CHECK)
        settings = question.settings
        platform = question.message.place.platform
        with self.metrics.timed(Step.MATCH):
            decision = self.index.decide(
                claim.text,
                question.lane,
                settings.audience,
                settings.thresholds,
                briefly=not question.asked,
            )
        if isinstance(decision, Match):
            self.metrics.matched(platform, question.lane.value)
        log.info(
            "decided",
            lane=question.lane.value,
            decision=type(decision).__name__,
            platform=platform,
            text=fingerprint(claim.text),
            length=len(claim.text),
        )
        if isinstance(decision, NoMatch) and hides(question.message):
            # "Is this true?" under a message that we can't read is no claim of its own.
            return Help(HelpTopic.HIDDEN_TEXT)
        return decision

    def _reader(self, message: IncomingMessage, settings: PlaceSettings) -> str:
        return settings.locale or message.author.locale or message.place.locale or self.locale

    async def too_often(self, question: Question) -> Outcome | None:
        """What to say to somebody who asks more than they may; none as long as they may."""
        if not question.asked:
            return None
        asked = await self.limiter.ask(question.author, self.clock.now())
        if not isinstance(asked, Wait):
            return None
        if not asked.tell:
            return Silent(Quiet.RATE_LIMITED)
        return Answer(Declined(Refusal.RATE_LIMIT, seconds=asked.seconds), question.locale)

    async def _record_and_say(self, question: Question, found: Decision | Help) -> Outcome:
        """Re-read the fact and record the reply in one transaction, before anything is said."""
        try:
            with self.metrics.timed(Step.RECORD):
                return await repeated(lambda: self._record(question, found))
        except (StoreUnavailable, Conflict) as problem:
            kept = await self.recalled(problem)
            return kept or self.replying.from_memory(question, found)

    async def recalled(self, problem: Exception) -> Answer | None:
        """The answer of a commit whose own answer was lost, where it is on record."""
        return await self.lost.recalled(self.base, problem, self.patience)

    async def _record(self, question: Question, found: Decision | Help) -> Outcome:
        async def decide(unit: ConversationUnit) -> Outcome:
            if await unit.replies.answering(question.message.place, question.message.id):
                return Silent(Quiet.ALREADY_ANSWERED)
            if isinstance(found, Match):
                await unit.facts.hold(found.best.id)
            reply = await self.replying.reply(unit, question, found)
            if isinstance(reply, Silent):
                return reply
            outcome = await self.record(unit, question, reply)
            if isinstance(outcome, Answer) and isinstance(found, NoMatch):
                await keep_question(unit, question, outcome)
            return outcome

        return await decided(self.base.turn(question.message.place), decide, self.patience)

    async def record(self, unit: ConversationUnit, question: Question, reply: Reply) -> Outcome:
        """The answer with its ticket; silence when this message and fact have one already."""
        ticket = new_ticket(question, reply, self.clock.now())
        if await unit.replies.claim(ticket) is not None:
            return Silent(Quiet.ALREADY_ANSWERED)
        log.info("recorded", reply=ticket.id, kind=ticket.kind.value)
        return Answer(reply, question.locale, ticket, delivery(question))


def named(place: Place, message_id: str) -> str:
    """What a message goes by while it waits."""
    return f"{place.platform}:{place.id}:{message_id}"

"""Buttons, the same on every platform: who may press what, and what comes of it."""

from __future__ import annotations

from dataclasses import dataclass

from bot.checking.live_index import LiveIndex
from bot.checking.lookups import Lookups
from bot.composing.document import Press
from bot.messages import Person, Place
from bot.moderating.forms import FactForm
from bot.permissions import Action, actor, may
from bot.places.behaviour import PlaceSettings
from bot.places.never import set_never
from bot.ports import ConversationBase, PostedReply
from bot.pressing.callbacks import Pressed
from bot.pressing.feedback import Feedback, Report
from bot.pressing.suppressing import circle
from bot.privacy.people import PersonHash
from bot.replies import AskReason, Declined, Done, Reason, Refusal, Reply, SourceList
from bot.reviewing.queue import Reviewing
from bot.unanswered.answers import Answers
from bot.wording import N_
from factbase.errors import StoreUnavailable
from factbase.model import Fact


@dataclass(frozen=True, slots=True)
class PressOutcome:
    """What to show to the one who pressed, and what to do with the reply it hangs under.

    `private` replies are for the presser alone. `remove` names the reply to take away, `say`
    one that was held back and may be said now.
    """

    reply: Reply
    private: bool = True
    remove: PostedReply | None = None
    say: PostedReply | None = None


@dataclass(frozen=True, slots=True)
class Presser:
    """Who pressed, where, and the message that the card answers where the platform has it."""

    person: Person
    place: Place
    text: str = ""


@dataclass(frozen=True, slots=True)
class _Pressing:
    """One press with all that was looked up for it."""

    pressed: Pressed
    by: Presser
    posted: PostedReply | None
    settings: PlaceSettings
    owner: bool
    moderator: bool


@dataclass(frozen=True, slots=True)
class Presses:
    """Answers presses."""

    base: ConversationBase
    index: LiveIndex
    lookups: Lookups
    feedback: Feedback
    people: PersonHash
    answers: Answers
    reviewing: Reviewing

    async def press(self, pressed: Pressed, by: Presser) -> PressOutcome:
        """What a press leads to. Never raises for a stale or made-up payload."""
        try:
            pressing = await self._look_up(pressed, by)
            if pressed.press is Press.DISMISS:
                return _dismiss(pressing)
            if pressed.press in {Press.APPROVE, Press.NEVER}:
                return await self._judge(pressing)
            if pressed.press in {Press.REVIEW, Press.TELL, Press.UNFOLLOW}:
                return PressOutcome(await self._without_fact(pressing))
            fact = await self._fact(pressing)
            if fact is None:
                return PressOutcome(Declined(Refusal.NO_SUCH_FACT))
            return await self._about(fact, pressing)
        except StoreUnavailable:
            return PressOutcome(Declined(Refusal.BASE_UNREACHABLE))

    async def draft(self, pressed: Pressed, by: Presser) -> FactForm | None:
        """The form that a press on "write the fact" opens, filled from what people asked; none
        for who may not, and for what is no longer there.
        """
        try:
            async with self.base.begin() as unit:
                settings = await unit.places.settings(by.place)
            who = actor(by.person, by.place.kind, settings)
            return await self.reviewing.draft(who, circle(settings, by.place), pressed.ticket)
        except StoreUnavailable:
            return None

    async def _look_up(self, pressed: Pressed, by: Presser) -> _Pressing:
        async with self.base.begin() as unit:
            posted = await unit.replies.by_id(pressed.ticket) if pressed.ticket else None
            # What was held back belongs to its own place, wherever the moderators are.
            held = posted is not None and pressed.press in {Press.APPROVE, Press.NEVER}
            if posted is not None and pressed.press in _RIGHTS:
                # Whoever has rights here has none there, and a payload can be made up.
                posted = posted if _together(posted.place, by.place) else None
            place = posted.place if posted is not None and held else by.place
            settings = await unit.places.settings(place)
        author = posted is not None and posted.author == self.people.hash(by.person.key)
        who = actor(by.person, by.place.kind, settings)
        moderator = may(who, Action.REVIEW, circle(settings, place))
        return _Pressing(pressed, by, posted, settings, author or moderator, moderator)

    async def _judge(self, pressing: _Pressing) -> PressOutcome:
        """A moderator's word on what was only said to moderators."""
        posted = pressing.posted
        if posted is None or not pressing.moderator or _elsewhere(posted, pressing.by.place):
            return PressOutcome(Declined(Refusal.NOT_ALLOWED))
        never = pressing.pressed.press is Press.NEVER
        # Of two who approve, or one who presses twice, one finds the reply still held.
        async with self.base.turn(f"reply {posted.id}") as unit:
            held = await unit.replies.by_id(posted.id)
            if held is None or not held.held:
                return PressOutcome(Done(_DECIDED))
            await set_never(unit, held.place, held.fact_id, never=never)
            said = held if never else held.taken(self.lookups.clock.now())
            await unit.replies.update(said)
            await unit.commit()
        return PressOutcome(Done(_NEVER)) if never else PressOutcome(Done(_APPROVED), say=said)

    async def _without_fact(self, pressing: _Pressing) -> Reply:
        """Presses that need no published fact: one on a decision, one on a question that has
        no answer yet, and one that stops news of a fact which may be gone.
        """
        pressed, by = pressing.pressed, pressing.by
        if pressed.press is Press.REVIEW:
            who = actor(by.person, by.place.kind, pressing.settings)
            where = circle(pressing.settings, by.place)
            return await self.reviewing.decide(who, where, pressed.ticket, pressed.value)
        if pressed.press is Press.UNFOLLOW:
            await self.feedback.unfollow(pressed.fact_id, by.person, by.place)
            return Done(_UNFOLLOWED)
        posted = pressing.posted
        if posted is None or (posted.place.platform, posted.place.id) != (
            by.place.platform,
            by.place.id,
        ):
            return Done(_FORGOTTEN)
        told = await self.answers.wish(posted, by.person, by.person.locale or posted.locale)
        return Done(_FORGOTTEN if told is None else _WILL_TELL if told else _WONT_TELL)

    async def _fact(self, pressing: _Pressing) -> Fact | None:
        """The fact that a button is about, when the place may see it."""
        posted = pressing.posted
        known = posted.fact_id if posted is not None else ""
        fact = await self.index.find(pressing.pressed.fact_id or known)
        seen = fact is not None and pressing.settings.audience.sees(fact.scope)
        return fact if seen else None

    async def _about(self, fact: Fact, pressing: _Pressing) -> PressOutcome:
        match pressing.pressed.press:
            case Press.FOLLOW:
                by = pressing.by
                followed = await self.feedback.follow(fact.id, by.person, by.place, fact.version)
                return PressOutcome(Done(_FOLLOWED if followed else _UNFOLLOWED, fact.slug))
            case Press.REASON:
                return await self._dispute(fact, pressing)
            case Press.PUBLISH:
                return PressOutcome(self.lookups.card(fact), private=False)
            case _:
                return PressOutcome(self._shown(fact, pressing))

    def _shown(self, fact: Fact, pressing: _Pressing) -> Reply:
        match pressing.pressed.press:
            case Press.SOURCES:
                return SourceList(fact)
            case Press.WHY:
                return self._why(fact, pressing)
            case Press.NOT_THIS:
                return AskReason(fact.id)
            case _:
                return self.lookups.card(fact)

    def _why(self, fact: Fact, pressing: _Pressing) -> Reply:
        posted, settings, text = pressing.posted, pressing.settings, pressing.by.text
        if not text or posted is None:
            return Done(_NO_TEXT, fact.slug)
        return self.lookups.why(text, posted.lane, settings.audience, settings.thresholds)

    async def _dispute(self, fact: Fact, pressing: _Pressing) -> PressOutcome:
        if pressing.pressed.value not in list(Reason):
            return PressOutcome(Declined(Refusal.NO_SUCH_FACT))
        reason, by = Reason(pressing.pressed.value), pressing.by
        report = Report(
            fact,
            reason,
            pressing.posted,
            by.person,
            by.place,
            pressing.settings,
            by.text,
            pressing.moderator,
        )
        if not await self.feedback.dispute(report):
            return PressOutcome(Done(_ENOUGH))
        return PressOutcome(Done(_NOTED), remove=pressing.posted if pressing.owner else None)


def _dismiss(pressing: _Pressing) -> PressOutcome:
    """Only the author of the message that was answered, or a moderator, may."""
    if pressing.posted is None or not pressing.owner:
        return PressOutcome(Declined(Refusal.NOT_ALLOWED))
    return PressOutcome(Done(_DISMISSED), remove=pressing.posted)


_RIGHTS = {Press.DISMISS, Press.REASON}
"""Presses that may take a reply away."""


def _together(one: Place, other: Place) -> bool:
    """Whether two places are one, or parts of the same server."""
    if one.platform != other.platform:
        return False
    return one.id == other.id or bool(one.server and one.server == other.server)


def _elsewhere(posted: PostedReply, place: Place) -> bool:
    """Whether somebody moderates another server than the one that a reply belongs to."""
    return bool(posted.place.server) and posted.place.server != place.server


_FOLLOWED = N_("You will be told here when this fact changes. Press again to stop.")
_UNFOLLOWED = N_("You won't be told about this fact any more.")
_DISMISSED = N_("Taken away.")
_APPROVED = N_("Said as it was. It may be said unasked here.")
_NEVER = N_("This fact won't be said unasked here again. Approving it later takes that back.")
_DECIDED = N_("Somebody else decided this already; nothing was done twice.")
_WILL_TELL = N_("You will be told here, once, when there is an answer. Press again to stop.")
_WONT_TELL = N_("You won't be told about this question any more.")
_FORGOTTEN = N_("That question isn't kept any more; please ask again.")
_ENOUGH = N_("You have reported a lot today; the moderators have it all. Try again tomorrow.")
_NOTED = N_("Thank you, the moderators will see it.")
_NO_TEXT = N_("I keep no message texts, so I can't look at it again; ask “why” with the text.")

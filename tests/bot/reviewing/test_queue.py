"""The review queue: what is shown to whom, and what decisions do."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from bot.checking.live_index import LiveIndex
from bot.checking.outcome import Quiet
from bot.checking.unasked import lost_right
from bot.composing import compose
from bot.composing.document import Press
from bot.messages import Person
from bot.moderating.drafting import Choice as Part
from bot.moderating.drafting import Chosen
from bot.moderating.moderation import Moderation
from bot.permissions import Actor, Role
from bot.places.communities import Communities
from bot.ports import ConversationBase
from bot.pressing.callbacks import payload, pressed
from bot.pressing.presses import Presser
from bot.replies import Declined, Done, Refusal
from bot.reviewing.queue import reviews
from bot.unanswered.asking import Choice, ReviewItem, ReviewKind
from bot.wording import words_for
from factbase.errors import Conflict, StoreUnavailable
from factbase.model import Fact, PartialDate, Stance, Status, Verdict
from tests.bot.harbour import (
    HARBOUR,
    MOD,
    SECOND,
    harbour,
    only_item,
    pressed_reason,
    proposed,
    said,
)
from tests.bot.pressing.test_reports import ADA, CLAIM, report
from tests.bot.stages import OPERATOR, PUBLIC, Stage, stage
from tests.builders import NOON, a_fact, a_statement
from tests.contracts.conversing import conversations
from tests.fakes import StandingClock
from tests.talking import ROOM, a_message

__all__ = ["conversations", "harbour", "stage"]


class Crash(BaseException):
    """The process ends."""


class Crashing(Moderation):
    """Ends the process when a fact is to be changed."""

    def __init__(self, base: ConversationBase, index: LiveIndex) -> None:
        super().__init__(base, index, StandingClock())

    async def correct(self, who: Actor, corrected: Fact, why: str, *, confirmed: str = "") -> Fact:
        del who, corrected, why, confirmed
        raise Crash


class TestDeciding:
    async def test_a_draft_is_published_from_the_queue(self, harbour: Stage) -> None:
        item = await proposed(harbour)
        reviewing = harbour.upkeep.reviewing
        (card,) = await reviewing.queue(MOD, "harbour")
        document = compose(card, words_for("ru"))
        assert [button.value for button in document.buttons] == ["publish", "retire"]
        carried = pressed(payload(document.buttons[0], item.id))
        assert carried is not None
        assert (carried.press, carried.ticket, carried.value) == (Press.REVIEW, item.id, "publish")
        assert said(await reviewing.decide(MOD, "harbour", item.id, carried.value)) == "Done."
        assert len(harbour.bot.index) == 1
        assert await reviewing.queue(MOD, "harbour") == ()

    async def test_a_draft_meant_as_part_of_a_fact_is_joined_to_it(self, harbour: Stage) -> None:
        bot = harbour.bot
        await bot.moderation.propose(MOD, a_fact(scope="harbour"), "new")
        await bot.moderation.publish(MOD, "bridge-closed", HARBOUR, "checked")
        contributor = Actor("test:contributor", Role.CONTRIBUTOR, "harbour")
        draft = a_fact("bridge-gone", scope="harbour", claim="The bridge is gone", wordings=())
        chosen = Chosen(Part.WORDING, "bridge-closed")
        await bot.drafting.save(contributor, draft, "seen", chosen)
        await harbour.upkeep.watch.catch_up()
        item = await only_item(harbour, ReviewKind.PROPOSAL)
        reviewing = harbour.upkeep.reviewing
        (card,) = await reviewing.queue(MOD, "harbour")
        document = compose(card, words_for("en"))
        assert "Meant as part of bridge-closed." in document.plain
        assert document.buttons[0].value == "join"
        assert said(await reviewing.decide(MOD, "harbour", item.id, "join")) == "Done."
        async with bot.base.begin() as unit:
            joined = await unit.facts.get("bridge-closed", HARBOUR)
            gone = await unit.facts.by_id(draft.id)
        assert "The bridge is gone" in [wording.text for wording in joined.wordings]
        assert (gone.status, gone.merged_into) == (Status.RETIRED, joined.id)

    async def test_of_two_at_once_one_decides_and_the_other_is_told(self, harbour: Stage) -> None:
        item = await proposed(harbour)
        reviewing = harbour.upkeep.reviewing
        replies = await asyncio.gather(
            reviewing.decide(MOD, "harbour", item.id, Choice.PUBLISH),
            reviewing.decide(SECOND, "harbour", item.id, Choice.RETIRE),
        )
        assert sum("already" in said(reply) for reply in replies if isinstance(reply, Done)) == 1
        async with harbour.bot.base.begin() as unit:
            fact = await unit.facts.get("bridge-closed", HARBOUR)
            assert fact.version == 2

    async def test_nobody_decides_for_another_community(self, harbour: Stage) -> None:
        item = await proposed(harbour)
        decide = harbour.upkeep.reviewing.decide
        for who, where in (
            (Actor("test:eve", Role.ADMIN, "valley"), "valley"),
            (Actor("test:eve", Role.CONTRIBUTOR, "harbour"), "harbour"),
            (Actor("test:eve", Role.ADMIN), ""),
        ):
            reply = await decide(who, where, item.id, Choice.PUBLISH)
            assert reply == Declined(Refusal.NOT_ALLOWED)
            assert await harbour.upkeep.reviewing.queue(who, where) == ()

    async def test_who_left_a_community_is_told_nothing_more_of_it(self, harbour: Stage) -> None:
        bot = harbour.bot
        await proposed(harbour)
        assert await harbour.upkeep.gathering.tell() == 1
        communities = Communities(bot.base, bot.preferences.known, harbour.clock)
        await communities.bind(OPERATOR, "test", "house", "")
        await harbour.upkeep.outbox.drain()
        assert harbour.screen.shown == {}

    async def test_made_up_choices_do_nothing(self, harbour: Stage) -> None:
        item = await proposed(harbour)
        decide = harbour.upkeep.reviewing.decide
        for key, choice in ((item.id, "right"), (item.id, ""), ("0" * 12, "publish")):
            assert isinstance(await decide(MOD, "harbour", key, choice), Declined)
        assert (await only_item(harbour, ReviewKind.PROPOSAL)).open

    async def test_a_draft_that_changed_is_looked_at_again(self, harbour: Stage) -> None:
        item = await proposed(harbour)
        async with harbour.bot.base.begin() as unit:
            fact = await unit.facts.get("bridge-closed", HARBOUR)
        await harbour.bot.moderation.correct(MOD, replace(fact, topics=("bridges",)), "topic")
        reply = await harbour.upkeep.reviewing.decide(MOD, "harbour", item.id, Choice.PUBLISH)
        assert "changed since" in said(reply)
        await harbour.upkeep.watch.catch_up()
        assert (await only_item(harbour, ReviewKind.PROPOSAL)).version == 2

    async def test_a_report_found_right_becomes_a_counter_example(self, harbour: Stage) -> None:
        await harbour.bot.moderation.propose(MOD, a_fact(scope="harbour"), "new")
        await harbour.bot.moderation.publish(MOD, "bridge-closed", HARBOUR, "checked")
        await harbour.bot.answering.answer(a_message(CLAIM, "r1"))
        async with harbour.bot.base.begin() as unit:
            (posted,) = await unit.replies.answering(ROOM, "r1")
        button = pressed_reason(posted.id, posted.fact_id)
        await harbour.bot.presses.press(button, Presser(Person("test", "ben"), ROOM, CLAIM))
        item = await only_item(harbour, ReviewKind.REPORT)
        assert item.scope == "harbour"
        reply = await harbour.upkeep.reviewing.decide(MOD, "harbour", item.id, Choice.RIGHT)
        assert "counter-example" in said(reply)
        async with harbour.bot.base.begin() as unit:
            fact = await unit.facts.get("bridge-closed", HARBOUR)
        assert [(example.text, example.matches) for example in fact.examples] == [(CLAIM, False)]

    async def test_what_a_crash_kept_a_fact_from_learning_is_still_asked_for(
        self, harbour: Stage
    ) -> None:
        await harbour.publish(a_fact())
        await report(harbour, ADA)
        item = await only_item(harbour, ReviewKind.REPORT)
        reviewing = harbour.upkeep.reviewing
        crashing = replace(reviewing, moderation=Crashing(harbour.bot.base, harbour.bot.index))
        with pytest.raises(Crash):
            await crashing.decide(OPERATOR, "", item.id, Choice.RIGHT)
        lesson = await only_item(harbour, ReviewKind.REPORT)
        assert lesson.id != item.id
        reply = await reviewing.decide(OPERATOR, "", lesson.id, Choice.RIGHT)
        assert "counter-example" in said(reply)
        async with harbour.bot.base.begin() as unit:
            assert await unit.reviews.open(None, 9) == ()

    async def test_one_about_a_global_fact_goes_on_to_who_keeps_it(self, harbour: Stage) -> None:
        await harbour.publish(a_fact())
        await report(harbour, ADA)
        item = await only_item(harbour, ReviewKind.REPORT)
        reply = await harbour.upkeep.reviewing.decide(MOD, "harbour", item.id, Choice.RIGHT)
        assert "this community" in said(reply)
        again = await only_item(harbour, ReviewKind.REPORT)
        assert again.scope == ""
        reply = await harbour.upkeep.reviewing.decide(OPERATOR, "", again.id, Choice.RIGHT)
        assert "counter-example" in said(reply)

    async def test_one_found_wrong_counts_no_longer(self, harbour: Stage) -> None:
        await harbour.publish(a_fact())
        await report(harbour, ADA)
        item = await only_item(harbour, ReviewKind.REPORT)
        await harbour.upkeep.reviewing.decide(MOD, "harbour", item.id, Choice.WRONG)
        async with harbour.bot.base.begin() as unit:
            assert await unit.opinions.standing(item.fact_id, "harbour", NOON) == ()

    async def test_overdue_facts_come_up_and_are_renewed(self, harbour: Stage) -> None:
        await harbour.publish(a_fact(review_by=NOON.date() - timedelta(days=1)))
        await harbour.upkeep.gathering.sweep()
        await harbour.upkeep.gathering.sweep()
        item = await only_item(harbour, ReviewKind.OVERDUE)
        await harbour.upkeep.reviewing.decide(OPERATOR, "", item.id, Choice.REVIEWED)
        async with harbour.bot.base.begin() as unit:
            fact = await unit.facts.get("bridge-closed", PUBLIC)
        assert fact.review_by == NOON.date() + timedelta(days=180)

    @pytest.mark.parametrize("ahead", [1, 179, 180, 181, 400, None])
    async def test_a_stale_denial_comes_up_and_is_said_again_once_it_was_kept(
        self, harbour: Stage, clock: StandingClock, ahead: int | None
    ) -> None:
        """However far ahead the day of its next review lies."""
        days = harbour.bot.settings.denial_days + 1
        today = NOON.date() + timedelta(days=days)
        due = None if ahead is None else today + timedelta(days=ahead)
        fact = await harbour.publish(a_fact(review_by=due))
        await harbour.upkeep.gathering.sweep()
        assert await harbour.upkeep.reviewing.queue(OPERATOR, "") == ()
        clock.advance(days=days)
        assert lost_right(fact, today, days - 1) is Quiet.DENIAL_TOO_OLD
        for _ in range(2):
            await harbour.upkeep.gathering.sweep()
        item = await only_item(harbour, ReviewKind.OVERDUE)
        (card,) = await harbour.upkeep.reviewing.queue(OPERATOR, "")
        for language, title in (
            ("en", "A denial that nobody has looked at for long is no longer said unasked"),
            ("ru", "Отрицание, на которое давно никто не смотрел, больше не показывается само"),
        ):
            assert compose(card, words_for(language)).plain.startswith(title)
        await harbour.upkeep.reviewing.decide(OPERATOR, "", item.id, Choice.REVIEWED)
        async with harbour.bot.base.begin() as unit:
            kept = await unit.facts.get(fact.slug, PUBLIC)
        assert kept.version == fact.version + 1
        assert kept.review_by is not None
        assert kept.review_by >= max(today + timedelta(days=180), due or today)
        assert lost_right(kept, today, days - 1) is None
        await harbour.upkeep.gathering.sweep()
        assert await harbour.upkeep.reviewing.queue(OPERATOR, "") == ()

    @pytest.mark.parametrize(
        "override",
        [
            {"asked_only": True},
            {"verdict": Verdict.FALSE},
            {
                "statements": (
                    a_statement(),
                    a_statement("Shut.", Stance.DEVELOPMENT, said=PartialDate(2025, 9)),
                )
            },
        ],
        ids=["asked-only", "false", "maybe-overtaken"],
    )
    async def test_what_a_look_would_not_help_does_not_come_up(
        self, harbour: Stage, clock: StandingClock, override: dict[str, Any]
    ) -> None:
        await harbour.publish(a_fact(**override))
        clock.advance(days=400)
        await harbour.upkeep.gathering.sweep()
        assert await harbour.upkeep.reviewing.queue(OPERATOR, "") == ()

    async def test_a_card_out_of_reach_comes_up_with_its_address(self, harbour: Stage) -> None:
        await harbour.publish(a_fact())
        await harbour.asked()
        harbour.screen.shown.clear()
        await harbour.bot.moderation.retire(OPERATOR, "bridge-closed", PUBLIC, "wrong")
        await harbour.heal()
        await harbour.upkeep.gathering.sweep()
        item = await only_item(harbour, ReviewKind.CARD)
        assert item.data["url"] == "https://chat.example/sent-1"
        assert item.scope == "harbour"


async def test_reviews_are_closed_once_on_every_store(conversations: ConversationBase) -> None:
    item = ReviewItem(ReviewKind.OVERDUE, "overdue:1", "harbour", NOON)

    async def close(by: str) -> bool:
        try:
            async with conversations.begin() as unit:
                await unit.writing()
                mine = await unit.reviews.close(item.id, by, NOON, "seen")
                await unit.commit()
        except (Conflict, StoreUnavailable):
            return False
        return mine

    async with conversations.begin() as unit:
        assert await unit.reviews.put([item, replace(item, id="0" * 12)]) == 1
        await unit.commit()
    assert sum(await asyncio.gather(close("ann"), close("ben"))) == 1
    async with conversations.begin() as unit:
        assert await unit.reviews.open("harbour", 9) == ()
        found = await unit.reviews.get(item.id)
        assert found is not None
        assert not found.open
        assert await unit.reviews.forget(NOON + timedelta(days=1)) == 1


def test_who_moderates_nothing_here_sees_no_queue() -> None:
    for who, where, sees in (
        (MOD, "harbour", True),
        (OPERATOR, "", True),
        (Actor("test:eve", Role.MODERATOR), "test:house", True),
        (Actor("test:eve", Role.MODERATOR, "valley"), "test:house", False),
        (Actor("test:eve", Role.MODERATOR, "valley"), "harbour", False),
        (Actor("test:eve", Role.CONTRIBUTOR), "test:house", False),
        (Actor("test:eve", Role.ADMIN), "", False),
    ):
        assert reviews(who, where) is sees

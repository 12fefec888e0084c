"""The review queue, roles, rules, the audit log, the numbers and what is kept."""

from __future__ import annotations

import asyncio
import json
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from bot.composing import compose
from bot.composing.document import Press
from bot.errors import NotAllowed
from bot.messages import Person, PlaceKind
from bot.moderating.drafting import Choice as Part
from bot.moderating.drafting import Chosen
from bot.moderating.governing import AuditEntry, CommunityRules
from bot.moderating.roles import Roles
from bot.moderating.two_people import NeedsSecondPerson
from bot.numbers.community import advice
from bot.permissions import Actor, Role, actor
from bot.places.behaviour import Mode, PlaceSettings
from bot.places.communities import Communities
from bot.places.known import KnownPlaces
from bot.ports import ConversationBase, ReplyKind, ReplyState
from bot.pressing.callbacks import Pressed, payload, pressed
from bot.pressing.opinions import Dispute
from bot.pressing.presses import Presser
from bot.privacy.retention import Retaining, kept
from bot.replies import Declined, Done, Refusal, Reply
from bot.settings import Retention
from bot.storage.sql import SqlConversationBase
from bot.unanswered.asking import Choice, ReviewItem, ReviewKind
from bot.wording import words_for
from factbase.errors import CommunityNotFound, Conflict, StoreUnavailable
from factbase.matching.decision import Lane
from factbase.model import Audience, Status
from tests.bot.pressing.test_reports import ADA, CLAIM, report
from tests.bot.stages import OPERATOR, PUBLIC, Stage, stage
from tests.builders import NOON, a_change, a_community, a_fact
from tests.contracts.conversing import a_reply, conversations, recorded
from tests.fakes import StandingClock
from tests.talking import HEADLINE, ROOM, a_message, ask

__all__ = ["conversations", "stage"]

HARBOUR = Audience("harbour")
MOD = Actor("test:mod", Role.MODERATOR, "harbour")
SECOND = Actor("test:second", Role.MODERATOR, "harbour")
ADMIN = Actor("test:admin", Role.ADMIN, "harbour")


@pytest.fixture
async def harbour(stage: Stage) -> Stage:
    """The room belongs to a community that watches and has a log."""
    async with stage.bot.base.begin() as unit:
        await unit.communities.put(a_community())
        settings = PlaceSettings(
            mode=Mode.UNPROMPTED, community="harbour", cooldown=0, log_place="log", threshold=0.3
        )
        await unit.places.put("test", "house", settings)
        await unit.commit()
    stage.bot.preferences.known.forget()
    return stage


async def only_item(stage: Stage, kind: ReviewKind) -> ReviewItem:
    async with stage.bot.base.begin() as unit:
        items = [item for item in await unit.reviews.open(None, 99) if item.kind is kind]
    (found,) = items
    return found


async def proposed(stage: Stage, who: Actor = MOD) -> ReviewItem:
    draft = a_fact(scope="harbour", created_by=who.key)
    await stage.bot.moderation.propose(who, draft, "new")
    await stage.upkeep.watch.catch_up()
    return await only_item(stage, ReviewKind.PROPOSAL)


def said(reply: Reply) -> str:
    assert isinstance(reply, Done)
    return reply.what


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


def pressed_reason(ticket: str, fact_id: str) -> Pressed:
    return Pressed(Press.REASON, ticket, fact_id, "other-claim")


class TestRoles:
    def roles(self, base: ConversationBase, clock: StandingClock) -> Roles:
        return Roles(base, KnownPlaces(base, clock), clock)

    async def test_who_is_appointed_acts_where_the_community_is(
        self, conversations: ConversationBase, clock: StandingClock
    ) -> None:
        communities = Communities(conversations, KnownPlaces(conversations, clock), clock)
        await communities.put(OPERATOR, a_community())
        await communities.bind(OPERATOR, "test", "house", "harbour")
        roles = self.roles(conversations, clock)
        await roles.appoint(OPERATOR, "harbour", "test:ada", Role.MODERATOR, "trusted")
        ada, ben = Person("test", "ada"), Person("test", "ben")
        async with conversations.begin() as unit:
            settings = await unit.places.settings(ROOM)
            await unit.places.put("test", "house", settings)
            await unit.commit()
        assert actor(ada, ROOM.kind, settings) == Actor("test:ada", Role.MODERATOR, "harbour")
        assert actor(ada, PlaceKind.PRIVATE, settings).role is Role.READER
        assert actor(ben, ROOM.kind, settings).role is Role.READER
        assert await roles.dismiss(OPERATOR, "harbour", "test:ada")
        assert not await roles.dismiss(OPERATOR, "harbour", "test:ada")
        async with conversations.begin() as unit:
            settings = await unit.places.settings(ROOM)
        assert actor(ada, ROOM.kind, settings).role is Role.READER

    async def test_only_admins_appoint_and_only_at_home(
        self, conversations: ConversationBase, clock: StandingClock
    ) -> None:
        roles = self.roles(conversations, clock)
        for who, where in ((MOD, "harbour"), (ADMIN, "valley"), (Actor("x:y", Role.ADMIN), "")):
            with pytest.raises(NotAllowed):
                await roles.appoint(who, where, "test:eve", Role.ADMIN)
        with pytest.raises(CommunityNotFound):
            await roles.appoint(ADMIN, "harbour", "test:eve", Role.ADMIN)
        with pytest.raises(NotAllowed):
            await Communities(conversations, KnownPlaces(conversations, clock), clock).bind(
                ADMIN, "test", "house", "harbour"
            )

    async def test_platform_roles_mean_what_the_place_says(self) -> None:
        settings = PlaceSettings(
            community="harbour",
            contributor_roles=("1",),
            moderator_roles=("2",),
            admin_roles=("3",),
        )
        for roles, role in ((("1",), 1), (("1", "2"), 2), (("3", "1"), 3), (("9",), 0)):
            person = Person("test", "ada", roles=roles)
            assert actor(person, ROOM.kind, settings).role == role

    async def test_nobody_moves_a_place_into_a_community_by_its_settings(
        self, harbour: Stage
    ) -> None:
        eve = Person("test", "eve", administers=True)
        mine = replace(ROOM, id="mine", server="mine")
        with pytest.raises(NotAllowed):
            await harbour.bot.preferences.change(eve, mine, community="harbour")
        with pytest.raises(NotAllowed):
            await harbour.bot.preferences.change(eve, mine, appointed=(("test:eve", "admin"),))

    async def test_two_people_publish_where_that_is_asked_for(self, harbour: Stage) -> None:
        known = harbour.bot.preferences.known
        roles = Roles(harbour.bot.base, known, harbour.clock)
        await roles.ask_for(ADMIN, "harbour", CommunityRules(two_people=True))
        await proposed(harbour)
        with pytest.raises(NeedsSecondPerson):
            await harbour.bot.moderation.publish(MOD, "bridge-closed", HARBOUR, "mine")
        await harbour.bot.moderation.publish(SECOND, "bridge-closed", HARBOUR, "checked")


class TestAudit:
    async def test_holds_what_was_done_with_before_and_after(self, harbour: Stage) -> None:
        await proposed(harbour)
        harbour.clock.advance(minutes=1)
        await harbour.bot.moderation.publish(SECOND, "bridge-closed", HARBOUR, "checked")
        harbour.clock.advance(minutes=1)
        admin = Person("test", "admin", administers=True)
        await harbour.bot.preferences.change(admin, ROOM, cooldown=60)
        roles = Roles(harbour.bot.base, harbour.bot.preferences.known, harbour.clock)
        since = NOON - timedelta(days=1)
        entries = await roles.audit(MOD, "harbour", since)
        assert [(entry.by, entry.action) for entry in entries] == [
            ("test:admin", "change settings"),
            ("test:second", "publish fact"),
            ("test:mod", "propose fact"),
        ]
        assert (entries[0].before, entries[0].after) == ({"cooldown": 0}, {"cooldown": 60})
        assert entries[1].before == {"status": "proposed"}
        with pytest.raises(NotAllowed):
            await roles.audit(MOD, "valley", since)
        with pytest.raises(NotAllowed):
            await roles.audit(Actor("test:eve", Role.CONTRIBUTOR, "harbour"), "harbour", since)
        assert await roles.audit(MOD, None, since) == entries

    async def test_reads_the_same_on_every_store(self, conversations: ConversationBase) -> None:
        entry = AuditEntry(NOON, "test:ada", "appoint", "test:ben", "", "why", {"a": 1}, {"a": 2})
        async with conversations.begin() as unit:
            await unit.facts.add(a_fact(), a_change())
            await unit.audit.note(entry)
            await unit.commit()
        async with conversations.begin() as unit:
            found = await unit.audit.read("", NOON - timedelta(days=1), 9)
            assert entry in found
            (change,) = [item for item in found if item != entry]
            assert (change.action, change.subject, change.before) == (
                "propose fact",
                "bridge-closed",
                {},
            )
            assert await unit.audit.read("harbour", NOON - timedelta(days=1), 9) == ()
            assert len(await unit.audit.read(None, NOON - timedelta(days=1), 1)) == 1

    @pytest.mark.parametrize("table", ["audit", "fact_versions"])
    @pytest.mark.parametrize("change", ["UPDATE {} SET why = 'x'", "DELETE FROM {}"])
    async def test_the_database_refuses_to_change_it(
        self, conversations: ConversationBase, table: str, change: str
    ) -> None:
        async with conversations.begin() as unit:
            await unit.facts.add(a_fact(), a_change())
            await unit.audit.note(AuditEntry(NOON, "test:ada", "appoint", "test:ben", ""))
            await unit.commit()
        if isinstance(conversations, SqlConversationBase):
            engine = conversations.engine
            async with engine.connect() as connection:
                with pytest.raises(DBAPIError, match="only ever added to"):
                    await connection.execute(text(change.format(table)))
        async with conversations.begin() as unit:
            assert len(await unit.audit.read(None, NOON - timedelta(days=1), 9)) == 2


class TestNumbers:
    async def test_count_what_was_said_and_reported(self, harbour: Stage) -> None:
        await harbour.publish(a_fact())
        await ask(harbour.bot, harbour.posting, a_message(HEADLINE, "n1"))
        await ask(harbour.bot, harbour.posting, a_message(CLAIM, "n2"))
        await ask(harbour.bot, harbour.posting, a_message("Vaccines contain microchips", "n3"))
        async with harbour.bot.base.begin() as unit:
            (posted,) = await unit.replies.answering(ROOM, "n2")
        button = pressed_reason(posted.id, posted.fact_id)
        await harbour.bot.presses.press(button, Presser(Person("test", "ben"), ROOM, CLAIM))
        harbour.clock.advance(hours=6)
        async with harbour.bot.base.begin() as unit:
            fact = await unit.facts.get("bridge-closed", PUBLIC)
        await harbour.correct(fact, topics=("bridges",))
        reply = await harbour.upkeep.numbers.accuracy(None)
        figures = reply.figures
        assert (figures.replies, figures.cards, figures.wrong) == (3, 2, 1)
        assert (figures.corrections, figures.hours_to_correct) == (1, 6.0)
        assert figures.unanswered == 1
        assert figures.most_asked == (("bridge-closed", 2),)
        assert (await harbour.upkeep.numbers.accuracy("valley")).figures.replies == 0
        assert "50.0 %" in compose(reply, words_for("en")).plain

    def test_advice_weighs_good_replies_against_wrong_ones(self) -> None:
        cards = [
            a_reply(str(number), lane=Lane.UNPROMPTED, confidence=0.90 + number / 100)
            for number in range(8)
        ]
        reports = [
            a_report(card.id) for card in cards if card.confidence and card.confidence < 0.925
        ]
        found = advice(cards, reports)
        assert found is not None
        assert (found.threshold, found.good, found.wrong) == (0.93, 0, 3)
        assert advice(cards, []) is None


def a_report(reply_id: str) -> Dispute:
    return Dispute("d" + reply_id, "fact-1", reply_id, "ben", "other", "", NOON)


class TestKeeping:
    async def test_everything_goes_in_its_time(
        self, conversations: ConversationBase, clock: StandingClock
    ) -> None:
        await recorded(conversations, a_reply("a", state=ReplyState.SENT))
        retaining = Retaining(conversations, clock, Retention(replies=10))
        clock.moment = NOON + timedelta(days=9)
        assert await retaining.sweep() == 0
        clock.moment = NOON + timedelta(days=11)
        assert await retaining.sweep() == 1
        async with conversations.begin() as unit:
            assert await unit.replies.by_id("a") is None

    def test_the_table_shows_the_running_settings(self) -> None:
        table = dict(kept(Retention(questions=7, replies=14)))
        assert table["Where I replied with which fact, without any text"] == "14"
        assert table["What was asked and had no answer: the text, and who by a keyed hash"] == "7"

    async def test_a_person_gets_and_forgets_what_is_theirs(self, harbour: Stage) -> None:
        await harbour.publish(a_fact())
        await report(harbour, ADA)
        await harbour.bot.preferences.ignore_me(ADA, ignored=True)
        told = json.loads(await harbour.bot.preferences.export(ADA))["kept"]
        assert [len(told[name]) for name in ("reports", "replies", "left alone")] == [1, 1, 1]
        assert "What stays" in (await harbour.bot.preferences.erase(ADA)).what
        told = json.loads(await harbour.bot.preferences.export(ADA))["kept"]
        assert {name for name, rows in told.items() if rows} == {"left alone"}
        async with harbour.bot.base.begin() as unit:
            assert len(await unit.replies.since(NOON - timedelta(days=1), 9)) <= 1

    async def test_erasing_leaves_other_people_alone(self, conversations: ConversationBase) -> None:
        await recorded(
            conversations,
            a_reply("a", author="ada", message_id="1"),
            a_reply("b", author="ben", message_id="2", kind=ReplyKind.HELP, fact_id=""),
        )
        async with conversations.begin() as unit:
            await unit.writing()
            assert await unit.personal.erase("ada") == 1
            await unit.commit()
        async with conversations.begin() as unit:
            assert (await unit.personal.of("ada"))["replies"] == []
            assert len((await unit.personal.of("ben"))["replies"]) == 1


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

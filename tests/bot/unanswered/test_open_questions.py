"""Questions nobody has answered: kept, put together, and told of once there is an answer."""

from __future__ import annotations

from collections import deque
from dataclasses import replace
from datetime import timedelta

from bot.checking.outcome import Answer
from bot.composing import compose
from bot.composing.document import Press
from bot.errors import DeliveryError
from bot.messages import Addressed, Person, Place, PlaceKind
from bot.places.behaviour import Mode, PlaceSettings
from bot.ports import ConversationBase
from bot.pressing.callbacks import Pressed
from bot.pressing.presses import Presser
from bot.replies import Done, FactCard, News, NotFound, ReviewCard
from bot.unanswered.asking import OpenQuestion, ReviewKind
from bot.unanswered.clusters import clustered
from bot.wording import words_for
from factbase.matching.engine import Engine
from tests.bot.screens import Screen
from tests.bot.stages import OPERATOR, PUBLIC, Stage, reopened, stage
from tests.builders import NOON, a_community, a_fact
from tests.contracts.conversing import conversations
from tests.fakes import StandingClock
from tests.stores import Store
from tests.talking import HEADLINE, ROOM, a_message, ask, open_for_test

__all__ = ["conversations", "stage"]

ADA = Person("test", "ada")
OTHER_ROOM = replace(ROOM, id="other-room")


async def wish(
    stage: Stage, place: Place = ROOM, message_id: str = "m1", person: Person = ADA
) -> Done:
    """Ask about the headline and press "tell me"."""
    outcome = await stage.bot.answering.answer(
        a_message(HEADLINE, message_id, place=place, author=person)
    )
    assert isinstance(outcome, Answer)
    assert outcome.reply == NotFound(can_tell=True)
    assert outcome.ticket is not None
    await stage.posting.say(outcome, place, message_id)
    return await press(stage, outcome.ticket.id, place, person)


async def press(stage: Stage, ticket: str, place: Place, person: Person = ADA) -> Done:
    found = await stage.bot.presses.press(Pressed(Press.TELL, ticket), Presser(person, place))
    assert isinstance(found.reply, Done)
    return found.reply


def news(screen: Screen) -> list[tuple[Place, str]]:
    """Where people were told, and below which message; in no order of time."""
    told = [screen.targets[key] for key, reply in screen.shown.items() if isinstance(reply, News)]
    return sorted(((target.place, target.message_id) for target in told), key=lambda pair: pair[1])


async def test_who_asked_is_told_where_they_asked_and_once(stage: Stage) -> None:
    assert "will be told" in (await wish(stage)).what
    await wish(stage, OTHER_ROOM, "m2")
    await stage.heal()
    assert news(stage.screen) == []
    fact = await stage.publish()
    await stage.heal()
    assert news(stage.screen) == [(ROOM, "m1"), (OTHER_ROOM, "m2")]
    told = next(reply for reply in stage.screen.shown.values() if isinstance(reply, News))
    assert isinstance(told.shows, FactCard)
    assert "There is an answer now" in compose(told, words_for("en")).plain
    await stage.correct(fact, wordings=())
    await stage.upkeep.answers.look_again()
    await stage.heal()
    assert len(news(stage.screen)) == 2


async def test_several_in_one_conversation_are_told_with_one_message(stage: Stage) -> None:
    await wish(stage, message_id="m1")
    stage.clock.advance(seconds=1)
    await wish(stage, message_id="m2", person=Person("test", "ben"))
    await stage.publish()
    await stage.heal()
    assert news(stage.screen) == [(ROOM, "m1")]
    await stage.upkeep.answers.look_again()
    await stage.heal()
    assert len(news(stage.screen)) == 1


async def test_one_press_takes_the_wish_back(stage: Stage) -> None:
    await wish(stage)
    async with stage.bot.base.begin() as unit:
        ((found, question),) = await unit.questions.wishes()
    assert found.person == stage.bot.people.hash(ADA.key)
    assert "won't be told" in (await press(stage, question.reply_id, ROOM)).what
    await stage.publish()
    await stage.heal()
    assert news(stage.screen) == []


async def test_a_button_works_only_where_it_hangs(stage: Stage) -> None:
    await wish(stage)
    async with stage.bot.base.begin() as unit:
        ((_, question),) = await unit.questions.wishes()
    assert "isn't kept" in (await press(stage, question.reply_id, OTHER_ROOM)).what
    assert "isn't kept" in (await press(stage, "0" * 12, ROOM)).what


async def test_who_blocked_us_is_given_up(stage: Stage) -> None:
    await wish(stage)
    await stage.publish()
    stage.screen.failures = deque([DeliveryError("blocked", final=True)])
    await stage.heal()
    async with stage.bot.base.begin() as unit:
        assert await unit.questions.wishes() == ()


async def test_a_fact_that_is_withdrawn_before_it_is_told_is_not_told(stage: Stage) -> None:
    await wish(stage)
    await stage.publish()
    await stage.upkeep.watch.catch_up()
    await stage.bot.moderation.retire(OPERATOR, "bridge-closed", PUBLIC, "wrong")
    await stage.heal()
    assert news(stage.screen) == []
    async with stage.bot.base.begin() as unit:
        assert len(await unit.questions.unanswered(NOON - timedelta(days=1), 9)) == 1


async def test_after_one_that_was_withdrawn_another_is_told_and_once(stage: Stage) -> None:
    await wish(stage)
    fact = await stage.publish()
    await stage.upkeep.watch.catch_up()
    await stage.bot.moderation.retire(OPERATOR, fact.slug, PUBLIC, "wrong")
    await stage.heal()
    await stage.publish(a_fact("bridge-shut"))
    for _ in range(2):
        await stage.heal()
        await stage.upkeep.answers.look_again()
    assert news(stage.screen) == [(ROOM, "m1")]


async def test_who_asked_where_the_bot_was_turned_off_is_told_once_it_is_on(stage: Stage) -> None:
    await wish(stage)
    await stage.publish()
    await stage.upkeep.watch.catch_up()
    for mode, told in ((Mode.OFF, []), (Mode.ADDRESSED, [(ROOM, "m1")])):
        async with stage.bot.base.begin() as unit:
            await unit.places.put("test", ROOM.id, PlaceSettings(mode=mode))
            await unit.commit()
        for _ in range(3):
            await stage.upkeep.outbox.drain()
            await stage.upkeep.answers.look_again()
        assert news(stage.screen) == told


async def test_the_card_that_told_them_is_brought_up_to_date_as_well(stage: Stage) -> None:
    await wish(stage)
    await stage.publish()
    await stage.heal()
    await stage.bot.moderation.retire(OPERATOR, "bridge-closed", PUBLIC, "wrong")
    await stage.heal()
    assert not [key for key, reply in stage.screen.shown.items() if isinstance(reply, News)]


async def test_followers_are_told_of_new_versions_and_can_stop(stage: Stage) -> None:
    fact = await stage.publish()
    by = Presser(ADA, ROOM)
    await stage.bot.presses.press(Pressed(Press.FOLLOW, "", fact.id), by)
    await stage.heal()
    assert news(stage.screen) == []
    fact = await stage.correct(fact, statements=fact.statements[:1], review_by=NOON.date())
    await stage.upkeep.watch.catch_up()
    stage.clock.advance(minutes=2)
    await stage.heal()
    assert news(stage.screen) == [(ROOM, "")]
    await stage.bot.presses.press(Pressed(Press.UNFOLLOW, "", fact.id), by)
    await stage.bot.moderation.retire(OPERATOR, "bridge-closed", PUBLIC, "wrong")
    await stage.upkeep.watch.catch_up()
    stage.clock.advance(minutes=2)
    await stage.heal()
    assert len(stage.screen.targets) == 1


async def test_asked_in_two_places_and_answered_after_a_restart(
    store: Store, conversations: ConversationBase, clock: StandingClock
) -> None:
    screen = Screen()
    async with open_for_test(conversations, clock) as bot:
        stage = Stage(bot, screen, clock)
        await stage.upkeep.watch.catch_up()
        await wish(stage)
        await wish(stage, OTHER_ROOM, "m2")
        await stage.publish()
        await stage.upkeep.watch.catch_up()
        await stage.upkeep.outbox.step("test")
    async with reopened(store, conversations) as again, open_for_test(again, clock) as bot:
        await Stage(bot, screen, clock).heal()
    assert news(screen) == [(ROOM, "m1"), (OTHER_ROOM, "m2")]


async def test_only_what_was_asked_is_kept_and_nobody_by_name(stage: Stage) -> None:
    unasked = a_message(HEADLINE, "u1", addressed=Addressed.NO)
    await stage.bot.answering.answer(unasked)
    await stage.bot.answering.answer(a_message("hm?", "u2"))
    await stage.bot.answering.answer(a_message(HEADLINE, "u3"))
    async with stage.bot.base.begin() as unit:
        (kept,) = await unit.questions.unanswered(NOON - timedelta(days=1), 9)
    assert kept.text == HEADLINE
    assert kept.asker == stage.bot.people.hash(ADA.key)
    assert "ada" not in kept.asker
    assert HEADLINE not in repr(kept)


TEXTS = (
    "Moscow recognises the Taliban government of Afghanistan",
    "did Moscow recognise the Taliban government in Afghanistan?",
    "Is it true that Moscow recognizes the Taliban as government of Afghanistan",
    "Vaccines contain microchips",
    "vaccines contain microchips, says a doctor",
    "Prices of bread double in May",
)


def asked(number: int, text: str, asker: str = "a", community: str = "harbour") -> OpenQuestion:
    at = NOON + timedelta(minutes=number)
    return OpenQuestion(f"q{number}", f"r{number}", text, community, asker, "en", at)


def test_questions_that_ask_the_same_are_put_together() -> None:
    questions = [asked(number, text, f"p{number}") for number, text in enumerate(TEXTS)]
    clusters = clustered(questions, Engine())
    assert [cluster.times for cluster in clusters] == [3, 2, 1]
    assert clusters[0].name == "q0"
    assert clusters[0].people == 3
    assert clusters == clustered(questions, Engine())


async def surge(stage: Stage, times: int, people: int) -> None:
    log = PlaceSettings(community="harbour", log_place="log-room")
    async with stage.bot.base.begin() as unit:
        await unit.communities.put(a_community())
        await unit.communities.put(a_community("valley", "Valley"))
        await unit.places.put("test", "house", log)
        for number in range(times):
            where = "valley" if number == 1 else "harbour"
            text = f"{TEXTS[number % 3]}{'!' * number}"
            await unit.questions.ask(asked(number, text, f"p{number % people}", where))
        await unit.commit()
    await stage.upkeep.gathering.sweep()


async def test_a_surge_is_told_to_moderators_once_with_their_own_samples(stage: Stage) -> None:
    await surge(stage, times=6, people=3)
    await stage.heal()
    await surge(stage, times=6, people=3)
    await stage.heal()
    (shown,) = [reply for reply in stage.screen.shown.values() if isinstance(reply, ReviewCard)]
    text = compose(shown, words_for("en")).plain
    assert "Asked 6 times by 3 people in 2 communities since 2026-01-15." in text
    assert f"{TEXTS[1]}!" not in shown.texts
    assert TEXTS[0] in shown.texts
    assert stage.screen.targets["sent-1"].place.id == "log-room"
    form = await stage.upkeep.reviewing.draft(OPERATOR, "", shown.item.id)
    assert form is not None
    assert form.claim == TEXTS[0]


async def test_a_few_questions_are_no_surge(stage: Stage) -> None:
    await surge(stage, times=6, people=2)
    async with stage.bot.base.begin() as unit:
        items = await unit.reviews.open(None, 9)
    assert [item for item in items if item.kind is ReviewKind.QUESTIONS] == []


async def test_private_questions_are_answered_in_private(stage: Stage) -> None:
    private = Place("test", "dm", PlaceKind.PRIVATE)
    await wish(stage, private, "p1")
    await stage.publish()
    await ask(stage.bot, stage.posting, a_message("unrelated words of mine", "x1"))
    await stage.heal()
    assert news(stage.screen) == [(private, "p1")]

"""Cards follow their facts: corrected, merged and withdrawn ones are edited in place."""

from __future__ import annotations

from collections import deque
from collections.abc import Awaitable, Callable
from dataclasses import replace

from bot.composing import compose
from bot.delivering.errands import ErrandKind
from bot.errors import DeliveryError
from bot.ports import ConversationBase, ReplyState, Sent, Target
from bot.replies import FactCard, Reply, Withdrawn
from bot.storage.memory import MemoryConversationBase
from bot.wording import words_for
from factbase.model import Example, LocalText, Verdict
from tests.bot.screens import Screen
from tests.bot.stages import OPERATOR, PUBLIC, Stage, reopened, stage
from tests.builders import a_fact, a_statement
from tests.contracts.conversing import conversations
from tests.fakes import StandingClock
from tests.stores import Store
from tests.talking import ROOM, a_message, ask, open_for_test

__all__ = ["conversations", "stage"]


def text_of(reply: object, language: str = "en") -> str:
    assert isinstance(reply, FactCard | Withdrawn)
    return compose(reply, words_for(language)).plain


async def test_a_corrected_fact_edits_its_card_with_one_dated_line(stage: Stage) -> None:
    fact = await stage.publish()
    await stage.asked()
    stage.clock.advance(days=2)
    await stage.correct(fact, summary=LocalText.of("She denied it twice."), verdict=Verdict.FALSE)
    assert await stage.heal() == 1
    shown = stage.screen.shown["sent-1"]
    assert "She denied it twice." in text_of(shown)
    assert "Changed on 17 January 2026: the verdict, the summary." in text_of(shown)
    assert "вердикт, изложение." in text_of(shown, "ru")
    assert await stage.heal() == 0
    assert len(stage.screen.edits) == 1


async def test_a_fact_that_is_saved_as_it_was_heals_no_card(stage: Stage) -> None:
    fact = await stage.publish()
    await stage.asked()
    stage.clock.advance(days=2)
    assert await stage.correct(fact) == fact
    assert await stage.heal() == 0
    assert stage.screen.edits == []


async def test_a_retired_fact_leaves_no_card(stage: Stage) -> None:
    await stage.publish()
    await stage.asked()
    stage.clock.advance(days=400)
    await stage.bot.moderation.retire(OPERATOR, "bridge-closed", PUBLIC, "wrong source")
    await stage.heal()
    shown = stage.screen.shown["sent-1"]
    assert isinstance(shown, Withdrawn)
    assert "withdrawn on 19 February 2027" in text_of(shown)
    assert "Harbour" not in text_of(shown)
    assert "отозвана" in text_of(shown, "ru")


async def test_a_merged_fact_shows_the_one_it_became_part_of(stage: Stage) -> None:
    await stage.publish()
    other = await stage.publish(
        a_fact("bridge-shut", claim="The bridge in the harbour is shut", wordings=())
    )
    await stage.asked()
    await stage.bot.moderation.merge(
        OPERATOR, ("bridge-closed", "bridge-shut"), PUBLIC, "the same", ""
    )
    await stage.heal()
    shown = stage.screen.shown["sent-1"]
    assert isinstance(shown, FactCard)
    assert shown.fact.id == other.id
    assert "took the place of the one shown" in text_of(shown)
    await stage.bot.moderation.retire(OPERATOR, "bridge-shut", PUBLIC, "both wrong")
    await stage.heal()
    assert isinstance(stage.screen.shown["sent-1"], Withdrawn)


async def test_old_cards_are_left_alone_by_corrections(stage: Stage) -> None:
    fact = await stage.publish()
    await stage.asked()
    stage.clock.advance(days=31)
    await stage.correct(fact, summary=LocalText.of("Another summary."))
    assert await stage.heal() == 0


async def test_what_readers_do_not_see_edits_nothing(stage: Stage) -> None:
    fact = await stage.publish()
    await stage.asked()
    await stage.correct(fact, examples=(Example("Harbour bridge shut forever?", matches=True),))
    await stage.heal()
    assert stage.screen.edits == []


async def test_corrections_in_a_row_edit_once(stage: Stage) -> None:
    fact = await stage.publish()
    await stage.asked()
    fact = await stage.correct(fact, summary=LocalText.of("The second summary."))
    await stage.correct(fact, verdict=Verdict.FALSE)
    await stage.upkeep.watch.catch_up()
    await stage.heal()
    assert len(stage.screen.edits) == 1
    assert "the verdict, the summary" in text_of(stage.screen.shown["sent-1"])


class Overtaken(Screen):
    """While a message is on its way, something happens."""

    meanwhile: Callable[[], Awaitable[object]] | None = None

    async def post(self, target: Target, reply: Reply, ticket: str) -> Sent:
        happens, self.meanwhile = self.meanwhile, None
        if happens is not None:
            await happens()
        return await super().post(target, reply, ticket)


async def test_a_card_on_its_way_while_its_fact_is_withdrawn_is_caught(
    clock: StandingClock,
) -> None:
    screen = Overtaken()
    async with open_for_test(MemoryConversationBase(), clock) as bot:
        stage = Stage(bot, screen, clock)
        await stage.upkeep.watch.catch_up()
        await stage.publish()

        async def withdraw() -> None:
            await bot.moderation.retire(OPERATOR, "bridge-closed", PUBLIC, "wrong")
            await stage.heal()

        screen.meanwhile = withdraw
        await stage.asked()
        assert isinstance(screen.shown["sent-1"], FactCard)
        clock.advance(minutes=1)
        await stage.heal()
        assert isinstance(screen.shown["sent-1"], Withdrawn)


async def test_the_sweep_finds_what_no_change_planned(stage: Stage) -> None:
    fact = await stage.publish()
    await stage.asked()
    await stage.correct(fact, summary=LocalText.of("Another summary."))
    await stage.bot.index.refresh()
    # As if the card had been recorded after the change was planned.
    assert await stage.upkeep.healing.sweep() == 1
    assert await stage.upkeep.healing.sweep() == 0
    assert await stage.upkeep.outbox.drain() == 1
    assert len(stage.screen.edits) == 1


async def test_a_platform_that_is_busy_is_left_in_peace(stage: Stage) -> None:
    fact = await stage.publish()
    await stage.asked()
    await stage.asked(message_id="m2")
    await stage.correct(fact, summary=LocalText.of("Another summary."))
    stage.screen.failures = deque([DeliveryError("flood", final=False, retry_after=40)])
    assert await stage.heal() == 1
    stage.clock.advance(seconds=39)
    assert await stage.heal() == 0
    stage.clock.advance(seconds=2)
    assert await stage.heal() == 2 - 1  # the second message got a pointer, not a card
    assert len(stage.screen.edits) == 1


async def test_a_card_that_cannot_be_edited_is_listed(stage: Stage) -> None:
    fact = await stage.publish()
    await stage.asked()
    stage.screen.shown.clear()
    await stage.correct(fact, summary=LocalText.of("Another summary."))
    await stage.heal()
    async with stage.bot.base.begin() as unit:
        (failed,) = await unit.outbox.failed(ErrandKind.HEAL)
        posted = await unit.replies.by_id(failed.data["reply"])
    assert failed.reason == "gone"
    assert posted is not None
    assert posted.url == "https://chat.example/sent-1"


async def test_a_card_that_was_taken_away_stays_away(stage: Stage) -> None:
    fact = await stage.publish()
    await stage.asked()
    async with stage.bot.base.begin() as unit:
        (posted,) = await unit.replies.cards(fact.id)
    await stage.correct(fact, summary=LocalText.of("Another summary."))
    await stage.upkeep.watch.catch_up()
    await stage.posting.withdraw(posted)
    await stage.heal()
    assert stage.screen.edits == []
    async with stage.bot.base.begin() as unit:
        found = await unit.replies.by_id(posted.id)
    assert found is not None
    assert found.state is ReplyState.REMOVED


async def test_a_restart_in_the_middle_loses_and_repeats_nothing(
    store: Store, conversations: ConversationBase, clock: StandingClock
) -> None:
    async with open_for_test(conversations, clock) as bot:
        stage = Stage(bot, Screen(), clock)
        await stage.upkeep.watch.catch_up()
        fact = await stage.publish()
        for number in range(3):
            place = replace(ROOM, id=f"room-{number}")
            await ask(bot, stage.posting, a_message(message_id=f"m{number}", place=place))
        await stage.correct(fact, summary=LocalText.of("Another summary."))
        await stage.upkeep.watch.catch_up()
        await stage.upkeep.outbox.step("test")
        screen = stage.screen
    async with reopened(store, conversations) as again, open_for_test(again, clock) as bot:
        stage = Stage(bot, screen, clock)
        await stage.heal()
    assert sorted(key for key, _ in screen.edits) == ["sent-1", "sent-2", "sent-3"]


async def test_statements_count_as_seen(stage: Stage) -> None:
    fact = await stage.publish()
    await stage.asked()
    await stage.correct(fact, statements=(*fact.statements, a_statement("It was repainted.")))
    await stage.heal()
    assert "statements and sources" in text_of(stage.screen.shown["sent-1"])


async def test_it_goes_on_in_the_background(stage: Stage) -> None:
    fact = await stage.publish()
    await stage.asked()
    with stage.bot.deliveries.couriers.serving("test", stage.screen):
        await stage.correct(fact, summary=LocalText.of("Another summary."))
        await stage.screen.edited.wait()
    assert len(stage.screen.edits) == 1

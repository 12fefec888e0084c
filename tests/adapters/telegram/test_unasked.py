"""Speaking without being asked: at most what the settings of a place allow."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.metrics import NoMetrics
from bot.places.behaviour import Mode, PlaceSettings
from tests.fakes import StandingClock

from .running import Running, running
from .server import BotSettings, TelegramServer

pytestmark = pytest.mark.usefixtures("delivery")

HEADLINE = "Moscow's New Ally in Afghanistan"
SLUG = "russia-taliban-alliance"
ALL = BotSettings(privacy=False)


async def put(run: Running, place_id: int, settings: PlaceSettings) -> None:
    async with run.bot.base.begin() as unit:
        await unit.places.put("telegram", str(place_id), settings)
        await unit.commit()
    run.bot.preferences.known.forget()


async def test_unprompted_a_headline_gets_its_card() -> None:
    async with TelegramServer(ALL) as telegram:
        ann, group = telegram.user("Ann"), telegram.supergroup("News")
        async with running(telegram) as run:
            await put(run, group.id, PlaceSettings(mode=Mode.UNPROMPTED))
            said = await ann.says(group, HEADLINE)
            card = await group.next_message_from_bot()
            await ann.says(group, "lunch at noon?")
            await telegram.settled()
        assert card.reply_to is said
        assert len(group.messages_from_bot) == 1


async def test_who_opted_out_is_left_alone_until_they_ask() -> None:
    async with TelegramServer(ALL) as telegram:
        ann, group = telegram.user("Ann"), telegram.supergroup("News")
        async with running(telegram) as run:
            await put(run, group.id, PlaceSettings(mode=Mode.UNPROMPTED))
            await ann.says(group, "/ignoreme@factbot")
            await group.next_message_from_bot()
            await ann.says(group, HEADLINE)
            await telegram.settled()
            assert len(group.messages_from_bot) == 1
            await ann.says(group, f"/check {HEADLINE}")
            assert SLUG in (await group.next_message_from_bot()).text


async def test_quietly_a_reaction_and_the_card_for_who_taps_it() -> None:
    async with TelegramServer(ALL) as telegram:
        ann, ben, eve = (telegram.user(name) for name in ("Ann", "Ben", "Eve"))
        group = telegram.supergroup("News", bot="administrator")
        async with running(telegram) as run:
            await put(run, group.id, PlaceSettings(mode=Mode.QUIET))
            await ben.starts_bot()
            await ben.chat.next_message_from_bot()
            said = await ann.says(group, HEADLINE)
            assert await group.next_reaction_by_bot() is said
            await ben.reacts(said, "👀")
            assert SLUG in (await ben.chat.next_message_from_bot()).text
            await eve.reacts(said, "👀")  # she never wrote to the bot
            await ben.reacts(said, "👍")
            await telegram.settled()
        assert group.messages_from_bot == []
        assert len(ben.chat.messages_from_bot) == 2


async def test_an_edit_takes_the_reaction_back() -> None:
    async with TelegramServer(ALL) as telegram:
        ann, group = telegram.user("Ann"), telegram.supergroup("News", bot="administrator")
        async with running(telegram) as run:
            await put(run, group.id, PlaceSettings(mode=Mode.QUIET))
            said = await ann.says(group, HEADLINE)
            await group.next_reaction_by_bot()
            await ann.edits(said, "never mind")
            await group.next_reaction_by_bot()
            assert said.reaction is None


async def test_a_reaction_that_is_not_allowed_there_stays_away() -> None:
    async with TelegramServer(ALL) as telegram:
        ann, group = telegram.user("Ann"), telegram.supergroup("News", bot="administrator")
        async with running(telegram) as run:
            await put(run, group.id, PlaceSettings(mode=Mode.QUIET))
            run.bot.deliveries.metrics = counted = Counting()
            telegram.faults.refuse("setMessageReaction", 400, "Bad Request: REACTION_INVALID")
            await ann.says(group, HEADLINE)
            await telegram.settled()
            await run.connection.receiver.idle()
        assert group.messages_from_bot == []
        assert counted.reasons == ["refused"]


class Counting(NoMetrics):
    """Remembers why replies were given up."""

    def __init__(self) -> None:
        self.reasons: list[str] = []

    def failed(self, platform: str, reason: str) -> None:
        del platform
        self.reasons.append(reason)


async def test_in_shadow_moderators_see_it_and_judge() -> None:
    async with TelegramServer(ALL) as telegram:
        ann, eve = telegram.user("Ann"), telegram.user("Eve")
        group, log = telegram.supergroup("News"), telegram.supergroup("Moderators")
        eve.becomes_admin(group)
        async with running(telegram) as run:
            await put(run, group.id, PlaceSettings(mode=Mode.SHADOW, log_place=str(log.id)))
            said = await ann.says(group, HEADLINE)
            shadow = await log.next_message_from_bot()
            assert shadow.text.startswith("I would have said this to")
            assert shadow.buttons == ["Approve", "Never for this claim"]
            refused = await (await ann.presses(shadow, "Approve")).answer()
            assert "may not" in refused.text
            await (await eve.presses(shadow, "Approve")).answer()
            card = await group.next_message_from_bot()
            assert card.reply_to is said
            assert SLUG in card.text


async def test_approved_twice_it_is_said_once() -> None:
    async with TelegramServer(ALL) as telegram:
        ann, eve, mo = (telegram.user(name) for name in ("Ann", "Eve", "Mo"))
        group, log = telegram.supergroup("News"), telegram.supergroup("Moderators")
        eve.becomes_admin(group)
        mo.becomes_admin(group)
        async with running(telegram) as run:
            await put(run, group.id, PlaceSettings(mode=Mode.SHADOW, log_place=str(log.id)))
            await ann.says(group, HEADLINE)
            shadow = await log.next_message_from_bot()
            markup = shadow.markup
            presses = [await eve.presses(shadow, "Approve"), await mo.presses(shadow, "Approve")]
            told = sorted([(await press.answer()).text for press in presses])
            assert told[0].startswith("Said as it was")
            assert told[1].startswith("Somebody else decided")
            assert (await log.next_edit_by_bot()) is shadow
            assert "Decided: Approve" in shadow.text
            assert shadow.buttons == []
            await telegram.settled()
            # A client that has not redrawn it yet still shows the buttons.
            shadow.markup = markup
            late = await (await eve.presses(shadow, "Approve")).answer()
            assert late.text.startswith("Somebody else decided")
            never = await (await eve.presses(shadow, "Never")).answer()
            assert never.text.startswith("Somebody else decided")
            await telegram.settled()
            assert len(group.messages_from_bot) == 1
            assert len(log.messages_from_bot) == 1


async def test_never_means_never_unasked() -> None:
    async with TelegramServer(ALL) as telegram:
        ann, eve = telegram.user("Ann"), telegram.user("Eve")
        group, log = telegram.supergroup("News"), telegram.supergroup("Moderators")
        eve.becomes_admin(group)
        async with running(telegram) as run:
            settings = PlaceSettings(mode=Mode.SHADOW, log_place=str(log.id), cooldown=0)
            await put(run, group.id, settings)
            await ann.says(group, HEADLINE)
            shadow = await log.next_message_from_bot()
            await (await eve.presses(shadow, "Never")).answer()
            await ann.says(group, HEADLINE)
            await telegram.settled()
            assert len(log.messages_from_bot) == 1
        assert group.messages_from_bot == []


async def test_what_was_said_long_before_a_break_is_not_taken_up() -> None:
    clock = StandingClock()
    async with TelegramServer(ALL) as telegram:
        clock.moment = telegram.world.clock.now() + timedelta(minutes=10)
        ann, group = telegram.user("Ann"), telegram.supergroup("News")
        async with running(telegram, clock=clock) as run:
            await put(run, group.id, PlaceSettings(mode=Mode.UNPROMPTED))
            await ann.says(group, HEADLINE)
            await telegram.settled()
        assert group.messages_from_bot == []

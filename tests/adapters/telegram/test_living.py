"""Facts live: cards follow them, questions find their answers, reports count at once."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.permissions import Actor, Role
from bot.storage.memory import MemoryConversationBase
from factbase.model import Audience, LocalText, Status
from tests.builders import a_fact

from .knowing import add
from .newsroom import ANSWERS, CLAIM, COMMUNITY, described, home, newsroom, reply_to, started
from .running import Ahead, Running, running
from .server import Group, Message, Person, TelegramServer

pytestmark = pytest.mark.usefixtures("delivery")

HEADLINE = "Moscow's New Ally in Afghanistan"
SLUG = "russia-taliban-alliance"
LIGHTHOUSE = "the-old-lighthouse-is-to-be"
OPERATOR = Actor.operator("tests")
PATIENCE = 60.0
"""Seconds until a test gives up waiting for what goes on in the background."""


async def corrected(run: Running, slug: str, summary: str) -> None:
    """A correction by the operator."""
    async with run.bot.base.begin() as unit:
        fact = await unit.facts.get(slug, Audience())
    better = replace(fact, summary=LocalText.of(summary, "en"))
    await run.bot.moderation.correct(OPERATOR, better, "for a test")


async def test_a_fact_from_a_message_is_published_and_found() -> None:
    async with newsroom() as (telegram, _, group, eve):
        ann = telegram.user("Ann")
        said = await ann.says(group, CLAIM)
        await eve.replies(said, "/addfact")
        asked = await eve.chat.next_message_from_bot()
        assert "What is the verdict?" in asked.text
        assert "in private" in (await group.next_message_from_bot()).text
        review = await described(eve, asked, ANSWERS)
        assert "published" in (await reply_to(eve, review, "publish")).text
        await ann.says(group, f"/check {CLAIM}")
        assert LIGHTHOUSE in (await group.next_message_from_bot()).text


async def test_a_message_too_long_for_a_claim_is_asked_about_and_not_lost() -> None:
    async with newsroom() as (telegram, _, group, eve):
        ann = telegram.user("Ann")
        said = await ann.says(group, f"{CLAIM}. " * 20)
        await eve.replies(said, "/addfact")
        asked = await eve.chat.next_message_from_bot()
        assert "claim" in asked.text
        assert "What is claimed?" in asked.text
        assert "verdict" in (await reply_to(eve, asked, CLAIM)).text


async def test_a_correction_reaches_cards_across_a_crash_in_the_middle() -> None:
    base = MemoryConversationBase()
    async with TelegramServer() as telegram:
        ann, group = telegram.user("Ann"), telegram.supergroup("News")
        async with running(telegram, base) as run:
            await add(run.bot, "lighthouse", "The old lighthouse is to be torn down.")
            await ann.says(group, f"/check {CLAIM}")
            by_check = await group.next_message_from_bot()
            await ann.says(group, "/settings cooldown 0")
            await group.next_message_from_bot()
            await ann.tells_bot("/fact lighthouse")
            by_name = await ann.chat.next_message_from_bot()
            assert (by_check.edits, by_name.edits) == ([], [])
            gate = telegram.faults.hold("editMessageText", times=9)
            await corrected(run, "lighthouse", "It stays where it is.")
            await gate.reached()
        gate.release()
        # An errand that a dead process had taken is anybody's again after two minutes.
        async with running(telegram, base, clock=Ahead(timedelta(minutes=3))):
            for place in (group, ann.chat):
                healed = await place.next_edit_by_bot(PATIENCE)
                assert "It stays where it is." in healed.text
                assert "Corrected" in healed.text or "changed" in healed.text.casefold()
            await telegram.settled()
        assert len(by_check.edits) == len(by_name.edits) == 1


async def test_a_retired_fact_leaves_no_card() -> None:
    async with TelegramServer() as telegram:
        ann, group = telegram.user("Ann"), telegram.supergroup("News")
        async with running(telegram) as run:
            await ann.says(group, f"/check {HEADLINE}")
            card = await group.next_message_from_bot()
            await run.bot.moderation.retire(OPERATOR, SLUG, Audience(), "for a test")
            assert await group.next_edit_by_bot(PATIENCE) is card
        assert "This entry was withdrawn" in card.text
        assert card.buttons == []


async def test_a_question_is_answered_later_where_it_was_asked_and_once() -> None:
    base = MemoryConversationBase()
    async with TelegramServer() as telegram:
        ann, ben, group = telegram.user("Ann"), telegram.user("Ben"), telegram.supergroup("News")
        async with running(telegram, base):
            asked = await ann.says(group, f"/check {CLAIM}")
            nothing = await group.next_message_from_bot()
            tell = await ann.presses(nothing, "Tell me")
            assert "You will be told here" in (await tell.answer()).text
            await ben.tells_bot(CLAIM)
            nothing = await ben.chat.next_message_from_bot()
            for word in ("You will be told", "won't be told"):
                assert word in (await (await ben.presses(nothing, "Tell me")).answer()).text
        async with running(telegram, base) as run:
            await add(run.bot, "lighthouse", "The old lighthouse is to be torn down.")
            told = await group.next_message_from_bot(PATIENCE)
            assert "There is an answer now" in told.text
            assert told.reply_to is asked
            await run.bot.upkeep.answers.look_again()
            await run.bot.upkeep.outbox.drain()
            await telegram.settled()
        assert len(group.messages_from_bot) == 2
        assert len(ben.chat.messages_from_bot) == 1


async def test_who_blocked_the_bot_is_not_told() -> None:
    async with TelegramServer() as telegram:
        ann = telegram.user("Ann")
        async with running(telegram) as run:
            await ann.tells_bot(CLAIM)
            nothing = await ann.chat.next_message_from_bot()
            await (await ann.presses(nothing, "Tell me")).answer()
            await ann.blocks_bot()
            await telegram.settled()
            await add(run.bot, "lighthouse", "The old lighthouse is to be torn down.")
            await run.bot.upkeep.answers.look_again()
            await run.bot.upkeep.outbox.drain()
            await telegram.settled()
        assert len(ann.chat.messages_from_bot) == 1
        assert telegram.refusals.texts == []


async def complained(person: Person, card: Message, *, linked: bool = False) -> None:
    """Says that a card answers another claim, in private; by a link when new to the bot."""
    press = await person.presses(card, "Not this claim")
    if linked:
        await person.opens((await press.answer()).url)
    asked = await person.chat.next_message_from_bot()
    assert "What is wrong" in asked.text
    said = await (await person.presses(asked, "Other claim")).answer()
    assert "moderators will see it" in said.text


@pytest.mark.parametrize("linked", [False, True])
async def test_not_this_claim_counts_at_once_and_comes_up_for_review(
    linked: bool,  # noqa: FBT001 - a parameter of the test
) -> None:
    async with TelegramServer() as telegram:
        ann, ben, eve = (telegram.user(name) for name in ("Ann", "Ben", "Eve"))
        group = telegram.supergroup("News")
        eve.becomes_admin(group)
        async with running(telegram) as run:
            await home(run, group, cooldown=0)
            if not linked:
                await started(eve)
            said = await ann.says(group, f"{HEADLINE}!")
            await ann.replies(said, "/check")
            card = await group.next_message_from_bot()
            await complained(eve, card, linked=linked)
            assert await group.next_deletion_by_bot() is card
            await ben.says(group, f"/check {HEADLINE}")
            assert "holds nothing" in (await group.next_message_from_bot()).text
            await eve.says(group, "/review")
            item = await eve.chat.next_message_from_bot()
            assert "reported as no answer" in item.text
            assert f"“{HEADLINE}!”" in item.text
            assert (await (await eve.presses(item, "The report is wrong")).answer()).text == "Done."
            await group.next_message_from_bot()
            await ben.says(group, f"/check {HEADLINE}")
            assert SLUG in (await group.next_message_from_bot()).text


async def test_one_report_silences_the_fact_for_its_author_alone() -> None:
    async with TelegramServer() as telegram:
        ann, ben, group = telegram.user("Ann"), telegram.user("Ben"), telegram.supergroup("News")
        async with running(telegram) as run:
            await home(run, group, cooldown=0)
            await started(ann)
            await ann.says(group, f"/check {HEADLINE}")
            card = await group.next_message_from_bot()
            await complained(ann, card)
            assert await group.next_deletion_by_bot() is card
            await ann.says(group, f"/check {HEADLINE}")
            assert "holds nothing" in (await group.next_message_from_bot()).text
            await ben.says(group, f"/check {HEADLINE}")
            assert SLUG in (await group.next_message_from_bot()).text


Path = Callable[[TelegramServer, Person, Group, str], Awaitable[Message]]


async def in_the_group(_: TelegramServer, eve: Person, group: Group, command: str) -> Message:
    await eve.says(group, command)
    return await group.next_message_from_bot()


async def in_private(_: TelegramServer, eve: Person, __: Group, command: str) -> Message:
    await eve.tells_bot(command)
    return await eve.chat.next_message_from_bot()


async def as_admin_elsewhere(
    telegram: TelegramServer, eve: Person, _: Group, command: str
) -> Message:
    other = telegram.supergroup("Others")
    eve.becomes_admin(other)
    await started(eve)
    await eve.says(other, command)
    return await other.next_message_from_bot()


async def anonymously_elsewhere(
    telegram: TelegramServer, eve: Person, _: Group, command: str
) -> Message:
    other = telegram.supergroup("Others")
    eve.becomes_admin(other, anonymous=True)
    await eve.says(other, command)
    return await other.next_message_from_bot()


async def as_a_channel(telegram: TelegramServer, _: Person, group: Group, command: str) -> Message:
    await telegram.channel("Loud").says_in(group, command)
    return await group.next_message_from_bot()


class Unhurried:
    """A clock by which every message is long after the one before."""

    def __init__(self) -> None:
        self._now = 0.0

    def __call__(self) -> float:
        self._now += 60.0
        return self._now


COMMANDS = (
    f"/addfact {CLAIM}",
    "/editfact lighthouse",
    "/publish lighthouse",
    "/retire lighthouse",
    "/history lighthouse",
    "/review",
    "/accuracy",
)
NOTHING = ("may not", "no such fact", "Facts belong to groups", "This belongs to groups",
           "anonymous administrator")  # fmt: skip


@pytest.mark.parametrize(
    "path", [in_the_group, in_private, as_admin_elsewhere, anonymously_elsewhere, as_a_channel]
)
async def test_who_does_not_moderate_changes_nothing_by_any_path(path: Path) -> None:
    async with TelegramServer() as telegram:
        eve, group = telegram.user("Eve"), telegram.supergroup("News")
        async with running(telegram) as run:
            run.connection.pace.clock = Unhurried()
            await home(run, group)
            await add(run.bot, "lighthouse", CLAIM)
            async with run.bot.base.begin() as unit:
                fact = await unit.facts.get("lighthouse", Audience())
            drafted = a_fact("harbour-light", claim=CLAIM, scope=COMMUNITY)
            who = Actor("telegram:1", Role.MODERATOR, COMMUNITY)
            await run.bot.moderation.propose(who, drafted, "for a test")
            for command in COMMANDS:
                for slug in ("lighthouse", "harbour-light"):
                    told = await path(telegram, eve, group, command.replace("lighthouse", slug))
                    history = command.startswith("/history") and slug == "lighthouse"
                    own = command.split()[0] in {"/review", "/accuracy"}
                    elsewhere = path is as_admin_elsewhere and own and "in private" in told.text
                    assert history or elsewhere or any(part in told.text for part in NOTHING), (
                        command,
                        told.text,
                    )
            async with run.bot.base.begin() as unit:
                kept = await unit.facts.get("lighthouse", Audience())
                drafted = await unit.facts.get("harbour-light", Audience(COMMUNITY))
            assert (kept.version, kept.status) == (fact.version, Status.PUBLISHED)
            assert (drafted.version, drafted.status) == (1, Status.PROPOSED)

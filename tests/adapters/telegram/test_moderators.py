"""Moderators' paths: facts question by question, settings, and everybody who may not."""

from __future__ import annotations

import pytest

from bot.messages import Place
from bot.permissions import Actor, Role
from bot.places.behaviour import Mode, PlaceSettings
from bot.storage.memory import MemoryConversationBase
from factbase.errors import FactNotFound
from factbase.model import Audience, Status
from tests.builders import a_fact

from .newsroom import ANSWERS, CLAIM, COMMUNITY, described, home, newsroom, reply_to, started
from .running import Running, running
from .server import Group, Message, Person, TelegramServer

pytestmark = pytest.mark.usefixtures("delivery")


async def test_a_fact_is_added_question_by_question_and_published() -> None:
    async with newsroom() as (telegram, _, group, eve):
        ann = telegram.user("Ann")
        said = await ann.says(group, f"@someone {CLAIM}")
        await eve.replies(said, f"/addfact {CLAIM}")
        asked = await eve.chat.next_message_from_bot()
        assert "What is the verdict?" in asked.text
        assert "in private" in (await group.next_message_from_bot()).text
        review = await described(eve, asked, ANSWERS)
        assert "This is how it will look." in review.text
        assert "Harbour Gazette" in review.text
        done = await reply_to(eve, review, "publish")
        assert done.text == "the-old-lighthouse-is-to-be is published."
        await ann.says(group, f"/check {CLAIM}")
        assert "the-old-lighthouse" in (await group.next_message_from_bot()).text


async def test_a_restart_in_the_middle_loses_no_answer() -> None:
    base = MemoryConversationBase()
    async with TelegramServer() as telegram:
        eve, group = telegram.user("Eve"), telegram.supergroup("News")
        eve.becomes_admin(group)
        async with running(telegram, base) as run:
            await home(run, group)
            await started(eve)
            await eve.says(group, "/addfact")
            asked = await eve.chat.next_message_from_bot()
            asked = await described(eve, asked, (CLAIM, *ANSWERS[:4]))
        async with running(telegram, base) as run:
            review = await described(eve, asked, ANSWERS[4:])
            await reply_to(eve, review, "propose")
            async with run.bot.base.begin() as unit:
                fact = await unit.facts.get("the-old-lighthouse-is-to-be", Audience(COMMUNITY))
            assert fact.status is Status.PROPOSED
            assert fact.statements[0].speaker.office is not None
            await eve.says(group, f"/publish {fact.slug} checked")
            await telegram.settled()
            assert "published" in group.messages_from_bot[-1].text


async def test_a_wrong_answer_is_asked_again_and_a_stale_button_does_nothing() -> None:
    async with newsroom() as (_, _, group, eve):
        await eve.says(group, f"/addfact {CLAIM}")
        verdict = await eve.chat.next_message_from_bot()
        asked = await described(eve, verdict, ANSWERS[:5])
        again = await reply_to(eve, asked, "last Tuesday")
        assert "When?" in again.text
        again = await reply_to(eve, again, "2999-06-18")
        assert "is after today" in again.text
        assert "When?" in again.text
        await (await eve.presses(verdict, "False")).answer()
        said = await reply_to(eve, again, "2025-06-18")
        assert "What was said" in said.text
        await (await eve.presses(said, "Cancel")).answer()
        assert (await eve.chat.next_message_from_bot()).text == "Forgotten."
        await eve.tells_bot("The moon is made of cheese")
        assert "holds nothing" in (await eve.chat.next_message_from_bot()).text


async def test_a_question_survives_trouble_and_commands_in_between() -> None:
    async with newsroom() as (telegram, _, group, eve):
        telegram.faults.bad_gateway()
        await eve.says(group, f"/addfact {CLAIM}")
        asked = await eve.chat.next_message_from_bot()
        assert "What is the verdict?" in asked.text
        await eve.tells_bot("/check Moscow's New Ally in Afghanistan")
        assert "Claim:" in (await eve.chat.next_message_from_bot()).text
        assert "two or three sentences" in (await reply_to(eve, asked, "denied")).text


async def test_who_has_not_started_the_bot_is_led_there() -> None:
    async with newsroom(met=False) as (_, _, group, eve):
        await eve.says(group, "/addfact")
        led = await group.next_message_from_bot()
        await eve.opens(led.keyboard[0][0]["url"])
        assert "What is claimed?" in (await eve.chat.next_message_from_bot()).text


async def test_a_fact_is_changed_and_its_history_kept() -> None:
    async with newsroom() as (telegram, _, group, eve):
        await eve.says(group, f"/addfact {CLAIM}")
        review = await described(eve, await eve.chat.next_message_from_bot(), ANSWERS)
        await reply_to(eve, review, "publish")
        slug = "the-old-lighthouse-is-to-be"
        await eve.says(group, f"/editfact {slug}")
        asked = await eve.chat.next_message_from_bot()
        await (await eve.presses(asked, "Summary")).answer()
        asked = await eve.chat.next_message_from_bot()
        shown = await reply_to(eve, asked, "The harbour master denies it twice.")
        assert "denies it twice" in shown.text
        saved = await reply_to(eve, shown, "yes")
        assert saved.text == f"Saved: {slug}."
        await eve.says(group, f"/editfact {slug}")
        asked = await eve.chat.next_message_from_bot()
        await (await eve.presses(asked, "Summary")).answer()
        asked = await eve.chat.next_message_from_bot()
        shown = await reply_to(eve, asked, "The harbour master denies it twice.")
        saved = await reply_to(eve, shown, "yes")
        assert saved.text == f"{slug} says all of this already: nothing was saved."
        await eve.says(group, f"/history {slug}")
        await telegram.settled()
        assert "v3" in group.messages_from_bot[-1].text
        assert "v4" not in group.messages_from_bot[-1].text
        await eve.says(group, f"/retire {slug} it was built anew")
        await telegram.settled()
        assert "retired" in group.messages_from_bot[-1].text
        await eve.says(group, f"/fact {slug}")
        await telegram.settled()
    assert "no such fact" in group.messages_from_bot[-1].text


@pytest.mark.parametrize(
    "command",
    ["/addfact", "/editfact russia-taliban-alliance", "/retire russia-taliban-alliance",
     "/publish russia-taliban-alliance", "/settings", "/settings mode off"],
)  # fmt: skip
async def test_who_does_not_moderate_may_not(command: str) -> None:
    async with TelegramServer() as telegram:
        ann, group = telegram.user("Ann"), telegram.supergroup("News")
        forum = telegram.forum("Forum")
        topic = forum.opens_topic("Talk", ann.account)
        async with running(telegram) as run:
            await home(run, group)
            await ann.says(group, command)
            assert "may not" in (await group.next_message_from_bot()).text
            name, _, rest = command.partition(" ")
            await ann.says(forum, f"{name}@factbot {rest}", topic=topic)
            refused = await forum.next_message_from_bot()
        assert "may not" in refused.text
        assert refused.thread_id == topic.id


async def test_a_listed_moderator_may_propose_but_not_change_settings() -> None:
    async with TelegramServer() as telegram:
        mo, group = telegram.user("Mo"), telegram.supergroup("News")
        async with running(telegram) as run:
            await home(run, group, moderator_roles=(str(mo.id),))
            await started(mo)
            await mo.says(group, "/addfact")
            assert "What is claimed?" in (await mo.chat.next_message_from_bot()).text
            await mo.says(group, "/settings")
            await telegram.settled()
        assert "may not" in group.messages_from_bot[-1].text


async def test_a_right_lost_on_the_way_saves_nothing() -> None:
    async with TelegramServer() as telegram:
        eve, group = telegram.user("Eve"), telegram.supergroup("News", bot="administrator")
        eve.becomes_admin(group)
        async with running(telegram) as run:
            await home(run, group)
            await started(eve)
            await eve.says(group, f"/addfact {CLAIM}")
            review = await described(eve, await eve.chat.next_message_from_bot(), ANSWERS)
            eve.becomes_member(group)
            run.connection.session.members.forget(group.id)
            refused = await reply_to(eve, review, "publish")
            assert "may not" in refused.text
            async with run.bot.base.begin() as unit:
                with pytest.raises(FactNotFound):
                    await unit.facts.get("the-old-lighthouse-is-to-be", Audience(COMMUNITY))


async def test_the_panel_shows_and_changes_settings() -> None:
    async with TelegramServer() as telegram:
        ann, eve, group = telegram.user("Ann"), telegram.user("Eve"), telegram.supergroup("News")
        eve.becomes_admin(group)
        async with running(telegram) as run:
            await eve.says(group, "/settings")
            panel = await group.next_message_from_bot()
            assert "✓ When asked" in panel.buttons
            assert "I see commands, mentions and answers" in panel.text
            refused = await (await ann.presses(panel, "Off")).answer()
            assert "may not" in refused.text
            await (await eve.presses(panel, "Shadow")).answer()
            await group.next_edit_by_bot()
            assert "✓ Shadow" in panel.buttons
            assert "I must see every message, and I don't" in panel.text
            for label in ("0.95", "60 min", "ru"):
                await (await eve.presses(panel, label)).answer()
                await group.next_edit_by_bot()
            await (await eve.presses(panel, "✓ ru")).answer()
            await telegram.settled()
            settings = await run.bot.preferences.settings(_place(group))
        assert settings == PlaceSettings(
            mode=Mode.SHADOW, threshold=0.95, cooldown=3_600, locale="ru"
        )


async def test_settings_in_words_for_an_anonymous_administrator() -> None:
    async with TelegramServer() as telegram:
        eve, group = telegram.user("Eve"), telegram.supergroup("News")
        log, foreign = telegram.supergroup("Moderators"), telegram.supergroup("Others")
        eve.becomes_admin(group, anonymous=True)
        async with running(telegram) as run:
            for words in (
                "mode quiet",
                "threshold 0.9",
                "cooldown 5",
                "locale ru",
                "community own",
            ):
                await eve.says(group, f"/settings {words}")
            for words in ("mode loud", "threshold x", "nonsense 1", f"log {foreign.id}"):
                await eve.says(group, f"/settings {words}")
            await telegram.settled()
            settings = await run.bot.preferences.settings(_place(group))
            assert settings == PlaceSettings(
                mode=Mode.QUIET,
                threshold=0.9,
                cooldown=300,
                locale="ru",
                community=f"telegram-{abs(group.id)}",
            )
            eve.becomes_admin(group)
            eve.becomes_admin(log)
            await eve.says(group, f"/settings log {log.id}")
            await telegram.settled()
            settings = await run.bot.preferences.settings(_place(group))
        assert settings.log_place == str(log.id)
        assert len(group.messages_from_bot) == 10


def _place(group: Group) -> Place:
    return Place("telegram", str(group.id), server=str(group.id))


ALIKE = "The old lighthouse shall be torn down"


async def near(run: Running, group: Group, eve: Person) -> Message:
    """A fact is there, and one nearly like it is described: the question what it is to be."""
    await home(run, group)
    await started(eve)
    draft = a_fact("lighthouse", claim=CLAIM, wordings=(), scope=COMMUNITY)
    who = Actor("telegram:1", Role.MODERATOR, COMMUNITY)
    await run.bot.moderation.propose(who, draft, "for a test")
    await run.bot.moderation.publish(who, "lighthouse", Audience(COMMUNITY), "for a test")
    await eve.says(group, f"/addfact {ALIKE}")
    return await described(eve, await eve.chat.next_message_from_bot(), ANSWERS)


@pytest.mark.parametrize("label", ["Wording of 1", "Statement on 1"])
async def test_what_is_near_is_shown_first_and_may_be_joined(label: str) -> None:
    async with TelegramServer() as telegram:
        eve, group = telegram.user("Eve"), telegram.supergroup("News")
        eve.becomes_admin(group)
        async with running(telegram) as run:
            asked = await near(run, group, eve)
            assert "Nothing is saved yet" in asked.text
            assert "1. lighthouse · " in asked.text
            assert CLAIM in asked.text
            await (await eve.presses(asked, label)).answer()
            saved = await eve.chat.next_message_from_bot()
            assert saved.text == "Saved: lighthouse."
            async with run.bot.base.begin() as unit:
                fact = await unit.facts.get("lighthouse", Audience(COMMUNITY))
            assert (ALIKE in [one.text for one in fact.wordings]) is label.startswith("Wording")
            assert (len(fact.statements) == 2) is label.startswith("Statement")


async def test_what_is_near_may_be_a_fact_of_its_own() -> None:
    async with TelegramServer() as telegram:
        eve, group = telegram.user("Eve"), telegram.supergroup("News")
        eve.becomes_admin(group)
        async with running(telegram) as run:
            asked = await near(run, group, eve)
            await eve.tells_bot("hm")
            again = await eve.chat.next_message_from_bot()
            assert "press one of the buttons" in again.text
            await (await eve.presses(asked, "Save as a new fact")).answer()
            review = await eve.chat.next_message_from_bot()
            assert "This is how it will look." in review.text
            assert "proposal" in (await reply_to(eve, review, "propose")).text


async def test_an_anonymous_administrator_publishes_and_retires() -> None:
    async with TelegramServer() as telegram:
        eve, group = telegram.user("Eve"), telegram.supergroup("News")
        eve.becomes_admin(group, anonymous=True)
        async with running(telegram) as run:
            await home(run, group)
            draft = a_fact("lighthouse", claim=CLAIM, scope=COMMUNITY)
            who = Actor("telegram:1", Role.MODERATOR, COMMUNITY)
            await run.bot.moderation.propose(who, draft, "for a test")
            await eve.says(group, "/publish lighthouse checked")
            assert "lighthouse is published" in (await group.next_message_from_bot()).text
            await eve.says(group, "/retire lighthouse built anew")
            assert "lighthouse is retired" in (await group.next_message_from_bot()).text
            await eve.says(group, "/addfact")
            assert "anonymous administrator" in (await group.next_message_from_bot()).text
            async with run.bot.base.begin() as unit:
                entries = await unit.audit.read(COMMUNITY, draft.created, 9)
        # Whoever speaks anonymously is on record as the group.
        assert {entry.by for entry in entries if entry.action != "propose fact"} == {
            f"telegram:{group.id}"
        }

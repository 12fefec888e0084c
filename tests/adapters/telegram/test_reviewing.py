"""The review queue and a community's numbers: where they are shown, who decides, who may not."""

from __future__ import annotations

from uuid import uuid4

import pytest

from bot.permissions import Actor, Role
from bot.storage.memory import MemoryConversationBase
from factbase.model import Audience, Status
from tests.builders import a_fact

from .newsroom import ANSWERS, CLAIM, COMMUNITY, described, home, newsroom, reply_to, started
from .running import Running, running
from .server import Group, Message, Person, TelegramServer

pytestmark = pytest.mark.usefixtures("delivery")

DRAFTED = "The harbour bridge is closed for good"
SCOPE = Audience(COMMUNITY)
MODERATOR = Actor("telegram:1", Role.MODERATOR, COMMUNITY)


async def proposed(run: Running, slug: str = "bridge-closed", claim: str = DRAFTED) -> str:
    """A draft that waits; its id."""
    fact = a_fact(slug, id=uuid4().hex, claim=claim, scope=COMMUNITY)
    stored = await run.bot.moderation.propose(MODERATOR, fact, "for a test")
    await run.bot.upkeep.watch.catch_up()
    return stored.id


async def shown(person: Person, group: Group, command: str = "/review") -> Message:
    """What the command leads to in private, once the group was told that it goes on there."""
    await person.says(group, command)
    message = await person.chat.next_message_from_bot()
    assert "in private" in (await group.next_message_from_bot()).text
    return message


async def status(run: Running, slug: str = "bridge-closed") -> Status:
    async with run.bot.base.begin() as unit:
        return (await unit.facts.get(slug, SCOPE)).status


async def test_the_queue_comes_in_private_and_a_press_decides() -> None:
    async with newsroom() as (telegram, run, group, eve):
        ann = telegram.user("Ann")
        await proposed(run)
        item = await shown(eve, group)
        assert "A draft waits to be published" in item.text
        assert item.buttons == ["Publish", "Retire"]
        assert (await (await eve.presses(item, "Publish")).answer()).text == "Done."
        decided = await eve.chat.next_edit_by_bot()
        assert decided is item
        assert decided.buttons == []
        assert "Decided: Publish" in decided.text
        await ann.says(group, f"/check {DRAFTED}")
        assert "bridge-closed" in (await group.next_message_from_bot()).text
        assert "Nothing waits" in (await shown(eve, group)).text


async def test_who_never_wrote_to_the_bot_is_led_to_the_queue() -> None:
    async with newsroom(met=False) as (telegram, run, group, eve):
        ann = telegram.user("Ann")
        await proposed(run)
        await eve.says(group, "/review")
        link = (await group.next_message_from_bot()).keyboard[0][0]["url"]
        await ann.opens(link)
        assert "may not" in (await ann.chat.next_message_from_bot()).text
        await eve.opens(link)
        item = await eve.chat.next_message_from_bot()
        assert (await (await eve.presses(item, "Retire")).answer()).text == "Done."
        assert await status(run) is Status.RETIRED
        await proposed(run, "tunnel-closed", "The harbour tunnel is closed for good")
        await eve.tells_bot("/review")
        assert "tunnel-closed" in (await eve.chat.next_message_from_bot()).text


async def test_buttons_in_private_survive_a_restart() -> None:
    base = MemoryConversationBase()
    async with TelegramServer() as telegram:
        eve, group = telegram.user("Eve"), telegram.supergroup("News")
        eve.becomes_admin(group)
        async with running(telegram, base) as run:
            await home(run, group)
            await started(eve)
            await proposed(run)
            item = await shown(eve, group)
        async with running(telegram, base) as run:
            assert (await (await eve.presses(item, "Publish")).answer()).text == "Done."
            assert await status(run) is Status.PUBLISHED


async def test_many_items_come_a_few_at_a_time() -> None:
    async with newsroom() as (telegram, run, group, eve):
        for number in range(6):
            await proposed(run, f"bridge-{number}", f"Bridge number {number} is closed")
        await eve.says(group, "/review")
        await telegram.settled()
    assert "More are waiting" in eve.chat.messages_from_bot[-1].text
    assert len(eve.chat.messages_from_bot) == 1 + 5 + 1


async def test_a_notice_in_the_moderators_chat_is_decided_there_by_one_of_two() -> None:
    async with TelegramServer() as telegram:
        eve, mo, ann = (telegram.user(name) for name in ("Eve", "Mo", "Ann"))
        group, room = telegram.supergroup("News"), telegram.supergroup("Moderators")
        eve.becomes_admin(group)
        for person in (mo, ann):
            await person.joins(room)
        async with running(telegram) as run:
            await home(run, group, log_place=str(room.id), moderator_roles=(str(mo.id),))
            await proposed(run)
            await run.bot.upkeep.gathering.tell()
            notice = await room.next_message_from_bot()
            assert notice.buttons == ["Publish", "Retire"]
            refused = await (await ann.presses(notice, "Publish")).answer()
            assert "may not" in refused.text
            presses = [await eve.presses(notice, "Publish"), await mo.presses(notice, "Publish")]
            said = sorted([(await press.answer()).text for press in presses])
            assert said[0] == "Done."
            assert said[1] == "Somebody else decided this already; nothing was done twice."
            assert "Decided: Publish" in (await room.next_edit_by_bot()).text
            await telegram.settled()
            async with run.bot.base.begin() as unit:
                assert (await unit.facts.get("bridge-closed", SCOPE)).version == 2
        assert len(room.messages_from_bot) == 1
        assert notice.buttons == []


async def test_the_moderators_chat_shows_the_queue_itself() -> None:
    async with TelegramServer() as telegram:
        eve, ann = telegram.user("Eve"), telegram.user("Ann")
        group, room = telegram.supergroup("News"), telegram.supergroup("Moderators")
        eve.becomes_admin(group)
        async with running(telegram) as run:
            await home(run, group, log_place=str(room.id))
            await eve.says(room, "/review")
            assert "Nothing waits" in (await room.next_message_from_bot()).text
            await ann.says(room, "/review")
            assert "may not" in (await room.next_message_from_bot()).text
            await eve.says(room, "/accuracy")
            assert "The last 30 days" in (await room.next_message_from_bot()).text


async def asked_often(telegram: TelegramServer, group: Group) -> None:
    """Six questions by three people, each answered with nothing found."""
    people = [telegram.user(f"Asker {number}") for number in range(3)]
    for person in (*people, *people):
        await person.says(group, f"/check {CLAIM}")
        assert "holds nothing" in (await group.next_message_from_bot()).text


async def test_a_surge_becomes_a_fact_that_begins_with_what_people_ask() -> None:
    async with TelegramServer() as telegram:
        eve, ann = telegram.user("Eve"), telegram.user("Ann")
        group, room = telegram.supergroup("News"), telegram.supergroup("Moderators")
        eve.becomes_admin(group)
        async with running(telegram) as run:
            await home(run, group, log_place=str(room.id))
            await started(eve)
            await asked_often(telegram, group)
            await run.bot.upkeep.gathering.sweep()
            notice = await room.next_message_from_bot()
            assert "Asked 6 times by 3 people" in notice.text
            refused = await (await ann.presses(notice, "Write the fact")).answer()
            assert "may not write facts" in refused.text
            assert "in private" in (await (await eve.presses(notice, "Write")).answer()).text
            asked = await eve.chat.next_message_from_bot()
            assert f"People ask: “{CLAIM}”" in asked.text
            await (await eve.presses(asked, "Take these words")).answer()
            asked = await eve.chat.next_message_from_bot()
            review = await described(eve, asked, ANSWERS)
            assert "published" in (await reply_to(eve, review, "publish")).text
            assert (await (await eve.presses(notice, "Seen")).answer()).text == "Done."


async def test_a_surge_leads_who_never_wrote_to_the_bot_to_the_same_question() -> None:
    async with TelegramServer() as telegram:
        eve = telegram.user("Eve")
        group, room = telegram.supergroup("News"), telegram.supergroup("Moderators")
        eve.becomes_admin(group)
        async with running(telegram) as run:
            await home(run, group, log_place=str(room.id))
            await asked_often(telegram, group)
            await run.bot.upkeep.gathering.sweep()
            notice = await room.next_message_from_bot()
            link = (await (await eve.presses(notice, "Write the fact")).answer()).url
            await eve.opens(link)
            assert f"People ask: “{CLAIM}”" in (await eve.chat.next_message_from_bot()).text


@pytest.mark.parametrize("command", ["/review", "/accuracy"])
async def test_others_see_nothing_by_any_path(command: str) -> None:
    async with TelegramServer() as telegram:
        ann, eve, foreign = telegram.user("Ann"), telegram.user("Eve"), telegram.user("Foreign")
        group, other = telegram.supergroup("News"), telegram.supergroup("Others")
        eve.becomes_admin(group)
        foreign.becomes_admin(other, anonymous=True)
        async with running(telegram) as run:
            await home(run, group)
            await proposed(run)
            await ann.says(group, command)
            assert "may not" in (await group.next_message_from_bot()).text
            await ann.tells_bot(command)
            assert "belongs to groups" in (await ann.chat.next_message_from_bot()).text
            for payload in (f"rev_{group.id}", f"num_{group.id}"):
                await ann.opens(payload)
                assert "may not" in (await ann.chat.next_message_from_bot()).text
            await foreign.says(other, command)
            assert "anonymous administrator" in (await other.next_message_from_bot()).text
            await foreign.says(group, command)
            assert "may not" in (await group.next_message_from_bot()).text


async def test_a_made_up_press_decides_nothing() -> None:
    async with TelegramServer() as telegram:
        ann, eve, group = telegram.user("Ann"), telegram.user("Eve"), telegram.supergroup("News")
        other = telegram.supergroup("Others")
        for place in (group, other):
            eve.becomes_admin(place)
        ann.becomes_admin(other)
        async with running(telegram) as run:
            await home(run, group)
            await started(eve)
            await proposed(run)
            item = await shown(eve, group)
            data = item.keyboard[0][0]["callback_data"]
            await ann.says(other, "/check Moscow's New Ally in Afghanistan")
            card = await other.next_message_from_bot()
            card.keyboard[0][0]["callback_data"] = data
            for value in (data, data.replace("publish", "right"), "f1:v:000000000000::publish"):
                card.keyboard[0][0]["callback_data"] = value
                answer = await (await ann.presses(card, "Sources")).answer()
                assert "may not" in answer.text or "can't be saved" in answer.text
            await ann.opens(data.replace(":", "_"))
            assert "Send me a headline" in (await ann.chat.next_message_from_bot()).text
            assert await status(run) is Status.PROPOSED


async def test_the_numbers_come_in_private() -> None:
    async with newsroom() as (telegram, _, group, eve):
        ann = telegram.user("Ann")
        await ann.says(group, "/check Moscow's New Ally in Afghanistan")
        await group.next_message_from_bot()
        told = await shown(eve, group, "/accuracy")
        assert "The last 30 days" in told.text
        assert "Cards: 1" in told.text
        assert "Cards said unasked: 0" in told.text
        await eve.tells_bot("/accuracy")
        assert "The last 30 days" in (await eve.chat.next_message_from_bot()).text


async def test_a_link_leads_to_the_numbers() -> None:
    async with newsroom(met=False) as (_, _, group, eve):
        await eve.says(group, "/accuracy")
        await eve.opens((await group.next_message_from_bot()).keyboard[0][0]["url"])
        assert "The last 30 days" in (await eve.chat.next_message_from_bot()).text

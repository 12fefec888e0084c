"""The review queue: notices with buttons in the log, `/fact review`, and a form from questions."""

from __future__ import annotations

import asyncio

from bot.messages import Person as Whoever
from bot.storage.memory import MemoryConversationBase

from .editors import CLAIM, log_channel, own_community, proposed, published
from .life import ALLY, Life, living, place_of
from .server import DiscordServer, Person, Town
from .server import Place as Channel

UNKNOWN = "The city museum was sold to a foreign bank last week"


async def surge(life: Life, town: Town, general: Channel) -> None:
    """Five questions by three people about something that isn't in the base."""
    people = [town.member(name) for name in ("Ann", "Bob", "Cal")]
    for person in (*people, *people[:2]):
        await person.says(general, f"@factbot {UNKNOWN}")
        assert "holds nothing" in (await general.next_message_from_bot()).text
    await life.bot.upkeep.gathering.sweep()
    await life.bot.upkeep.outbox.drain()


def person_named(person: Person) -> Whoever:
    """An administrator as the bot knows them."""
    return Whoever("discord", person.id, administers=True)


async def noticed(life: Life) -> None:
    """Have everything planned that moderators are told of, and said."""
    await life.bot.upkeep.watch.catch_up()
    await life.bot.upkeep.gathering.tell()
    await life.bot.upkeep.outbox.drain()


async def test_a_notice_in_the_log_publishes_with_one_press() -> None:
    async with DiscordServer() as server:
        town = server.guild("News")
        general, log = town.channel("general"), town.channel("log")
        admin, ann = town.member("Admin", permissions=["manage_guild"]), town.member("Ann")
        async with living(server) as life:
            await own_community(general, admin)
            await proposed(general, admin)
            await log_channel(life, general, log)
            await noticed(life)
            notice = await log.next_message_from_bot()
            assert "draft waits" in notice.text
            refused = await (await ann.presses(notice, "Publish")).followup()
            assert "may not" in refused.text
            assert refused.only_for == ann.id
            assert notice.labels == ["Publish", "Retire"]
            done = await (await admin.presses(notice, "Publish")).followup()
            assert "Done" in done.text
            assert done.only_for == admin.id
            assert notice.labels == []
            assert "Decided: Publish" in notice.text
            await ann.says(general, f"@factbot {CLAIM}")
            assert "Ada Harbour" in (await general.next_message_from_bot()).text
            assert log.from_bot == [notice]
            assert server.pings == []


async def test_of_two_moderators_at_once_one_decides_and_the_other_is_told() -> None:
    async with DiscordServer() as server:
        town = server.guild("News")
        general, log = town.channel("general"), town.channel("log")
        one, two = (town.member(name, permissions=["manage_guild"]) for name in ("One", "Two"))
        async with living(server) as life:
            await own_community(general, one)
            await proposed(general, one)
            await log_channel(life, general, log)
            await noticed(life)
            notice = await log.next_message_from_bot()
            presses = await asyncio.gather(
                one.presses(notice, "Publish"), two.presses(notice, "Retire")
            )
            answers = [(await press.followup()).text for press in presses]
            assert sum("decided this already" in text for text in answers) == 1
            assert sum("Done" in text for text in answers) == 1
            async with life.bot.base.begin() as unit:
                (fact,) = [
                    fact
                    for fact in (await unit.facts.changes(0)).facts
                    if fact.slug == "bridge-closed"
                ]
            assert fact.version == 3  # two of the draft's own, and one decision


async def test_a_notice_is_decided_after_a_restart() -> None:
    async with DiscordServer() as server:
        town = server.guild("News")
        general, log = town.channel("general"), town.channel("log")
        admin = town.member("Admin", permissions=["manage_guild"])
        base = MemoryConversationBase()
        async with living(server, base=base) as life:
            await own_community(general, admin)
            await proposed(general, admin)
            await log_channel(life, general, log)
            await noticed(life)
            notice = await log.next_message_from_bot()
            item = await (await admin.uses("/fact review", general)).answer()
        async with living(server, base=base):
            done = await (await admin.presses(notice, "Retire")).followup()
            assert "Done" in done.text
            assert "Decided: Retire" in notice.text
            late = await (await admin.presses(item, "Publish")).followup()
            assert "decided this already" in late.text
            assert "Decided: Retire" in item.text


async def test_the_queue_shows_each_item_alone_to_who_moderates_and_to_nobody_else() -> None:
    async with DiscordServer() as server:
        town = server.guild("News")
        general = town.channel("general")
        editors = town.role("Editors")
        admin = town.member("Admin", permissions=["manage_guild"])
        ann, editor = town.member("Ann"), town.member("Editor", roles=[editors])
        for person in (admin, ann):
            person.installs_app()
        async with living(server) as life:
            await own_community(general, admin)
            await life.bot.preferences.change(
                person_named(admin),
                place_of(general),
                everywhere=True,
                moderator_roles=(editors.id,),
            )
            empty = await (await editor.uses("/fact review", general)).answer()
            assert "Nothing waits" in empty.text
            await published(general, admin)
            await ann.says(general, f"@factbot {CLAIM}")
            card = await general.next_message_from_bot()
            asked = await (await ann.presses(card, "Not this claim")).answer()
            await ann.presses(asked, "Other claim")
            await general.gone(card)
            thread = general.thread("Aside", ann)
            for person, place in ((ann, general), (ann, thread), (ann, ann.dm), (admin, admin.dm)):
                refused = await (await person.uses("/fact review", place)).answer()
                assert "may not" in refused.text, (person.name, place.state.name)
            item = await (await editor.uses("/fact review", thread)).answer()
            assert item.only_for == editor.id
            assert "reported" in item.text
            assert CLAIM in item.text
            done = await (await editor.presses(item, "The report is right")).followup()
            assert "counter-example" in done.text
            assert item.labels == []
            late = await (await admin.uses("/fact review", general)).answer()
            assert "Nothing waits" in late.text


async def test_a_surge_opens_the_form_with_what_people_asked() -> None:
    async with DiscordServer() as server:
        town = server.guild("News")
        general, log = town.channel("general"), town.channel("log")
        admin = town.member("Admin", permissions=["manage_guild"])
        async with living(server) as life:
            await own_community(general, admin)
            await log_channel(life, general, log)
            await surge(life, town, general)
            notice = await log.next_message_from_bot()
            assert "Asked 5 times by 3 people" in notice.text
            dan = town.member("Dan")
            refused = await (await dan.presses(notice, "Write the fact")).answer()
            assert "may not write" in refused.text
            assert refused.only_for == dan.id
            modal = await (await admin.presses(notice, "Write the fact")).modal()
            assert modal.prefilled["Claim"] == UNKNOWN
            filled = {"Verdict": ["false"], "Summary": "It was not.", "Short name": "museum-sold"}
            saved = await (await admin.submits(modal, filled)).answer()
            assert "museum-sold" in saved.text
            seen = await (await admin.presses(notice, "Seen")).followup()
            assert "Done" in seen.text
            assert notice.labels == []


async def test_a_form_for_questions_that_are_gone_is_refused_clearly() -> None:
    async with DiscordServer() as server:
        town = server.guild("News")
        general, log = town.channel("general"), town.channel("log")
        admin = town.member("Admin", permissions=["manage_guild"])
        async with living(server) as life:
            await own_community(general, admin)
            await log_channel(life, general, log)
            await surge(life, town, general)
            notice = await log.next_message_from_bot()
            async with life.bot.base.begin() as unit:
                await unit.questions.forget(life.bot.clock.now())
                await unit.commit()
            refused = await (await admin.presses(notice, "Write the fact")).answer()
            assert "kept no longer" in refused.text


async def test_whoever_manages_a_server_without_facts_is_told_how_to_begin() -> None:
    async with DiscordServer() as server:
        general = server.guild("News").channel("general")
        admin = general.town.member("Admin", permissions=["manage_guild"])
        async with living(server):
            headline = await admin.says(general, ALLY)
            for used in (
                await admin.uses("/fact add", general),
                await admin.uses_on(headline, "Add as fact"),
            ):
                assert "Keep facts of our own" in (await used.answer()).text


async def test_a_server_without_facts_of_its_own_reviews_what_its_people_reported() -> None:
    async with DiscordServer() as server:
        general = server.guild("News").channel("general")
        admin, ann = (
            general.town.member("Admin", permissions=["manage_guild"]),
            general.town.member("Ann"),
        )
        async with living(server):
            await ann.says(general, f"@factbot {ALLY}")
            card = await general.next_message_from_bot()
            asked = await (await ann.presses(card, "Not this claim")).answer()
            await ann.presses(asked, "Other claim")
            await general.gone(card)
            item = await (await admin.uses("/fact review", general)).answer()
            done = await (await admin.presses(item, "The report is right")).followup()
            assert "whoever keeps" in done.text

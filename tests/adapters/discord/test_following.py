"""Answers follow their messages: edited, deleted, told twice, answered by two processes."""

from __future__ import annotations

from bot.storage.memory import MemoryConversationBase

from .life import ALLY, ALLY_SLUG, ARMS, ARMS_SLUG, living
from .server import DiscordServer


async def test_an_edit_changes_the_reply_and_never_adds_one() -> None:
    async with DiscordServer() as server:
        general = server.guild("News").channel("general")
        ann = general.town.member("Ann")
        async with living(server) as life:
            asked = await ann.says(general, f"@factbot {ALLY}")
            reply = await general.next_message_from_bot()
            await ann.edits(asked, f"@factbot {ARMS}")
            await general.edited(reply)
            assert ARMS_SLUG in reply.text
            await ann.edits(asked, f"@factbot {ARMS}!")
            await life.silent(general)
            assert general.from_bot == [reply]


async def test_an_edit_that_takes_the_question_back_takes_the_reply_away() -> None:
    async with DiscordServer() as server:
        general = server.guild("News").channel("general")
        ann = general.town.member("Ann")
        async with living(server):
            asked = await ann.says(general, f"@factbot {ALLY}")
            reply = await general.next_message_from_bot()
            await ann.edits(asked, "never mind")
            await general.gone(reply)


async def test_a_preview_that_comes_late_is_read() -> None:
    async with DiscordServer(message_content=True) as server:
        general = server.guild("News").channel("general")
        ann = general.town.member("Ann")
        async with living(server, message_content=True) as life:
            await life.set_up(general, mode="unprompted")
            link = await ann.says(general, "https://example.org/a")
            await life.silent(general)
            server.unfurl(link, title=ALLY, url="https://example.org/a")
            assert ALLY_SLUG in (await general.next_message_from_bot()).text


async def test_a_deleted_question_takes_its_reply_along_also_in_threads() -> None:
    async with DiscordServer() as server:
        town = server.guild("News", bot_permissions=["send_messages_in_threads"])
        general = town.channel("general")
        ann = town.member("Ann", permissions=["manage_messages"])
        async with living(server):
            for place in (general, general.thread("Aside", ann)):
                asked = await ann.says(place, f"@factbot {ALLY}")
                reply = await place.next_message_from_bot()
                await ann.deletes(asked)
                await place.gone(reply)


async def test_a_purge_takes_all_replies_along() -> None:
    async with DiscordServer() as server:
        general = server.guild("News").channel("general")
        ann = general.town.member("Ann", permissions=["manage_messages"])
        async with living(server):
            asked = [await ann.says(general, f"@factbot {text}") for text in (ALLY, ARMS)]
            replies = [await general.next_message_from_bot() for _ in asked]
            await ann.purges(asked)
            for reply in replies:
                await general.gone(reply)


async def test_an_event_that_comes_twice_is_answered_once() -> None:
    async with DiscordServer() as server:
        general = server.guild("News").channel("general")
        ann = general.town.member("Ann")
        async with living(server) as life:
            asked = await ann.says(general, f"@factbot {ALLY}")
            server.gateway.repeat(asked)
            server.gateway.repeat(asked)
            reply = await general.next_message_from_bot()
            await life.silent(general)
            assert general.from_bot == [reply]


async def test_two_processes_answer_once() -> None:
    async with DiscordServer() as server:
        general = server.guild("News").channel("general")
        ann = general.town.member("Ann")
        base = MemoryConversationBase()
        async with living(server, base=base), living(server, base=base) as life:
            await server.ready(shards=2)
            for text in (ALLY, ARMS):
                await ann.says(general, f"@factbot {text}")
            await life.server.settled()
            assert len(general.from_bot) == 2


async def test_an_edit_that_overtakes_the_answer_waits_for_it() -> None:
    async with DiscordServer() as server:
        general = server.guild("News").channel("general")
        ann = general.town.member("Ann")
        async with living(server):
            gate = server.rest.hold("create_message")
            asked = await ann.says(general, f"@factbot {ALLY}")
            await gate.reached.wait()
            await ann.edits(asked, f"@factbot {ARMS}")
            gate.open()
            reply = await general.next_message_from_bot()
            await general.edited(reply)
            assert ARMS_SLUG in reply.text

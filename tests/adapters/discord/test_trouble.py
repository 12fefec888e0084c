"""Missing permissions, rate limits, errors, lost connections: nothing lost, nothing twice."""

from __future__ import annotations

from bot.storage.memory import MemoryConversationBase
from tests.fakes import StandingClock

from .life import ALLY, ALLY_SLUG, ARMS, living
from .server import DiscordServer, Person, Town


def owner_of(server: DiscordServer, town: Town) -> Person:
    return Person(server.hub, server.hub.users[town.state.owner_id], town)


def posts(server: DiscordServer) -> int:
    return sum(one.operation == "create_message" for one in server.rest.requests)


async def test_a_missing_permission_is_seen_before_sending_and_told_once() -> None:
    async with DiscordServer() as server:
        town = server.guild("News")
        general = town.channel("general")
        ann, owner = town.member("Ann"), owner_of(server, town)
        general.denies(server.bot, "send_messages")
        async with living(server) as life:
            for text in (ALLY, ARMS, ALLY):
                await ann.says(general, f"@factbot {text}")
            await life.silent(general)
            told = await owner.dm.next_message_from_bot()
            assert general.id in told.text
            assert "Send Messages" in told.text
            await life.silent(owner.dm)
            assert posts(server) == 1
            general.allows(server.bot, "send_messages")
            await ann.says(general, f"@factbot {ALLY}")
            assert ALLY_SLUG in (await general.next_message_from_bot()).text


async def test_a_permission_that_came_back_and_went_again_is_told_again() -> None:
    async with DiscordServer() as server:
        town = server.guild("News")
        general = town.channel("general")
        ann, told = town.member("Ann"), owner_of(server, town).dm
        base = MemoryConversationBase()
        general.denies(server.bot, "send_messages")
        async with living(server, base=base) as life:
            await ann.says(general, f"@factbot {ALLY}")
            await told.next_message_from_bot()
        async with living(server, base=base) as life:
            await ann.says(general, f"@factbot {ALLY}")
            await life.silent(told)  # known from before the restart
            general.allows(server.bot, "send_messages")
            await ann.says(general, f"@factbot {ALLY}")
            await general.next_message_from_bot()
            general.denies(server.bot, "send_messages")
            await ann.says(general, f"@factbot {ARMS}")
            assert "Send Messages" in (await told.next_message_from_bot()).text


async def test_a_refusal_against_all_signs_is_remembered_for_a_while(clock: StandingClock) -> None:
    async with DiscordServer() as server:
        general, other = (server.guild("News").channel(name) for name in ("general", "other"))
        ann = general.town.member("Ann")
        bob = other.town.member("Bob")
        async with living(server, clock=clock) as life:
            server.rest.fail_next("create_message", 403)
            for text in (ALLY, ARMS, ALLY):
                await ann.says(general, f"@factbot {text}")
                await life.silent(general)
            assert posts(server) == 1
            await bob.says(other, f"@factbot {ALLY}")
            await other.next_message_from_bot()
            clock.advance(minutes=6)
            await ann.says(general, f"@factbot {ALLY}")
            assert ALLY_SLUG in (await general.next_message_from_bot()).text


async def test_a_locked_thread_is_left_alone_and_an_archived_one_is_answered_in() -> None:
    async with DiscordServer() as server:
        town = server.guild("News", bot_permissions=["send_messages_in_threads"])
        general = town.channel("general")
        ann = town.member("Ann", permissions=["manage_threads"])
        locked, archived = general.thread("Locked", ann), general.thread("Archived", ann)
        async with living(server) as life:
            locked.lock()
            archived.archive()
            await ann.says(locked, f"@factbot {ALLY}")
            await life.silent(locked)
            told = await owner_of(server, town).dm.next_message_from_bot()
            assert "the thread is locked" in told.text
            await ann.says(archived, f"@factbot {ALLY}")  # to speak there opens it again
            card = await archived.next_message_from_bot()
            archived.archive()
            await server.settled()
            answer = await (await ann.presses(card, "Dismiss")).answer()
            assert "can't take the card away" in answer.text
            assert [one.code for one in server.take_refusals()] == [50083]
            assert not card.deleted


async def test_embeds_and_threads_have_permissions_of_their_own() -> None:
    async with DiscordServer() as server:
        town = server.guild("News")
        general, log = town.channel("general"), town.channel("log")
        ann = town.member("Ann")
        general.denies(server.bot, "send_messages_in_threads")
        log.denies(server.bot, "embed_links")
        async with living(server) as life:
            thread = general.thread("Aside", ann)
            locked = town.channel("other").thread("Closed", ann)
            await ann.says(thread, f"@factbot {ALLY}")
            await ann.says(log, f"@factbot {ALLY}")
            await ann.says(locked, f"@factbot {ALLY}")
            for place in (thread, log):
                await life.silent(place)
            assert ALLY_SLUG in (await locked.next_message_from_bot()).text
            dm = owner_of(server, town).dm
            told = [await dm.next_message_from_bot() for _ in range(2)]
            words = " ".join(one.text for one in told)
            assert "Embed Links" in words
            assert "Threads" in words


async def test_an_answer_stands_alone_where_the_history_may_not_be_read() -> None:
    async with DiscordServer() as server:
        general = server.guild("News").channel("general")
        ann = general.town.member("Ann")
        general.denies(server.bot, "read_message_history")
        async with living(server):
            await ann.says(general, f"@factbot {ALLY}")
            reply = await general.next_message_from_bot()
            assert reply.referenced is None


async def test_a_question_that_is_gone_by_then_is_answered_without_an_error() -> None:
    async with DiscordServer() as server:
        general = server.guild("News").channel("general")
        ann = general.town.member("Ann")
        async with living(server):
            gate = server.rest.hold("create_message")
            asked = await ann.says(general, f"@factbot {ALLY}")
            await gate.reached.wait()
            await ann.deletes(asked)
            gate.open()
            reply = await general.next_message_from_bot()
            await general.gone(reply)


async def test_errors_and_lost_answers_lead_to_one_reply() -> None:
    async with DiscordServer() as server:
        general = server.guild("News").channel("general")
        ann = general.town.member("Ann")
        async with living(server) as life:
            server.rest.fail_next("create_message", 503)
            server.rest.limit_next("create_message", 0.05)
            server.rest.lose_answer("create_message")
            await ann.says(general, f"@factbot {ALLY}")
            reply = await general.next_message_from_bot()
            await life.server.settled()
            assert general.from_bot == [reply]
            server.take_refusals()


async def test_in_a_storm_of_limits_every_question_is_answered_once() -> None:
    async with DiscordServer() as server:
        news = server.guild("News")
        rooms = [news.channel(f"room-{number}") for number in range(6)]
        ann = rooms[0].town.member("Ann")
        async with living(server) as life:
            server.rest.limit_next("create_message", 0.02, times=20)
            for room in rooms:
                await ann.says(room, f"@factbot {ALLY}")
            for room in rooms:
                assert ALLY_SLUG in (await room.next_message_from_bot()).text
            await life.server.settled()
            assert [len(room.from_bot) for room in rooms] == [1] * len(rooms)
            server.take_refusals()


GONE = {"id": "1", "channel_id": "2", "guild_id": "3"}
"""A message nobody knows, gone from a place nobody knows."""


async def test_events_that_nobody_knows_hold_up_nobody() -> None:
    async with DiscordServer() as server:
        general = server.guild("News").channel("general")
        ann = general.town.member("Ann")
        async with living(server) as life:
            server.hub.dispatch("NOBODY_KNOWS_THIS", lambda _: {"a": [{}]}, general.state)
            server.hub.dispatch("MESSAGE_DELETE", lambda _: GONE, general.state)
            await ann.says(general, f"@factbot {ALLY}")
            reply = await general.next_message_from_bot()
            await life.server.settled()
            assert general.from_bot == [reply]


async def test_a_lost_connection_loses_no_question() -> None:
    async with DiscordServer() as server:
        general = server.guild("News").channel("general")
        ann = general.town.member("Ann")
        async with living(server) as life:
            await server.gateway.reconnect()
            await ann.says(general, f"@factbot {ALLY}")
            first = await general.next_message_from_bot()
            assert ALLY_SLUG in first.text
            async with server.gateway.outage():
                await ann.says(general, f"@factbot {ARMS}")
            second = await general.next_message_from_bot()
            await life.server.settled()
            assert general.from_bot == [first, second]


async def test_an_error_in_a_handler_is_answered_and_ends_there() -> None:
    async with DiscordServer() as server:
        general = server.guild("News").channel("general")
        ann = general.town.member("Ann")
        async with living(server) as life:
            object.__setattr__(life.bot.lookups, "index", None)
            answer = await (await ann.uses("/fact recent", general)).answer()
            assert "went wrong" in answer.text
            await ann.says(general, f"@factbot {ALLY}")
            assert ALLY_SLUG in (await general.next_message_from_bot()).text

"""Modes of a channel: off, asked, quiet, unprompted, shadow; and people who opted out."""

from __future__ import annotations

from adapters.discord.courier import EMOJI

from .life import ALLY, ALLY_SLUG, living
from .server import DiscordServer


async def test_unprompted_answers_a_headline_that_nobody_asked_about() -> None:
    async with DiscordServer(message_content=True) as server:
        general = server.guild("News").channel("general")
        ann = general.town.member("Ann")
        async with living(server, message_content=True) as life:
            await life.set_up(general, mode="unprompted")
            headline = await ann.says(general, ALLY)
            reply = await general.next_message_from_bot()
            assert reply.referenced is headline
            await ann.says(general, ALLY)
            await ann.says(general, "good morning everybody")
            await life.silent(general)


async def test_quiet_reacts_and_who_taps_gets_the_card_in_private_once() -> None:
    async with DiscordServer(message_content=True) as server:
        general = server.guild("News").channel("general")
        ann, bob = general.town.member("Ann"), general.town.member("Bob")
        async with living(server, message_content=True) as life:
            await life.set_up(general, mode="quiet")
            headline = await ann.says(general, ALLY)
            await general.reacted(headline, EMOJI)
            await bob.reacts(headline, EMOJI)
            card = await bob.dm.next_message_from_bot()
            assert ALLY_SLUG in card.text
            await bob.unreacts(headline, EMOJI)
            await bob.reacts(headline, EMOJI)
            await bob.reacts(headline, "👍")
            await life.silent(bob.dm)
            assert general.from_bot == []


async def test_who_takes_no_direct_messages_breaks_nothing() -> None:
    async with DiscordServer(message_content=True) as server:
        general = server.guild("News").channel("general")
        ann = general.town.member("Ann")
        ann.closes_dms()
        async with living(server, message_content=True) as life:
            await life.set_up(general, mode="quiet")
            headline = await ann.says(general, ALLY)
            await general.reacted(headline, EMOJI)
            await ann.reacts(headline, EMOJI)
            await life.silent(general)
            (refusal,) = server.take_refusals()
            assert refusal.code == 50007


async def test_a_question_after_a_reaction_gets_the_card_and_no_link_to_nothing() -> None:
    async with DiscordServer(message_content=True) as server:
        general = server.guild("News").channel("general")
        ann = general.town.member("Ann")
        async with living(server, message_content=True) as life:
            await life.set_up(general, mode="quiet")
            headline = await ann.says(general, ALLY)
            await general.reacted(headline, EMOJI)
            await ann.says(general, "@factbot", reply_to=headline)
            assert ALLY_SLUG in (await general.next_message_from_bot()).text


async def test_a_reaction_goes_when_its_message_no_longer_claims() -> None:
    async with DiscordServer(message_content=True) as server:
        general = server.guild("News").channel("general")
        ann = general.town.member("Ann")
        async with living(server, message_content=True) as life:
            await life.set_up(general, mode="quiet")
            headline = await ann.says(general, ALLY)
            await general.reacted(headline, EMOJI)
            await ann.edits(headline, "good morning")
            await life.server.settled()
            assert headline.reactions == {}
            assert not headline.deleted


async def test_shadow_shows_moderators_what_would_have_been_said_and_they_approve() -> None:
    async with DiscordServer(message_content=True) as server:
        town = server.guild("News")
        general, log = town.channel("general"), town.channel("log")
        ann = town.member("Ann")
        admin = town.member("Admin", permissions=["manage_guild"])
        async with living(server, message_content=True) as life:
            await life.set_up(general, mode="shadow", log_place=log.id)
            headline = await ann.says(general, ALLY)
            held = await log.next_message_from_bot()
            assert headline.id in held.content
            assert held.labels == ["Approve", "Never for this claim"]
            assert general.from_bot == []
            assert "may not" in (await (await ann.presses(held, "Approve")).answer()).text
            await (await admin.presses(held, "Approve")).answer()
            said = await general.next_message_from_bot()
            assert said.referenced is headline
            await log.edited(held)
            assert held.labels == []
            assert server.unfurls == []


async def test_never_for_this_claim_holds_for_the_whole_server() -> None:
    async with DiscordServer(message_content=True) as server:
        town = server.guild("News")
        general, other, log = town.channel("general"), town.channel("other"), town.channel("log")
        ann = town.member("Ann")
        admin = town.member("Admin", permissions=["manage_guild"])
        async with living(server, message_content=True) as life:
            await life.set_up(general, mode="shadow", log_place=log.id)
            await life.set_up(other, mode="unprompted")
            await ann.says(general, ALLY)
            held = await log.next_message_from_bot()
            await (await admin.presses(held, "Never for this claim")).answer()
            await ann.says(other, ALLY)
            await life.silent(other)
            await ann.says(other, f"@factbot {ALLY}")
            assert ALLY_SLUG in (await other.next_message_from_bot()).text


async def test_shadow_follows_its_message() -> None:
    async with DiscordServer(message_content=True) as server:
        town = server.guild("News")
        general, log = town.channel("general"), town.channel("log")
        ann = town.member("Ann")
        async with living(server, message_content=True) as life:
            await life.set_up(general, mode="shadow", log_place=log.id)
            headline = await ann.says(general, ALLY)
            held = await log.next_message_from_bot()
            await ann.deletes(headline)
            await log.gone(held)


async def test_who_asked_to_be_ignored_is_answered_only_when_they_ask() -> None:
    async with DiscordServer(message_content=True) as server:
        general = server.guild("News").channel("general")
        ann = general.town.member("Ann")
        async with living(server, message_content=True) as life:
            await life.set_up(general, mode="unprompted")
            await (await ann.uses("/ignoreme", general)).answer()
            await ann.says(general, ALLY)
            await life.silent(general)
            await ann.says(general, f"@factbot {ALLY}")
            assert ALLY_SLUG in (await general.next_message_from_bot()).text
            await (await ann.uses("/ignoreme", general, on=False)).answer()


async def test_ignored_roles_and_channels_are_not_read() -> None:
    async with DiscordServer(message_content=True) as server:
        town = server.guild("News")
        general, other = town.channel("general"), town.channel("other")
        muted = town.role("Muted")
        ann, bob = town.member("Ann", roles=[muted]), town.member("Bob")
        async with living(server, message_content=True) as life:
            await life.set_up(general, mode="unprompted", ignored_roles=(muted.id,))
            await life.set_up(other, ignored_places=(other.id,))
            await ann.says(general, f"@factbot {ALLY}")
            await bob.says(other, f"@factbot {ALLY}")
            await life.silent(general)
            await life.silent(other)

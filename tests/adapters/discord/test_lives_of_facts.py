"""Facts from a moderator's first word to what readers see of them, over restarts."""

from __future__ import annotations

from adapters.discord.buttons import own_id
from bot.storage.memory import MemoryConversationBase
from factbase.model import Audience
from tests.bot.stages import OPERATOR
from tests.fakes import StandingClock

from .editors import CLAIM, FACT, STATEMENT, own_community, proposed, published
from .life import ALLY, ALLY_SLUG, Life, living
from .server import DiscordServer, Person
from .server import Place as Channel

BETTER = {"Summary": "It was closed for one day only.", "Why": "checked again"}


async def correct(place: Channel, editor: Person) -> None:
    """Correct the fact, as a moderator does."""
    modal = await (await editor.uses("/fact edit", place, slug="bridge-closed")).modal()
    assert "Saved" in (await (await editor.submits(modal, BETTER)).answer()).text


async def followed_up(life: Life) -> None:
    """Have what follows from a change planned and done now, and not in a second."""
    await life.bot.index.refresh()
    await life.bot.upkeep.watch.catch_up()
    await life.bot.upkeep.outbox.drain()


async def test_a_message_becomes_a_fact_that_people_find() -> None:
    async with DiscordServer() as server:
        general = server.guild("News").channel("general")
        admin = general.town.member("Admin", permissions=["manage_guild"])
        ann, bob = general.town.member("Ann"), general.town.member("Bob")
        async with living(server):
            await own_community(general, admin)
            rumour = await bob.says(general, CLAIM)
            modal = await (await admin.uses_on(rumour, "Add as fact")).modal()
            assert modal.prefilled["Claim"] == CLAIM
            saved = await (await admin.submits(modal, FACT)).answer()
            modal = await (await admin.presses(saved, "Add a statement")).modal()
            stated = await (await admin.submits(modal, STATEMENT)).answer()
            await ann.says(general, f"@factbot {CLAIM}")
            assert "nothing" in (await general.next_message_from_bot()).text
            await (await admin.presses(stated, "Publish")).answer()
            found = await (await ann.uses_on(rumour, "Fact-check this")).answer()
            assert "Ada Harbour, harbour master" in found.text
            await ann.says(general, f"@factbot {CLAIM}")
            assert "Ada Harbour, harbour master" in (await general.next_message_from_bot()).text


async def test_a_corrected_fact_changes_its_card_across_a_restart_in_the_middle(
    clock: StandingClock,
) -> None:
    async with DiscordServer() as server:
        general = server.guild("News").channel("general")
        admin, ann = (
            general.town.member("Admin", permissions=["manage_guild"]),
            general.town.member("Ann"),
        )
        base = MemoryConversationBase()
        async with living(server, base=base, clock=clock) as life:
            await own_community(general, admin)
            await published(general, admin)
            await ann.says(general, f"@factbot {CLAIM}")
            card = await general.next_message_from_bot()
            gate = server.rest.hold("update_message")
            await correct(general, admin)
            await life.bot.upkeep.watch.catch_up()
            await gate.reached.wait()
        assert "one day only" not in card.text
        gate.open()
        clock.advance(minutes=3)  # what the first process had taken is anybody's again
        async with living(server, base=base, clock=clock) as life:
            await followed_up(life)
            await general.edited(card)
            await server.settled()
            assert "one day only" in card.text
            assert general.from_bot == [card]


async def test_a_card_in_a_private_chat_follows_its_fact_and_outlives_a_restart() -> None:
    async with DiscordServer() as server:
        general = server.guild("News").channel("general")
        ann = general.town.member("Ann")
        base = MemoryConversationBase()
        async with living(server, base=base):
            shown = await (await ann.uses("/fact show", ann.dm, slug=ALLY_SLUG)).answer()
            checked = await (await ann.uses("/fact check", ann.dm, text=ALLY)).answer()
            assert "match" in checked.text
        async with living(server, base=base) as life:
            for card in (shown, checked):
                assert "Sources" in (await (await ann.presses(card, "Sources")).answer()).text
            why = await (await ann.presses(checked, "Why this?")).answer()
            assert why.text
            await life.bot.moderation.retire(OPERATOR, ALLY_SLUG, Audience(), "no longer holds")
            await followed_up(life)
            for card in (shown, checked):
                await ann.dm.edited(card)
                assert "withdrawn" in card.text


async def test_a_card_that_is_shown_to_everybody_keeps_its_match() -> None:
    async with DiscordServer() as server:
        general = server.guild("News").channel("general")
        ann = general.town.member("Ann")
        async with living(server):
            headline = await ann.says(general, ALLY)
            asked = [
                await ann.uses_on(headline, "Fact-check this"),
                await ann.uses("/fact show", general, slug=ALLY_SLUG),
            ]
            private, named = [await one.answer() for one in asked]
            match = next(part for part in private.text.split("·") if "match" in part)
            assert "match" not in named.text
            await ann.presses(private, "Post publicly")
            public = await general.next_message_from_bot()
            assert match in public.text
            assert "Why this?" in public.labels


async def test_who_asked_is_told_once_wherever_and_however_they_asked() -> None:
    async with DiscordServer() as server:
        town = server.guild("News")
        general, other = town.channel("general"), town.channel("other")
        admin = town.member("Admin", permissions=["manage_guild"])
        ann, bob = town.member("Ann"), town.member("Bob")
        async with living(server) as life:
            await own_community(general, admin)
            question = await ann.says(general, f"@factbot {CLAIM}")
            unknown = await general.next_message_from_bot()
            told = await (await ann.presses(unknown, "Tell me when there is an answer")).answer()
            assert "will be told" in told.text
            quietly = await (await bob.uses("/fact check", other, text=CLAIM)).answer()
            told = await (await bob.presses(quietly, "Tell me when there is an answer")).answer()
            assert "will be told" in told.text
            await published(general, admin)
            await followed_up(life)
            here, there = await general.next_message_from_bot(), await other.next_message_from_bot()
            for message in (here, there):
                assert "There is an answer now" in message.text
                assert "Ada Harbour" in message.text
            assert here.referenced is question
            assert there.referenced is None
            await correct(general, admin)
            await followed_up(life)
            await server.settled()
            assert general.from_bot == [unknown, here]
            assert other.from_bot == [there]
            assert server.pings == []


async def test_not_this_claim_silences_the_same_words_at_once_and_comes_up_for_review() -> None:
    async with DiscordServer(message_content=True) as server:
        general = server.guild("News").channel("general")
        admin = general.town.member("Admin", permissions=["manage_guild"])
        ann, bob = general.town.member("Ann"), general.town.member("Bob")
        async with living(server, message_content=True) as life:
            await life.set_up(general, mode="unprompted", cooldown=0)
            await ann.says(general, ALLY)
            card = await general.next_message_from_bot()
            asked = await (await admin.presses(card, "Not this claim")).answer()
            await (await admin.presses(asked, "Other claim")).updated()
            await general.gone(card)
            await bob.says(general, f"{ALLY}!")
            await life.silent(general)
            item = await (await admin.uses("/fact review", general)).answer()
            assert "reported" in item.text
            assert ALLY in item.text
            assert item.labels == ["The report is right", "The report is wrong"]


async def test_buttons_of_moderators_do_nothing_in_other_hands() -> None:
    async with DiscordServer() as server:
        general = server.guild("News").channel("general")
        admin, ann = (
            general.town.member("Admin", permissions=["manage_guild"]),
            general.town.member("Ann"),
        )
        async with living(server) as life:
            await own_community(general, admin)
            await proposed(general, admin)
            async with life.bot.base.begin() as unit:
                community = (await unit.communities.list())[-1].id
                draft = await unit.facts.get("bridge-closed", Audience(community))
            await ann.says(general, f"@factbot {ALLY}")
            card = await general.next_message_from_bot()
            card.buttons[0]["custom_id"] = own_id("publish-fact", "bridge-closed")
            assert "may not" in (await (await ann.presses(card, "Sources")).answer()).text
            card.buttons[0]["custom_id"] = own_id("state-more", draft.id, str(draft.version))
            modal = await (await ann.presses(card, "Sources")).modal()
            assert "may not" in (await (await ann.submits(modal, STATEMENT)).answer()).text
            card.buttons[0]["custom_id"] = own_id("save")
            gone = await (await ann.presses(card, "Sources")).answer()
            assert "start again" in gone.text
            async with life.bot.base.begin() as unit:
                assert await unit.facts.by_id(draft.id) == draft

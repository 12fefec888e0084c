"""Buttons under cards, before and after a restart."""

from __future__ import annotations

from bot.storage.memory import MemoryConversationBase
from factbase.model import Audience

from .life import ALLY, ALLY_SLUG, living
from .server import DiscordServer


async def test_each_button_answers_who_presses_alone() -> None:
    async with DiscordServer() as server:
        general = server.guild("News").channel("general")
        ann, bob = general.town.member("Ann"), general.town.member("Bob")
        async with living(server):
            await ann.says(general, f"@factbot {ALLY}")
            card = await general.next_message_from_bot()
            expected = {
                "Sources": "tass.com",
                "Why this?": "Match",
                "Not this claim": "What is wrong",
                "Follow": "will be told",
                "Dismiss": "may not",
            }
            for label, words in expected.items():
                answer = await (await bob.presses(card, label)).answer()
                shown = answer.text + str(answer.embeds)
                assert words in shown, label
                assert answer.only_for == bob.id
            assert general.from_bot == [card]


async def test_buttons_work_after_a_restart() -> None:
    async with DiscordServer() as server:
        general = server.guild("News").channel("general")
        ann = general.town.member("Ann")
        base = MemoryConversationBase()
        async with living(server, base=base):
            await ann.says(general, f"@factbot {ALLY}")
            card = await general.next_message_from_bot()
        async with living(server, base=base):
            assert "Sources" in (await (await ann.presses(card, "Sources")).answer()).text
            await (await ann.presses(card, "Dismiss")).answer()
            await general.gone(card)


async def test_the_author_and_moderators_may_dismiss() -> None:
    async with DiscordServer() as server:
        general = server.guild("News").channel("general")
        role = general.town.role("Editors")
        ann = general.town.member("Ann")
        admin = general.town.member("Admin", permissions=["manage_guild"])
        editor = general.town.member("Editor", roles=[role])
        async with living(server) as life:
            await life.set_up(general, cooldown=0, moderator_roles=(role.id,))
            for presser in (ann, admin, editor):
                await ann.says(general, f"@factbot {ALLY}")
                card = await general.next_message_from_bot()
                await (await presser.presses(card, "Dismiss")).answer()
                await general.gone(card)


async def test_not_this_claim_asks_for_a_reason_and_takes_it_with_one_press() -> None:
    async with DiscordServer() as server:
        general = server.guild("News").channel("general")
        ann, bob = general.town.member("Ann"), general.town.member("Bob")
        async with living(server) as life:
            await ann.says(general, f"@factbot {ALLY}")
            card = await general.next_message_from_bot()
            asked = await (await bob.presses(card, "Not this claim")).answer()
            done = await (await bob.presses(asked, "Other claim")).updated()
            assert "moderators will see it" in done.text
            assert not card.deleted
            async with life.bot.base.begin() as unit:
                fact = next(f for f in life.bot.index.visible(Audience()) if f.slug == ALLY_SLUG)
                (dispute,) = await unit.opinions.disputes(fact.id)
            assert dispute.text == ALLY
            asked = await (await ann.presses(card, "Not this claim")).answer()
            await ann.presses(asked, "Something else")
            await general.gone(card)


async def test_made_up_buttons_lead_nowhere() -> None:
    async with DiscordServer() as server:
        general = server.guild("News").channel("general")
        ann = general.town.member("Ann")
        async with living(server):
            await ann.says(general, f"@factbot {ALLY}")
            card = await general.next_message_from_bot()
            card.buttons[0]["custom_id"] = f"f1:s::{'0' * 32}:"
            card.buttons[1]["custom_id"] = "f1:d:000000000000::"
            for label in ("Sources", "Why this?"):
                answer = await (await ann.presses(card, label)).answer()
                assert "may not" in answer.text or "no such fact" in answer.text
            assert not card.deleted


async def test_candidates_are_chosen_by_button() -> None:
    async with DiscordServer() as server:
        general = server.guild("News").channel("general")
        ann = general.town.member("Ann")
        async with living(server):
            await ann.says(general, "@factbot Taliban Russia")
            reply = await general.next_message_from_bot()
            shown = [label for label in reply.labels if label.startswith("Show")]
            if shown:
                answer = await (await ann.presses(reply, shown[0])).answer()
                assert answer.only_for == ann.id
                assert "As of" in answer.text

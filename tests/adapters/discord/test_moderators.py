"""Moderators add, edit, publish and retire facts; nobody else does, by any path."""

from __future__ import annotations

import pytest

from bot.storage.memory import MemoryConversationBase
from factbase.model import Audience, Status

from .editors import CLAIM, FACT, STATEMENT, own_community, proposed
from .life import ALLY, ALLY_SLUG, living
from .server import DiscordServer


async def test_a_fact_is_added_given_a_source_published_and_answered_with() -> None:
    async with DiscordServer() as server:
        town = server.guild("News")
        general = town.channel("general")
        admin, ann = town.member("Admin", permissions=["manage_guild"]), town.member("Ann")
        async with living(server):
            await own_community(general, admin)
            modal = await (await admin.uses("/fact add", general)).modal()
            saved = await (await admin.submits(modal, FACT)).answer()
            assert "bridge-closed" in saved.text
            modal = await (await admin.presses(saved, "Add a statement")).modal()
            stated = await (await admin.submits(modal, STATEMENT)).answer()
            published = await (await admin.presses(stated, "Publish")).answer()
            assert "Published" in published.text
            await ann.says(general, f"@factbot {CLAIM}")
            card = await general.next_message_from_bot()
            assert "Ada Harbour, harbour master" in card.text
            history = await (
                await admin.uses("/fact history", general, slug="bridge-closed")
            ).answer()
            assert "v3" in history.text


async def test_a_fact_is_prefilled_from_a_message_and_is_shown_what_is_near() -> None:
    async with DiscordServer() as server:
        town = server.guild("News")
        general = town.channel("general")
        admin, bob = town.member("Admin", permissions=["manage_guild"]), town.member("Bob")
        async with living(server):
            await own_community(general, admin)
            headline = await bob.says(general, ALLY)
            modal = await (await admin.uses_on(headline, "Add as fact")).modal()
            assert modal.prefilled["Claim"] == ALLY
            filled = {"Summary": "Said of Moscow.", "Short name": "moscow-ally"}
            near = await (await admin.submits(modal, filled)).answer()
            assert "Nothing is saved yet" in near.text
            assert ALLY_SLUG in near.text
            again = await (await admin.presses(near, "Edit the draft")).modal()
            assert again.prefilled["Short name"] == "moscow-ally"
            saved = await (await admin.presses(near, "Save as a new fact")).answer()
            assert "moscow-ally" in saved.text


async def test_what_was_typed_is_kept_when_something_is_wrong() -> None:
    async with DiscordServer() as server:
        town = server.guild("News")
        general = town.channel("general")
        admin = town.member("Admin", permissions=["manage_guild"])
        async with living(server):
            await own_community(general, admin)
            modal = await (await admin.uses("/fact add", general)).modal()
            wrong = await (await admin.submits(modal, FACT | {"Short name": "Not A Slug"})).answer()
            assert "slug" in wrong.text
            again = await (await admin.presses(wrong, "Edit the draft")).modal()
            assert again.prefilled["Claim"] == CLAIM
            saved = await (await admin.submits(again, {"Short name": "bridge-closed"})).answer()
            assert "bridge-closed" in saved.text


async def test_who_could_add_facts_is_told_how_a_server_begins_to_keep_some() -> None:
    async with DiscordServer() as server:
        town = server.guild("News")
        general = town.channel("general")
        admin, ann = town.member("Admin", permissions=["manage_guild"]), town.member("Ann")
        async with living(server):
            for person, expected in ((admin, "keeps no facts of its own yet"), (ann, "may not")):
                answer = await (await person.uses("/fact add", general)).answer()
                assert expected in answer.text


async def test_a_fact_is_edited_from_the_version_that_was_seen_and_retired() -> None:
    async with DiscordServer() as server:
        town = server.guild("News")
        general = town.channel("general")
        editors = town.role("Editors")
        admin = town.member("Admin", permissions=["manage_guild"])
        editor = town.member("Editor", roles=[editors])
        async with living(server):
            await own_community(general, admin)
            panel = await (await admin.uses("/factbot settings", general)).answer()
            await (await admin.presses(panel, "Roles and channels")).updated()
            await (await admin.chooses(panel, "Moderator roles", editors)).updated()
            modal = await (await editor.uses("/fact add", general)).modal()
            await (await editor.submits(modal, FACT)).answer()
            first = await (await editor.uses("/fact edit", general, slug="bridge-closed")).modal()
            other = await (await admin.uses("/fact edit", general, slug="bridge-closed")).modal()
            assert first.prefilled["Claim"] == CLAIM
            done = await (
                await editor.submits(first, {"Summary": "Two days only.", "Why": "shorter"})
            ).answer()
            assert "Saved" in done.text
            stale = await (await admin.submits(other, {"Why": "too late"})).answer()
            assert "no longer at version" in stale.text
            same = await (await admin.uses("/fact edit", general, slug="bridge-closed")).modal()
            unchanged = await (await admin.submits(same, {"Why": "to be sure"})).answer()
            assert "nothing was saved" in unchanged.text
            history = await (
                await admin.uses("/fact history", general, slug="bridge-closed")
            ).answer()
            assert "v2" in history.text
            assert "v3" not in history.text
            retired = await (
                await editor.uses("/fact retire", general, slug="bridge-closed", reason="wrong")
            ).answer()
            assert "Retired" in retired.text


CALLS: list[tuple[str, dict[str, str]]] = [
    ("/fact add", {}),
    ("/fact edit", {"slug": ALLY_SLUG}),
    ("/fact publish", {"slug": ALLY_SLUG}),
    ("/fact retire", {"slug": ALLY_SLUG, "reason": "because"}),
    ("/fact history", {"slug": ALLY_SLUG}),
]


@pytest.mark.parametrize(("command", "options"), CALLS, ids=[name for name, _ in CALLS])
async def test_nobody_else_may_in_a_channel_a_thread_or_in_private(
    command: str, options: dict[str, str]
) -> None:
    async with DiscordServer() as server:
        town = server.guild("News")
        general = town.channel("general")
        admin, ann = town.member("Admin", permissions=["manage_guild"]), town.member("Ann")
        for person in (admin, ann):
            person.installs_app()
        async with living(server) as life:
            await own_community(general, admin)
            thread = general.thread("Aside", ann)
            before = life.bot.lookups.suggest(ALLY_SLUG, Audience())[0]
            for person, place in (
                (ann, general),
                (ann, thread),
                (ann, ann.dm),
                (admin, admin.dm),
            ):
                answer = await (await person.uses(command, place, **options)).answer()
                assert "may not" in answer.text, (person.name, place.state.name)
            fact = life.bot.lookups.suggest(ALLY_SLUG, Audience())[0]
            assert (fact.version, fact.status) == (before.version, Status.PUBLISHED)


async def test_global_facts_are_the_operator_s_alone() -> None:
    async with DiscordServer() as server:
        town = server.guild("News")
        general = town.channel("general")
        admin = town.member("Admin", permissions=["manage_guild"])
        async with living(server):
            await own_community(general, admin)
            for command, options in CALLS[1:4]:
                answer = await (await admin.uses(command, general, **options)).answer()
                assert "may not" in answer.text or "There is no such fact" in answer.text, command


async def test_a_message_command_is_refused_to_readers() -> None:
    async with DiscordServer() as server:
        town = server.guild("News")
        general = town.channel("general")
        ann = town.member("Ann")
        async with living(server):
            for place in (general, general.thread("Aside", ann)):
                headline = await ann.says(place, ALLY)
                answer = await (await ann.uses_on(headline, "Add as fact")).answer()
                assert "may not" in answer.text


async def test_forms_that_readers_forge_are_refused() -> None:
    async with DiscordServer() as server:
        town = server.guild("News")
        general = town.channel("general")
        admin, ann = town.member("Admin", permissions=["manage_guild"]), town.member("Ann")
        async with living(server):
            await own_community(general, admin)
            modal = await (await admin.uses("/fact add", general)).modal()
            modal.interaction.user = ann.user
            answer = await (await ann.submits(modal, FACT)).answer()
            assert "may not" in answer.text
            await proposed(general, admin)
            modal = await (await admin.uses("/fact edit", general, slug="bridge-closed")).modal()
            modal.interaction.user = ann.user
            answer = await (await ann.submits(modal, {"Why": "because"})).answer()
            assert "may not" in answer.text


async def test_forms_that_were_open_across_a_restart_still_work() -> None:
    async with DiscordServer() as server:
        general = server.guild("News").channel("general")
        admin = general.town.member("Admin", permissions=["manage_guild"])
        base = MemoryConversationBase()
        async with living(server, base=base):
            await own_community(general, admin)
            adding = await (await admin.uses("/fact add", general)).modal()
        async with living(server, base=base):
            saved = await (await admin.submits(adding, FACT)).answer()
            assert "bridge-closed" in saved.text
            stating = await (await admin.presses(saved, "Add a statement")).modal()
        async with living(server, base=base):
            stated = await (await admin.submits(stating, STATEMENT)).answer()
            editing = await (await admin.uses("/fact edit", general, slug="bridge-closed")).modal()
        async with living(server, base=base):
            filled = {"Summary": "Two days only.", "Why": "shorter"}
            edited = await (await admin.submits(editing, filled)).answer()
            assert "Saved" in edited.text
            published = await (await admin.presses(stated, "Publish")).answer()
            assert "Published" in published.text

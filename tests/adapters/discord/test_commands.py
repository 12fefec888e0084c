"""Slash commands and the message command, in servers, in private, and as a guest."""

from __future__ import annotations

import pytest

from bot.permissions import Actor
from factbase.model import Audience

from .life import ALLY, ALLY_SLUG, ARMS_SLUG, living
from .server import DiscordServer, Message, NotOffered
from .server.model import Json


def publish_id(message: Message) -> str:
    return str(message.buttons[0]["custom_id"])


async def test_a_check_is_answered_to_who_asked_alone_and_can_be_posted() -> None:
    async with DiscordServer() as server:
        general = server.guild("News").channel("general")
        ann, bob = general.town.member("Ann"), general.town.member("Bob")
        async with living(server):
            asked = await ann.uses("/fact check", general, text=ALLY)
            answer = await asked.answer()
            assert ALLY_SLUG in answer.text
            assert "match" in answer.text
            assert answer.only_for == ann.id
            assert "Dismiss" not in answer.labels
            pressed = await ann.presses(answer, "Post publicly")
            public = await pressed.followup()
            assert public.only_for is None
            assert ALLY_SLUG in public.text
            assert public in bob.sees(general)
            assert "Posted" in (await pressed.updated()).text


async def test_typing_offers_claims_and_a_chosen_one_is_shown() -> None:
    async with DiscordServer() as server:
        general = server.guild("News").channel("general")
        ann = general.town.member("Ann")
        async with living(server):
            choices = await ann.types("/fact check", general, text="weapons")
            assert choices[0]["value"] == ARMS_SLUG
            assert all(1 <= len(choice["name"]) <= 100 for choice in choices)
            everything = await ann.types("/fact show", general, slug="")
            assert 1 < len(everything) <= 25
            answer = await (await ann.uses("/fact check", general, text=ARMS_SLUG)).answer()
            assert ARMS_SLUG in answer.text


async def test_the_name_of_a_merged_fact_leads_to_the_other() -> None:
    async with DiscordServer() as server:
        general = server.guild("News").channel("general")
        ann = general.town.member("Ann")
        async with living(server) as life:
            slugs = ARMS_SLUG, ALLY_SLUG
            await life.bot.moderation.merge(Actor.operator(), slugs, Audience(), "the same")
            for command, field in (("check", "text"), ("show", "slug")):
                used = await ann.uses(f"/fact {command}", general, **{field: ARMS_SLUG})
                assert ALLY_SLUG in (await used.answer()).text
            followed = await ann.uses("/fact follow", general, slug=ARMS_SLUG)
            assert "will be told" in (await followed.answer()).text


async def test_what_is_typed_past_the_offers_is_checked_again() -> None:
    async with DiscordServer() as server:
        general = server.guild("News").channel("general")
        ann = general.town.member("Ann")
        async with living(server):
            for slug in ("no-such-fact", "<@&1> @everyone", "../../etc"):
                answer = await (await ann.uses("/fact show", general, slug=slug)).answer()
                assert "no such fact" in answer.text
                assert ALLY_SLUG not in answer.text
            assert server.pings == []


@pytest.mark.parametrize("command", ["show", "follow", "edit", "publish", "history"])
async def test_blanks_for_a_name_are_told_how_to_name_a_fact(command: str) -> None:
    async with DiscordServer() as server:
        general = server.guild("News").channel("general")
        ann = general.town.member("Ann")
        async with living(server):
            asked = await ann.uses(f"/fact {command}", general, slug="   ")
            assert "short name after the command" in (await asked.answer()).text


@pytest.mark.parametrize("command", ["search", "why"])
async def test_blanks_for_a_text_are_told_what_to_write(command: str) -> None:
    async with DiscordServer() as server:
        general = server.guild("News").channel("general")
        ann = general.town.member("Ann")
        async with living(server):
            asked = await ann.uses(f"/fact {command}", general, text="   ")
            assert "Write a text after the command" in (await asked.answer()).text


async def test_every_reading_command_answers_in_a_server_and_in_private() -> None:
    async with DiscordServer() as server:
        general = server.guild("News").channel("general")
        ann = general.town.member("Ann")
        ann.installs_app()
        cases: list[tuple[str, dict[str, str], str]] = [
            ("/fact show", {"slug": ALLY_SLUG}, "Since then"),
            ("/fact search", {"text": "Taliban weapons"}, ARMS_SLUG),
            ("/fact why", {"text": ALLY}, "threshold"),
            ("/fact recent", {}, "Claims on record"),
            ("/fact follow", {"slug": ALLY_SLUG}, "will be told"),
            ("/help", {}, "headline"),
            ("/privacy", {}, "What is kept"),
            ("/ignoreme", {}, "never to answer you unprompted"),
        ]
        async with living(server):
            for place in (general, ann.dm):
                for command, options, expected in cases:
                    answer = await (await ann.uses(command, place, **options)).answer()
                    assert expected in answer.text, command
                    assert answer.ephemeral is (place is general)


async def test_commands_have_names_and_answers_in_the_person_s_language() -> None:
    async with DiscordServer() as server:
        general = server.guild("News").channel("general")
        anya = general.town.member("Аня", locale="ru")
        async with living(server):
            asked = await anya.uses("/факт проверить", general, text=ALLY)
            answer = await asked.answer()
            assert "Источники" in answer.labels
            message = await general.town.member("Bob").says(general, ALLY)
            menu = await (await anya.uses_on(message, "Проверить факт")).answer()
            assert "Опубликовать для всех" in menu.labels


async def test_a_message_is_checked_from_its_menu_though_its_text_is_hidden_from_us() -> None:
    async with DiscordServer() as server:
        general = server.guild("News").channel("general")
        ann, bob = general.town.member("Ann"), general.town.member("Bob")
        async with living(server):
            headline = await bob.says(general, ALLY)
            used = await ann.uses_on(headline, "Fact-check this")
            answer = await used.answer()
            assert answer.only_for == ann.id
            assert ALLY_SLUG in answer.text
            await ann.presses(answer, "Post publicly")
            public = await general.next_message_from_bot()
            assert public.referenced is headline
            assert server.pings == []
            # Whose message it is may have the card taken away.
            await (await bob.presses(public, "Dismiss")).answer()
            await general.gone(public)


async def test_a_card_that_hangs_there_is_not_posted_again() -> None:
    async with DiscordServer() as server:
        general = server.guild("News").channel("general")
        ann, bob = general.town.member("Ann"), general.town.member("Bob")
        async with living(server):
            headline = await bob.says(general, ALLY)
            answers = [
                await (await ann.uses_on(headline, "Fact-check this")).answer() for _ in range(2)
            ]
            await ann.presses(answers[0], "Post publicly")
            public = await general.next_message_from_bot()
            again = await ann.presses(answers[1], "Post publicly")
            assert "already" in (await again.followup()).text
            assert general.from_bot == [public]


async def test_who_may_not_speak_does_not_speak_through_the_bot() -> None:
    async with DiscordServer() as server:
        general = server.guild("News").channel("general")
        ann, bob = general.town.member("Ann"), general.town.member("Bob")
        async with living(server) as life:
            headline = await bob.says(general, ALLY)
            answer = await (await ann.uses_on(headline, "Fact-check this")).answer()
            general.denies(ann, "send_messages")
            pressed = await ann.presses(answer, "Post publicly")
            assert "may not" in (await pressed.followup()).text
            await life.silent(general)


async def test_a_guest_is_answered_where_the_bot_is_no_member() -> None:
    async with DiscordServer() as server:
        elsewhere = server.guild("Elsewhere", bot=False)
        general = elsewhere.channel("general")
        ann, bob = elsewhere.member("Ann"), elsewhere.member("Bob")
        ann.installs_app()
        async with living(server):
            headline = await bob.says(general, ALLY)
            answer = await (await ann.uses_on(headline, "Fact-check this")).answer()
            assert ALLY_SLUG in answer.text
            pressed = await ann.presses(answer, "Post publicly")
            assert ALLY_SLUG in (await pressed.followup()).text
            asked = await (await ann.uses("/fact check", general, text=ALLY)).answer()
            assert ALLY_SLUG in asked.text
            with pytest.raises(NotOffered):
                await ann.uses("/factbot settings", general)
            with pytest.raises(NotOffered):
                await ann.uses_on(headline, "Add as fact")


async def test_who_asks_too_often_is_told_so_each_time_they_ask() -> None:
    async with DiscordServer() as server:
        general = server.guild("News").channel("general")
        ann = general.town.member("Ann")
        async with living(server):
            for _ in range(10):
                await (await ann.uses("/fact check", general, text=ALLY)).answer()
            for _ in range(2):
                answer = await (await ann.uses("/fact check", general, text=ALLY)).answer()
                assert "try again" in answer.text


async def test_a_channel_that_is_switched_off_says_so_to_who_asks() -> None:
    async with DiscordServer() as server:
        general = server.guild("News").channel("general")
        ann = general.town.member("Ann")
        async with living(server) as life:
            await life.set_up(general, mode="off")
            answer = await (await ann.uses("/fact check", general, text=ALLY)).answer()
            assert "switched off" in answer.text
            await ann.says(general, f"@factbot {ALLY}")
            await life.silent(general)


def scopes(command: Json) -> tuple[list[int], list[int]]:
    return command["contexts"], command["integration_types"]


async def test_every_command_says_where_it_works_and_for_whom() -> None:
    async with DiscordServer() as server:
        server.guild("News").channel("general")
        async with living(server):
            commands = {one["name"]: one for one in await server.registered()}
        assert set(commands) == {
            "fact",
            "factbot",
            "help",
            "privacy",
            "ignoreme",
            "accuracy",
            "Fact-check this",
            "Add as fact",
        }
        for name in ("fact", "help", "privacy", "ignoreme", "Fact-check this"):
            assert scopes(commands[name]) == ([0, 1, 2], [0, 1]), name
        for name in ("factbot", "accuracy", "Add as fact"):
            assert scopes(commands[name]) == ([0], [0]), name
        assert commands["factbot"]["default_member_permissions"] == str(1 << 5)


async def test_commands_are_registered_only_when_they_changed() -> None:
    from bot.storage.memory import MemoryConversationBase

    async with DiscordServer() as server:
        server.guild("News").channel("general")
        base = MemoryConversationBase()
        for _ in range(2):
            async with living(server, base=base):
                pass
        told = [one for one in server.rest.requests if one.operation.startswith("bulk_set")]
        assert len(told) == 1


async def test_a_command_that_is_no_longer_ours_is_answered_all_the_same() -> None:
    async with DiscordServer() as server:
        general = server.guild("News").channel("general")
        ann = general.town.member("Ann")
        async with living(server):
            known = server.hub.app.commands[None]
            known.append(dict(known[-1], id="1", name="old", type=1, options=[], description="x"))
            answer = await (await ann.uses("/old", general)).answer()
            assert "has changed" in answer.text

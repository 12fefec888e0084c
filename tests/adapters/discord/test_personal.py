"""`/accuracy`, and what people have exported or deleted about themselves."""

from __future__ import annotations

import json

import pytest

from .life import ALLY, ALLY_SLUG, living
from .server import DiscordServer, NotOffered


async def test_moderators_read_the_numbers_of_their_own_server() -> None:
    async with DiscordServer() as server:
        general = server.guild("News").channel("general")
        elsewhere = server.guild("Other").channel("general")
        ann = general.town.member("Ann")
        admin = general.town.member("Admin", permissions=["manage_guild"])
        eve = elsewhere.town.member("Eve", permissions=["manage_guild"])
        async with living(server):
            await ann.says(general, f"@factbot {ALLY}")
            card = await general.next_message_from_bot()
            asked = await (await ann.presses(card, "Not this claim")).answer()
            await ann.presses(asked, "Other claim")
            await general.gone(card)
            refused = await (await ann.uses("/accuracy", general)).answer()
            assert "may not" in refused.text
            numbers = await (await admin.uses("/accuracy", general)).answer()
            assert numbers.only_for == admin.id
            assert "The last 30 days" in numbers.text
            assert "Cards reported as wrong" in numbers.text
            assert "1 (100.0 %)" in numbers.text
            assert ALLY_SLUG in numbers.text
            week = await (await admin.uses("/accuracy", general, days=7)).answer()
            assert "The last 7 days" in week.text
            theirs = await (await eve.uses("/accuracy", elsewhere)).answer()
            assert "1 (100.0 %)" not in theirs.text
            with pytest.raises(NotOffered):
                await admin.uses("/accuracy", admin.dm)
            with pytest.raises(NotOffered):
                await admin.uses("/accuracy", general, days=0)


async def test_what_is_kept_comes_as_a_file_for_that_person_alone() -> None:
    async with DiscordServer() as server:
        general = server.guild("News").channel("general")
        ann, bob = general.town.member("Ann"), general.town.member("Bob")
        async with living(server):
            await ann.says(general, f"@factbot {ALLY}")
            card = await general.next_message_from_bot()
            await (await ann.presses(card, "Follow")).answer()
            for place in (general, ann.dm):
                answer = await (await ann.uses("/privacy", place, what="export")).answer()
                kept = json.loads(answer.files["factbot.json"])["kept"]
                assert len(kept["follows"]) == 1
                assert answer.only_for == (ann.id if place is general else None)
            theirs = await (await bob.uses("/privacy", general, what="export")).answer()
            assert not json.loads(theirs.files["factbot.json"])["kept"]["follows"]


async def test_nothing_is_deleted_before_it_was_asked_once_more() -> None:
    async with DiscordServer() as server:
        general = server.guild("News").channel("general")
        ann = general.town.member("Ann")
        async with living(server):
            await (await ann.uses("/fact follow", general, slug=ALLY_SLUG)).answer()
            sure = await (await ann.uses("/privacy", general, what="delete")).answer()
            assert "can't be undone" in sure.text
            kept = await (await ann.uses("/privacy", general, what="export")).answer()
            assert json.loads(kept.files["factbot.json"])["kept"]["follows"]
            gone = await (await ann.presses(sure, "Delete what is kept about me")).updated()
            assert "What stays" in gone.text
            assert gone.labels == []
            kept = await (await ann.uses("/privacy", general, what="export")).answer()
            assert not json.loads(kept.files["factbot.json"])["kept"]["follows"]

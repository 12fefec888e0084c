"""One contract for forgetting a server that the bot has left: memory, SQLite and PostgreSQL."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from bot.messages import Place
from bot.places.behaviour import PlaceSettings
from bot.places.never import is_never, set_never
from bot.ports import ConversationBase, ConversationUnit
from bot.pressing.opinions import Dispute, Follow
from bot.privacy.leaving import GRACE, forget_left, note_left, note_present
from bot.unanswered.asking import OpenQuestion, ReviewItem, ReviewKind, Wish
from tests.builders import NOON
from tests.contracts.conversing import HERE, a_reply, conversations

__all__ = ["conversations"]

THERE = Place("discord", "channel-2", server="server-2")
LONG_AFTER = NOON + GRACE


async def lived_in(unit: ConversationUnit, place: Place) -> None:
    """Everything that may be kept for a server."""
    name, where = place.server, f"{place.platform}:{place.server}"
    await unit.replies.claim(a_reply(f"reply {name}", place=place))
    await unit.places.put(place.platform, place.id, PlaceSettings(cooldown=1))
    await unit.places.put(place.platform, place.server, PlaceSettings(cooldown=2))
    await unit.opinions.toggle_follow(Follow(name, "fact-1", "ann", place, NOON))
    dispute = Dispute(name, "fact-1", name, "ann", "other", "words", NOON, where)
    await unit.opinions.dispute(dispute)
    await unit.reviews.put([ReviewItem(ReviewKind.CARD, f"card {name}", where, NOON)])
    await unit.questions.ask(OpenQuestion(name, name, "words", "harbour", "ann", "en", NOON))
    await unit.questions.toggle_wish(Wish(name, name, "ann", place, "1", "en", NOON))
    await set_never(unit, place, "fact-1")


async def kept_for(unit: ConversationUnit, place: Place) -> list[bool]:
    """What of it is still there."""
    where = f"{place.platform}:{place.server}"
    server = replace(place, id=place.server)
    return [
        await unit.replies.by_id(f"reply {place.server}") is not None,
        await unit.places.settings(place) != PlaceSettings(),
        await unit.places.settings(server) != PlaceSettings(),
        any(one.place == place for one in await unit.opinions.followers("fact-1")),
        any(one.circle == where for one in await unit.opinions.reports(NOON)),
        bool(await unit.reviews.open(where, 9)),
        any(wish.place == place for wish, _ in await unit.questions.wishes()),
        await is_never(unit, place, "fact-1"),
    ]


async def test_all_of_one_server_goes_and_nothing_of_another(
    conversations: ConversationBase,
) -> None:
    async with conversations.begin() as unit:
        for place in (HERE, THERE):
            await lived_in(unit, place)
            assert all(await kept_for(unit, place))
        await note_left(unit, "discord", HERE.server, [HERE.id], NOON)
        await unit.commit()
    async with conversations.begin() as unit:
        assert await forget_left(unit, LONG_AFTER - timedelta(seconds=1)) == 0
        assert await forget_left(unit, LONG_AFTER) == 8
        await unit.commit()
    async with conversations.begin() as unit:
        assert not any(await kept_for(unit, HERE))
        assert all(await kept_for(unit, THERE))
        # What people asked belongs to the community, which may live on elsewhere.
        assert len(await unit.questions.unanswered(NOON, 9)) == 2
        assert await forget_left(unit, LONG_AFTER) == 0


async def test_who_lets_the_bot_in_again_in_time_finds_everything(
    conversations: ConversationBase,
) -> None:
    async with conversations.begin() as unit:
        await lived_in(unit, HERE)
        await note_left(unit, "discord", HERE.server, [HERE.id], NOON)
        assert await note_present(unit, "discord", {"another"}) == 0
        assert await note_present(unit, "telegram", {HERE.server}) == 0
        assert await note_present(unit, "discord", {HERE.server}) == 1
        assert await note_present(unit, "discord", {HERE.server}) == 0
        assert await forget_left(unit, LONG_AFTER) == 0
        assert all(await kept_for(unit, HERE))

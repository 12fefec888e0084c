"""Telegram's messages as ours, from the JSON that Telegram sends."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from telegram import Bot, Message

from adapters.telegram.inbound import Me, command, incoming
from adapters.telegram.updates import concerns_us
from bot.messages import Addressed, PlaceKind

ME = Me(7_000_000_001, "factbot")
BOT = Bot("7000000001:none")
NOW = 1_781_000_000
ANN = {"id": 7_100_000_001, "is_bot": False, "first_name": "Ann", "language_code": "ru"}
US = {"id": ME.id, "is_bot": True, "first_name": "Fact Bot", "username": "factbot"}
GROUP = {"id": -1_002_200_000_001, "type": "supergroup", "title": "News"}
PRIVATE = {"id": ANN["id"], "type": "private", "first_name": "Ann"}


def a_message(text: str = "hello", chat: dict[str, Any] = GROUP, **more: Any) -> Message:
    body = {"message_id": 5, "date": NOW, "chat": chat, "from": ANN, "text": text} | more
    return Message.de_json({key: value for key, value in body.items() if value is not None}, BOT)


def entity(kind: str, text: str, part: str) -> dict[str, Any]:
    before = text[: text.index(part)]
    return {
        "type": kind,
        "offset": len(before.encode("utf-16-le")) // 2,
        "length": len(part.encode("utf-16-le")) // 2,
    }


def test_ids_are_strings_however_long() -> None:
    found = incoming(a_message(), ME)
    assert found.place.id == "-1002200000001"
    assert found.author.key == "telegram:7100000001"
    assert found.sent == datetime.fromtimestamp(NOW, UTC)
    assert found.author.locale == "ru"
    assert found.addressed is Addressed.NO


@given(st.text(st.characters(codec="utf-8", exclude_characters="@/"), max_size=30))
def test_a_mention_is_found_and_cut_whatever_stands_before_it(before: str) -> None:
    text = f"{before}@FactBot is it true?"
    found = incoming(a_message(text, entities=[entity("mention", text, "@FactBot")]), ME)
    assert found.addressed is Addressed.MENTION
    assert "@" not in found.text
    assert found.text == f"{before} is it true?".strip()


def test_half_a_surrogate_pair_is_counted_and_breaks_nothing() -> None:
    text = "\ud83d x\udc00 @factbot is it true?"
    message = a_message(text, entities=[{"type": "mention", "offset": 5, "length": 8}])
    assert incoming(message, ME).text == "\ud83d x\udc00  is it true?"


def test_a_kind_of_chat_that_is_new_to_us_is_a_group() -> None:
    found = incoming(a_message(chat={**GROUP, "type": "orchestra"}), ME)
    assert found.place.kind is PlaceKind.GROUP


def test_other_mentions_are_none_of_ours() -> None:
    text = "@factbot2 is it true?"
    message = a_message(text, entities=[entity("mention", text, "@factbot2")])
    assert incoming(message, ME).addressed is Addressed.NO
    assert not concerns_us(message, ME)


@pytest.mark.parametrize(
    ("text", "ours", "rest"),
    [
        ("/check it", True, "it"),
        ("/check@FACTBOT it", True, "it"),
        ("/check@other it", False, "it"),
    ],
)
def test_commands_and_whose_they_are(text: str, ours: bool, rest: str) -> None:  # noqa: FBT001 - a row of a table
    word = text.split(maxsplit=1)[0]
    message = a_message(text, entities=[entity("bot_command", text, word)])
    said = command(message, ME)
    assert said is not None
    assert (said.name, said.ours, said.rest) == ("check", ours, rest)
    assert concerns_us(message, ME) is ours


def test_a_command_inside_a_message_is_no_command() -> None:
    text = "try /check it"
    message = a_message(text, entities=[entity("bot_command", text, "/check")])
    assert command(message, ME) is None
    assert incoming(message, ME).addressed is Addressed.NO


def test_a_reply_to_us_is_known_as_such() -> None:
    ours = {"message_id": 4, "date": NOW, "chat": GROUP, "from": US, "text": "card"}
    found = incoming(a_message("sources?", reply_to_message=ours), ME)
    assert found.addressed is Addressed.REPLY
    assert found.replied_to is not None
    assert found.replied_to.by_us


def test_the_first_message_of_a_topic_is_no_reply() -> None:
    root = {
        "message_id": 2, "date": NOW, "chat": GROUP, "from": ANN,
        "forum_topic_created": {"name": "Rumours", "icon_color": 1},
    }  # fmt: skip
    found = incoming(
        a_message(reply_to_message=root, is_topic_message=True, message_thread_id=2), ME
    )
    assert found.replied_to is None
    assert found.place.thread == "-1002200000001/2"


def test_a_chain_of_replies_is_no_topic() -> None:
    assert incoming(a_message(message_thread_id=2), ME).place.thread == ""


def test_a_forward_keeps_its_day_and_its_words_are_not_the_forwarder_s() -> None:
    origin = {"type": "hidden_user", "date": NOW - 86_400, "sender_user_name": "Someone"}
    found = incoming(a_message("A headline", PRIVATE, forward_origin=origin), ME)
    (quoted,) = found.forwarded
    assert (quoted.text, found.text) == ("A headline", "")
    assert quoted.posted == datetime.fromtimestamp(NOW - 86_400, UTC)
    assert found.place.kind is PlaceKind.PRIVATE


def test_an_automatic_forward_is_the_channel_s_own_word() -> None:
    channel = {"id": -1_002_300_000_001, "type": "channel", "title": "Agency"}
    found = incoming(
        a_message(
            "A headline",
            sender_chat=channel,
            is_automatic_forward=True,
            forward_origin={"type": "channel", "date": NOW, "chat": channel, "message_id": 3},
        ),
        ME,
    )
    assert (found.text, found.forwarded) == ("A headline", ())
    assert found.author.id == "-1002300000001"


def test_an_anonymous_administrator_administers() -> None:
    stand_in = {"id": 1_087_968_824, "is_bot": True, "first_name": "Group"}
    more: dict[str, Any] = {"from": stand_in, "sender_chat": GROUP}
    found = incoming(a_message(**more), ME)
    assert found.author.administers
    assert not found.author.is_bot


def test_a_chosen_quote_counts_and_an_automatic_one_does_not() -> None:
    other = {"message_id": 4, "date": NOW, "chat": GROUP, "from": ANN, "text": "one two three"}
    for manual, expected in ((True, "two"), (None, "one two three")):
        quote = {"text": "two", "position": 4} | ({"is_manual": True} if manual else {})
        found = incoming(a_message(reply_to_message=other, quote=quote), ME)
        assert found.replied_to is not None
        assert found.replied_to.text == expected


def test_our_own_inline_result_concerns_nobody() -> None:
    assert not concerns_us(a_message("card", PRIVATE, via_bot=US), ME)


def test_captions_are_words_and_their_commands_are_claims() -> None:
    text = "/check The bridge is closed"
    photo = [{"file_id": "x", "file_unique_id": "y", "width": 1, "height": 1}]
    message = a_message(
        None,  # type: ignore[arg-type]  # no text, but a caption
        caption=text,
        photo=photo,
        caption_entities=[entity("bot_command", text, "/check")],
    )
    found = incoming(message, ME)
    assert (found.addressed, found.text) == (Addressed.COMMAND, "The bridge is closed")

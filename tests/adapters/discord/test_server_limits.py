"""Sabotage: what a careless bot sends is refused as Discord would, and put on record."""

from typing import Any

import aiohttp
import pytest

from .server import DiscordServer, Message, Place

Body = dict[str, Any]


async def send(server: DiscordServer, place: Place, body: Body) -> tuple[int, Body]:
    """POST a message as the bot, without discord.py's own checks in the way."""
    url = f"{server.base_url}/channels/{place.id}/messages"
    headers = {"Authorization": f"Bot {server.token}"}
    async with aiohttp.ClientSession() as session:
        answer = await session.post(url, json=body, headers=headers)
        return answer.status, await answer.json()


def codes(tree: Any, path: str = "") -> dict[str, str]:
    """The errors tree, flat: path to the first code."""
    if "_errors" in tree:
        return {path: tree["_errors"][0]["code"]}
    found: dict[str, str] = {}
    for key, inner in tree.items():
        found |= codes(inner, f"{path}.{key}".lstrip("."))
    return found


def row(*parts: Body) -> Body:
    return {"components": [{"type": 1, "components": list(parts)}], "content": "x"}


def button(**changes: Any) -> Body:
    return {"type": 2, "style": 2, "label": "Why?", "custom_id": "why", **changes}


FIELD = {"name": "n", "value": "v"}
BAD: list[tuple[Body, str, str]] = [
    ({"content": "x" * 2001}, "content", "BASE_TYPE_MAX_LENGTH"),
    ({"embeds": [{"title": "x" * 257}]}, "embeds.0.title", "BASE_TYPE_MAX_LENGTH"),
    ({"embeds": [{"description": "x" * 4097}]}, "embeds.0.description", "BASE_TYPE_MAX_LENGTH"),
    ({"embeds": [{"fields": [FIELD] * 26}]}, "embeds.0.fields", "BASE_TYPE_MAX_LENGTH"),
    (
        {"embeds": [{"fields": [{"name": "n", "value": " "}]}]},
        "embeds.0.fields.0.value",
        "BASE_TYPE_REQUIRED",
    ),
    (
        {"embeds": [{"fields": [{"name": "n", "value": "v" * 1025}]}]},
        "embeds.0.fields.0.value",
        "BASE_TYPE_MAX_LENGTH",
    ),
    (
        {"embeds": [{"description": "x" * 4000}, {"description": "x" * 2001}]},
        "embeds.1",
        "MAX_EMBED_SIZE_EXCEEDED",
    ),
    (
        {"embeds": [{"url": "javascript://x", "title": "x"}]},
        "embeds.0.url",
        "URL_TYPE_INVALID_SCHEME",
    ),
    ({"embeds": [{"title": "x"}] * 11}, "embeds", "BASE_TYPE_MAX_LENGTH"),
    (
        row(button(custom_id="i" * 101)),
        "components.0.components.0.custom_id",
        "BASE_TYPE_BAD_LENGTH",
    ),
    (row(button(label="x" * 81)), "components.0.components.0.label", "BASE_TYPE_MAX_LENGTH"),
    (row(button(), button()), "components", "COMPONENT_CUSTOM_ID_DUPLICATED"),
    (
        row(*[button(custom_id=str(n)) for n in range(6)]),
        "components.0.components",
        "COMPONENT_LAYOUT_WIDTH_EXCEEDED",
    ),
    (
        row({"type": 2, "style": 5, "label": "x", "url": "ftp://x"}),
        "components.0.components.0.url",
        "URL_TYPE_INVALID_SCHEME",
    ),
    (
        row({"type": 3, "custom_id": "s", "options": [{"label": "x", "value": "v"}] * 26}),
        "components.0.components.0.options",
        "BASE_TYPE_MAX_LENGTH",
    ),
    ({"content": "x", "components": [button()]}, "components.0.type", "BASE_TYPE_CHOICES"),
    (
        {"components": [{"type": 10, "content": "x"}], "content": "x", "flags": 1 << 15},
        "content",
        "MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2",
    ),
    ({"content": "x", "nonce": "n" * 26}, "nonce", "BASE_TYPE_MAX_LENGTH"),
    (
        {"content": "x", "allowed_mentions": {"parse": ["users"], "users": ["1"]}},
        "allowed_mentions",
        "MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE",
    ),
    (
        {"content": "x", "message_reference": {"message_id": "1"}},
        "message_reference",
        "REPLIES_UNKNOWN_MESSAGE",
    ),
]


@pytest.mark.parametrize(("body", "path", "code"), BAD, ids=[f"{p}-{c}" for _, p, c in BAD])
async def test_a_bad_body_is_refused_with_its_place_and_recorded(
    body: Body, path: str, code: str
) -> None:
    async with DiscordServer() as server:
        general = server.guild("News").channel("general")
        status, answer = await send(server, general, body)
        assert (status, answer["code"], answer["message"]) == (400, 50035, "Invalid Form Body")
        assert codes(answer["errors"]).get(path) == code
        assert general.messages == []
        (refusal,) = server.take_refusals()
        assert refusal.errors == answer["errors"]


@pytest.mark.parametrize("body", [{}, {"content": " "}, {"embeds": [{"type": "rich"}]}])
async def test_an_empty_message_is_refused(body: Body) -> None:
    async with DiscordServer() as server:
        general = server.guild("News").channel("general")
        status, answer = await send(server, general, body)
        assert (status, answer["code"]) == (400, 50006)
        assert len(server.take_refusals()) == 1


async def test_an_embed_of_exactly_6000_characters_is_taken() -> None:
    async with DiscordServer() as server:
        general = server.guild("News").channel("general")
        embeds = [{"description": "x" * 4096}, {"description": "x" * 1904}]
        assert (await send(server, general, {"embeds": embeds}))[0] == 200


async def test_an_untaken_refusal_fails_the_test() -> None:
    async def oversize() -> None:
        async with DiscordServer() as server:
            place = server.guild("News").channel("general")
            await send(server, place, {"content": "x" * 2001})

    with pytest.raises(AssertionError, match=r"create_message: 400 \(50035\)"):
        await oversize()


async def _sent(body: Body, *, reply: bool = False) -> tuple[DiscordServer, Message]:
    async with DiscordServer() as server:
        town = server.guild("News")
        general = town.channel("general")
        mod = town.role("mods")
        ann = town.member("Ann", roles=[mod])
        said = await ann.says(general, "hello")
        body["content"] = body["content"].format(ann=ann.mention, mod=f"<@&{mod.id}>")
        if reply:
            body["message_reference"] = {"message_id": said.id}
        status, _ = await send(server, general, body)
        assert status == 200
        return server, general.from_bot[-1]


@pytest.mark.parametrize(
    ("rules", "pings"),
    [
        (None, ["@Ann", "@mods", "@everyone"]),
        ({"parse": []}, []),
        ({"parse": ["users"]}, ["@Ann"]),
        ({"parse": ["roles", "everyone"]}, ["@mods", "@everyone"]),
    ],
)
async def test_whom_a_message_would_have_pinged_is_on_record(
    rules: Body | None, pings: list[str]
) -> None:
    body: Body = {"content": "{ann} {mod} @everyone"}
    body |= {} if rules is None else {"allowed_mentions": rules}
    server, message = await _sent(body)
    assert message.pings == pings
    assert server.pings == pings


@pytest.mark.parametrize(
    ("rules", "pings"),
    [(None, ["@Ann"]), ({"parse": []}, []), ({"parse": [], "replied_user": True}, ["@Ann"])],
)
async def test_a_reply_pings_its_author_unless_told_not_to(
    rules: Body | None, pings: list[str]
) -> None:
    body: Body = {"content": "so"} | ({} if rules is None else {"allowed_mentions": rules})
    _, message = await _sent(body, reply=True)
    assert message.pings == pings


async def test_mentions_in_code_ping_nobody() -> None:
    _, message = await _sent({"content": "`@everyone {ann}`"})
    assert message.pings == []


@pytest.mark.parametrize(
    ("content", "flags", "links"),
    [
        ("see https://a.example/x.", 0, ["https://a.example/x."]),
        ("see <https://a.example/x>", 0, []),
        ("see [words](https://a.example/x)", 0, ["https://a.example/x"]),
        ("see [words](<https://a.example/x>)", 0, []),
        ("see `https://a.example/x`", 0, []),
        ("see https://a.example/x", 4, []),
    ],
)
async def test_what_a_message_would_unfurl_is_on_record(
    content: str, flags: int, links: list[str]
) -> None:
    server, message = await _sent({"content": content, "flags": flags})
    assert message.unfurls == server.unfurls == links


async def test_a_nonce_makes_a_message_once_only_when_enforced() -> None:
    async with DiscordServer() as server:
        general = server.guild("News").channel("general")
        other = server.guild("Other").channel("general")
        sure: Body = {"content": "once", "nonce": "7", "enforce_nonce": True}
        first = (await send(server, general, sure))[1]["id"]
        assert (await send(server, general, sure))[1]["id"] == first
        assert (await send(server, other, sure))[1]["id"] != first
        loose: Body = {"content": "twice", "nonce": "8"}
        await send(server, general, loose)
        await send(server, general, loose)
        assert [one.content for one in general.from_bot] == ["once", "twice", "twice"]


async def test_a_system_message_cannot_be_replied_to() -> None:
    async with DiscordServer() as server:
        general = server.guild("News").channel("general")
        joined = await general.town.member("Ann").joins(general)
        body: Body = {"content": "welcome", "message_reference": {"message_id": joined.id}}
        answer = (await send(server, general, body))[1]
        found = codes(answer["errors"])
        assert found == {"message_reference": "REPLIES_CANNOT_REPLY_TO_SYSTEM_MESSAGE"}
        assert len(server.take_refusals()) == 1

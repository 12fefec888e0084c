import json
from pathlib import Path
from typing import Any

import pytest

from .server import DiscordServer, payloads, shown
from .server.openapi import COUNTS, Contract, Counts, as_strings, location
from .server.rest import ROUTES
from .test_server_limits import send

SMALL: dict[str, Any] = {
    "paths": {
        "/channels/{id}/messages": {
            "post": {
                "operationId": "create_message",
                "requestBody": {
                    "required": True,
                    "content": {"application/json": {"schema": {"$ref": "#/components/schemas/M"}}},
                },
            },
            "get": {
                "operationId": "list_messages",
                "parameters": [{"name": "limit", "in": "query", "schema": {"type": "integer"}}],
            },
        }
    },
    "components": {"schemas": {"M": {"type": "object", "properties": {"tts": {"type": "null"}}}}},
}
MESSAGES = "/channels/{channel_id}/messages"


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """An OpenAPI file of two operations that wants `tts` to be null."""
    path = tmp_path / "openapi.json"
    path.write_text(json.dumps(SMALL), "utf-8")
    return path


def test_a_body_is_held_against_the_file(small: Path) -> None:
    contract = Contract(small)
    assert contract.complaint("POST", MESSAGES, {"tts": None}, {}) is None
    found = contract.complaint("POST", MESSAGES, {"tts": True}, {})
    assert found is not None
    assert found.startswith("tts: True is not of type 'null'")
    assert contract.complaint("POST", MESSAGES, None, {}) == "no body where one is required"


def test_a_query_is_held_against_the_file(small: Path) -> None:
    contract = Contract(small)
    assert contract.complaint("GET", MESSAGES, None, {"limit": "5"}) is None
    assert contract.complaint("GET", MESSAGES, None, {"limit": "many"}) is not None
    assert contract.complaint("GET", MESSAGES, None, {"x": "1"}) == "unknown query parameter x"
    assert contract.complaint("GET", "/nowhere", None, {}) == "GET /nowhere is not in the file"


async def test_a_disagreement_is_on_record_and_fails_the_test(
    small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FACTBOT_DISCORD_OPENAPI", str(small))
    async with DiscordServer() as server:
        general = server.guild("News").channel("general")
        assert (await send(server, general, {"content": "x", "tts": True}))[0] == 200
        (refusal,) = server.take_refusals()
        assert refusal.message.startswith("openapi.json disagrees: tts:")


async def test_without_the_file_requests_are_counted_as_unchecked(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("FACTBOT_DISCORD_OPENAPI", str(tmp_path / "absent.json"))
    before = COUNTS.unchecked
    async with DiscordServer() as server:
        await send(server, server.guild("News").channel("general"), {"content": "x"})
    assert COUNTS.unchecked == before + 1
    assert "NOT RUN on 3 requests" in Counts(unchecked=3).line()


def test_snowflakes_sent_as_integers_become_strings_and_small_numbers_stay() -> None:
    big = 1 << 60
    body = {"id": 3, "message_reference": {"message_id": big}, "users": [big], "flags": big}
    assert as_strings(body) == {
        "id": 3,
        "message_reference": {"message_id": str(big)},
        "users": [str(big)],
        "flags": big,
    }


def test_our_operations_have_the_names_of_the_file() -> None:
    """Says nothing where the file is absent; the summary line tells whether it was there."""
    contract = Contract()
    if location() is None:
        COUNTS.unchecked += len(ROUTES)
        return
    wrong = {
        (one.method, one.path): contract.operation_id(one.method, one.path)
        for one in ROUTES
        if contract.operation_id(one.method, one.path) != one.operation
    }
    assert wrong == {}


async def test_our_answers_have_the_shape_of_the_file() -> None:
    """Says nothing where the file is absent, like the test above."""
    contract = Contract()
    async with DiscordServer(message_content=True) as server:
        town = server.guild("News")
        general = town.channel("general")
        ann = town.member("Ann")
        said = await ann.says(general, "@factbot hello", embeds=[{"type": "rich", "title": "x"}])
        await ann.reacts(said, "👍")
        await ann.says(general, "so", reply_to=said)
        button = {"type": 2, "style": 2, "label": "Why?", "custom_id": "why"}
        body = {"content": "x", "components": [{"type": 1, "components": [button]}]}
        await send(server, general, body)
        sight = server.hub.app.sight
        wrong = [
            contract.misfit("MessageResponse", shown.message(one, sight))
            for one in general.messages
        ]
        thread = general.thread("Aside", ann).state
        wrong += [
            contract.misfit("GuildChannelResponse", payloads.channel(general.state)),
            contract.misfit("ThreadResponse", payloads.channel(thread)),
            contract.misfit("PrivateChannelResponse", payloads.channel(ann.dm.state)),
            contract.misfit("GuildMemberResponse", payloads.member(town.state.members[ann.id])),
        ]
    assert wrong == [None] * 7

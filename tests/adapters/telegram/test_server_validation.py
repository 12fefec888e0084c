"""The check against the machine-readable Bot API: bites where it is at hand, says so where not."""

import json
from pathlib import Path
from typing import Any

import pytest
from telegram.error import EndPointNotFound

from .server import ProtocolBroken, TelegramServer
from .server.report import announce
from .server.sample_bot import bare_bot
from .server.validation import TALLY, Schema, find_schema, summary

# A corner of the Bot API, enough to try the checker itself wherever the tests run.
SMALL: dict[str, Any] = {
    "version": "Bot API small",
    "methods": {
        "sendMessage": {
            "returns": ["Message"],
            "fields": [
                {"name": "chat_id", "types": ["Integer", "String"], "required": True},
                {"name": "text", "types": ["String"], "required": True},
                {"name": "silent", "types": ["Boolean"], "required": False},
                {"name": "tags", "types": ["Array of Integer"], "required": False},
            ],
        }
    },
    "types": {
        "Update": {
            "fields": [
                {"name": "update_id", "types": ["Integer"], "required": True, "description": ""},
                {"name": "message", "types": ["Message"], "required": False, "description": ""},
            ]
        },
        "Message": {
            "fields": [{"name": "origin", "types": ["Origin"], "required": True, "description": ""}]
        },
        "Origin": {"subtypes": ["OriginUser", "OriginChat"]},
        "OriginUser": {
            "fields": [
                {
                    "name": "type",
                    "types": ["String"],
                    "required": True,
                    "description": 'Type of the origin, always "user"',
                }
            ]
        },
        "OriginChat": {
            "fields": [
                {
                    "name": "type",
                    "types": ["String"],
                    "required": True,
                    "description": 'Type of the origin, always "chat"',
                },
                {"name": "id", "types": ["Integer"], "required": True, "description": ""},
            ]
        },
    },
}


@pytest.mark.parametrize(
    ("given", "problems"),
    [
        ({"chat_id": "5", "text": "x"}, []),
        ({"chat_id": "@name", "text": "7", "silent": "true", "tags": "[1, 2]"}, []),
        ({"chat_id": "5"}, ["text is required"]),
        ({"chat_id": "5", "text": "x", "txt": "x"}, ["txt is no parameter"]),
        ({"chat_id": "5", "text": "x", "silent": "yes"}, ["'yes' is no Boolean"]),
        ({"chat_id": "5", "text": "x", "tags": '["a"]'}, ["'a' is no Integer"]),
    ],
)
def test_calls_are_checked_field_by_field(given: dict[str, str], problems: list[str]) -> None:
    found = Schema(SMALL).problems_of_call("sendMessage", given)
    assert len(found) == len(problems)
    assert all(wanted in one for wanted, one in zip(problems, found, strict=True))


@pytest.mark.parametrize(
    ("origin", "sound"),
    [
        ({"type": "user"}, True),
        ({"type": "chat", "id": 7}, True),
        ({"type": "chat"}, False),
        ({"type": "user", "id": 7}, False),
        ({"type": "chat", "id": True}, False),
        ({}, False),
    ],
)
def test_updates_are_checked_down_to_the_kind_of_each_part(
    origin: dict[str, Any], *, sound: bool
) -> None:
    update = {"update_id": 1, "message": {"origin": origin}}
    assert (Schema(SMALL).problems_of_update(update) == []) is sound


def test_an_update_holds_one_thing() -> None:
    assert Schema(SMALL).problems_of_update({"update_id": 1})


def test_a_named_description_that_is_missing_is_an_error(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    find_schema.cache_clear()
    monkeypatch.setenv("FACTBOT_TELEGRAM_API", str(tmp_path / "missing.json"))
    with pytest.raises(FileNotFoundError):
        find_schema()
    (tmp_path / "api.json").write_text(json.dumps(SMALL), encoding="utf-8")
    monkeypatch.setenv("FACTBOT_TELEGRAM_API", str(tmp_path / "api.json"))
    schema = find_schema()
    find_schema.cache_clear()
    assert schema is not None
    assert schema.version == "Bot API small"


@pytest.mark.parametrize(
    ("methods", "problem"),
    [
        ({}, "getMe is no method of Bot API small"),
        ({"getMe": {"returns": ["Integer"]}}, "this server's own answer: getMe.result"),
    ],
)
async def test_what_breaks_the_description_fails_the_test(
    methods: dict[str, Any], problem: str
) -> None:
    telegram = TelegramServer()
    telegram._endpoint.schema = Schema(SMALL | {"methods": methods})
    await telegram.start()
    async with bare_bot(telegram):
        pass
    await telegram.stop()
    with pytest.raises(ProtocolBroken, match=problem):
        telegram.check()


async def test_an_unknown_method_is_not_found() -> None:
    async with TelegramServer() as telegram, bare_bot(telegram) as bot:
        with pytest.raises(EndPointNotFound):
            await bot.do_api_request("sendTelepathy")
        telegram.refusals.take("Not Found")
        telegram.problems.clear()


async def test_the_summary_says_whether_anything_was_checked() -> None:
    before = TALLY["calls"]
    async with TelegramServer() as telegram, bare_bot(telegram):
        checked = telegram.checked_against_api
    assert TALLY["calls"] > before
    assert ("NOT checked" in summary()) is not checked


@pytest.fixture(autouse=True)
def _say_it_at_the_end(request: pytest.FixtureRequest) -> None:
    announce(request.config)

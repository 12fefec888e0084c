"""Telegram's limits, with Telegram's words when one is crossed.

Sources: the Bot API's field descriptions; the texts are those api.telegram.org answers with.
"""

import re
from collections.abc import Sequence

from .formatted import utf16
from .links import checked_link
from .model import Json
from .refusal import bad_request

TEXT = 4096  # UTF-16 units, after the entities are parsed
CAPTION = 1024
QUOTE = 1024
CALLBACK_DATA = 64  # bytes
CALLBACK_ANSWER = 200  # characters
BUTTONS = 100
RESULTS = 50
RESULT_ID = 64  # bytes
COMMANDS = 100
COMMAND_DESCRIPTION = 256
INLINE_OFFSET = 64  # bytes
ACTIONS = {
    "sendMessage": "message is too long", "editMessageText": "MESSAGE_TOO_LONG",
}  # fmt: skip
# What a button may do; exactly one of them.
BUTTON_KINDS = {
    "url", "callback_data", "web_app", "login_url", "switch_inline_query",
    "switch_inline_query_current_chat", "switch_inline_query_chosen_chat", "copy_text",
    "callback_game", "pay",
}  # fmt: skip


def check_text(text: str, method: str) -> None:
    if not text:
        raise bad_request("message text is empty")
    if utf16(text) > TEXT:
        raise bad_request(ACTIONS.get(method, "MESSAGE_TOO_LONG"))


def check_keyboard(markup: Json | None) -> None:
    """An inline keyboard, button by button."""
    if markup is None or "inline_keyboard" not in markup:
        return
    rows = markup["inline_keyboard"]
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        raise bad_request("object expected as reply markup")
    buttons = [button for row in rows for button in row]
    if len(buttons) > BUTTONS:
        raise bad_request("reply markup is too long")
    for button in buttons:
        _check_button(button)


def _check_button(button: Json) -> None:
    kinds = BUTTON_KINDS & button.keys()
    if not kinds:
        raise bad_request(
            "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard"
        )
    if len(kinds) > 1:
        raise bad_request("BUTTON_TYPE_INVALID")
    if not button.get("text"):
        raise bad_request("BUTTON_TEXT_INVALID")
    data = button.get("callback_data")
    if data is not None and not 1 <= len(data.encode()) <= CALLBACK_DATA:
        raise bad_request("BUTTON_DATA_INVALID")
    url = button.get("url")
    if url is not None and checked_link(url) is None:
        raise bad_request(f"inline keyboard button URL '{url}' is invalid: Wrong HTTP URL")


def check_callback_answer(text: str) -> None:
    if utf16(text) > CALLBACK_ANSWER:
        raise bad_request("MESSAGE_TOO_LONG")


def check_results(results: Sequence[Json], next_offset: str) -> None:
    ids = [str(result.get("id", "")) for result in results]
    if len(ids) > RESULTS:
        raise bad_request("RESULTS_TOO_MUCH")
    if any(not 1 <= len(one.encode()) <= RESULT_ID for one in ids):
        raise bad_request("RESULT_ID_INVALID")
    if len(set(ids)) != len(ids):
        raise bad_request("RESULT_ID_DUPLICATE")
    if len(next_offset.encode()) > INLINE_OFFSET:
        raise bad_request("NEXT_OFFSET_INVALID")


def check_commands(commands: Sequence[Json]) -> None:
    if len(commands) > COMMANDS:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    for one in commands:
        if not re.fullmatch(r"[a-z0-9_]{1,32}", str(one.get("command", "")).lstrip("/")):
            raise bad_request("BOT_COMMAND_INVALID")
        if not 1 <= len(str(one.get("description", ""))) <= COMMAND_DESCRIPTION:
            raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")

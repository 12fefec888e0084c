"""Answers to buttons, inline queries and guest queries."""

from . import limits
from .formatted import with_detected
from .links import START_PAYLOAD, start_payload
from .methods import method
from .model import Json
from .params import Params, parse_text, seconds_left, too_old
from .refusal import bad_request
from .world import World

INLINE_LIFETIME = 60.0  # seconds; Telegram doesn't say, clients give up far sooner


@method("answerCallbackQuery")
def answer_callback_query(world: World, params: Params) -> bool:
    callback = world.callbacks.get(params.text("callback_query_id"))
    if callback is None or callback.answer is not None:
        raise too_old()
    seconds_left(world, callback.at.timestamp(), world.callback_lifetime)
    limits.check_callback_answer(params.text("text"))
    url = params.text("url")
    if url and start_payload(url, str(world.bot.username)) is None:
        raise bad_request("URL_INVALID")
    callback.answer = {
        "text": params.text("text"),
        "show_alert": params.flag("show_alert"),
        "url": url,
    }
    world.pulse.beat()
    return True


@method("answerInlineQuery")
def answer_inline_query(world: World, params: Params) -> bool:
    query = world.inline_queries.get(params.text("inline_query_id"))
    if query is None or query.answer is not None:
        raise too_old()
    seconds_left(world, query.at.timestamp(), INLINE_LIFETIME)
    results: list[Json] = params.decoded("results") or []
    limits.check_results(results, params.text("next_offset"))
    for result in results:
        inline_content(world, result)
    button = params.decoded("button")
    start = (button or {}).get("start_parameter")
    if start is not None and not START_PAYLOAD.fullmatch(start):
        raise bad_request("START_PARAM_INVALID")
    query.answer = {
        "results": results,
        "cache_time": int(params.text("cache_time") or 300),
        "is_personal": params.flag("is_personal"),
        "next_offset": params.text("next_offset"),
        "button": button,
    }
    world.pulse.beat()
    return True


@method("answerGuestQuery")
def answer_guest_query(world: World, params: Params) -> Json:
    query = world.guest_queries.get(params.text("guest_query_id"))
    if query is None or query.reply is not None:
        raise too_old()
    seconds_left(world, query.at.timestamp(), INLINE_LIFETIME)
    result: Json = params.decoded("result") or {}
    limits.check_results([result], "")
    body, markup = inline_content(world, result)
    asked_by = query.question.sender
    caller: Json = {"guest_bot_caller_user": asked_by.json()} if asked_by else {}
    message = world.keep(
        query.chat,
        {"from": world.bot.json()} | body | caller,
        world.bot,
        reply_to=query.question,
        markup=markup,
        inline_id=world.ticket(),
    )
    query.reply = message
    world.inline_messages[str(message.inline_id)] = message
    world.note(query.chat, "sent", message)
    return {"inline_message_id": message.inline_id}


def inline_content(world: World, result: Json) -> tuple[Json, Json | None]:
    """The message an inline result turns into, checked as any other message."""
    if result.get("type") != "article":
        raise bad_request("this server knows inline results of type article only")
    if not result.get("title"):
        raise bad_request("RESULT_TITLE_EMPTY")
    content = result.get("input_message_content") or {}
    if "message_text" not in content:
        raise bad_request("can't parse inline query result: message content is required")
    parsed = parse_text(
        content["message_text"], content.get("parse_mode", ""), content.get("entities")
    ).trimmed()
    for link in parsed.lost_links:
        world.remark(f"a link was dropped because its target is not an address: {link!r}")
    limits.check_text(parsed.text, "answerInlineQuery")
    limits.check_keyboard(result.get("reply_markup"))
    written = with_detected(parsed)
    body: Json = {"text": written.text}
    if written.entities:
        body["entities"] = written.entities
    if content.get("link_preview_options"):
        body["link_preview_options"] = content["link_preview_options"]
    return body, result.get("reply_markup")

"""What is kept about somebody: to read, to have, to have forgotten; and to be left alone."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import telegram
from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Message

from adapters.telegram.answers import answer
from adapters.telegram.calls import Call
from adapters.telegram.inbound import message_place
from adapters.telegram.outbound import Rendered, render
from adapters.telegram.session import Session, Speech
from bot.errors import DeliveryError
from bot.messages import PlaceKind
from bot.ports import Target
from bot.replies import Done, Reply
from bot.wording import N_, words_for

ERASE, KEEP = "y1:erase", "y1:keep"
"""What the buttons of the question carry."""
FILE = "factbot.json"


async def privacy(call: Call) -> Reply | Speech:
    """`/privacy`, `/privacy export` and `/privacy delete`."""
    wanted = call.rest.partition(" ")[0].casefold()
    if wanted not in {"export", "delete"}:
        return await call.session.bot.preferences.privacy(call.person)
    if call.place.kind is not PlaceKind.PRIVATE:
        return Done(_ALONE)
    return partial(_export if wanted == "export" else _ask, call)


async def ignore_me(call: Call) -> Reply:
    """Say it twice to take it back."""
    preferences = call.session.bot.preferences
    present = await preferences.privacy(call.person)
    return await preferences.ignore_me(call.person, ignored=not present.opted_out)


async def press(session: Session, query: telegram.CallbackQuery) -> Speech | None:
    """Yes or no to having everything forgotten. The question is asked in private, so whoever
    presses is whoever asked.
    """
    await answer(session, query)
    message = query.message
    if not isinstance(message, Message) or message.chat.id != query.from_user.id:
        return None
    person = await session.person(query.from_user)
    done = Done(_KEPT)
    if query.data == ERASE:
        done = await session.bot.preferences.erase(person)
    locale = await session.locale(message_place(message), person)
    return partial(_replace, session, message, render(done, locale))


async def _export(call: Call) -> None:
    text = await call.session.bot.preferences.export(call.person)
    locale = await call.session.locale(call.place, call.person)
    target = Target(call.place, str(call.message.message_id), locale)
    try:
        await call.session.courier.send_file(target, FILE, text.encode())
    except DeliveryError as problem:
        if problem.final:
            raise
        await call.session.say(Done(_LATER), call.place, locale)


async def _ask(call: Call) -> None:
    locale = await call.session.locale(call.place, call.person)
    words = words_for(locale)
    keys = [
        InlineKeyboardButton(words.say("Delete it"), callback_data=ERASE),
        InlineKeyboardButton(words.say("Keep it"), callback_data=KEEP),
    ]
    shown = replace(render(Done(_SURE), locale), keyboard=InlineKeyboardMarkup([keys]))
    target = Target(call.place, str(call.message.message_id), locale)
    await call.session.courier.send_patiently(target, shown)


async def _replace(session: Session, message: Message, shown: Rendered) -> None:
    await session.courier.redraw(message.chat.id, message.message_id, shown)


_ALONE = N_("That is between you and me: send it to me in private.")
_LATER = N_("Telegram doesn't take the file right now. Please ask again in a few minutes.")
_SURE = N_(
    "Shall I forget what I keep about you: what you follow and want to be told, your drafts and "
    "reports, and your hash on everything else? This can't be undone."
)
_KEPT = N_("Nothing was deleted.")

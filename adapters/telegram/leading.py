"""What goes on in private: said in the group, with the way there for who never wrote to the bot."""

from __future__ import annotations

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Message

from adapters.telegram.inbound import message_place
from adapters.telegram.links import start_link
from adapters.telegram.markup import escaped
from adapters.telegram.outbound import NO_PREVIEW, Rendered
from adapters.telegram.session import Session
from bot.ports import Target
from bot.wording import N_, words_for

ANONYMOUS = N_("I can't write to an anonymous administrator; send this under your own name.")


async def lead(session: Session, message: Message, locale: str, payload: str = "") -> None:
    """Answer a command in its group: it goes on in private, at once or, with a `payload`, by a
    link that whoever follows brings along.
    """
    words = words_for(locale)
    said, keyboard = words.say("Let us go on in private."), None
    if payload:
        said = words.say("I can't write to you before you write to me.")
        link = start_link(session.me.username, payload)
        key = InlineKeyboardButton(words.say("Go on in private"), url=link)
        keyboard = InlineKeyboardMarkup([[key]])
    target = Target(message_place(message), str(message.message_id), locale)
    await session.courier.send_patiently(
        target, Rendered(escaped(said), said, keyboard, NO_PREVIEW)
    )

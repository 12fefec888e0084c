"""The questions of a walkthrough as messages: what is asked, what may be pressed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Message

from adapters.telegram.leading import lead
from adapters.telegram.links import add_payload
from adapters.telegram.markup import defused, escaped
from adapters.telegram.outbound import NO_PREVIEW, Rendered, render
from adapters.telegram.session import Session
from adapters.telegram.steps import KEEP, QUESTIONS, SKIP, Progress, choices, suggested
from bot.errors import DeliveryError
from bot.messages import Person
from bot.moderating.drafting import Neighbour
from bot.ports import Target
from bot.replies import Reply
from bot.wording import Words, words_for


async def ask(
    session: Session,
    person: Person,
    progress: Progress,
    before: str = "",
    preview: Reply | None = None,
) -> None:
    """Ask the question that stands, after a word on what was wrong, or with what it's about."""
    words = words_for(progress.language)
    asked = words.say(QUESTIONS[progress.step].asked)
    claim = suggested(progress)
    hint = words.say("People ask: “{claim}”", claim=claim) if claim else ""
    text = "\n\n".join(part for part in (defused(before), defused(hint), asked) if part)
    shown = Rendered(escaped(text), text, keyboard(progress, words), NO_PREVIEW)
    if preview is not None:
        card = render(preview, progress.language)
        shown = replace(shown, text=f"{card.text}\n\n{shown.text}", plain=f"{card.plain}\n\n{text}")
    target = Target(session.alone_with(person), "", progress.language)
    await session.courier.send_patiently(target, shown)


async def ask_first(
    session: Session, message: Message, person: Person, progress: Progress, before: str = ""
) -> None:
    """Ask in private; in a group, say that it goes on there."""
    payload = ""
    try:
        await ask(session, person, progress, before)
    except DeliveryError:
        payload = add_payload(progress.group)
    if str(message.chat.id) != person.id:
        await lead(session, message, progress.language, payload)


def listed(near: Sequence[Neighbour], language: str) -> str:
    """Facts with the matcher's confidence that this is the same claim, numbered."""
    lines = (
        f"{number}. {item.fact.slug} · {item.score:.0%}\n{item.fact.claim.best(language).text}"
        for number, item in enumerate(near, 1)
    )
    return "\n\n".join(lines)


def keyboard(progress: Progress, words: Words) -> InlineKeyboardMarkup:
    """The choices, two a row, and the ways out."""
    question = QUESTIONS[progress.step]
    keys = [_key(progress, value, words.say(label, n=n)) for value, label, n in choices(progress)]
    if suggested(progress):
        keys.append(_key(progress, KEEP, words.say("Take these words")))
    rows = [keys[start : start + 2] for start in range(0, len(keys), 2)]
    last = [_key(progress, SKIP, words.say("Leave out"))] if question.optional else []
    return InlineKeyboardMarkup([*rows, [*last, _key(progress, "cancel", words.say("Cancel"))]])


def _key(progress: Progress, value: str, label: str) -> InlineKeyboardButton:
    return InlineKeyboardButton(label, callback_data=f"w1:{progress.step}:{value}")

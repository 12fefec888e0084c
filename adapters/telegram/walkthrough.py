"""Adding and changing facts in private, question by question; every answer is kept in the base,
so that a restart loses none.
"""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import telegram
from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Message

from adapters.telegram import saving
from adapters.telegram.answers import answer
from adapters.telegram.inbound import author_of, message_place, words_of
from adapters.telegram.links import add_payload, start_link
from adapters.telegram.markup import defused, escaped
from adapters.telegram.outbound import NO_PREVIEW, Rendered, render
from adapters.telegram.session import Session, Speech
from adapters.telegram.steps import ADD, EDIT, QUESTIONS, SKIP, Progress, answered
from bot.checking.refusing import declined
from bot.composing import compose
from bot.errors import BotError, DeliveryError
from bot.messages import Person
from bot.permissions import Action, Actor, require
from bot.ports import Target
from bot.privacy.keeping import Draft
from bot.replies import Done, Reply
from bot.wording import N_, Words, words_for
from factbase.errors import FactbaseError, InvalidValue, StoreUnavailable

KIND = "telegram-fact"
"""Whose drafts these are in the base."""


async def begin(session: Session, message: Message, who: Actor, text: str) -> Speech | Reply:
    """`/addfact` in a group: the questions come in private, the fact belongs to the group."""
    if message.chat.type == telegram.Chat.PRIVATE:
        return Done(_IN_GROUPS)
    require(who, Action.PROPOSE, who.scope)
    claim = text or (words_of(message.reply_to_message) if message.reply_to_message else "")
    return await _begin(session, message, Progress(ADD, "claim", str(message.chat.id)), claim)


async def begin_for(session: Session, message: Message, group: str) -> Speech | Reply:
    """The same, come from a group by a link; the right is asked for again."""
    who, _ = await saving.actor_in(session, author_of(message), group)
    require(who, Action.PROPOSE, who.scope)
    return await _begin(session, message, Progress(ADD, "claim", group), "")


async def begin_edit(session: Session, message: Message, who: Actor, slug: str) -> Speech | Reply:
    """`/editfact slug` in a group."""
    if message.chat.type == telegram.Chat.PRIVATE:
        return Done(_IN_GROUPS)
    fact = await saving.find(session, who, slug)
    require(who, Action.CORRECT, fact.scope)
    progress = Progress(EDIT, "what", str(message.chat.id), fact_id=fact.id, version=fact.version)
    return await _begin(session, message, progress, "")


async def cancel(session: Session, person: Person) -> Reply:
    """Forget what was begun."""
    await _forget(session, person)
    return Done(_CANCELLED)


async def step(session: Session, message: Message) -> Speech | None:
    """An answer in words, when somebody was asked something; none otherwise."""
    if message.chat.type != telegram.Chat.PRIVATE or message.forward_origin is not None:
        return None
    person = author_of(message)
    try:
        progress = await _progress(session, person)
    except StoreUnavailable:
        return None  # who asks is answered from memory
    if progress is None or not message.text:
        return None
    return await _take(session, person, progress, message.text)


async def press(session: Session, query: telegram.CallbackQuery, data: str) -> Speech | None:
    """An answer by a button. One of an earlier question changes nothing."""
    await answer(session, query)
    person = await session.person(query.from_user)
    progress = await _progress(session, person)
    _, _, rest = data.partition(":")
    asked, _, value = rest.partition(":")
    if progress is None:
        return partial(_tell, session, person, Done(_GONE))
    if value == "cancel":
        return partial(_tell, session, person, await cancel(session, person))
    if asked != progress.step:
        return None
    return await _take(session, person, progress, value)


async def _begin(
    session: Session, message: Message, progress: Progress, claim: str
) -> Speech | Reply:
    user = message.from_user
    if user is None or message.sender_chat is not None:
        return Done(_ANONYMOUS)
    person = author_of(message)
    locale = await session.locale(message_place(message), person)
    progress = replace(progress, language=words_for(locale).language)
    if claim:
        progress = answered(progress, claim)
    await _keep(session, person, progress)
    return partial(_ask_first, session, message, person, progress)


async def _ask_first(
    session: Session, message: Message, person: Person, progress: Progress
) -> None:
    """Ask in private; who never wrote to the bot is shown the way there."""
    words = words_for(progress.language)
    private = message.chat.type == telegram.Chat.PRIVATE
    try:
        await _ask(session, person, progress)
        said, keyboard = words.say("Let us go on in private."), None
    except DeliveryError:
        link = start_link(session.me.username, add_payload(progress.group))
        said = words.say("I can't write to you before you write to me.")
        key = InlineKeyboardButton(words.say("Go on in private"), url=link)
        keyboard = InlineKeyboardMarkup([[key]])
    if not private:
        target = Target(message_place(message), str(message.message_id), progress.language)
        await session.courier.send_patiently(
            target, Rendered(escaped(said), said, keyboard, NO_PREVIEW)
        )


async def _take(session: Session, person: Person, progress: Progress, value: str) -> Speech | None:
    """Take an answer: the next question, the same one again, or saving."""
    if progress.step in saving.LAST:
        return await _save(session, person, progress, value)
    try:
        after = answered(progress, value)
        preview = await saving.preview(session, person, after)
    except (FactbaseError, BotError) as problem:
        return partial(_ask, session, person, progress, _problem(problem, progress))
    await _keep(session, person, after)
    return partial(_ask, session, person, after, "", preview)


async def _save(session: Session, person: Person, progress: Progress, value: str) -> Speech | None:
    try:
        came = await saving.save(session, person, progress, value)
    except (FactbaseError, BotError) as problem:
        return partial(_ask, session, person, progress, _problem(problem, progress))
    if isinstance(came, saving.Confirm):
        await _keep(session, person, came.progress)
        return partial(_ask, session, person, came.progress, "\n".join(came.findings))
    await _forget(session, person)
    return partial(_tell, session, person, came)


async def _ask(
    session: Session,
    person: Person,
    progress: Progress,
    before: str = "",
    preview: Reply | None = None,
) -> None:
    """Ask the question that stands, after a word on what was wrong, or with what it's about."""
    words = words_for(progress.language)
    question = QUESTIONS[progress.step]
    asked = words.say(question.asked)
    text = "\n\n".join(part for part in (defused(before), asked) if part)
    shown = Rendered(escaped(text), text, keyboard(progress, words), NO_PREVIEW)
    if preview is not None:
        card = render(preview, progress.language)
        shown = replace(shown, text=f"{card.text}\n\n{shown.text}", plain=f"{card.plain}\n\n{text}")
    target = Target(session.alone_with(person), "", progress.language)
    await session.courier.send_patiently(target, shown)


def keyboard(progress: Progress, words: Words) -> InlineKeyboardMarkup:
    """The choices, two a row, and the ways out."""
    question = QUESTIONS[progress.step]
    keys = [_key(progress, value, words.say(label)) for value, label in question.choices]
    rows = [keys[start : start + 2] for start in range(0, len(keys), 2)]
    last = [_key(progress, SKIP, words.say("Leave out"))] if question.optional else []
    return InlineKeyboardMarkup([*rows, [*last, _key(progress, "cancel", words.say("Cancel"))]])


def _key(progress: Progress, value: str, label: str) -> InlineKeyboardButton:
    return InlineKeyboardButton(label, callback_data=f"w1:{progress.step}:{value}")


def _problem(problem: FactbaseError | BotError, progress: Progress) -> str:
    if isinstance(problem, InvalidValue):
        return str(problem)
    return compose(declined(problem), words_for(progress.language)).plain


async def _tell(session: Session, person: Person, reply: Reply) -> None:
    place = session.alone_with(person)
    await session.say(reply, place, await session.locale(place, person))


async def _progress(session: Session, person: Person) -> Progress | None:
    async with session.bot.base.begin() as unit:
        draft = await unit.drafts.get(session.bot.people.hash(person.key), KIND)
    return Progress.of(draft.data) if draft is not None else None


async def _keep(session: Session, person: Person, progress: Progress) -> None:
    owner = session.bot.people.hash(person.key)
    draft = Draft(owner, KIND, progress.data(), session.bot.clock.now())
    await session.moving.write(lambda unit: unit.drafts.put(draft))


async def _forget(session: Session, person: Person) -> None:
    owner = session.bot.people.hash(person.key)
    await session.moving.write(lambda unit: unit.drafts.remove(owner, KIND))


_IN_GROUPS = N_("Facts belong to groups: send this command in the group whose fact it is.")
_ANONYMOUS = N_("I can't write to an anonymous administrator; send this under your own name.")
_CANCELLED = N_("Forgotten.")
_GONE = N_("This draft is gone. Please start again.")

"""Adding and changing facts in private, question by question; every answer is kept in the base,
so that a restart loses none.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import partial

import telegram
from telegram import Message

from adapters.telegram import drafts, saving
from adapters.telegram.answers import answer
from adapters.telegram.asking import ask, ask_first, listed
from adapters.telegram.calls import Call
from adapters.telegram.desks import desk
from adapters.telegram.inbound import author_of
from adapters.telegram.leading import ANONYMOUS
from adapters.telegram.links import add_payload, start_link
from adapters.telegram.session import Session, Speech
from adapters.telegram.steps import ADD, EDIT, NEW, Progress, answered, beside
from bot.checking.refusing import declined
from bot.composing import compose
from bot.errors import BotError, DeliveryError
from bot.messages import Person
from bot.moderating.forms import FactForm
from bot.permissions import Action, require
from bot.pressing.presses import Presser
from bot.replies import Done, Help, HelpTopic, Reply
from bot.wording import N_, words_for
from factbase.ahead import day_of
from factbase.errors import FactbaseError, InvalidValue, StoreUnavailable


async def begin(call: Call) -> Speech | Reply:
    """`/addfact` in a group: the questions come in private, the fact belongs to the group."""
    if call.message.chat.type == telegram.Chat.PRIVATE:
        return Done(_IN_GROUPS)
    require(call.actor, Action.PROPOSE, call.actor.scope)
    return await _begin(call, Progress(ADD, "claim", call.place.id), call.text)


async def begin_edit(call: Call) -> Speech | Reply:
    """`/editfact slug` in a group."""
    if call.message.chat.type == telegram.Chat.PRIVATE:
        return Done(_IN_GROUPS)
    if not call.slug:
        return Help(HelpTopic.NO_NAME)
    fact = await saving.find(call.session, call.actor, call.slug)
    require(call.actor, Action.CORRECT, fact.scope)
    return await _begin(
        call, Progress(EDIT, "what", call.place.id, fact_id=fact.id, version=fact.version), ""
    )


async def come_for(call: Call, group: str) -> Speech | Reply:
    """Somebody came from a group by a link. What they had begun goes on; the right is asked for
    again.
    """
    who = (await desk(call.session, call.person, group)).who
    require(who, Action.PROPOSE, who.scope)
    progress = await drafts.begun(call.session, call.person)
    if progress is not None and progress.group == group:
        return partial(ask_first, call.session, call.message, call.person, progress)
    return await _begin(call, Progress(ADD, "claim", group), "")


async def begin_filled(
    session: Session, query: telegram.CallbackQuery, by: Presser, form: FactForm
) -> Speech | None:
    """A fact begun with what people asked, for the group that the presser acts for."""
    locale = await session.locale(session.alone_with(by.person), by.person)
    words = words_for(locale)
    filled = {"claim": form.claim, "wordings": form.wordings}
    progress = Progress(ADD, "claim", by.place.id, words.language, filled)
    await drafts.keep(session, by.person, progress)
    try:
        await ask(session, by.person, progress)
    except DeliveryError:
        link = start_link(session.me.username, add_payload(progress.group))
        await answer(session, query, url=link)
    else:
        await answer(session, query, words.say("Let us go on in private."))
    return None


async def cancel(session: Session, person: Person) -> Reply:
    """Forget what was begun."""
    await drafts.forget(session, person)
    return Done(_CANCELLED)


async def step(session: Session, message: Message) -> Speech | None:
    """An answer in words, when somebody was asked something; none otherwise."""
    if message.chat.type != telegram.Chat.PRIVATE or message.forward_origin is not None:
        return None
    person = author_of(message)
    try:
        progress = await drafts.begun(session, person)
    except StoreUnavailable:
        return None  # who asks is answered from memory
    if progress is None or not message.text:
        return None
    return await _take(session, person, progress, message.text)


async def press(session: Session, query: telegram.CallbackQuery, data: str) -> Speech | None:
    """An answer by a button. One of an earlier question changes nothing."""
    await answer(session, query)
    person = await session.person(query.from_user)
    progress = await drafts.begun(session, person)
    _, _, rest = data.partition(":")
    asked, _, value = rest.partition(":")
    if progress is None:
        return partial(_tell, session, person, Done(_GONE))
    if value == "cancel":
        return partial(_tell, session, person, await cancel(session, person))
    if asked != progress.step:
        return None
    return await _take(session, person, progress, value)


async def _begin(call: Call, progress: Progress, claim: str) -> Speech | Reply:
    if call.message.from_user is None or call.message.sender_chat is not None:
        return Done(ANONYMOUS)
    locale = await call.session.locale(call.place, call.person)
    progress = replace(progress, language=words_for(locale).language)
    wrong = ""
    try:
        progress = answered(progress, claim, _today(call.session)) if claim else progress
    except InvalidValue as problem:
        wrong = str(problem)
    await drafts.keep(call.session, call.person, progress)
    return partial(ask_first, call.session, call.message, call.person, progress, wrong)


async def _take(session: Session, person: Person, progress: Progress, value: str) -> Speech | None:
    """Take an answer: the next question, the same one again, or saving."""
    is_new = progress.step == "near" and value == NEW
    if progress.step in saving.LAST and not is_new:
        return await _save(session, person, progress, value)
    try:
        after = (
            replace(progress, step="review")
            if is_new
            else answered(progress, value, _today(session))
        )
        near = () if is_new else await saving.near(session, person, after)
        after = beside(after, tuple(item.fact.slug for item in near))
        preview = await saving.preview(session, person, after)
    except (FactbaseError, BotError) as problem:
        return partial(ask, session, person, progress, _problem(problem, progress))
    await drafts.keep(session, person, after)
    return partial(ask, session, person, after, listed(near, after.language), preview)


def _today(session: Session) -> date:
    return day_of(session.bot.clock.now())


async def _save(session: Session, person: Person, progress: Progress, value: str) -> Speech | None:
    try:
        came = await saving.save(session, person, progress, value)
    except (FactbaseError, BotError) as problem:
        return partial(ask, session, person, progress, _problem(problem, progress))
    if isinstance(came, saving.Confirm):
        await drafts.keep(session, person, came.progress)
        return partial(ask, session, person, came.progress, "\n".join(came.findings))
    await drafts.forget(session, person)
    return partial(_tell, session, person, came)


def _problem(problem: FactbaseError | BotError, progress: Progress) -> str:
    if isinstance(problem, InvalidValue):
        return str(problem)
    return compose(declined(problem), words_for(progress.language)).plain


async def _tell(session: Session, person: Person, reply: Reply) -> None:
    place = session.alone_with(person)
    await session.say(reply, place, await session.locale(place, person))


_IN_GROUPS = N_("Facts belong to groups: send this command in the group whose fact it is.")
_CANCELLED = N_("Forgotten.")
_GONE = N_("This draft is gone. Please start again.")

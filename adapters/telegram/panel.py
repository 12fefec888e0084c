"""`/settings`: a panel with buttons, and the same in words for who can't be told by a press."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any

import telegram
from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Message

from adapters.telegram import sight
from adapters.telegram.inbound import message_place
from adapters.telegram.markup import escaped
from adapters.telegram.outbound import Rendered, render
from adapters.telegram.session import Session, Speech
from bot.checking.refusing import declined
from bot.errors import BotError
from bot.messages import Person, Place, PlaceKind
from bot.permissions import Action, actor, require
from bot.places.behaviour import Mode, PlaceSettings
from bot.ports import Target
from bot.replies import Declined, Done, Panel, Refusal, Reply
from bot.wording import LANGUAGES, N_, Words, words_for
from factbase.errors import FactbaseError, InvalidValue

PATTERN = re.compile(r"p1:(?P<field>[a-z]{1,12}):(?P<value>[a-z0-9.-]{0,24})")
"""What the panel's buttons carry."""

_MODES = {
    Mode.OFF: N_("Off"),
    Mode.ADDRESSED: N_("When asked"),
    Mode.QUIET: N_("Quiet"),
    Mode.UNPROMPTED: N_("Unprompted"),
    Mode.SHADOW: N_("Shadow"),
}
_THRESHOLDS = ("usual", "0.90", "0.95", "0.99")
_COOLDOWNS = ("0", "10", "60", "1440")
_ANY = "any"
_OFF = {"off", "none", "-"}


async def command(session: Session, message: Message, person: Person, rest: str) -> Reply | Speech:
    """Show the panel, or change one setting: `/settings mode quiet`."""
    place = message_place(message)
    if place.kind is PlaceKind.PRIVATE:
        return Done(_IN_GROUPS)
    settings = await session.bot.preferences.settings(place)
    require(actor(person, place.kind, settings), Action.CONFIGURE, settings.community)
    name, _, value = rest.partition(" ")
    if name:
        panel = await _change(session, person, place, name.casefold(), value.strip())
        settings = panel.settings
    locale = await session.locale(place, person)
    target = Target(place, str(message.message_id), locale)
    return partial(_show, session, target, settings)


async def press(session: Session, query: telegram.CallbackQuery, data: str) -> Reply | None:
    """A button of the panel: change, and show the panel anew. A reply says what went wrong."""
    found = PATTERN.fullmatch(data)
    message = query.message
    if found is None or not isinstance(message, Message):
        return Declined(Refusal.INVALID)
    place = message_place(message)
    person = await session.person(query.from_user, message.chat.id)
    try:
        panel = await _change(session, person, place, found["field"], found["value"])
    except (FactbaseError, BotError) as problem:
        return declined(problem)
    locale = await session.locale(place, person)
    shown = await _drawn(session, place, panel.settings, locale)
    await session.courier.redraw(message.chat.id, message.message_id, shown)
    return None


async def _show(session: Session, target: Target, settings: PlaceSettings) -> None:
    shown = await _drawn(session, target.place, settings, target.locale)
    await session.courier.send_patiently(target, shown)


async def _drawn(session: Session, place: Place, settings: PlaceSettings, locale: str) -> Rendered:
    words = words_for(locale)
    shown = render(Panel(settings), locale)
    found = await sight.look(session.api, int(place.id))
    lines = [words.say(one) for one in sight.advice(found, settings.mode)] if found else []
    lines.append(words.say("This chat's number is {number}.", number=place.id))
    more = "\n\n".join(lines)
    return replace(
        shown,
        text=f"{shown.text}\n\n{escaped(more)}",
        plain=f"{shown.plain}\n\n{more}",
        keyboard=keyboard(settings, words),
    )


def keyboard(settings: PlaceSettings, words: Words) -> InlineKeyboardMarkup:
    """One row a setting; what holds is marked."""
    threshold = "usual" if settings.threshold is None else f"{settings.threshold:.2f}"
    cooldown = str(round(settings.cooldown / 60))
    modes = [
        (mode.value, words.say(label), settings.mode is mode) for mode, label in _MODES.items()
    ]
    rows = [
        [_key("mode", *one) for one in modes[:3]],
        [_key("mode", *one) for one in modes[3:]],
        [
            _key("threshold", one, words.say("usual") if one == "usual" else one, one == threshold)
            for one in _THRESHOLDS
        ],
        [_key("cooldown", one, words.say("{n} min", n=one), one == cooldown) for one in _COOLDOWNS],
        [
            _key(
                "locale",
                one,
                words.say("as people have it") if one == _ANY else one,
                one == (settings.locale or _ANY),
            )
            for one in (_ANY, *LANGUAGES)
        ],
    ]
    if not settings.community:
        own = words.say("Give this chat facts of its own")
        rows.append([InlineKeyboardButton(own, callback_data="p1:community:own")])
    return InlineKeyboardMarkup(rows)


def _key(field: str, value: str, label: str, holds: bool) -> InlineKeyboardButton:  # noqa: FBT001 - a row of a table
    return InlineKeyboardButton(
        f"✓ {label}" if holds else label, callback_data=f"p1:{field}:{value}"
    )


async def _change(session: Session, person: Person, place: Place, name: str, value: str) -> Panel:
    """Change what a name and a value in words mean. Raises `InvalidValue`, `NotAllowed`."""
    preferences = session.bot.preferences
    if name == "community" and value == "own":
        return await preferences.found(person, place, place.id)
    if name == "log" and value not in _OFF:
        return await preferences.change(person, place, log_place=await _log(session, person, value))
    read = _READ.get(name)
    if read is None:
        raise InvalidValue("settings", _USAGE)
    return await preferences.change(person, place, **read(value))


async def _log(session: Session, person: Person, value: str) -> str:
    """A chat for moderators; only who administers it may send our words there."""
    known = re.fullmatch(r"-\d{5,20}", value) and person.id.isdecimal()
    if not known or not await session.members.administers(int(value), int(person.id)):
        raise InvalidValue("log", "must be the number of a chat that you and I both administer")
    return value


def _mode(value: str) -> dict[str, Any]:
    try:
        return {"mode": Mode(value.casefold())}
    except ValueError:
        raise InvalidValue("mode", f"must be one of {', '.join(Mode)}") from None


def _threshold(value: str) -> dict[str, Any]:
    return {"threshold": None if value == "usual" else _number("threshold", value)}


def _cooldown(value: str) -> dict[str, Any]:
    return {"cooldown": round(_number("cooldown", value) * 60)}


def _locale(value: str) -> dict[str, Any]:
    if value not in {_ANY, *LANGUAGES}:
        raise InvalidValue("locale", f"must be {_ANY} or one of {', '.join(LANGUAGES)}")
    return {"locale": "" if value == _ANY else value}


def _people(value: str) -> dict[str, Any]:
    ids = tuple(dict.fromkeys(value.replace(",", " ").split()))
    if not all(re.fullmatch(r"\d{3,20}", one) for one in ids):
        raise InvalidValue("moderators", "must be people's numbers, separated by spaces")
    return {"moderator_roles": ids}


def _number(name: str, value: str) -> float:
    try:
        number = float(value)
    except ValueError:
        number = math.nan
    if not math.isfinite(number):
        raise InvalidValue(name, "must be a number")
    return number


_READ: dict[str, Callable[[str], dict[str, Any]]] = {
    "mode": _mode,
    "threshold": _threshold,
    "cooldown": _cooldown,
    "locale": _locale,
    "moderators": _people,
    "log": lambda _off: {"log_place": ""},
}
_USAGE = (
    "write mode, threshold, cooldown (minutes), locale, community own, log (a chat's number) or "
    "moderators (people's numbers), and a value"
)
_IN_GROUPS = N_("Settings belong to groups: send /settings there.")

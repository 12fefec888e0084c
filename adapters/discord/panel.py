"""The settings panel: one private message with selects and buttons, on two pages."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import discord

from adapters.discord import answers, buttons, outbound
from adapters.discord.answers import words_of
from adapters.discord.courier import NOBODY
from adapters.discord.panel_choices import CHOICES, PICKS, Picked, chosen_value
from adapters.discord.places import Touch, person_of, place_of_touch
from adapters.discord.settings import DiscordSettings
from bot.checking.refusing import declined
from bot.composing.panel import MODES
from bot.errors import BotError
from bot.messages import Place, PlaceKind
from bot.permissions import Action, actor, require
from bot.places.behaviour import Mode, PlaceSettings
from bot.replies import Declined, Panel, Refusal
from bot.wiring import Bot
from bot.wording import N_, Words
from factbase.errors import FactbaseError

SERVER, CHANNEL = "s", "c"
_SCOPES = {SERVER: N_("These settings are for the whole server."), CHANNEL: N_("For this channel.")}
_BLIND = N_(
    "The operator hasn't enabled the message content intent, so I can't read what isn't "
    "addressed to me: this mode has no effect yet."
)
_WATCHES = frozenset({Mode.QUIET, Mode.UNPROMPTED, Mode.SHADOW})


@dataclass(frozen=True, slots=True)
class SettingsPanel:
    """Shows the settings of a server or channel and changes them, for who administers it."""

    bot: Bot
    settings: DiscordSettings

    async def open(self, touch: Touch) -> None:
        """Show the panel."""
        await answers.wait(touch)
        await self._show(touch, SERVER, "1")

    async def turned(self, touch: Touch, scope: str, page: str) -> None:
        """Another page, or another scope."""
        await touch.response.defer()
        await self._show(touch, scope, page)

    async def changed(self, touch: Touch, name: str, scope: str, page: str) -> None:
        """A value was chosen."""
        await touch.response.defer()
        try:
            values = {name: chosen_value(name, buttons.values(touch))}
            await self.bot.preferences.change(person_of(touch), _place(touch, scope), **values)
        except (FactbaseError, BotError) as problem:
            await answers.say(touch, declined(problem))
            return
        await self._show(touch, scope, page)

    async def founded(self, touch: Touch) -> None:
        """Give the server a community of its own, so that it can keep facts."""
        await touch.response.defer()
        place = _place(touch, SERVER)
        name = touch.guild.name if touch.guild is not None else ""
        try:
            await self.bot.preferences.found(person_of(touch), place, name)
        except (FactbaseError, BotError) as problem:
            await answers.say(touch, declined(problem))
            return
        await self._show(touch, SERVER, "1")

    async def _show(self, touch: Touch, scope: str, page: str) -> None:
        place = _place(touch, scope)
        try:
            settings = await self.bot.preferences.settings(place)
            who = actor(person_of(touch), place.kind, settings)
            require(who, Action.CONFIGURE, settings.community)
        except (FactbaseError, BotError) as problem:
            await answers.fill(touch, declined(problem))
            return
        if not place.server:
            await answers.fill(touch, Declined(Refusal.NOT_ALLOWED))
            return
        words = words_of(touch)
        drawn = outbound.draw(Panel(settings), words)
        notes = [words.say(_SCOPES[scope])]
        if settings.mode in _WATCHES and not self.settings.message_content:
            notes.append(words.say(_BLIND))
        text = "\n".join([drawn.description, "", *(f"-# {note}" for note in notes)])
        await touch.edit_original_response(
            embed=replace(drawn, description=text).embed(),
            view=_controls(settings, scope, page, words),
            allowed_mentions=NOBODY,
        )


def _place(touch: Touch, scope: str) -> Place:
    """The channel, or the server as a place of its own."""
    place = place_of_touch(touch)
    if scope == CHANNEL or not place.server:
        return replace(place, thread="")
    return Place(place.platform, place.server, PlaceKind.GROUP, place.server)


def _controls(settings: PlaceSettings, scope: str, page: str, words: Words) -> discord.ui.View:
    view = discord.ui.View(timeout=None)
    if page == "1":
        for name, options in CHOICES.items():
            now = Picked.of(getattr(settings, name))
            custom_id = buttons.own_id("set", name, scope, page)
            view.add_item(_select(custom_id, words.say(options.asked), options.labels(words), now))
    else:
        for name, pick in PICKS.items():
            custom_id = buttons.own_id("set", name, scope, page)
            now = getattr(settings, name)
            view.add_item(pick.select(custom_id, words.say(pick.asked), now))
    for label, what, parts in _steps(settings, scope, page):
        custom_id = buttons.own_id(what, *parts)
        text = outbound.label(words.say(label))
        view.add_item(discord.ui.Button(label=text, custom_id=custom_id, row=4))
    view.stop()
    return view


def _steps(
    settings: PlaceSettings, scope: str, page: str
) -> list[tuple[str, str, tuple[str, ...]]]:
    other = CHANNEL if scope == SERVER else SERVER
    names = {CHANNEL: N_("This channel instead"), SERVER: N_("Whole server instead")}
    turn = N_("Roles and channels") if page == "1" else N_("Back")
    steps: list[tuple[str, str, tuple[str, ...]]] = [
        (names[other], "panel", (other, page)),
        (turn, "panel", (scope, "2" if page == "1" else "1")),
    ]
    if not settings.community and page == "1":
        steps.append((N_("Keep facts of our own"), "found", ()))
    return steps


def _select(
    custom_id: str, placeholder: str, labels: dict[str, str], now: Picked
) -> discord.ui.Select[Any]:
    options = [
        discord.SelectOption(
            label=f"{placeholder}: {label}"[:100], value=value, default=now.value == value
        )
        for value, label in labels.items()
    ]
    return discord.ui.Select(custom_id=custom_id, placeholder=placeholder[:150], options=options)


__all__ = ["MODES", "SettingsPanel"]

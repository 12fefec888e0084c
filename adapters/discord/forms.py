"""Modals: made from a form, read back into one. All they need to know is in their custom ids,
so one that was open across a restart can still be sent.
"""

from __future__ import annotations

from typing import Any, cast

import discord

from adapters.discord.buttons import own_id
from adapters.discord.places import Touch
from bot.moderating.forms import FactForm
from bot.wording import N_, Words
from bot.wording.verdicts import LOOKS
from factbase.model import Stance

LONG = discord.TextStyle.paragraph
SHORT = discord.TextStyle.short
_STANCES = {
    Stance.DENIES: N_("Denied"),
    Stance.CONFIRMS: N_("Confirmed"),
    Stance.CLAIMS: N_("Claimed"),
    Stance.CONTEXT: N_("Context"),
    Stance.DEVELOPMENT: N_("Since then"),
}


def fact_modal(form: FactForm, words: Words) -> discord.ui.Modal:
    """A new fact, prefilled with what is known of it."""
    modal = _modal(N_("Add as fact"), own_id("add"), words)
    _add_head(modal, form, words)
    slug = _text("slug", form.slug, SHORT, 64, required=False)
    _add(modal, words, N_("Short name"), slug, N_("Latin letters, digits and hyphens"))
    return modal


def edit_modal(form: FactForm, fact_id: str, version: int, words: Words) -> discord.ui.Modal:
    """An existing fact; whoever sends it saw this version."""
    modal = _modal(N_("Edit the fact"), own_id("edit", fact_id, str(version)), words)
    _add_head(modal, form, words)
    _add(modal, words, N_("Why"), _text("why", "", SHORT, 300), N_("Kept in the history"))
    return modal


def statement_modal(fact_id: str, version: int, words: Words) -> discord.ui.Modal:
    """Who said what, when, and where it can be read."""
    modal = _modal(N_("Add a statement"), own_id("state", fact_id, str(version)), words)
    options = [
        discord.SelectOption(label=words.say(name), value=stance.value)
        for stance, name in _STANCES.items()
    ]
    stances: discord.ui.Select[Any] = discord.ui.Select(custom_id="stance", options=options)
    _add(modal, words, N_("Kind"), stances)
    who = _text("speaker", "", SHORT, 300)
    _add(modal, words, N_("Who said it"), who, N_("Name, then office after a comma"))
    date = _text("said", "", SHORT, 20)
    _add(modal, words, N_("When"), date, N_("2017-02-09, 2017-02 or 2017"))
    _add(modal, words, N_("What was said"), _text("text", "", LONG, 1_000))
    source = _text("source", "", LONG, 1_000)
    hint = N_("Three lines: publisher, title, address")
    _add(modal, words, N_("Source"), source, hint)
    return modal


def values(touch: Touch) -> dict[str, str]:
    """What was filled in, by field."""
    data = cast("dict[str, Any]", touch.data or {})
    found: dict[str, str] = {}
    for part in data.get("components") or ():
        for entry in (part.get("component"), *(part.get("components") or ())):
            if entry and entry.get("custom_id"):
                chosen = entry.get("values") or [entry.get("value") or ""]
                found[str(entry["custom_id"])] = str(chosen[0])
    return found


def statement_form(filled: dict[str, str], language: str) -> FactForm:
    """The statement in its own fields: the office stands after the first comma, the source in
    three lines.
    """
    name, _, office = filled.get("speaker", "").partition(",")
    lines = [line.strip() for line in filled.get("source", "").splitlines() if line.strip()]
    url = next((line for line in lines if line.startswith(("http://", "https://"))), "")
    publisher, *title = [line for line in lines if line != url] or [""]
    return FactForm(
        stance=filled.get("stance", ""),
        speaker=name.strip(),
        office=office.strip(),
        said=filled.get("said", "").strip(),
        text=filled.get("text", ""),
        publisher=publisher,
        title=" ".join(title),
        url=url,
        language=language,
    )


def _modal(title: str, custom_id: str, words: Words) -> discord.ui.Modal:
    modal = discord.ui.Modal(title=words.say(title)[:45], custom_id=custom_id)
    # What is sent reaches us by its custom id; discord.py need not remember it.
    modal.stop()
    return modal


def _add_head(modal: discord.ui.Modal, form: FactForm, words: Words) -> None:
    """What every fact has: claim, verdict, summary, wordings."""
    claim = _text("claim", form.claim, LONG, 300)
    _add(modal, words, N_("Claim"), claim, N_("In one sentence, as it is made"))
    verdicts = [
        discord.SelectOption(
            label=words.say(look.words), value=verdict.value, default=verdict.value == form.verdict
        )
        for verdict, look in LOOKS.items()
    ]
    select: discord.ui.Select[Any] = discord.ui.Select(custom_id="verdict", options=verdicts)
    _add(modal, words, N_("Verdict"), select)
    _add(modal, words, N_("Summary"), _text("summary", form.summary, LONG, 600))
    wordings = _text("wordings", form.wordings, LONG, 4_000, required=False)
    _add(modal, words, N_("Other wordings"), wordings, N_("One a line: headlines, for example"))


def _add(
    modal: discord.ui.Modal,
    words: Words,
    name: str,
    component: discord.ui.Item[Any],
    hint: str = "",
) -> None:
    description = words.say(hint)[:100] if hint else None
    label: discord.ui.Label[Any] = discord.ui.Label(
        text=words.say(name)[:45], component=component, description=description
    )
    modal.add_item(label)


def _text(
    custom_id: str, value: str, style: discord.TextStyle, most: int, *, required: bool = True
) -> discord.ui.TextInput[Any]:
    # A prefilled text above the limit would be refused by Discord, modal and all.
    default = value[:most] or None
    return discord.ui.TextInput(
        custom_id=custom_id, style=style, default=default, max_length=most, required=required
    )

"""The settings of a place in words."""

from __future__ import annotations

from bot.composing.document import Block, Document, Kind, Strong, Text
from bot.places.behaviour import Mode, PlaceSettings
from bot.wording import N_, Words

MODES = {
    Mode.OFF: N_("Off: I say nothing here."),
    Mode.ADDRESSED: N_("When asked: I answer mentions, replies and commands."),
    Mode.QUIET: N_("Quiet: a reaction on a message I know about; who taps it gets the card."),
    Mode.UNPROMPTED: N_("Unprompted: I answer on my own when I am nearly sure."),
    Mode.SHADOW: N_("Shadow: what I would have said goes to the moderators only."),
}
"""Each mode in one sentence."""


def compose_panel(settings: PlaceSettings, words: Words) -> Document:
    """Every setting with its value; the platform puts its own controls below."""
    nothing = words.say("none")
    threshold = (
        f"{settings.threshold:.2f}" if settings.threshold is not None else words.say("usual")
    )
    cooldown = words.say("{n} min", n=round(settings.cooldown / 60))
    rows = (
        (words.say("Unprompted threshold"), threshold),
        (words.say("Cooldown per fact"), cooldown),
        (words.say("Language"), settings.locale or words.say("as people have it")),
        (words.say("Community"), settings.community or nothing),
        (words.say("Moderator roles"), str(len(settings.moderator_roles)) or nothing),
        (words.say("Log"), settings.log_place or nothing),
    )
    blocks = [
        Block(Kind.TITLE, (Strong(words.say("Settings of this place")),)),
        Block(Kind.PARAGRAPH, (Text(words.say(MODES[settings.mode])),)),
    ]
    blocks += [Block(Kind.ITEM, (Strong(name), Text(f": {value}"))) for name, value in rows]
    return Document(tuple(blocks), language=words.language)

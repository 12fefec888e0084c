"""What people wanted to be told, and what is left of a card that was withdrawn."""

from __future__ import annotations

from dataclasses import replace

from bot.composing.card import compose_card
from bot.composing.document import Block, Button, Code, Document, Kind, Press, Strong, Text
from bot.replies import Cause, FactCard, News, Withdrawn
from bot.wording import N_, Words
from factbase.model import PartialDate

_WHY = {
    Cause.FOLLOWED: N_("A fact that is followed here has changed."),
    Cause.ASKED: N_("There is an answer now to what was asked here."),
}


def compose_withdrawn(reply: Withdrawn, words: Words) -> Document:
    """A card that is none any more: nothing of what it said stays."""
    on = words.date(PartialDate.of(reply.on))
    said = words.say(
        "This entry was withdrawn on {date}. What stood here no longer holds.", date=on
    )
    blocks = (
        Block(Kind.PARAGRAPH, (Strong(said),)),
        Block(Kind.FOOTER, (Code(reply.slug),)),
    )
    return Document(blocks, language=words.language)


def compose_news(reply: News, words: Words) -> Document:
    """Why one is told, the card, and a button that stops it."""
    shows = reply.shows
    if isinstance(shows, FactCard):
        shown = compose_card(shows, words)
    else:
        shown = compose_withdrawn(shows, words)
    kept = tuple(button for button in shown.buttons if button.press is Press.SOURCES)
    why = Block(Kind.PARAGRAPH, (Text(words.say(_WHY[reply.cause])),))
    if reply.cause is Cause.FOLLOWED:
        stop = Button(Press.UNFOLLOW, reply.fact_id, words.say("Stop telling me"))
    else:
        stop = Button(Press.FOLLOW, reply.fact_id, words.say("Follow"))
    return replace(shown, blocks=(why, *shown.blocks), buttons=(*kept, stop))

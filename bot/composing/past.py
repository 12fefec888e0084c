"""The card for an old message: what was known on its day, and what has come since."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from bot.composing.card import card_buttons, footer, near_note, verdict_line
from bot.composing.document import Block, Document, Kind, Strong, Text
from bot.composing.lines import also
from bot.composing.statements import (
    SINCE,
    Numbers,
    left_out,
    numbered,
    section,
    sections,
    source_blocks,
)
from bot.replies import FactCard
from bot.wording import N_, Words
from bot.wording.verdicts import look_of, seen_as
from factbase.as_of import PastView
from factbase.model import Fact, PartialDate

_BY_THEN = N_("By then")
"""Heading of what had happened by the day of the card."""


def compose_past(card: FactCard, view: PastView, words: Words) -> Document:
    """A card as of `view.day`, in the words that were published then; below it what has come
    since. Today's summary is left out: it tells with hindsight.
    """
    numbers = numbered(card.statements)
    blocks = [
        *_head(card, view, words),
        *_known(card, view, words, numbers),
        *_since(card, view, words, numbers),
        *left_out(card.hidden, words),
        *also(card, words),
        *source_blocks(numbers, words),
        footer(card, words),
    ]
    then = _then(card, view)
    seen = None if then is None else seen_as(then)
    return Document(tuple(blocks), card_buttons(card, words), seen, words.language)


def _then(card: FactCard, view: PastView) -> Fact | None:
    """The fact as it looked on that day; none when nothing was on record."""
    if view.verdict is None:
        return None
    known = tuple(item for item in card.fact.statements if view.knew(item))
    return replace(card.fact, verdict=view.verdict, statements=known)


def _head(card: FactCard, view: PastView, words: Words) -> Iterator[Block]:
    known = words.say("as known on {date}", date=words.date(PartialDate.of(view.day)))
    then = _then(card, view)
    if then is None:
        yield Block(Kind.TITLE, (Strong(words.say("Nothing on record")), Text(f" · {known}")))
    else:
        verdict = verdict_line(card, look_of(then), words)
        yield Block(Kind.TITLE, (*verdict, Text(f" · {known}")))
    claim = (view.published or card.fact).claim.best(words.language).text
    yield Block(Kind.CLAIM, (Text(words.say("Claim: ")), Text(claim)))
    if card.near:
        yield near_note(words)
    if card.from_memory:
        note = words.say("The fact base can't be reached right now; this is what I last read.")
        yield Block(Kind.NOTE, (Text(note),))
    if card.with_summary and view.published is not None:
        yield Block(Kind.PARAGRAPH, (Text(view.published.summary.best(words.language).text),))
    elif card.with_summary and view.verdict is not None:
        yield Block(Kind.NOTE, (Text(words.say("There was no summary yet on that day.")),))


def _known(card: FactCard, view: PastView, words: Words, numbers: Numbers) -> Iterator[Block]:
    record = [item for item in card.fact.timeline if view.knew(item)]
    shown = [item for item in card.statements if view.knew(item)]
    yield from sections(record, shown, words, numbers, since=_BY_THEN)


def _since(card: FactCard, view: PastView, words: Words, numbers: Numbers) -> Iterator[Block]:
    later = tuple(item for item in card.statements if not view.knew(item))
    fact = card.fact
    if not later and view.verdict is fact.verdict:
        note = words.say("Nothing on record has changed this since.")
        yield Block(Kind.NOTE, (Text(note),))
        return
    around = tuple(item for item in later if view.may_have_known(item))
    after = tuple(item for item in later if item not in around)
    yield from section(around, words.say("Around that time, day not known"), words, numbers)
    yield from section(after, words.say(SINCE), words, numbers)
    then, look = _then(card, view), look_of(fact)
    if then is None or look_of(then) != look:
        today = words.say("Today's verdict: {verdict}", verdict=words.say(look.words))
        yield Block(Kind.NOTE, (Text(today),))

"""The fact card: verdict, claim, who said what when, what changed since, sources, as of."""

from __future__ import annotations

from collections.abc import Iterator

from bot.composing.changes import change_line
from bot.composing.document import (
    Block,
    Button,
    Code,
    Document,
    Kind,
    Press,
    Span,
    Strong,
    Text,
)
from bot.composing.lines import also
from bot.composing.statements import left_out, numbered, sections, source_blocks
from bot.replies import FactCard
from bot.wording import N_, Words
from bot.wording.verdicts import Look, look_of, seen_as
from factbase.model import PartialDate


def compose_card(card: FactCard, words: Words) -> Document:
    """A fact card as a document.

    Denials and confirmations come first, developments after the context. Once a confirmation
    or a development is newer than the denials, it comes first, and they are headed as past.
    """
    numbers = numbered(card.statements)
    blocks = [
        *_head(card, words),
        *sections(card.fact.timeline, card.statements, words, numbers),
        *left_out(card.hidden, words),
        *also(card, words),
        *source_blocks(numbers, words),
        footer(card, words),
    ]
    return Document(tuple(blocks), card_buttons(card, words), seen_as(card.fact), words.language)


def _head(card: FactCard, words: Words) -> Iterator[Block]:
    fact = card.fact
    yield Block(Kind.TITLE, verdict_line(card, look_of(fact), words))
    claim = fact.claim.best(words.language).text
    yield Block(Kind.CLAIM, (Text(words.say("Claim: ")), Text(claim)))
    if card.near:
        yield near_note(words)
    if card.changed is not None:
        yield Block(Kind.NOTE, (Text(change_line(card.changed, words)),))
    if fact.review_by is not None and fact.review_by < card.as_of:
        due = words.date(PartialDate.of(fact.review_by))
        note = words.say(
            "Not reviewed since it fell due on {date}; it may be out of date.", date=due
        )
        yield Block(Kind.NOTE, (Text(note),))
    if card.from_memory:
        note = words.say("The fact base can't be reached right now; this is what I last read.")
        yield Block(Kind.NOTE, (Text(note),))
    if card.with_summary:
        yield Block(Kind.PARAGRAPH, (Text(fact.summary.best(words.language).text),))


def verdict_line(card: FactCard, look: Look, words: Words) -> tuple[Span, ...]:
    """The verdict in words. Under a message that says the opposite, it says what it is on: there
    "True" would be read as agreement.
    """
    spans = (Text(f"{look.symbol} "), Strong(words.say(look.words)))
    if not card.disputed:
        return spans
    return (*spans, Text(" · " + words.say("on the claim, which this message disputes")))


def near_note(words: Words) -> Block:
    """Tells whoever asked that their words differ from the claim's."""
    note = words.say("The nearest fact on record; check that this is the claim you mean.")
    return Block(Kind.NOTE, (Text(note),))


def footer(card: FactCard, words: Words) -> Block:
    """The day that the card speaks of, when somebody last saw to the fact, the slug, and how
    sure the match is. Saving a version is what counts as seeing to it, a review included.
    """
    day = card.as_of if card.then is None else card.then.day
    spans: list[Span] = [Text(words.say("As of {date}", date=words.date(PartialDate.of(day))))]
    if card.then is None:
        saved = words.date(PartialDate.of(card.fact.updated))
        spans.append(Text(" · " + words.say("last changed {date}", date=saved)))
    spans += [Text(" · "), Code(card.fact.slug)]
    if card.confidence is not None:
        percent = min(99, int(card.confidence * 100))
        spans.append(Text(" · " + words.say("match {percent} %", percent=percent)))
    return Block(Kind.FOOTER, tuple(spans))


def card_buttons(card: FactCard, words: Words) -> tuple[Button, ...]:
    """The buttons under a card; what nobody matched can't be disputed as a match."""
    labels = [
        (Press.SOURCES, N_("Sources")),
        (Press.WHY, N_("Why this?")),
        (Press.NOT_THIS, N_("Not this claim")),
        (Press.FOLLOW, N_("Follow")),
        (Press.DISMISS, N_("Dismiss")),
    ]
    if card.confidence is None:
        labels = [pair for pair in labels if pair[0] not in {Press.WHY, Press.NOT_THIS}]
    return tuple(Button(press, card.fact.id, words.say(label)) for press, label in labels)

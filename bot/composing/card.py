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
    Link,
    Press,
    Span,
    Strong,
    Text,
    When,
)
from bot.replies import FactCard
from bot.wording import N_, Words
from bot.wording.verdicts import LOOKS
from factbase.matching.decision import MessageStance
from factbase.model import PartialDate, Source, Speaker, Stance, Statement

_SECTIONS = (
    (Stance.CLAIMS, N_("Claimed")),
    (Stance.DENIES, N_("Denied")),
    (Stance.CONFIRMS, N_("Confirmed")),
    (Stance.CONTEXT, N_("Context")),
)
_AT_THE_TIME = {
    Stance.CLAIMS: N_("Claimed at the time"),
    Stance.DENIES: N_("Denied at the time"),
    Stance.CONFIRMS: N_("Confirmed at the time"),
    Stance.CONTEXT: N_("Known at the time"),
}
_ORDER = (Stance.DENIES, Stance.CONFIRMS, Stance.CLAIMS, Stance.CONTEXT)


def compose_card(card: FactCard, words: Words) -> Document:
    """A fact card as a document.

    Denials and confirmations come first, developments after the context. Once a development
    is newer than the denials, it comes first, and the denials are headed as past.
    """
    numbers = {source: number for number, source in enumerate(_shown_sources(card), 1)}
    blocks = [*_head(card, words), *_body(card, words, numbers)]
    if numbers:
        blocks.append(Block(Kind.HEADING, (Strong(words.say("Sources")),)))
        blocks += [source_block(source, number, words) for source, number in numbers.items()]
    blocks.append(footer(card, words))
    return Document(tuple(blocks), card_buttons(card, words), card.fact.verdict, words.language)


def superseded(statements: tuple[Statement, ...]) -> bool:
    """Whether a development is newer than every denial; without denials, than all the rest."""
    developments = [item for item in statements if item.stance is Stance.DEVELOPMENT]
    denials = [item for item in statements if item.stance is Stance.DENIES]
    others = denials or [item for item in statements if item.stance is not Stance.DEVELOPMENT]
    return any(all(new.said.after(old.said) for old in others) for new in developments)


def _head(card: FactCard, words: Words) -> Iterator[Block]:
    fact = card.fact
    look = LOOKS[fact.verdict]
    yield Block(Kind.TITLE, (Text(f"{look.symbol} "), Strong(words.say(look.words))))
    claim = fact.claim.best(words.language).text
    yield Block(Kind.CLAIM, (Text(words.say("Claim: ")), Text(claim)))
    if card.near:
        yield near_note(words)
    if card.changed is not None:
        yield Block(Kind.NOTE, (Text(change_line(card.changed, words)),))
    if card.stance in {MessageStance.DENIES, MessageStance.REPORTS_DENIAL}:
        note = words.say("This message already disputes the claim; here is what is on record.")
        yield Block(Kind.NOTE, (Text(note),))
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


def near_note(words: Words) -> Block:
    """Tells whoever asked that their words differ from the claim's."""
    note = words.say("The nearest fact on record; check that this is the claim you mean.")
    return Block(Kind.NOTE, (Text(note),))


def _body(card: FactCard, words: Words, numbers: dict[Source, int]) -> Iterator[Block]:
    # By all that is on record, not by what is left of it in a small space.
    past = superseded(card.fact.timeline)
    since = _section(card, Stance.DEVELOPMENT, words.say("Since then"), words, numbers)
    if past:
        yield from since
    for stance in _ORDER:
        heading = _AT_THE_TIME[stance] if past else dict(_SECTIONS)[stance]
        yield from _section(card, stance, words.say(heading), words, numbers)
    if not past:
        yield from since
    if card.hidden:
        more = words.counted(
            "{n} more statement under Sources", "{n} more statements under Sources", card.hidden
        )
        yield Block(Kind.NOTE, (Text(more),))


def _section(
    card: FactCard, stance: Stance, heading: str, words: Words, numbers: dict[Source, int]
) -> Iterator[Block]:
    statements = [item for item in card.statements if item.stance is stance]
    if statements:
        yield Block(Kind.HEADING, (Strong(heading),))
    for statement in statements:
        yield statement_block(statement, numbers[statement.source], words)


def statement_block(statement: Statement, number: int, words: Words) -> Block:
    """One statement: when, who in which office, what, and the number of its source."""
    spans: list[Span] = [When(words.date(statement.said), statement.said)]
    spans.append(Text(f" — {speaker_line(statement.speaker, words)}: "))
    spans.append(Text(_said(statement, words)))
    url = statement.source.url
    spans.append(Link(f" [{number}]", url) if url else Text(f" [{number}]"))
    return Block(Kind.ITEM, tuple(spans))


def speaker_line(speaker: Speaker, words: Words) -> str:
    """Name, office and organisation, as far as they are known."""
    parts = (speaker.name, speaker.office, speaker.organisation)
    return ", ".join(part.best(words.language).text for part in parts if part is not None)


def _said(statement: Statement, words: Words) -> str:
    shown = statement.text.best(words.language)
    if not statement.quoted:
        return shown.text
    quote = words.say("“{quote}”", quote=shown.text)
    if shown.language == statement.text.original.language:
        return quote
    return quote + words.say(" (translated)")


def source_block(source: Source, number: int, words: Words) -> Block:
    """Publisher, title and date; a link where an address is known."""
    label = f"{source.publisher}: {source.title}" if source.title else source.publisher
    spans: list[Span] = [Text(f"{number}. ")]
    spans.append(Link(label, source.url) if source.url else Text(label))
    if source.published is not None:
        spans.append(Text(f", {words.date(source.published)}"))
    if not source.url:
        spans.append(Text(words.say(" (no address on record)")))
    return Block(Kind.SOURCE, tuple(spans))


def _shown_sources(card: FactCard) -> tuple[Source, ...]:
    return tuple(dict.fromkeys(statement.source for statement in card.statements))


def footer(card: FactCard, words: Words) -> Block:
    """The day it is said on, the slug, and how sure the match is."""
    as_of = words.date(PartialDate.of(card.as_of))
    spans: list[Span] = [
        Text(words.say("As of {date}", date=as_of)),
        Text(" · "),
        Code(card.fact.slug),
    ]
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

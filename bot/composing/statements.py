"""Statements under their headings, and the sources that they can be read in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from bot.composing.document import Block, Kind, Link, Span, Strong, Text, When
from bot.wording import N_, Words
from factbase.model import Source, Speaker, Stance, Statement
from factbase.overtaking import overtaking

SINCE = N_("Since then")
_HEADINGS = {
    Stance.DENIES: N_("Denied"),
    Stance.CONFIRMS: N_("Confirmed"),
    Stance.CLAIMS: N_("Claimed"),
    Stance.CONTEXT: N_("Context"),
}
"""In the order of the sections."""
_AT_THE_TIME = {
    Stance.DENIES: N_("Denied at the time"),
    Stance.CONFIRMS: N_("Confirmed at the time"),
    Stance.CLAIMS: N_("Claimed at the time"),
    Stance.CONTEXT: N_("Known at the time"),
}

Numbers = Mapping[Source, int]
"""The number that each source has on a card."""


def sections(
    record: Sequence[Statement],
    shown: Sequence[Statement],
    words: Words,
    numbers: Numbers,
    *,
    since: str = SINCE,
) -> Iterator[Block]:
    """Statements by what they do. What overtook the denials comes first, and the rest is headed
    as past then: by all that is on `record`, of which a small space shows a part.
    """
    newer = overtaking(record)
    confirmed = [item for item in shown if item.stance is Stance.CONFIRMS and item in newer]
    happened = [item for item in shown if item.stance is Stance.DEVELOPMENT]
    leads = any(item.stance is Stance.DEVELOPMENT for item in newer)
    yield from section(confirmed, words.say("Confirmed since"), words, numbers)
    if leads:
        yield from section(happened, words.say(since), words, numbers)
    for stance, heading in (_AT_THE_TIME if newer else _HEADINGS).items():
        rest = [item for item in shown if item.stance is stance and item not in confirmed]
        yield from section(rest, words.say(heading), words, numbers)
    if not leads:
        yield from section(happened, words.say(since), words, numbers)


def section(
    statements: Iterable[Statement], heading: str, words: Words, numbers: Numbers
) -> Iterator[Block]:
    """A heading with its statements; nothing where there are none."""
    blocks = [statement_block(item, numbers[item.source], words) for item in statements]
    if blocks:
        yield Block(Kind.HEADING, (Strong(heading),))
    yield from blocks


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


def source_blocks(numbers: Numbers, words: Words) -> Iterator[Block]:
    """The sources of a card under their heading."""
    if numbers:
        yield Block(Kind.HEADING, (Strong(words.say("Sources")),))
    for source, number in numbers.items():
        yield source_block(source, number, words)


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


def numbered(statements: Iterable[Statement]) -> dict[Source, int]:
    """The sources of what is shown, numbered in its order."""
    sources = dict.fromkeys(item.source for item in statements)
    return {source: number for number, source in enumerate(sources, 1)}


def left_out(hidden: int, words: Words) -> Iterator[Block]:
    """How many statements had no room."""
    if hidden:
        more = words.counted(
            "{n} more statement under Sources", "{n} more statements under Sources", hidden
        )
        yield Block(Kind.NOTE, (Text(more),))

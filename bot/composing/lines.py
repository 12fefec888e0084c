"""A fact in one line, and the lines under a card for what else its message claims."""

from __future__ import annotations

from collections.abc import Iterator

from bot.composing.document import Block, Code, Kind, Strong, Text
from bot.replies import FactCard
from bot.wording import Words
from bot.wording.verdicts import look_of
from factbase.model import Fact


def fact_line(fact: Fact, words: Words) -> Block:
    """A fact in one line: its claim, marked as a claim, and the verdict in words."""
    verdict = words.say(look_of(fact).words)
    claim = words.say("“{quote}”", quote=fact.claim.best(words.language).text)
    return Block(Kind.ITEM, (Strong(verdict), Text(f" — {claim} "), Code(fact.slug)))


def also(card: FactCard, words: Words) -> Iterator[Block]:
    """Facts on the other claims of a message; each has a card of its own behind its name."""
    if card.also:
        heading = words.say("Also claimed in this message")
        yield Block(Kind.HEADING, (Strong(heading),))
        yield from (fact_line(fact, words) for fact in card.also)

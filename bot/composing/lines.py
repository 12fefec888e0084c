"""A fact in one line, the pointer to its card, and what else a message claims."""

from __future__ import annotations

from collections.abc import Iterator

from bot.composing.document import Block, Code, Document, Kind, Link, Strong, Text
from bot.replies import FactCard, Pointer
from bot.wording import Words
from bot.wording.verdicts import look_of, seen_as
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


def pointer(reply: Pointer, words: Words) -> Document:
    """Where the fact was shown a moment ago, with its claim and verdict."""
    verdict = words.say(look_of(reply.fact).words)
    claim = words.say("“{quote}”", quote=reply.fact.claim.best(words.language).text)
    already = words.say("This was answered here a moment ago.")
    blocks = [
        Block(Kind.PARAGRAPH, (Strong(verdict), Text(f" — {claim}"))),
        Block(Kind.PARAGRAPH, (Text(already),)),
    ]
    if reply.where:
        blocks.append(Block(Kind.NOTE, (Link(words.say("See the answer"), reply.where),)))
    return Document(tuple(blocks), verdict=seen_as(reply.fact), language=words.language)

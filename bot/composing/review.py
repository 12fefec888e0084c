"""One item of the review queue, with a button for each thing that can be decided."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from bot.composing.document import Block, Button, Code, Document, Kind, Press, Strong, Text
from bot.composing.lines import fact_line
from bot.replies import ReviewCard
from bot.unanswered.asking import LOOKED, PART_OF, Choice, ReviewItem, ReviewKind
from bot.wording import N_, Words

_TITLES = {
    ReviewKind.PROPOSAL: N_("A draft waits to be published"),
    ReviewKind.REPORT: N_("A card was reported as no answer to its message"),
    ReviewKind.OVERDUE: N_("A fact is past its day of review"),
    ReviewKind.SOURCE: N_("A source no longer answers"),
    ReviewKind.CONTRADICTION: N_("Two facts contradict each other"),
    ReviewKind.CARD: N_("A card shows what no longer holds, and can't be edited any more"),
    ReviewKind.QUESTIONS: N_("Many people ask about something that isn't in the base"),
}
_STALE = N_("A denial that nobody has looked at for long is no longer said unasked")
_LABELS = {
    Choice.PUBLISH: N_("Publish"),
    Choice.RETIRE: N_("Retire"),
    Choice.RIGHT: N_("The report is right"),
    Choice.WRONG: N_("The report is wrong"),
    Choice.REVIEWED: N_("Still holds"),
    Choice.SEEN: N_("Seen"),
    Choice.JOIN: N_("Join"),
}


def compose_review(card: ReviewCard, words: Words) -> Document:
    """The item in words; what people typed stands in quotes and is cut for nobody."""
    item = card.item
    blocks = [Block(Kind.TITLE, (Strong(words.say(_title(item))),)), *_about(card, words)]
    if not item.open:
        decided = words.say("Decided: {choice}", choice=_decision(item, words))
        blocks.append(Block(Kind.PARAGRAPH, (Strong(decided),)))
    blocks += [
        Block(Kind.ITEM, (Text(words.say("“{quote}”", quote=_short(text))),)) for text in card.texts
    ]
    blocks.append(Block(Kind.FOOTER, (Code(item.id),)))
    buttons = tuple(_buttons(item, words)) if item.open else ()
    return Document(tuple(blocks), buttons, language=words.language)


def _title(item: ReviewItem) -> str:
    return _STALE if LOOKED in item.data else _TITLES[item.kind]


def _buttons(item: ReviewItem, words: Words) -> Iterator[Button]:
    if item.kind is ReviewKind.QUESTIONS:
        yield Button(Press.DRAFT, "", words.say(N_("Write the fact")), ticket=item.id)
    for choice in item.choices:
        label = words.say(_LABELS[choice])
        yield Button(Press.REVIEW, "", label, choice.value, ticket=item.id)


def _decision(item: ReviewItem, words: Words) -> str:
    """What was decided; an item that was overtaken has no choice of its own."""
    known = item.outcome in item.choices
    return words.say(_LABELS[Choice(item.outcome)] if known else _OVERTAKEN)


_OVERTAKEN = N_("It was changed meanwhile")


def _about(card: ReviewCard, words: Words) -> Iterator[Block]:
    if card.fact is not None:
        yield replace(fact_line(card.fact, words), kind=Kind.PARAGRAPH)
    data = card.item.data
    if card.item.kind is ReviewKind.QUESTIONS:
        asked = words.say(
            "Asked {times} times by {people} people in {communities} communities since {date}.",
            times=data["times"],
            people=data["people"],
            communities=data["communities"],
            date=data["since"],
        )
        yield Block(Kind.PARAGRAPH, (Text(asked),))
    if data.get(PART_OF):
        meant = words.say("Meant as part of {slug}.", slug=data[PART_OF])
        yield Block(Kind.PARAGRAPH, (Text(meant),))
    for name in ("url", "status", "reason", "due", LOOKED, "other"):
        if data.get(name):
            yield Block(Kind.NOTE, (Text(f"{name}: {data[name]}"),))


def _short(text: str) -> str:
    """Enough of a long message to know it again."""
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1].rstrip() + "…"


_SHOWN = 300
"""Characters of each text that is shown."""

"""A community's numbers in words."""

from __future__ import annotations

from bot.composing.document import Block, Code, Document, Kind, Strong, Text
from bot.replies import Accuracy
from bot.wording import Words


def compose_accuracy(reply: Accuracy, words: Words) -> Document:
    """Counts, the facts most asked for, and what another threshold would have done."""
    counts = reply.figures
    share = f"{100 * counts.wrong / counts.cards:.1f} %" if counts.cards else "-"
    hours = "-" if counts.hours_to_correct is None else f"{counts.hours_to_correct:.1f}"
    rows = (
        (words.say("Replies"), str(counts.replies)),
        (words.say("Cards"), str(counts.cards)),
        (words.say("Cards said unasked"), str(counts.unasked)),
        (words.say("Cards reported as wrong"), f"{counts.wrong} ({share})"),
        (words.say("Corrections"), str(counts.corrections)),
        (words.say("Median hours from a report to a correction"), hours),
        (words.say("Questions without an answer"), str(counts.unanswered)),
    )
    title = words.say("The last {days} days", days=counts.days)
    blocks = [Block(Kind.TITLE, (Strong(title),))]
    blocks += [Block(Kind.ITEM, (Strong(name), Text(f": {value}"))) for name, value in rows]
    if counts.most_asked:
        blocks.append(Block(Kind.HEADING, (Strong(words.say("Most asked")),)))
    for slug, times in counts.most_asked:
        blocks.append(Block(Kind.ITEM, (Code(slug), Text(f" · {times}"))))
    if reply.advice is not None:
        told = words.say(
            "At a threshold of {threshold} you would have lost {good} good and {wrong} wrong "
            "replies.",
            threshold=f"{reply.advice.threshold:.2f}",
            good=reply.advice.good,
            wrong=reply.advice.wrong,
        )
        blocks.append(Block(Kind.FOOTER, (Text(told),)))
    return Document(tuple(blocks), language=words.language)

"""One reply, one document: the place where every kind of reply is given its words."""

from __future__ import annotations

from dataclasses import replace
from typing import assert_never

from bot.composing.card import compose_card
from bot.composing.document import Block, Button, Code, Document, Kind, Press, Strong, Text
from bot.composing.explanation import compose_explanation
from bot.composing.lines import fact_line, pointer
from bot.composing.news import compose_news, compose_withdrawn
from bot.composing.numbers import compose_accuracy
from bot.composing.panel import compose_panel
from bot.composing.past import compose_past
from bot.composing.review import compose_review
from bot.composing.statements import source_block, statement_block
from bot.replies import (
    Accuracy,
    AskReason,
    Candidates,
    Declined,
    Done,
    Explanation,
    FactCard,
    FactList,
    Help,
    HelpTopic,
    History,
    News,
    NotFound,
    Panel,
    Pointer,
    Privacy,
    Reason,
    Refusal,
    Reply,
    ReviewCard,
    SourceList,
    Withdrawn,
)
from bot.wording import N_, Words
from factbase.as_of import PastView
from factbase.model import Fact, PartialDate

_HELP = {
    HelpTopic.GENERAL: (
        N_(
            "Send me a headline or a claim, or reply to a message that makes one. I answer with "
            "what officials said, who said it, when, and what has happened since."
        ),
        N_(
            "I only know what people put into the fact base, with sources. When I find nothing, "
            "that doesn't make a claim true."
        ),
    ),
    HelpTopic.NOTHING_TO_CHECK: (
        N_(
            "There is nothing to check here yet. Write the claim after my name, or reply to the "
            "message that makes it."
        ),
    ),
    HelpTopic.HIDDEN_TEXT: (
        N_(
            "This platform doesn't show me the text of the message you replied to. Use the "
            "message's own menu (“Fact-check this”), or paste the claim after my name."
        ),
    ),
    HelpTopic.NO_NAME: (
        N_(
            "Write a fact's short name after the command. A search for a few of its words shows "
            "the name."
        ),
    ),
    HelpTopic.NO_TEXT: (
        N_("Write a text after the command: words to search for, or a claim to explain."),
    ),
}
_REFUSALS = {
    Refusal.RATE_LIMIT: N_("That was a lot of questions at once. Please try again in {seconds} s."),
    Refusal.NOT_ALLOWED: N_("You may not do that here. Ask a moderator of this community."),
    Refusal.NO_SUCH_FACT: N_("There is no such fact here. Search for a few of its words instead."),
    Refusal.BASE_UNREACHABLE: N_("The fact base can't be reached right now; nothing was changed."),
    Refusal.INVALID: N_("That can't be saved as it is."),
}


def compose(reply: Reply, words: Words) -> Document:  # noqa: C901, PLR0911, PLR0912 - one case a reply
    """The document for any reply, in the language of `words`."""
    match reply:
        case FactCard(then=PastView() as view):
            return compose_past(reply, view, words)
        case FactCard():
            return compose_card(reply, words)
        case Withdrawn():
            return compose_withdrawn(reply, words)
        case News():
            return compose_news(reply, words)
        case ReviewCard():
            return compose_review(reply, words)
        case Accuracy():
            return compose_accuracy(reply, words)
        case Candidates(facts):
            return _candidates(facts, words)
        case NotFound(can_tell):
            return _not_found(words, can_tell=can_tell)
        case Pointer():
            return pointer(reply, words)
        case Help(topic):
            return _paragraphs(words, *(words.say(sentence) for sentence in _HELP[topic]))
        case Declined():
            return _declined(reply, words)
        case SourceList():
            return _source_list(reply, words)
        case Explanation():
            return compose_explanation(reply, words)
        case FactList():
            return _fact_list(reply, words)
        case History():
            return _history(reply, words)
        case AskReason(fact_id):
            return _ask_reason(fact_id, words)
        case Panel(settings):
            return compose_panel(settings, words)
        case Privacy():
            return _privacy(reply, words)
        case Done(what, slug):
            return _paragraphs(words, words.say(what, slug=slug))
        case _:
            assert_never(reply)


_REASONS = {
    Reason.OTHER_NAME: N_("Other country or person"),
    Reason.OTHER_CLAIM: N_("Other claim"),
    Reason.NOT_A_CLAIM: N_("A denial or a joke"),
    Reason.OUTDATED: N_("Outdated"),
    Reason.OTHER: N_("Something else"),
}


def _ask_reason(fact_id: str, words: Words) -> Document:
    buttons = tuple(
        Button(Press.REASON, fact_id, words.say(label), reason.value)
        for reason, label in _REASONS.items()
    )
    asked = words.say("What is wrong with this match?")
    block = Block(Kind.PARAGRAPH, (Text(asked),))
    return Document((block,), buttons, language=words.language)


def _privacy(reply: Privacy, words: Words) -> Document:
    lead = words.say(
        "Nothing that nobody addressed to me is stored. What is kept, and for how long:"
    )
    blocks = [Block(Kind.PARAGRAPH, (Text(lead),))]
    blocks += [
        Block(Kind.ITEM, (Strong(words.say(what)), Text(f": {_how_long(how_long, words)}")))
        for what, how_long in reply.kept
    ]
    state = (
        words.say("You asked me never to answer you unprompted.")
        if reply.opted_out
        else words.say("With /ignoreme I never answer you unprompted.")
    )
    blocks.append(Block(Kind.FOOTER, (Text(state),)))
    return Document(tuple(blocks), language=words.language)


def _how_long(days: str, words: Words) -> str:
    return words.counted("{n} day", "{n} days", int(days)) if days.isdigit() else words.say(days)


def _paragraphs(words: Words, *texts: str) -> Document:
    blocks = tuple(Block(Kind.PARAGRAPH, (Text(text),)) for text in texts)
    return Document(blocks, language=words.language)


def _candidates(facts: tuple[Fact, ...], words: Words) -> Document:
    asked = (
        words.say("Which of these do you mean? I would rather ask than guess.")
        if len(facts) > 1
        else words.say("Do you mean this claim? I would rather ask than guess.")
    )
    blocks = [Block(Kind.PARAGRAPH, (Text(asked),)), *(fact_line(fact, words) for fact in facts)]
    buttons = tuple(
        Button(Press.SHOW, fact.id, words.say("Show {n}", n=number))
        for number, fact in enumerate(facts, 1)
    )
    return Document(tuple(blocks), buttons, language=words.language)


def _not_found(words: Words, *, can_tell: bool = False) -> Document:
    document = _paragraphs(
        words,
        words.say("The fact base holds nothing on this."),
        words.say(
            "That doesn't make it true, nor false: nobody has recorded a sourced finding yet."
        ),
    )
    tell = (Button(Press.TELL, "", words.say("Tell me when there is an answer")),)
    return replace(document, buttons=tell) if can_tell else document


def _declined(reply: Declined, words: Words) -> Document:
    sentence = words.say(_REFUSALS[reply.why], seconds=reply.seconds)
    detail = [reply.detail] if reply.detail else []
    return _paragraphs(words, sentence, *detail)


def _source_list(reply: SourceList, words: Words) -> Document:
    fact = reply.fact
    numbers = {source: number for number, source in enumerate(fact.sources, 1)}
    blocks = [Block(Kind.TITLE, (Strong(words.say("Sources")), Text(" · "), Code(fact.slug)))]
    blocks += [statement_block(item, numbers[item.source], words) for item in fact.timeline]
    blocks += [source_block(source, number, words) for source, number in numbers.items()]
    if reply.hidden:
        left = words.counted("{n} statement left out", "{n} statements left out", reply.hidden)
        blocks.append(Block(Kind.NOTE, (Text(left),)))
    return Document(tuple(blocks), language=words.language)


def _fact_list(reply: FactList, words: Words) -> Document:
    if not reply.facts:
        return _not_found(words)
    title = Block(Kind.TITLE, (Strong(words.say("Claims on record")),))
    return Document(
        (title, *(fact_line(fact, words) for fact in reply.facts)), language=words.language
    )


def _history(reply: History, words: Words) -> Document:
    title = Block(Kind.TITLE, (Strong(words.say("History")), Text(" · "), Code(reply.slug)))
    blocks = [title]
    for version in reversed(reply.versions):
        change = version.change
        when = words.date(PartialDate.of(change.at))
        line = f" {when}, {change.by}: {change.why} ({', '.join(version.changed) or '-'})"
        blocks.append(Block(Kind.ITEM, (Strong(f"v{version.fact.version}"), Text(line))))
    return Document(tuple(blocks), language=words.language)

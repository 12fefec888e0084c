"""Answers to interactions: acknowledged first, then filled in."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace

import discord

from adapters.discord import buttons, markup, outbound
from adapters.discord.courier import NOBODY
from adapters.discord.outbound import Drawn, Pressable
from adapters.discord.places import Touch, place_of_touch
from bot.checking.for_one import Matched
from bot.checking.outcome import Answer, Outcome, Quiet, Silent
from bot.checking.refusing import declined
from bot.delivering.deliveries import Deliveries
from bot.errors import BotError
from bot.messages import PlaceKind
from bot.ports import Sent
from bot.replies import Declined, Done, FactCard, Refusal, Reply
from bot.wording import N_, Words, words_for
from factbase.errors import FactbaseError
from factbase.matching.decision import MessageStance

Work = Callable[[], Awaitable[Reply | Silent]]
Asked = Callable[[], Awaitable[Outcome]]


def words_of(touch: Touch) -> Words:
    """Words in the language of whoever asked."""
    return words_for(str(touch.locale))


def alone(touch: Touch) -> bool:
    """Whether this is their own conversation with the bot, where nothing needs hiding."""
    return place_of_touch(touch).kind is PlaceKind.PRIVATE


async def wait(touch: Touch) -> None:
    """Acknowledge within Discord's three seconds; the answer follows, for them alone."""
    await touch.response.defer(ephemeral=not alone(touch), thinking=True)


@dataclass(frozen=True, slots=True)
class Private:
    """How a private answer is shown: `about` is the message it is about, with its author,
    under which it may be published; `ticket` goes into its buttons; `lead` is a catalogued
    sentence that comes first, `extra` are more buttons.
    """

    about: discord.Message | None = None
    ticket: str = ""
    lead: str = ""
    extra: tuple[Pressable, ...] = ()


async def tell(touch: Touch, work: Work, how: Private | None = None) -> None:
    """Acknowledge, do the work, and show what came of it to the one who asked."""
    await wait(touch)
    await fill(touch, await outcome(work), how)


async def outcome(work: Work) -> Reply:
    """What the work leads to; a refusal becomes a reply that says why."""
    try:
        found = await work()
    except (FactbaseError, BotError) as problem:
        return declined(problem)
    return spoken(found) if isinstance(found, Silent) else found


async def said(touch: Touch, work: Asked, how: Private, deliveries: Deliveries) -> None:
    """Acknowledge, do the work, show what came of it, and record where it stands when it is one
    of those that are kept. What only one person is shown can't be found again later.
    """
    await wait(touch)
    try:
        found = await work()
    except (FactbaseError, BotError) as problem:
        await fill(touch, declined(problem), how)
        return
    if not isinstance(found, Answer) or found.ticket is None:
        await fill(touch, found.reply if isinstance(found, Answer) else spoken(found), how)
        return
    shown = await fill(touch, found.reply, replace(how, ticket=found.ticket.id))
    where = Sent(str(shown.id), shown.jump_url) if alone(touch) else Sent("")
    await deliveries.sent(found.ticket, where)


async def fill(
    touch: Touch, reply: Reply, how: Private | None = None
) -> discord.InteractionMessage:
    """Put the answer where the acknowledgement stands."""
    drawn = private(touch, reply, how or Private())
    return await touch.edit_original_response(
        embed=drawn.embed(), view=buttons.view(drawn.buttons), allowed_mentions=NOBODY
    )


async def say(touch: Touch, reply: Reply, how: Private | None = None) -> None:
    """Answer at once, or add to what was answered already."""
    drawn = private(touch, reply, how or Private())
    shown = buttons.view(drawn.buttons) or discord.utils.MISSING
    hidden = not alone(touch)
    if touch.response.is_done():
        await touch.followup.send(
            embed=drawn.embed(), view=shown, ephemeral=hidden, allowed_mentions=NOBODY
        )
    else:
        await touch.response.send_message(
            embed=drawn.embed(), view=shown, ephemeral=hidden, allowed_mentions=NOBODY
        )


def private(touch: Touch, reply: Reply, how: Private) -> Drawn:
    """A reply as only one person sees it, with a button to show a card to everybody."""
    words = words_of(touch)
    made = outbound.drawn(outbound.for_one(outbound.document(reply, words)), how.ticket)
    first = _publish(reply, words, how) if not alone(touch) else ()
    every = (*first, *how.extra, *made.buttons)[: outbound.BUTTONS]
    lead = markup.escape(words.say(how.lead)) + "\n" if how.lead else ""
    body = outbound.shortened(lead + made.description, outbound.DESCRIPTION)
    return Drawn(made.title, body, made.footer, made.colour, every)


def _publish(reply: Reply, words: Words, how: Private) -> tuple[Pressable, ...]:
    if not isinstance(reply, FactCard):
        return ()
    message, author = (how.about.id, how.about.author.id) if how.about is not None else (0, 0)
    parts = reply.fact.id, str(message), str(author), matched(reply)
    custom_id = buttons.own_id("publish", *parts)
    return (Pressable(outbound.label(words.say("Post publicly")), custom_id, main=True),)


def matched(card: FactCard) -> str:
    """What the matcher said, in a few characters for a button: confidence in thousandths and
    the number of the stance; empty for a look-up.
    """
    if card.confidence is None:
        return ""
    return f"{round(card.confidence * 1000)}-{list(MessageStance).index(card.stance)}"


def match_of(text: str) -> Matched:
    """What `matched` wrote."""
    confidence, _, stance = text.partition("-")
    if not (confidence.isdigit() and stance.isdigit()):
        return None, MessageStance.ASKS
    known = list(MessageStance)
    return min(int(confidence), 1000) / 1000, known[min(int(stance), len(known) - 1)]


def spoken(silent: Silent) -> Reply:
    """Who called a command is owed a word even where the bot keeps silent."""
    match silent.reason:
        case Quiet.RATE_LIMITED:
            return Declined(Refusal.RATE_LIMIT, seconds=60)
        case Quiet.ALREADY_ANSWERED:
            return Done(N_("This was answered here already."))
        case _:
            return Done(N_("I am switched off here. Ask those who run this server."))

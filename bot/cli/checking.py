"""`factbot check` and `factbot why`: one text, or one message a line."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Annotated, Any

import typer

from bot.cli.message_lines import Line, messages, not_empty
from bot.cli.options import past_day, spoken
from bot.cli.results import kept_back, reply_for, result, silence
from bot.cli.running import NOTHING_FOUND, out, run, services
from bot.clock import SystemClock
from bot.composing import compose
from bot.composing.document import Document
from bot.composing.explanation import compose_silence
from bot.composing.terminal import show
from bot.replies import FactCard, Reply
from bot.wiring import Bot
from bot.wording import Words, words_for
from factbase.as_of import past_view
from factbase.matching.decision import Ambiguous, Decision, Lane, Match
from factbase.model import Audience

Given = Annotated[
    str | None, typer.Argument(metavar="TEXT", help="Left out: standard input, a message a line.")
]
LaneOption = Annotated[Lane, typer.Option("--lane", help="Whether somebody asked.")]
Community = Annotated[str, typer.Option(help="Ask as a member of this community.")]
AsOf = Annotated[
    str,
    typer.Option("--as-of", help="Answer with what was known on this day, YYYY-MM-DD."),
]
Locale = Annotated[str, typer.Option(help="Language of the answer: en or ru.")]


def add_to(app: typer.Typer) -> None:
    """Add these commands."""
    app.command()(check)
    app.command()(why)


def check(  # noqa: PLR0913 - the options of a command
    text: Given = None,
    *,
    as_json: Annotated[bool, typer.Option("--json", help="Print one object a line.")] = False,
    lane: LaneOption = Lane.ADDRESSED,
    community: Community = "",
    locale: Locale = "",
    as_of: AsOf = "",
) -> None:
    """Check a claim. Exit code 0: something was found; 1: nothing; 2: an error."""
    asked = _Asked(
        lane,
        Audience(community),
        spoken(locale),
        past_day(as_of, SystemClock().now()),
        as_json=as_json,
    )
    found = run(_check(messages(text), asked))
    raise typer.Exit(0 if found else NOTHING_FOUND)


def why(
    text: Annotated[str, typer.Argument(metavar="TEXT")],
    *,
    lane: LaneOption = Lane.ADDRESSED,
    community: Community = "",
    locale: Locale = "",
) -> None:
    """Say how a text is decided. Candidates, scores, what stopped each, what would flip it."""
    language = spoken(locale)
    not_empty(text)

    async def work() -> bool:
        async with services(community) as bot:
            words = words_for(language or bot.settings.locale)
            reply = bot.lookups.why(text, lane, Audience(community))
            show(out(), compose(reply, words))
            if not isinstance(reply.decision, Match | Ambiguous):
                return False
            reason = kept_back(bot, reply.decision) if lane is Lane.UNPROMPTED else None
            if reason is not None:
                show(out(), compose_silence(reason, words))
            return reason is None

    raise typer.Exit(0 if run(work()) else NOTHING_FOUND)


@dataclass(frozen=True, slots=True)
class _Asked:
    """How to check messages: the options of the command."""

    lane: Lane
    audience: Audience
    locale: str
    day: date | None
    as_json: bool


async def _check(given: Iterator[Line], asked: _Asked) -> bool:
    found = False
    async with services(asked.audience.community) as bot:
        words = words_for(asked.locale or bot.settings.locale)
        for line in given:
            told = await _told(bot, line.text, asked, words)
            found = found or told.found
            if asked.as_json:
                row = {"line": line.number or 1} | told.row
                sys.stdout.write(json.dumps(row, ensure_ascii=False) + "\n")
                sys.stdout.flush()
            else:
                if line.heading:
                    out().print(line.heading)
                show(out(), told.document)
                out().print()
    return found


@dataclass(frozen=True, slots=True)
class _Told:
    """What comes of one message: for people, for programs, and whether it is an answer."""

    document: Document
    row: dict[str, Any]
    found: bool


async def _told(bot: Bot, message: str, asked: _Asked, words: Words) -> _Told:
    decision = bot.index.decide(message, asked.lane, asked.audience)
    reason = kept_back(bot, decision) if asked.lane is Lane.UNPROMPTED else None
    if reason is not None:
        return _Told(compose_silence(reason, words), silence(reason), found=False)
    reply = await _reply(bot, decision, asked.day)
    document = compose(reply, words)
    row = result(bot, decision, document.plain) | _then(reply)
    return _Told(document, row, isinstance(decision, Match | Ambiguous))


async def _reply(bot: Bot, decision: Decision, day: date | None) -> Reply:
    reply = reply_for(bot, decision)
    if day is None or not isinstance(reply, FactCard):
        return reply
    async with bot.base.begin() as unit:
        versions = await unit.facts.history(reply.fact.id)
    return replace(reply, then=past_view(reply.fact, versions, day))


def _then(reply: Reply) -> dict[str, Any]:
    """The day that was asked for, and the verdict of that day (null: nothing on record)."""
    if not isinstance(reply, FactCard) or reply.then is None:
        return {}
    verdict = reply.then.verdict
    return {
        "as_of": reply.then.day.isoformat(),
        "verdict_then": verdict.value if verdict is not None else None,
    }

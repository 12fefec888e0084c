"""`factbot check` and `factbot why`: one text, or one message a line."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Annotated, Any

import typer

from bot.checking.claims import LONGEST
from bot.cli.running import NOTHING_FOUND, out, run, services
from bot.composing import compose
from bot.composing.terminal import show
from bot.replies import Candidates, FactCard, NotFound, Reply
from bot.wiring import Bot
from bot.wording import words_for
from factbase.as_of import past_view
from factbase.errors import InvalidValue
from factbase.matching.decision import Ambiguous, Decision, Lane, Match
from factbase.model import Audience

_BYTES = 4
"""Bytes in one character of UTF-8 at the most."""

Words = Annotated[
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
    text: Words = None,
    *,
    as_json: Annotated[bool, typer.Option("--json", help="Print one object a line.")] = False,
    lane: LaneOption = Lane.ADDRESSED,
    community: Community = "",
    locale: Locale = "",
    as_of: AsOf = "",
) -> None:
    """Check a claim. Exit code 0: something was found; 1: nothing; 2: an error."""
    asked = _Asked(lane, Audience(community), locale, _day(as_of), as_json=as_json)
    found = run(_check(_messages(text), asked))
    raise typer.Exit(0 if found else NOTHING_FOUND)


def why(
    text: Annotated[str, typer.Argument(metavar="TEXT")],
    *,
    lane: LaneOption = Lane.ADDRESSED,
    community: Community = "",
    locale: Locale = "",
) -> None:
    """Say how a text is decided: candidates, scores, what stopped each, what would flip it."""

    async def work() -> Decision:
        async with services(community) as bot:
            reply = bot.lookups.why(text, lane, Audience(community))
            show(out(), compose(reply, words_for(locale or bot.settings.locale)))
            return reply.decision

    raise typer.Exit(0 if isinstance(run(work()), Match | Ambiguous) else NOTHING_FOUND)


@dataclass(frozen=True, slots=True)
class _Asked:
    """How to check messages: the options of the command."""

    lane: Lane
    audience: Audience
    locale: str
    day: date | None
    as_json: bool


async def _check(messages: Iterator[str], asked: _Asked) -> bool:
    found = False
    async with services(asked.audience.community) as bot:
        words = words_for(asked.locale or bot.settings.locale)
        for message in messages:
            decision = bot.index.decide(message, asked.lane, asked.audience)
            reply = await _reply(bot, decision, asked.day)
            document = compose(reply, words)
            found = found or isinstance(decision, Match | Ambiguous)
            if asked.as_json:
                answer = result(bot, decision, document.plain) | _then(reply)
                sys.stdout.write(json.dumps(answer, ensure_ascii=False) + "\n")
                sys.stdout.flush()
            else:
                show(out(), document)
                out().print()
    return found


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


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise InvalidValue("--as-of", "must be a day, written YYYY-MM-DD") from None


def _messages(text: str | None) -> Iterator[str]:
    """The text, or the lines of standard input as far as they are looked at."""
    if text is not None:
        if not text.strip():
            raise InvalidValue("text", "is empty: write the claim to check")
        yield text
        return
    if sys.stdin is None or sys.stdin.isatty():
        raise typer.BadParameter("write the claim to check, or pipe one message a line")
    while line := sys.stdin.buffer.readline(LONGEST * _BYTES):
        whole = line
        while not line.endswith(b"\n") and (line := sys.stdin.buffer.readline(1 << 20)):
            pass  # the rest of an overlong message is not looked at
        message = whole.decode("utf-8", "replace").strip()
        if message:
            yield message


def reply_for(bot: Bot, decision: Decision) -> Reply:
    """The reply to a decision, without any conversation around it."""
    if isinstance(decision, Match):
        fact = bot.index.fact(decision.best.id)
        if fact is not None:
            return FactCard(
                fact,
                fact.timeline,
                bot.clock.now().date(),
                confidence=decision.best.confidence,
                stance=decision.trail.stance,
            )
    if isinstance(decision, Ambiguous):
        facts = [bot.index.fact(candidate.id) for candidate in decision.candidates]
        return Candidates(tuple(fact for fact in facts if fact is not None))
    return NotFound()


def result(bot: Bot, decision: Decision, card: str) -> dict[str, Any]:
    """The stable form for programs: decision, facts best first, and the reply as text."""
    kinds = {Match: "match", Ambiguous: "ambiguous"}
    candidates = []
    if isinstance(decision, Match):
        candidates = [decision.best, *decision.more]
    elif isinstance(decision, Ambiguous):
        candidates = list(decision.candidates)
    facts = [
        {
            "slug": fact.slug,
            "verdict": fact.verdict.value,
            "confidence": round(candidate.confidence, 4),
        }
        for candidate in candidates
        if (fact := bot.index.fact(candidate.id)) is not None
    ]
    return {"decision": kinds.get(type(decision), "none"), "facts": facts, "card": card}

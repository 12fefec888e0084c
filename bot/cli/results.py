"""What a decision is for somebody at a terminal or for a program, without any conversation."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from bot.checking.outcome import Quiet
from bot.checking.replying import card_of, unasked
from bot.checking.unasked import lost_right
from bot.replies import Candidates, NotFound, Reply
from bot.wiring import Bot
from factbase.matching.decision import Ambiguous, Decision, Match, Silence


def reply_for(bot: Bot, decision: Decision) -> Reply:
    """The reply to a decision for somebody who asked."""
    if isinstance(decision, Match):
        fact = bot.index.fact(decision.best.id)
        if fact is not None:
            card = card_of(fact, decision, bot.clock.now().date())
            more = (bot.index.fact(candidate.id) for candidate in decision.more)
            return replace(card, also=tuple(one for one in more if one is not None))
    if isinstance(decision, Ambiguous):
        facts = [bot.index.fact(candidate.id) for candidate in decision.candidates]
        return Candidates(tuple(fact for fact in facts if fact is not None))
    return NotFound()


def kept_back(bot: Bot, decision: Decision) -> Quiet | Silence | None:
    """Why nothing is said to a message that nobody asked about; none when its fact is said.

    What only a place knows (its cooldown, its reports) is not part of it.
    """
    fact = bot.index.fact(decision.best.id) if isinstance(decision, Match) else None
    if fact is None:
        return unasked(decision).reason
    return lost_right(fact, bot.clock.now().date(), bot.answering.denial_days)


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


def silence(reason: Quiet | Silence) -> dict[str, Any]:
    """The same form for a message to which nothing is said unasked."""
    return {"decision": "none", "facts": [], "silent": reason.value, "card": ""}

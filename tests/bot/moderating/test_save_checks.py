"""An edit that would change how facts answer is shown before it is saved."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.checking.live_index import LiveIndex
from bot.errors import NeedsConfirmation
from bot.moderating.moderation import Moderation
from bot.permissions import Actor
from factbase.lint import Rule, Severity
from factbase.matching.decision import Lane, Match
from factbase.model import (
    Audience,
    Example,
    Fact,
    LocalText,
    Stance,
    Status,
    Verdict,
    Wording,
)
from factbase.storage.memory import MemoryFactBase
from tests.builders import a_fact, a_statement
from tests.fakes import StandingClock
from tests.matchers import LiteralMatcher

PUBLIC = Audience()
MIRA = Actor.operator("console:mira")
ASKED = "Did the harbour ferry sink on Sunday?"


@pytest.fixture
def base() -> MemoryFactBase:
    return MemoryFactBase()


@pytest.fixture
def index(base: MemoryFactBase) -> LiveIndex:
    return LiveIndex(base, LiteralMatcher())


@pytest.fixture
def moderation(base: MemoryFactBase, index: LiveIndex, clock: StandingClock) -> Moderation:
    return Moderation(base, index, clock)


def ferry(*examples: Example) -> Fact:
    return a_fact(
        "ferry-sunk",
        claim="The harbour ferry sank on Sunday",
        wordings=(Wording(ASKED),),
        examples=examples,
    )


async def published(moderation: Moderation, fact: Fact) -> Fact:
    await moderation.propose(MIRA, fact, "seen")
    return await moderation.publish(MIRA, fact.slug, PUBLIC, "checked")


class TestExamples:
    async def test_that_hold_need_no_confirmation(self, moderation: Moderation) -> None:
        await published(moderation, ferry(Example(ASKED, matches=True)))
        await published(moderation, a_fact())

    async def test_of_another_fact_that_would_break_are_shown_first(
        self, moderation: Moderation, index: LiveIndex
    ) -> None:
        await published(moderation, ferry(Example(ASKED, matches=True)))
        thief = a_fact(
            "ferry-strike", claim="Ferry crews are on strike", wordings=(Wording(ASKED),)
        )
        await moderation.propose(MIRA, thief, "seen")
        with pytest.raises(NeedsConfirmation) as needed:
            await moderation.publish(MIRA, thief.slug, PUBLIC, "checked")
        assert needed.value.findings == ("ferry-sunk example 1 is only offered among others",)
        assert thief.id not in index.published
        saved = await moderation.publish(
            MIRA, thief.slug, PUBLIC, "checked", confirmed=needed.value.seal
        )
        assert saved.status is Status.PUBLISHED

    async def test_in_a_script_without_spaces(self, moderation: Moderation) -> None:
        asked = "港口渡轮沉没了吗"
        sunk = a_fact("ferry-sunk", wordings=(Wording(asked, "zh"),), claim="渡轮沉没了")
        await published(moderation, replace(sunk, examples=(Example(asked, matches=True),)))
        thief = a_fact("ferry-strike", claim="Strike", wordings=(Wording(asked, "zh"),))
        assert len((await moderation.look(thief)).changes) == 1

    async def test_looking_leaves_no_trace_in_the_answers(
        self, moderation: Moderation, index: LiveIndex
    ) -> None:
        await published(moderation, ferry(Example(ASKED, matches=True)))
        thief = a_fact(
            "ferry-strike", claim="Ferry crews are on strike", wordings=(Wording(ASKED),)
        )
        await moderation.look(thief)
        decision = index.decide(ASKED, Lane.ADDRESSED, PUBLIC)
        assert isinstance(decision, Match)
        assert decision.best.id == ferry().id
        assert len(index) == 1

    async def test_a_seal_confirms_only_what_was_shown(self, moderation: Moderation) -> None:
        await published(moderation, ferry(Example(ASKED, matches=True)))
        thief = a_fact(
            "ferry-strike", claim="Ferry crews are on strike", wordings=(Wording(ASKED),)
        )
        await moderation.propose(MIRA, thief, "seen")
        with pytest.raises(NeedsConfirmation):
            await moderation.publish(MIRA, thief.slug, PUBLIC, "checked", confirmed="0" * 12)

    async def test_of_the_fact_itself_that_do_not_hold(self, moderation: Moderation) -> None:
        fact = ferry(Example("What is for lunch in the canteen today?", matches=True))
        await moderation.propose(MIRA, fact, "seen")
        with pytest.raises(NeedsConfirmation, match="example 1 no longer matches"):
            await moderation.publish(MIRA, fact.slug, PUBLIC, "checked")

    async def test_that_failed_before_do_not_stop_the_next_edit(
        self, moderation: Moderation
    ) -> None:
        fact = ferry(Example("What is for lunch in the canteen today?", matches=True))
        await moderation.propose(MIRA, fact, "seen")
        seal = (await moderation.look(fact)).seal
        saved = await moderation.publish(MIRA, fact.slug, PUBLIC, "checked", confirmed=seal)
        other_words = replace(saved, summary=LocalText.of("It lies safely in the harbour."))
        corrected = await moderation.correct(MIRA, other_words, "clearer")
        assert corrected.version == 3


class TestContradictions:
    async def test_must_be_confirmed(self, moderation: Moderation) -> None:
        await published(moderation, a_fact())
        opposed = a_fact(
            "bridge-shut",
            verdict=Verdict.TRUE,
            claim="The harbour bridge is closed for good!",
            statements=(a_statement(stance=Stance.CONFIRMS),),
        )
        await moderation.propose(MIRA, opposed, "seen")
        with pytest.raises(NeedsConfirmation, match="'true' and bridge-closed 'denied'"):
            await moderation.publish(MIRA, "bridge-shut", PUBLIC, "checked")

    async def test_end_when_one_is_merged_into_the_other(self, moderation: Moderation) -> None:
        await published(moderation, a_fact())
        opposed = a_fact(
            "bridge-shut",
            verdict=Verdict.TRUE,
            statements=(a_statement(stance=Stance.CONFIRMS),),
        )
        await moderation.propose(MIRA, opposed, "seen")
        seal = (await moderation.look(opposed)).seal
        await moderation.publish(MIRA, "bridge-shut", PUBLIC, "checked", confirmed=seal)
        joined = await moderation.merge(MIRA, ("bridge-shut", "bridge-closed"), PUBLIC, "the same")
        assert joined.slug == "bridge-closed"


class TestTheFactAlone:
    async def test_a_card_that_is_too_long(self, moderation: Moderation) -> None:
        long = tuple(
            a_statement(f"Said for the {number}th time. " + "word " * 150) for number in range(9)
        )
        check = await moderation.look(a_fact(statements=long))
        (problem,) = [item for item in check.problems if item.rule is Rule.TOO_LONG][:1]
        assert problem.severity is Severity.WARNING
        check = await moderation.look(a_fact(statements=(a_statement("word " * 199),)))
        assert Rule.TOO_LONG not in {item.rule for item in check.problems}

    async def test_errors_come_before_warnings(self, moderation: Moderation) -> None:
        check = await moderation.look(a_fact(statements=(), wordings=()))
        severities = [problem.severity for problem in check.problems]
        assert severities == sorted(severities)
        assert severities[0] is Severity.ERROR

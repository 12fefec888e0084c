"""How a fact is put: findings that a person can act on, and none on what is put well."""

from __future__ import annotations

import pytest

from factbase.lint import Problem, Rule, Severity, lint
from factbase.model import Fact, LocalText, Stance, Verdict
from tests.builders import NOON, a_fact, a_statement


def rules(fact: Fact) -> set[Rule]:
    return {problem.rule for problem in lint(fact, NOON.date())}


def finding(fact: Fact, rule: Rule) -> Problem:
    return next(problem for problem in lint(fact, NOON.date()) if problem.rule is rule)


class TestOwnDenial:
    @pytest.mark.parametrize(
        "claim",
        [
            "It is false that the bridge is closed",
            "Fact check: the bridge is closed",
            "No, the bridge is not closed",
            "The harbour master denied that the bridge is closed",
            "Ложь: мост закрыт",
            "Начальник порта опроверг закрытие моста",
        ],
    )
    def test_a_claim_that_denies_itself(self, claim: str) -> None:
        assert finding(a_fact(claim=claim), Rule.OWN_DENIAL).severity is Severity.WARNING

    @pytest.mark.parametrize(
        "claim",
        [
            "The moon landing was a hoax",
            "The mayor rejected the peace talks",
            "The bridge is not safe",
            "Nobody voted for the bridge",
        ],
    )
    def test_claims_that_only_sound_like_it(self, claim: str) -> None:
        assert Rule.OWN_DENIAL not in rules(a_fact(claim=claim))

    def test_a_true_claim_may_be_a_denial(self) -> None:
        fact = a_fact(claim="The harbour master denied that the bridge is closed")
        assert Rule.OWN_DENIAL not in rules(
            a_fact(claim=str(fact.claim), verdict=Verdict.TRUE, statements=(a_statement(),))
        )

    def test_a_claim_in_the_words_of_its_denial(self) -> None:
        denial = a_statement("The harbour bridge stays open to all", stance=Stance.DENIES)
        fact = a_fact(claim="The harbour bridge stays open to all.", statements=(denial,))
        assert Rule.OWN_DENIAL in rules(fact)

    def test_a_denial_may_repeat_the_claim_to_deny_it(self) -> None:
        denial = a_statement("Denied that the harbour bridge is closed for good.")
        assert Rule.OWN_DENIAL not in rules(a_fact(statements=(denial,)))
        denial = a_statement("The harbour bridge is not closed for good.")
        assert Rule.OWN_DENIAL not in rules(a_fact(statements=(denial,)))


class TestClaimFirst:
    def test_the_false_headline_first_and_the_correction_last(self) -> None:
        fact = a_fact(
            summary="The harbour bridge is closed for good. The harbour master denies it."
        )
        assert Rule.CLAIM_FIRST in rules(fact)

    def test_what_is_known_first(self) -> None:
        fact = a_fact(summary="The bridge stays open. Posts say the harbour bridge is closed.")
        assert Rule.CLAIM_FIRST not in rules(fact)

    def test_a_first_sentence_that_denies_the_claim(self) -> None:
        fact = a_fact(summary="It is not so that the harbour bridge is closed for good.")
        assert Rule.CLAIM_FIRST not in rules(fact)

    def test_a_true_claim_may_be_repeated(self) -> None:
        fact = a_fact(
            verdict=Verdict.TRUE,
            summary="The harbour bridge is closed for good.",
            statements=(a_statement(stance=Stance.CONFIRMS),),
        )
        assert Rule.CLAIM_FIRST not in rules(fact)


class TestMockery:
    @pytest.mark.parametrize("text", ["Only idiots believe it.", "Это чушь для дураков."])
    def test_is_named(self, text: str) -> None:
        assert Rule.MOCKERY in rules(a_fact(summary=LocalText.of(text)))

    def test_a_quote_may_mock(self) -> None:
        mocking = "Only idiots believe it."
        quote = a_statement(mocking, quoted=True)
        assert Rule.MOCKERY not in rules(a_fact(statements=(quote,)))
        assert Rule.MOCKERY in rules(a_fact(statements=(a_statement(mocking),)))


def test_the_usual_fact_has_nothing_but_no_review() -> None:
    assert rules(a_fact()) == {Rule.NO_REVIEW}

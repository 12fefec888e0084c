"""Cards say the verdict first, and never a denial before what came after it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.composing import compose, fit
from bot.composing.document import Document, Kind
from bot.replies import (
    Candidates,
    FactCard,
    FactList,
    Pointer,
    Reply,
    ReviewCard,
    SourceList,
)
from bot.unanswered.asking import ReviewItem, ReviewKind
from bot.wording import LANGUAGES, words_for
from bot.wording.verdicts import LOOKS
from factbase.as_of import PastView
from factbase.matching.decision import MessageStance
from factbase.model import Fact, PartialDate, Stance, Verdict
from tests.builders import NOON, a_fact, a_source, a_statement
from tests.contracts.specimens import a_rich_fact, every_reply
from tests.strategies import facts

EN = words_for("en")


def card_of(fact: Fact, **override: object) -> FactCard:
    made = FactCard(fact, fact.timeline, NOON.date())
    return replace(made, **override)  # type: ignore[arg-type]  # any field


def shown(fact: Fact, **override: object) -> str:
    return compose(card_of(fact, **override), EN).plain


def headings(document: Document) -> list[str]:
    return [block.text for block in document.blocks if block.kind is Kind.HEADING]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("verdict", Verdict)
def test_every_verdict_in_every_language_leads_with_its_words(
    verdict: Verdict, language: str
) -> None:
    words = words_for(language)
    document = compose(card_of(a_fact(verdict=verdict)), words)
    look = LOOKS[verdict]
    assert document.plain.splitlines()[0] == f"{look.symbol} {words.say(look.words)}"
    assert (document.verdict, document.language) == (verdict, language)


@pytest.mark.parametrize(
    ("verdict", "stance", "title"),
    [
        (Verdict.DENIED, Stance.CONFIRMS, "🔄 Denied at the time; more has come since"),
        (Verdict.DENIED, Stance.DEVELOPMENT, "🔄 Denied at the time; more has come since"),
        (Verdict.UNPROVEN, Stance.DEVELOPMENT, "🔄 Unproven at the time; more has come since"),
        (
            Verdict.FALSE,
            Stance.CONFIRMS,
            "🔄 Found false at the time; a confirmation has come since",
        ),
        (Verdict.FALSE, Stance.DEVELOPMENT, "❌ False"),
        (Verdict.TRUE, Stance.CONFIRMS, "✅ True"),
    ],
)
def test_a_finding_that_something_overtook_is_not_said_as_if_it_stood(
    verdict: Verdict, stance: Stance, title: str
) -> None:
    newer = a_statement("So it is.", stance, said=PartialDate(2025, 8, 10))
    fact = a_fact(verdict=verdict, statements=(a_statement(), newer))
    document = compose(card_of(fact), EN)
    assert document.plain.splitlines()[0] == title
    symbol, _, said = title.partition(" ")
    assert document.verdict is not None
    assert LOOKS[document.verdict].symbol == symbol
    item = ReviewItem(ReviewKind.OVERDUE, "1", "", NOON, fact.id, 1, {})
    listed: tuple[Reply, ...] = (
        FactList((fact,)),
        Candidates((fact, fact)),
        Pointer(fact),
        ReviewCard(item, fact),
    )
    for reply in listed:
        assert said in compose(reply, EN).plain
        russian = compose(reply, words_for("ru")).plain
        assert words_for("ru").say(said) in russian
        assert verdict is not Verdict.DENIED or "Официально" not in russian


def test_an_old_message_is_told_what_was_overtaken_by_then() -> None:
    newer = a_statement("So it is.", Stance.CONFIRMS, said=PartialDate(2025, 8, 10))
    fact = a_fact(verdict=Verdict.DENIED, statements=(a_statement(), newer))
    before = shown(fact, then=PastView(date(2025, 4, 1), Verdict.DENIED))
    assert before.startswith("🗣 Officially denied; a denial is no proof · as known on")
    assert "Today's verdict: Denied at the time; more has come since" in before
    after = shown(fact, then=PastView(date(2025, 9, 1), Verdict.DENIED))
    assert after.startswith("🔄 Denied at the time; more has come since · as known on")
    assert "Today's verdict" not in after


def test_no_two_verdicts_look_alike() -> None:
    for part in ("words", "symbol", "colour"):
        assert len({getattr(look, part) for look in LOOKS.values()}) == len(Verdict)
    for language in LANGUAGES:
        assert len({words_for(language).say(look.words) for look in LOOKS.values()}) == len(Verdict)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_reply_has_words_in_every_language(language: str) -> None:
    for reply in every_reply():
        plain = compose(reply, words_for(language)).plain
        assert plain
        assert "{" not in plain


def test_the_order_without_developments() -> None:
    fact = a_rich_fact("It is closed")
    still = tuple(item for item in fact.statements if item.stance is not Stance.DEVELOPMENT)
    found = headings(compose(card_of(replace(fact, statements=still)), EN))
    assert found == ["Denied", "Confirmed", "Claimed", "Context", "Sources"]


def test_an_older_development_stays_behind_the_denials() -> None:
    fact = a_fact(
        statements=(
            a_statement("Built", Stance.DEVELOPMENT, said=PartialDate(2010)),
            a_statement("Not closed", said=PartialDate(2016)),
        )
    )
    assert headings(compose(card_of(fact), EN)) == ["Denied", "Since then", "Sources"]


def test_a_confirmation_that_is_newer_than_the_denials_comes_first() -> None:
    fact = a_fact(
        statements=(
            a_statement("It will be built", Stance.CONFIRMS, said=PartialDate(2014)),
            a_statement("Never", said=PartialDate(2016)),
            a_statement("Yes, we closed it", Stance.CONFIRMS, said=PartialDate(2017)),
        )
    )
    document = compose(card_of(fact), EN)
    assert headings(document) == [
        "Confirmed since",
        "Denied at the time",
        "Confirmed at the time",
        "Sources",
    ]
    assert document.plain.index("Yes, we closed it") < document.plain.index("Never")


def test_of_what_confirmed_and_what_happened_since_all_comes_before_the_denial() -> None:
    fact = a_fact(
        statements=(
            a_statement("No", said=PartialDate(2016)),
            a_statement("Yes", Stance.CONFIRMS, said=PartialDate(2017)),
            a_statement("Torn down", Stance.DEVELOPMENT, said=PartialDate(2018)),
        )
    )
    found = headings(compose(card_of(fact), EN))
    assert found == ["Confirmed since", "Since then", "Denied at the time", "Sources"]


def test_an_old_confirmation_or_one_of_the_same_day_overtakes_nothing() -> None:
    for said in (PartialDate(2015), PartialDate(2016), PartialDate(2016, 5, 2)):
        confirmed = a_statement("Yes", Stance.CONFIRMS, said=said)
        fact = a_fact(statements=(a_statement("No", said=PartialDate(2016, 5, 2)), confirmed))
        assert headings(compose(card_of(fact), EN)) == ["Denied", "Confirmed", "Sources"]


@settings(max_examples=60, deadline=None)
@given(
    fact=facts(),
    denied=st.integers(2000, 2020),
    later=st.integers(2021, 2025),
    stance=st.sampled_from([Stance.DEVELOPMENT, Stance.CONFIRMS]),
    room=st.integers(1, 4_000),
    language=st.sampled_from(LANGUAGES),
)
def test_a_denial_that_is_past_never_comes_first_however_little_room_there_is(  # noqa: PLR0913, PLR0917 - what is drawn
    fact: Fact, denied: int, later: int, stance: Stance, room: int, language: str
) -> None:
    others = tuple(item for item in fact.statements if item.stance is not Stance.DENIES)
    overtaken = (
        *others,
        a_statement("No", said=PartialDate(denied)),
        a_statement("Yes", stance, said=PartialDate(later, 5)),
    )
    words = words_for(language)
    card = card_of(replace(fact, statements=overtaken))
    found = headings(fit(card, words, lambda whole: len(whole.plain) <= room))
    assert words.say("Denied") not in found
    assert found[0] in {words.say("Since then"), words.say("Confirmed since")}


def test_stances_of_the_message_reviews_and_memory_are_noted() -> None:
    fact = a_fact(review_by=NOON.date())
    assert "Not reviewed since" not in shown(fact)
    assert "Not reviewed since" in shown(fact, as_of=NOON.date().replace(day=16))
    assert "this is what I last read" in shown(fact, from_memory=True)
    assert "match 99 %" in shown(fact, confidence=1.0)


@pytest.mark.parametrize(
    ("language", "near", "heading"),
    [
        ("en", "check that this is the claim you mean", "Also claimed in this message"),
        ("ru", "проверьте, то ли это утверждение", "В этом сообщении утверждается и другое"),
    ],
)
def test_a_doubtful_card_and_further_claims_are_told(
    language: str, near: str, heading: str
) -> None:
    words = words_for(language)
    plain = compose(card_of(a_fact()), words).plain
    assert near not in plain
    assert heading not in plain
    other = a_fact("tunnel-flooded", claim="The tunnel is flooded")
    told = compose(card_of(a_fact(), near=True, also=(other,)), words).plain
    assert near in told
    assert told.index(heading) < told.index("tunnel-flooded")


@pytest.mark.parametrize("count", [1, 2])
def test_one_fact_that_may_be_meant_is_no_choice_among_several(count: int) -> None:
    facts = (a_fact(), a_fact("tunnel-flooded"))[:count]
    plain = compose(Candidates(facts), EN).plain
    assert ("Which of these" in plain) is (count > 1)
    assert ("Do you mean this claim?" in plain) is (count == 1)


@pytest.mark.parametrize("stance", MessageStance)
def test_under_a_message_that_disputes_the_claim_the_title_says_what_the_verdict_is_on(
    stance: MessageStance,
) -> None:
    fact = a_fact(verdict=Verdict.FALSE)
    disputes = stance in {MessageStance.DENIES, MessageStance.REPORTS_DENIAL}
    for then in (None, PastView(date(2025, 5, 1), Verdict.FALSE)):
        for language, said in (
            ("en", "on the claim, which this message disputes"),
            ("ru", "об утверждении, которое это сообщение оспаривает"),
        ):
            words = words_for(language)
            card = card_of(fact, stance=stance, then=then)
            title = compose(card, words).plain.splitlines()[0]
            assert title.startswith("❌ " + words.say("False"))
            assert (f" · {said}" in title) is disputes


def test_a_pointer_says_what_its_verdict_is_on() -> None:
    assert (
        "False — “The harbour bridge is closed for good”"
        in compose(Pointer(a_fact(verdict=Verdict.FALSE)), EN).plain
    )


def test_the_footer_tells_the_day_of_the_view_and_when_somebody_last_saw_to_the_fact() -> None:
    fact = a_fact(updated=datetime(2025, 5, 4, 23, tzinfo=UTC))
    assert shown(fact).splitlines()[-1] == (
        "As of 15 January 2026 · last changed 4 May 2025 · bridge-closed"
    )
    russian = compose(card_of(fact), words_for("ru")).plain.splitlines()[-1]
    assert " ".join(russian.split()) == (
        "По состоянию на 15 января 2026 г. · изменено 4 мая 2025 г. · bridge-closed"
    )
    past = shown(fact, then=PastView(date(2025, 4, 1), Verdict.DENIED)).splitlines()[-1]
    assert past == "As of 1 April 2025 · bridge-closed"


def test_a_translated_quote_says_so() -> None:
    quote = replace(
        a_statement(quoted=True),
        text=replace(a_rich_fact("Мост закрыт").claim),
    )
    fact = a_fact(statements=(quote,))
    assert "“Мост закрыт”" in shown(fact)
    assert "(translated)" not in shown(fact)
    assert "(translated)" in compose(card_of(fact), words_for("ru")).plain or (
        words_for("ru").say(" (translated)") in compose(card_of(fact), words_for("ru")).plain
    )


def test_sources_without_an_address_say_so() -> None:
    fact = a_fact(statements=(a_statement(source=a_source(url="")),))
    assert "(no address on record)" in shown(fact)
    assert "(no address on record)" not in shown(a_fact())


def size(document: Document) -> int:
    """How much a document says: its items and paragraphs."""
    return sum(block.kind in {Kind.ITEM, Kind.PARAGRAPH} for block in document.blocks)


class TestFitting:
    def steps(self, reply: Reply) -> list[Document]:
        """Every document from the fullest to the smallest."""
        seen = [compose(reply, EN)]
        while True:
            largest = size(seen[-1])
            smaller = fit(reply, EN, lambda document, limit=largest: size(document) < limit)  # type: ignore[misc]  # mypy can't infer lambdas with defaults
            if size(smaller) >= largest:
                return seen
            seen.append(smaller)

    def test_what_fits_is_left_alone(self) -> None:
        card = card_of(a_rich_fact("It is closed"))
        assert fit(card, EN, lambda _: True) == compose(card, EN)

    @settings(max_examples=30, deadline=None)
    @given(fact=facts())
    def test_every_step_is_smaller_and_cuts_no_sentence(self, fact: Fact) -> None:
        whole = {block.text for block in compose(card_of(fact), EN).blocks}
        steps = self.steps(card_of(fact))
        for larger, smaller in pairwise(steps):
            assert len(smaller.blocks) <= len(larger.blocks)
        texts = {item.text.best("en").text for item in fact.statements}
        for document in steps:
            items = [block.text for block in document.blocks if block.kind is Kind.ITEM]
            assert all(any(text in item for text in texts) for item in items)
            titles = [block.text for block in document.blocks if block.kind is Kind.TITLE]
            claims = [block.text for block in document.blocks if block.kind is Kind.CLAIM]
            assert set(titles + claims) <= whole

    def test_the_least_important_goes_first(self) -> None:
        fact = a_rich_fact("It is closed", copies=2)
        gone: list[str] = []
        for larger, smaller in pairwise(self.steps(card_of(fact))):
            gone += [head for head in headings(larger) if head not in headings(smaller)]
        assert gone == ["Known at the time", "Claimed at the time"] + [
            head for head in gone[2:] if head != "Since then"
        ]
        last = self.steps(card_of(fact))[-1]
        assert headings(last) == ["Since then", "Sources"]

    def test_what_is_left_out_is_counted(self) -> None:
        fact = a_rich_fact("It is closed", copies=2)
        steps = self.steps(card_of(fact))
        for number, document in enumerate(steps[1:10], 1):
            plural = "statement" if number == 1 else "statements"
            assert f"{number} more {plural} under Sources" in document.plain

    def test_the_same_statement_twice_goes_one_at_a_time(self) -> None:
        twice = a_statement()
        fact = a_fact(statements=(twice, twice))
        assert "1 more statement under Sources" in self.steps(card_of(fact))[1].plain

    def test_lists_lose_their_last(self) -> None:
        some = tuple(replace(a_fact(f"bridge-{n}"), id=str(n)) for n in range(5))
        last = self.steps(FactList(some))[-1]
        assert "bridge-0" in last.plain
        assert "bridge-1" not in last.plain
        smallest = self.steps(SourceList(a_rich_fact("It is closed")))[-1]
        assert "4 statements left out" in smallest.plain

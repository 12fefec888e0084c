"""The pack that ships: it reads, it publishes, and it says what it must not leave out."""

from __future__ import annotations

import pytest

from bot.checking.live_index import entry_of
from bot.composing import compose
from bot.exchanging.first_pack import first_pack_text
from bot.replies import FactCard
from bot.wording import words_for
from factbase import life
from factbase.lint import Severity, lint, lint_examples
from factbase.matching.engine import Engine
from factbase.model import Fact, PartialDate, Stance, Verdict
from factbase.packs import read_pack
from tests.builders import NOON, a_change

VERDICTS = {
    "russia-taliban-alliance": {Verdict.OVERTAKEN},
    "russia-arms-taliban": {Verdict.DENIED},
    "russia-taliban-contacts": {Verdict.PARTLY_TRUE},
    "russia-taliban-common-interests": {Verdict.PARTLY_TRUE},
    "russia-taliban-terror-list": {Verdict.OVERTAKEN},
    "russia-taliban-un-sanctions": {Verdict.MISLEADING, Verdict.PARTLY_TRUE},
    "russia-destabilises-afghanistan": {Verdict.UNPROVEN},
    "afghan-drugs-russia": {Verdict.MISLEADING},
}


@pytest.fixture(scope="module")
def pack() -> dict[str, Fact]:
    reading = read_pack(first_pack_text(), a_change())
    assert reading.rejects == ()
    return {fact.slug: life.publish(fact, a_change()) for fact in reading.facts}


def test_every_fact_has_its_slug_and_verdict(pack: dict[str, Fact]) -> None:
    assert set(pack) == set(VERDICTS)
    assert all(pack[slug].verdict in allowed for slug, allowed in VERDICTS.items())


def test_nothing_in_it_is_an_error(pack: dict[str, Fact]) -> None:
    errors = [
        problem
        for fact in pack.values()
        for problem in lint(fact, NOON.date())
        if problem.severity is Severity.ERROR
    ]
    assert errors == []


def test_every_fact_speaks_english_and_russian(pack: dict[str, Fact]) -> None:
    for fact in pack.values():
        assert {wording.language for wording in fact.wordings} == {"en", "ru"}
        for text in (fact.claim, fact.summary, *(item.text for item in fact.statements)):
            assert {wording.language for wording in text} == {"en", "ru"}
        assert any(example.matches for example in fact.examples)
        assert any(not example.matches for example in fact.examples)


def test_its_own_examples_are_decided_as_they_say(pack: dict[str, Fact]) -> None:
    matcher = Engine()
    for fact in pack.values():
        matcher.add(entry_of(fact))
    assert list(lint_examples(pack.values(), matcher)) == []


def test_what_happened_in_2025_is_on_record(pack: dict[str, Fact]) -> None:
    days = {
        "russia-taliban-alliance": {"2025-04-17", "2025-07-03"},
        "russia-taliban-terror-list": {"2025-04-17"},
        "russia-destabilises-afghanistan": {"2025-07-03"},
    }
    for slug, expected in days.items():
        said = {str(item.said) for item in pack[slug].of(Stance.DEVELOPMENT)}
        assert expected <= said, slug
    urls = {source.url for fact in pack.values() for source in fact.sources}
    assert urls == {"", "https://tass.com/politics/1945243"}


def test_both_dates_of_the_handover_are_kept(pack: dict[str, Fact]) -> None:
    contacts = pack["russia-taliban-contacts"]
    told = [item for item in contacts.statements if "Sevastyanov" in str(item.text)]
    assert len({item.source for item in told}) > 1
    assert any(item.said == PartialDate(2016, 8, 13) for item in told)


@pytest.mark.parametrize("locale", ["en", "ru"])
@pytest.mark.parametrize("slug", ["russia-taliban-alliance", "russia-taliban-terror-list"])
def test_no_card_says_that_russia_rejects_the_taliban_today(
    pack: dict[str, Fact], slug: str, locale: str
) -> None:
    fact = pack[slug]
    words = words_for(locale)
    plain = compose(FactCard(fact, fact.timeline, NOON.date()), words).plain
    since = plain.index("\n" + words.say("Since then") + "\n")
    for statement in fact.of(Stance.DENIES, Stance.CLAIMS, Stance.CONTEXT, Stance.CONFIRMS):
        assert plain.index(statement.text.best(locale).text) > since
    for heading in ("Denied", "Confirmed", "Claimed", "Context"):
        assert f"\n{words.say(heading)}\n" not in plain
    assert plain.count("2025") >= 2
    assert plain.startswith("🔄 " + words.say("Earlier finding overtaken by later events"))

"""What is never said unasked: near-verbatim messages that say something else."""

from __future__ import annotations

import pytest

from factbase.matching.decision import Entry, Lane, Match, MessageStance, NoMatch, Silence
from factbase.matching.engine import Engine
from factbase.matching.guards.notes import Notes
from factbase.matching.tokens import Tokens, tokenise
from factbase.model import Audience

PUBLIC = Audience()


@pytest.fixture(scope="module")
def engine() -> Engine:
    engine = Engine()
    for number, claim in enumerate(
        (
            "Norway supplies the separatists of Moldova with rifles",
            "The governor of Bavaria took 30,000 euros from a Danish company",
            "Canada will build four dams on the Yukon river for 2 billion dollars",
            "The rabies vaccine causes blindness in children",
            "Норвегия поставляет винтовки сепаратистам Молдавии",
        )
    ):
        engine.add(Entry(str(number), (claim,)))
    return engine


@pytest.mark.parametrize(
    "text",
    [
        "Norway supplies the separatists of Moldova with rifles",
        "BREAKING: Norway supplies the separatists of Moldova with rifles!!",
        "Denmark says Norway supplies the separatists of Moldova with rifles",
        "I will never forget this. Norway supplies the separatists of Moldova with rifles",
        "I can't believe Norway supplies the separatists of Moldova with rifles",
        "The separatists of Moldova are supplied with rifles by Norway",
        "Сепаратистам Молдавии винтовки поставляет Норвегия",
        "not sure if you heard, Norway supplies the separatists of Moldova with rifles",
        "The governor of Bavaria took 30,000 euros from a Danish company",
        "Canada will build four dams on the Yukon river for 2 billion dollars, wow",
        "Don't let them have the rabies vaccine, it causes blindness in children",
        "Please don't take the rabies vaccine. The rabies vaccine causes blindness in children",
    ],
)
def test_the_claim_itself_is(engine: Engine, text: str) -> None:
    assert isinstance(engine.decide(text, Lane.UNPROMPTED, PUBLIC), Match)


@pytest.mark.parametrize(
    "text",
    [
        "Norway refuses to supply the separatists of Moldova with rifles",
        "Norway stopped supplying the separatists of Moldova with rifles",
        "If Norway supplies the separatists of Moldova with rifles we are lost",
        "Norway supplies the enemies of the separatists of Moldova with rifles",
        "Norway condemns whoever supplies the separatists of Moldova with rifles",
        "Norway supplies the separatists of Moldova with blankets",
        "Норвегия отказалась поставлять винтовки сепаратистам Молдавии",
        "The deputy governor of Bavaria took 30,000 euros from a Danish company",
        "The wife of the governor of Bavaria took 30,000 euros from a Danish company",
        "The governor of Bavaria took 30,000 euros from a Polish company",
        "Canada will build four dams on the Yukon river for 2 million dollars",
        "Canada will build four thousand dams on the Yukon river for 2 billion dollars",
        "The flu vaccine causes blindness in children",
        "The rabies vaccine reduces blindness in children",
        "Lack of the rabies vaccine causes blindness in children",
        "12 years ago Norway supplied the separatists of Moldova with rifles",
        "> Norway supplies the separatists of Moldova with rifles",
        "lol\n> Norway supplies the separatists of Moldova with rifles\nas if",
        ">>> heard this\nNorway supplies the separatists of Moldova with rifles",
        "The Norway-minded supply the separatists of Moldova with rifles",
        "Don't believe that the rabies vaccine causes blindness in children",
    ],
)
def test_another_claim_in_nearly_the_same_words_is_not(engine: Engine, text: str) -> None:
    decision = engine.decide(text, Lane.UNPROMPTED, PUBLIC)
    assert isinstance(decision, NoMatch), decision


def test_a_quoted_line_is_not_what_its_sender_says(engine: Engine) -> None:
    quoted = "> Norway supplies the separatists of Moldova with rifles"
    asked = engine.decide(quoted, Lane.ADDRESSED, PUBLIC)
    assert isinstance(asked, Match)
    assert asked.trail.stance is MessageStance.QUOTES
    behind = f"> what a day\n{quoted.removeprefix('> ')}"
    assert isinstance(engine.decide(behind, Lane.UNPROMPTED, PUBLIC), Match)


def test_whom_any_wording_has_as_the_doer_is_not_the_one_it_is_done_to() -> None:
    built = Engine()
    wordings = ("Minister Vole: beekeepers should pay a tax", "Vole told beekeepers to pay a tax")
    built.add(Entry("bees", wordings))
    assert isinstance(built.decide(f"wow, {wordings[1]}", Lane.UNPROMPTED, PUBLIC), Match)
    turned = "Beekeepers told minister Vole to pay a tax"
    assert isinstance(built.decide(turned, Lane.UNPROMPTED, PUBLIC), NoMatch)


def test_why_says_what_was_doubted_and_who_asks_is_answered(engine: Engine) -> None:
    text = "Norway supplies the enemies of the separatists of Moldova with rifles"
    unasked = engine.decide(text, Lane.UNPROMPTED, PUBLIC)
    assert isinstance(unasked, NoMatch)
    assert unasked.reason is Silence.GUARDED
    assert "enemies" in unasked.trail.flip
    assert isinstance(engine.decide(text, Lane.ADDRESSED, PUBLIC), Match)


def test_a_claim_put_as_an_answer_is_not_denied_by_who_asserts_it() -> None:
    built = Engine()
    built.add(Entry("rifles", ("This is false. Norway does not send rifles to Malta by train.",)))
    decision = built.decide("Norway sends rifles to Malta by train", Lane.ADDRESSED, PUBLIC)
    assert decision.trail.stance is MessageStance.ASSERTS


def test_where_something_happens_is_nobody_to_whom_it_is_done() -> None:
    built = Engine()
    built.add(Entry("shirts", ("Norway dresses prisoners in Malta in red shirts",)))
    text = "In Malta Norway dresses prisoners in red shirts"
    assert isinstance(built.decide(text, Lane.ADDRESSED, PUBLIC), Match)


def test_what_is_found_out_about_a_wording_is_asked_once() -> None:
    asked: list[Tokens] = []

    def count(tokens: Tokens) -> int:
        asked.append(tokens)
        return len(tokens)

    notes, wording = Notes(), tokenise("Norway sends rifles")
    assert [notes.of(count, wording), notes.of(count, wording)] == [3, 3]
    assert asked == [wording]


@pytest.mark.parametrize(
    ("claim", "message"),
    [
        (
            "Bergen sold 3,000,000 kippers in May for half a krone each",
            "in May Bergen sold three million kippers for half a krone each",
        ),
        (
            "The curfew in Bergen begins at 10 pm on 7 March",
            "on March 7th the curfew in Bergen begins at 22:00",
        ),
    ],
)
def test_a_number_in_other_words_is_the_claims_own(claim: str, message: str) -> None:
    engine = Engine()
    engine.add(Entry("one", (claim,)))
    findings = engine.rank(message, PUBLIC)[0].findings
    assert [found.detail for found in findings] == []

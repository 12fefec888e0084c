"""Two claims in one message: the likelier leads, the other is not lost."""

from __future__ import annotations

from itertools import combinations

from factbase.matching.decision import Ambiguous, Lane, Match
from factbase.matching.engine import Engine
from factbase.model import Audience
from tests.factbase.matching.packs import first_pack, invented

PUBLIC = Audience()


def test_a_second_claim_is_further_or_offered_and_never_a_third_fact() -> None:
    engine = Engine()
    engine.load(first_pack() + invented(100))
    further = 0
    for one, two in combinations(first_pack(), 2):
        said = [next(w for w in entry.wordings if w.isascii()) for entry in (one, two)]
        text = f"{said[0]}. Also my uncle says that {said[1]}."
        decision = engine.decide(text, Lane.ADDRESSED, PUBLIC)
        assert isinstance(decision, Match | Ambiguous)
        if isinstance(decision, Match) and decision.more:
            assert {decision.best.id, *(c.id for c in decision.more)} == {one.id, two.id}
            apart = sorted([decision.best.span, decision.more[0].span])
            assert apart[0][1] <= apart[1][0]
            further += 1
    assert further > 0

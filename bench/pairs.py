"""Minimal pairs by kind: one thing exchanged, and it is another claim.

    python -m bench pairs [--data FOLDER --split train]

Without `--data`, the project's own pairs. With it, pairs are made from the claims of a data
set, by exchanging the first number or the first country's name; nothing of it is stored.
"""

from __future__ import annotations

import argparse
import re
from collections import Counter
from pathlib import Path

from bench.data import NoData, rows
from factbase.matching.decision import Entry, Lane, Match, MessageStance
from factbase.matching.engine import Engine
from factbase.model import Audience

PUBLIC = Audience()
_NUMBER = re.compile(r"(?<![\w.,])\d{1,3}(?![\w.,:-])")
_COUNTRIES = {
    "Russia": "Turkey", "China": "Brazil", "Ukraine": "Poland", "India": "Nigeria",
    "Germany": "Spain", "Israel": "Egypt", "Iran": "Cuba", "Canada": "Kenya",
    "France": "Japan", "Mexico": "Peru", "Rusia": "Cuba", "Brasil": "Angola",
}  # fmt: skip
_DENIALS = (MessageStance.DENIES, MessageStance.REPORTS_DENIAL)
Made = tuple[str, str, str]
"""Kind, claim, message."""


def from_claims(claims: list[str]) -> list[Made]:
    """Pairs made by exchanging a number or a country in a claim."""
    made: list[Made] = []
    for claim in claims:
        number = _NUMBER.search(claim)
        if number:
            other = str(int(number.group()) * 3 + 4)
            made.append(("number", claim, claim[: number.start()] + other + claim[number.end() :]))
        for name, other in _COUNTRIES.items():
            if re.search(rf"\b{name}\b", claim) and other not in claim:
                made.append(("entity", claim, re.sub(rf"\b{name}\b", other, claim)))
                break
    return made


def own() -> list[tuple[Made, bool]]:
    """The project's pairs, and whether tuning had to leave each alone."""
    from tests.factbase.matching.pairs import read_pairs

    return [((f"{p.kind} {p.language}", p.claim, p.message), p.held_back) for p in read_pairs()]


def report(pairs: list[Made]) -> None:
    """Print, per kind, how many messages are told apart from their claim in both lanes."""
    claims = list(dict.fromkeys(claim for _, claim, _ in pairs))
    engine = Engine()
    engine.load(Entry(claim, (claim,)) for claim in claims)
    every, asked, unasked = Counter[str](), Counter[str](), Counter[str]()
    for kind, claim, message in pairs:
        every[kind] += 1
        for lane, told in ((Lane.ADDRESSED, asked), (Lane.UNPROMPTED, unasked)):
            decision = engine.decide(message, lane, PUBLIC)
            apart = not (isinstance(decision, Match) and decision.best.id == claim)
            if kind.startswith("negation"):
                apart = decision.trail.stance in _DENIALS
            told[kind] += apart
    for kind, count in sorted(every.items()):
        print(f"{kind:16s}{count:6d} pairs   asked {asked[kind] / count:6.1%}"
              f"   unasked {unasked[kind] / count:6.1%}")  # fmt: skip


def main(arguments: list[str]) -> int:
    """Run and print."""
    parser = argparse.ArgumentParser(prog="python -m bench pairs", description=__doc__)
    parser.add_argument("--data", type=Path, help="folder of one data set")
    parser.add_argument("--limit", type=int, default=1_500, help="claims read of a data set")
    chosen = parser.parse_args(arguments)
    if chosen.data is None:
        for title, held in (("tuned on", False), ("held back", True)):
            print(title)
            report([pair for pair, kept in own() if kept is held])
        return 0
    try:
        texts = [row["text"] for row in rows(chosen.data / "facts.jsonl") if row.get("text")]
    except NoData as missing:
        print(missing)
        return 2
    report(from_claims(texts[: chosen.limit]))
    return 0

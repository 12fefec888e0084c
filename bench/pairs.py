"""Minimal pairs by kind: one thing exchanged, and it is another claim.

    python -m bench pairs [--data FOLDER]

Without `--data`, pairs written blind, the project's own, and those made from the first pack.
With it, pairs are made from the claims of a data set, by exchanging the first number, the first
country's name, or two countries of which one does something to the other; nothing of it is
stored. Half of all pairs is held back from tuning, drawn by a hash of the message.
"""

from __future__ import annotations

import argparse
import hashlib
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
_NAMES = "|".join((*_COUNTRIES, *_COUNTRIES.values()))
_ACTS = re.compile(rf"\b({_NAMES})( \w+(?:ed|[^s]s))((?: \w+)?) ({_NAMES})\b")
_SIDE_BY_SIDE = frozenset(["and", "with", "of", "s", "as"])
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
        acts = _ACTS.search(claim)
        if acts and acts[1] != acts[4] and acts[3].strip() not in _SIDE_BY_SIDE:
            turned = f"{acts[4]}{acts[2]}{acts[3]} {acts[1]}"
            made.append(("role", claim, claim[: acts.start()] + turned + claim[acts.end() :]))
    return list(dict.fromkeys(made))


def own() -> list[Made]:
    """The project's pairs, and those made from the first pack."""
    from tests.factbase.matching.packs import first_pack
    from tests.factbase.matching.pairs import pack_pairs, read_pairs

    pack = pack_pairs({entry.id: list(entry.wordings) for entry in first_pack()})
    made = [(f"{p.kind} {p.language}", p.claim, p.message) for p in read_pairs()]
    made += [(f"{p.kind} {p.language} pack", p.claim, p.message) for _, p in pack]
    return list(dict.fromkeys(made))


def blind() -> list[Made]:
    """Pairs by those who had seen neither guards nor tests."""
    from tests.factbase.matching.pairs import read_blind

    return [(f"{p.kind} {p.language}", p.claim, p.message) for p in read_blind()]


def held_back(message: str) -> bool:
    """Whether tuning must not look at a pair: half of all, drawn by a hash of its message."""
    return hashlib.blake2b(message.encode(), digest_size=1).digest()[0] % 2 == 1


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
                apart |= decision.trail.stance in _DENIALS
            told[kind] += apart is not kind.startswith("same")
    for kind, count in sorted(every.items()):
        print(f"{kind:18s}{count:6d} pairs   asked {asked[kind] / count:6.1%}"
              f"   unasked {unasked[kind] / count:6.1%}")  # fmt: skip


def main(arguments: list[str]) -> int:
    """Run and print."""
    parser = argparse.ArgumentParser(prog="python -m bench pairs", description=__doc__)
    parser.add_argument("--data", type=Path, help="folder of one data set")
    parser.add_argument("--limit", type=int, default=1_500, help="claims read of a data set")
    chosen = parser.parse_args(arguments)
    try:
        made = own() if chosen.data is None else from_claims(_texts(chosen.data, chosen.limit))
    except NoData as missing:
        print(missing)
        return 2
    if chosen.data is None:
        print('written blind, "same": answered')
        report(blind())
    for title, held in (("tuned on", False), ("held back", True)):
        print(title)
        report([pair for pair in made if held_back(pair[2]) is held])
    return 0


def _texts(folder: Path, limit: int) -> list[str]:
    found = (row.get("text") or row.get("title") for row in rows(folder / "facts.jsonl"))
    return [text for text in found if text][:limit]

"""Minimal pairs: a claim beside the same words with one thing exchanged."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

SEEDS = Path(__file__).parent / "data" / "pair_seeds.txt"
BLIND = SEEDS.with_name("blind_pairs.tsv")
_SLOT = re.compile(r"\{(\w+):([^{}]+)\}")
_WHOLE = ("role", "negation")


@dataclass(frozen=True, slots=True)
class Pair:
    """A claim and a message that makes another one; `kind` says what was exchanged."""

    kind: str
    language: str
    claim: str
    message: str

    @property
    def held_back(self) -> bool:
        """Whether tuning must not look at it: half of all, drawn by a hash of the message."""
        return hashlib.blake2b(self.message.encode(), digest_size=1).digest()[0] % 2 == 1


def read_pairs(path: Path = SEEDS) -> list[Pair]:
    """All pairs of a file of seeds."""
    return list(dict.fromkeys(_pairs(path)))


def read_blind(path: Path = BLIND) -> list[Pair]:
    """Pairs by those who had seen neither guards nor tests; "same" says the claim itself."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return [Pair(*line.split("\t")) for line in lines if not line.startswith("#")]


def _pairs(path: Path) -> Iterator[Pair]:
    language, claim = "", ""
    for line in path.read_text(encoding="utf-8").splitlines():
        if not line or line.startswith("#"):
            continue
        kind, _, sentence = line.partition(": ")
        if kind in _WHOLE:
            yield Pair(kind, language, claim, sentence)
        elif _SLOT.search(line):
            claim = _SLOT.sub(lambda slot: slot.group(2).split(">")[0], line)
            yield from (Pair(k, language, claim, m) for k, m in _exchanged(line))
        else:
            language = line.strip()


def _exchanged(template: str) -> Iterator[tuple[str, str]]:
    for chosen in _SLOT.finditer(template):
        for other in chosen.group(2).split(">")[1:]:

            def fill(
                slot: re.Match[str], chosen: re.Match[str] = chosen, other: str = other
            ) -> str:
                return other if slot.start() == chosen.start() else slot.group(2).split(">")[0]

            yield chosen.group(1), " ".join(_SLOT.sub(fill, template).split())


# Names of the first pack's wordings, each with others of its kind and form.
_OTHERS = {
    "Russia": ("Iran", "China"),
    "Moscow": ("Beijing", "Ankara"),
    "Kremlin": ("Pentagon",),
    "Taliban": ("Houthis", "Kurds"),
    "Россия": ("Турция", "Индия"),
    "Москва": ("Анкара",),
    "Талибан": ("ХАМАС",),
    "талибами": ("хуситами",),
    "талибам": ("хуситам", "курдам"),
    "талибов": ("курдов",),
}


def pack_pairs(claims: dict[str, list[str]]) -> list[tuple[str, Pair]]:
    """Pairs with one name exchanged, from the wordings of facts by slug."""
    found: list[tuple[str, Pair]] = []
    for slug, wordings in claims.items():
        for wording in wordings:
            language = "en" if wording.isascii() else "ru"
            for name, others in _OTHERS.items():
                pattern = re.compile(rf"\b{name}\b")
                for other in others if pattern.search(wording) else ():
                    message = pattern.sub(other, wording)
                    found.append((slug, Pair("entity", language, wording, message)))
    return found

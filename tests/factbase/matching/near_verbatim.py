"""Messages in nearly the words of a claim: those that say it, and those that say something else."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from factbase.matching.decision import Entry
from tests.factbase.matching.packs import first_pack

FILE = Path(__file__).parent / "data" / "near_verbatim.txt"
STREET = FILE.with_name("street.txt")
CHATS = FILE.with_name("chats.txt")
CROWD = FILE.with_name("crowd.txt")


@dataclass(frozen=True, slots=True)
class Message:
    """A message, the facts that it may be answered with, and what was done to the claim."""

    kind: str
    text: str
    facts: frozenset[str]

    @property
    def held_back(self) -> bool:
        """Whether tuning must not look at it: half of all, drawn by a hash of the message."""
        return hashlib.blake2b(self.text.encode(), digest_size=1).digest()[0] % 2 == 1

    @property
    def language(self) -> str:
        """Of the two that the file holds."""
        return "en" if self.text.isascii() else "ru"


def read_near(path: Path = FILE) -> tuple[list[Entry], list[Message]]:
    """The facts of a file, with the first pack's, and its messages."""
    pack = first_pack()
    entries: dict[str, Entry] = {}
    messages: list[Message] = []
    facts = frozenset[str]()
    for line in path.read_text(encoding="utf-8").splitlines():
        kind, _, text = line.partition(": ")
        if line == "first pack":
            facts = frozenset(entry.id for entry in pack)
        elif kind == "claim":
            facts = frozenset([text])
            entries[text] = Entry(text, (text,))
        elif kind in {"also", "about"}:
            claim = next(iter(facts))
            held = entries[claim]
            more, told = ((text,), "") if kind == "also" else ((), text)
            entries[claim] = Entry(claim, held.wordings + more, held.explanation + told)
        elif line and not line.startswith("#"):
            messages.append(Message(kind, text, facts))
    return [*pack, *entries.values()], messages

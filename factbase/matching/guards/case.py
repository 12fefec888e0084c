"""What a guard is shown, and how a passage lines up with a wording."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import TypeVar, cast

from rapidfuzz.distance import Levenshtein, Opcodes

from factbase.matching.guards.notes import Notes
from factbase.matching.lexicon import common
from factbase.matching.tokens import Tokens

T = TypeVar("T")
_TWO = 2

AROUND = 4
"""Tokens beside the passage that still belong to its sentence."""


@dataclass(frozen=True, slots=True)
class Case:
    """A passage of the message beside the wording it matched.

    `first` and `last` are the passage's tokens (inclusive) in `message`. `wordings` are all
    wordings of the fact, `required` names that each of them holds; `claimed` all terms of its
    wordings, `known` those of any of its texts; `bodies` reads its explanations; `misses` the terms
    of each message that must not match, in order. `notes` keeps what was found out about the
    wordings.
    """

    message: Tokens
    first: int
    last: int
    wording: Tokens
    wordings: tuple[Tokens, ...]
    required: frozenset[str]
    known: frozenset[str]
    claimed: frozenset[str]
    bodies: Callable[[], tuple[Tokens, ...]] = tuple
    misses: tuple[tuple[str, ...], ...] = ()
    notes: Notes = field(default_factory=Notes)
    _answers: dict[object, object] = field(default_factory=dict)

    def once(self, ask: Callable[[Case], T]) -> T:
        """What `ask` says about this case; worked out once for all guards."""
        if ask not in self._answers:
            self._answers[ask] = ask(self)
        return cast("T", self._answers[ask])

    @property
    def text(self) -> str:
        """The folded text that the message's tokens were cut from."""
        return self.message.text

    @property
    def around(self) -> range:
        """Tokens of the passage and its neighbours."""
        return range(max(0, self.first - AROUND), min(len(self.message), self.last + 1 + AROUND))


@dataclass(frozen=True, slots=True)
class Swap:
    """One token of the wording that has another in its place; the places in both texts.

    `firm` says that the neighbours on both sides agree, at an edge of the wording two of them.
    """

    there: int
    here: int
    firm: bool


def telling(tokens: Tokens, places: range) -> list[int]:
    """Numbers of the tokens that are no grammar words."""
    return [at for at in places if tokens.terms[at]]


def _told(wording: Tokens) -> list[int]:
    return telling(wording, range(len(wording)))


def swaps(case: Case) -> tuple[Swap, ...]:
    """Single replaced tokens with the same neighbour on one side at least."""
    return case.once(_every_swap)


def lined(case: Case) -> tuple[list[int], list[int], Opcodes]:
    """Telling tokens of wording and message, and how one becomes the other."""
    return case.once(_line_up)


def _line_up(case: Case) -> tuple[list[int], list[int], Opcodes]:
    there = case.notes.of(_told, case.wording)
    here = telling(case.message, case.around)
    own = [case.wording.terms[at] for at in there]
    return there, here, Levenshtein.opcodes(own, [case.message.terms[at] for at in here])


def _every_swap(case: Case) -> tuple[Swap, ...]:
    return tuple(_swaps(case))


def _swaps(case: Case) -> Iterator[Swap]:
    there, here, operations = lined(case)
    terms_there = [case.wording.terms[at] for at in there]
    terms_here = [case.message.terms[at] for at in here]
    for operation in operations:
        if operation.tag != "replace":
            continue
        length = operation.src_end - operation.src_start
        for step in range(length):
            i, j = operation.src_start + step, operation.dest_start + step
            before, after = _agreeing(terms_there, terms_here, i, j)
            if before or after:
                firm = bool(before and after)
                firm |= i == 0 and after == _TWO
                firm |= i == len(terms_there) - 1 and before == _TWO
                yield Swap(there[i], here[j], firm)


def _agreeing(there: list[str], here: list[str], i: int, j: int) -> tuple[int, int]:
    """How many neighbours, two at the most, agree before and after a replaced token."""
    before = after = 0
    while before < min(_TWO, i, j) and there[i - 1 - before] == here[j - 1 - before]:
        before += 1
    room = min(_TWO, len(there) - 1 - i, len(here) - 1 - j)
    while after < room and there[i + 1 + after] == here[j + 1 + after]:
        after += 1
    return before, after


def is_headline(tokens: Tokens) -> bool:
    """Whether most words are capitalised, so that capitals name nobody."""
    if tokens.headline is None:
        tokens.headline = _capitals_everywhere(tokens)
    return tokens.headline


def _capitals_everywhere(tokens: Tokens) -> bool:
    long = [
        at for at in range(len(tokens)) if tokens.terms[at] and not tokens.words[at][0].isdigit()
    ]
    return len(long) > 2 and sum(tokens.capital[at] for at in long) > 0.8 * len(long)  # noqa: PLR2004 - too short to tell


def is_name(tokens: Tokens, at: int) -> bool:
    """Whether a token looks like somebody's or something's name."""
    if tokens.terms[at][:1] == "@":
        return True
    word = tokens.words[at]
    if not tokens.capital[at] or word in common() or word[0].isdigit():
        return False
    if is_headline(tokens):
        return False
    if at == 0:
        # A plural that opens a sentence is a kind of thing.
        return not word.endswith("s") or word.endswith("'s")
    return True


def names_of(tokens: Tokens, places: range) -> list[str]:
    """Codes of countries, blocs and groups in a range of tokens, in order."""
    return [tokens.terms[at] for at in places if tokens.terms[at][:1] == "@"]

"""How a message repeats a claim: what the guards that only doubt look at."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from factbase.matching.guards.case import Case, is_name, telling
from factbase.matching.guards.told import agreeing, told, told_of
from factbase.matching.tokens import Tokens

NEARLY = 0.6
"""Share of the wording's terms; below it a message has words of its own."""
DENSE = 0.5
"""Share of the passage's telling words that are the wording's; below it others lie between."""
BARE = 0.75
"""The same where nothing but a piece of a long wording is repeated."""
SAID = 0.5
"""Share of the wording's terms, besides those exchanged, that a message must have to be about the
same, and of the passage's that must be the wording's: below it a message tells something of its
own, with names and things of its own. At 0.4 a guard of names stops three right answers in 300."""
_FEW = 3
_REACH = 4


@dataclass(frozen=True, slots=True)
class Reading:
    """A case with what both texts share.

    `shared` are the terms of the wording, `told` the words of all wordings, `missing` how many
    terms of the wording aren't said, `close` says that the message repeats nearly all of the
    wording and little else in the passage, `nearly` the former alone. `new` are the numbers
    of words in the passage and beside it that no wording has, `counted` those of numbers, times
    and days that the claim tells, too, in whatever words.
    """

    case: Case
    shared: frozenset[str]
    told: frozenset[str]
    missing: int
    nearly: bool
    close: bool
    new: tuple[int, ...]
    counted: frozenset[int]

    @property
    def message(self) -> Tokens:
        """The message's words."""
        return self.case.message

    def shares(self, at: int) -> bool:
        """Whether a word of the message is one of the wording's."""
        return self.case.message.terms[at] in self.shared

    def is_foreign(self, at: int) -> bool:
        """Whether a telling word is in no wording of the fact."""
        term = self.case.message.terms[at]
        return bool(term) and term not in self.case.claimed and at not in self.counted

    def is_name(self, at: int) -> bool:
        """Whether a word of the message looks like a name."""
        return is_name(self.case.message, at)

    def after(self, at: int) -> int | None:
        """Number of the next telling word, a few words on at the most."""
        found = telling(self.message, range(at + 1, min(len(self.message), at + 1 + _REACH)))
        return found[0] if found else None

    def before(self, at: int) -> int | None:
        """Number of the telling word before, a few words back at the most."""
        found = telling(self.message, range(max(0, at - _REACH), at))
        return found[-1] if found else None

    def gap(self, at: int) -> str:
        """What is written between a word of the message and the next one."""
        return self.message.gap(at) if at + 1 < len(self.message) else ""


def read(case: Case) -> Reading:
    """Compare the passage with its wording."""
    terms = case.message.terms
    shared, again = case.notes.of(terms_of, case.wording), echoed(case)
    inside = [term for term in terms[case.first : case.last + 1] if term]
    own = sum(term in shared for term in inside)
    known = case.notes.of_all(words_of, case.wordings)
    nearly = len(again) >= NEARLY * len(shared)
    bare = own >= _FEW and own >= BARE * len(inside)
    close = bare or (nearly and own >= DENSE * len(inside))
    around, words = case.around, case.message.words
    new = tuple([at for at in around if words[at] not in known]) if close else ()
    missing = len(shared) - len(again)
    return Reading(case, shared, known, missing, nearly, close, new, _counted(case))


def _counted(case: Case) -> frozenset[int]:
    """Words of the message that tell a number, a time or a day of the claim in another way."""
    return agreeing(told(case.message, case.around), [told_of(one) for one in case.wordings])


def repeats(case: Case, without: Iterable[str] = ()) -> bool:
    """Whether a message says half of a wording besides some terms, and little of its own."""
    rest = case.notes.of(terms_of, case.wording).difference(without)
    count = len(echoed(case) & rest)
    inside = [term for term in case.message.terms[case.first : case.last + 1] if term]
    shared = sum(term in rest for term in inside)
    return count > 1 and count >= SAID * len(rest) and shared >= SAID * len(inside)


def echoed(case: Case) -> frozenset[str]:
    """Terms of the wording that the passage has, or what stands beside it."""
    return case.once(_echoed)


def _echoed(case: Case) -> frozenset[str]:
    terms = case.message.terms
    return case.notes.of(terms_of, case.wording).intersection([terms[at] for at in case.around])


def terms_of(tokens: Tokens) -> frozenset[str]:
    """Telling terms of a text."""
    return frozenset(tokens.terms) - {""}


def words_of(tokens: Tokens) -> frozenset[str]:
    """All words of a text."""
    return frozenset(tokens.words)

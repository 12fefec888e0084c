"""Narrowing: somebody beside the one whom the claim is about ("Hamburg, Iowa", "X's ally")."""

from __future__ import annotations

from collections.abc import Iterator

from factbase.matching.guards.case import is_headline, is_name
from factbase.matching.guards.reading import Reading
from factbase.matching.lexicon import words
from factbase.matching.tokens import Tokens

_LINKED = words(
    "backed based led linked allied aligned sponsored funded financed trained born style friendly "
    "affiliated supported controlled occupied owned "
    "inspired speaking made installed"
)
_NEAR = 3
_PREFIXES = words("pro anti ex non pseudo neo post counter")
_ARTICLES = words("the a an")
_STANDS = words(
    "government governments army military forces troops police company state states city town "
    "country nation republic people authorities officials regime kingdom president leader "
    "правительство власти армия воиска полиция город компания президент государство"
)
"""Who acts for a country, a city or a firm: "the government of X" is X."""
_TELLS = words(
    "news report reports word proof evidence photo photos picture pictures video videos footage "
    "story stories rumour rumor claim claims case fact example according thanks because list "
    "name names middle rest edge headline headlines millions thousands hundreds lots lot sort "
    "kind number got get gets getting whole entire rest весь вся все всю всего всеи всех всем"
)
"""What is told of somebody isn't somebody else."""


def doubts(reading: Reading) -> Iterator[str]:
    """Each word of the claim that belongs to somebody else here."""
    first, last = reading.case.first - _NEAR, reading.case.last + _NEAR
    new = [at for at in reading.new if first <= at <= last]
    near = {at + step for at in new for step in range(-_NEAR, _NEAR + 1)}
    for at in range(reading.case.first, reading.case.last + 1):
        if at not in near or not reading.shares(at):
            continue
        for look in _ANYWHERE:
            other = look(reading, at)
            if other is not None:
                yield f"“{reading.message.words[other]}” makes it another's"


def _owned(reading: Reading, at: int) -> int | None:
    """What belongs to a name: "X's ally"."""
    message = reading.message
    if not message.words[at].endswith("'s") or not message.capital[at] or is_headline(message):
        return None
    after = reading.after(at)
    return after if after is not None and is_other(reading, after) else None


def _linked(reading: Reading, at: int) -> int | None:
    """Who is joined to it: "X-backed", "pro-X"."""
    words = reading.message.words
    if words[at + 1 : at + 2] and words[at + 1] in _LINKED and words[at + 1] not in reading.told:
        return at + 1
    before = at - 1
    prefixed = at > 0 and words[before] in _PREFIXES and words[before] not in reading.told
    return before if prefixed else None


def _inserted(reading: Reading, at: int) -> int | None:
    """Another name right behind one of the claim, before the claim goes on: "Hamburg, Iowa"."""
    other = at + 1
    if other >= reading.case.last or not reading.is_foreign(other):
        return None
    if not (reading.is_name(at) and reading.is_name(other)) or reading.gap(at) not in {" ", ", "}:
        return None
    known = reading.case.notes.of(_names, reading.case.wording)
    if len(reading.message.words[other]) == 1 or reading.message.terms[at] not in known:
        return None  # an initial, or a headline's capitals
    goes_on = any(map(reading.shares, range(other + 1, min(other + 4, reading.case.last + 1))))
    return other if goes_on else None


def _hyphened(reading: Reading, at: int) -> int | None:
    """A word joined to a name of the claim with a hyphen: "Smith-Jones", "non-X"."""
    if reading.message.terms[at] not in reading.case.notes.of(_names, reading.case.wording):
        return None
    for other, gap in ((at + 1, at), (at - 1, at - 1)):
        if 0 <= other < len(reading.message) and reading.gap(gap) == "-":
            foreign = reading.is_foreign(other) and reading.message.words[other] not in reading.told
            if foreign and is_other(reading, other):
                return other
    return None


def _names(wording: Tokens) -> frozenset[str]:
    return frozenset(wording.terms[at] for at in range(len(wording)) if is_name(wording, at))


def _part_of(reading: Reading, at: int) -> int | None:
    """What is "of" a word of the claim, where no wording says so."""
    of = skipped(reading.message, at)
    if of < 1 or reading.message.words[of] != "of" or not reading.is_name(at):
        return None
    behind = reading.case.notes.of_all(_terms_of_others, reading.case.wordings)
    whose = reading.before(of)
    if whose is None or reading.message.terms[at] in behind:
        return None
    return whose if is_other(reading, whose) else None


def _terms_of_others(tokens: Tokens) -> frozenset[str]:
    """Terms that stand behind "of"."""
    of = (at for at in range(1, len(tokens)) if tokens.words[skipped(tokens, at)] == "of")
    return frozenset(tokens.terms[at] for at in of)


def skipped(tokens: Tokens, at: int) -> int:
    """Number of the word before, articles left out; at the beginning -1."""
    return at - 2 if at > 1 and tokens.words[at - 1] in _ARTICLES else at - 1


def is_other(reading: Reading, at: int) -> bool:
    """Whether a word names somebody or something besides the claim."""
    word = reading.message.words[at]
    return reading.is_foreign(at) and word not in _STANDS and word not in _TELLS


_ANYWHERE = (_owned, _linked, _inserted, _hyphened, _part_of)

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
_PREFIXES = words("pro anti ex non pseudo neo post counter")
_ARTICLES = words("the a an")
_BESIDE = words("of to by near with against from for behind under in at on around like than")
_RELATIVE = words("who whose whom whoever")
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
    "kind number"
)
"""What is told of somebody isn't somebody else."""
_WORDS_ON = 3


def doubts(reading: Reading) -> Iterator[str]:
    """Each name or subject of the claim that belongs to somebody else's here."""
    case, message = reading.case, reading.message
    subject = _subject(case.wording)
    for at in range(case.first, case.last + 1):
        if not reading.shares(at):
            continue
        other = _owned(reading, at) or _linked(reading, at) or _inserted(reading, at)
        other = other or _part_of(reading, at)
        if message.terms[at] == subject and at - case.first < _WORDS_ON:
            other = other or _beside(reading, at) or _genitive(reading, at)
        if other is not None:
            yield f"“{message.words[other]}” makes it another's"


def _subject(wording: Tokens) -> str:
    return next((term for term in wording.terms if term), "")


def _opening(wording: Tokens) -> str:
    """The first telling word of a wording as it is written."""
    found = zip(wording.words, wording.terms, strict=True)
    return next((word for word, term in found if term), "")


def _owned(reading: Reading, at: int) -> int | None:
    """What belongs to a name: "X's ally"."""
    message, after = reading.message, reading.after(at)
    owner = message.words[at].endswith("'s") and message.capital[at] and not is_headline(message)
    return after if owner and after is not None and _is_other(reading, after) else None


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
    if not reading.is_name(at) or other >= reading.case.last or reading.gap(at) not in {" ", ", "}:
        return None
    if not reading.is_foreign(other) or not reading.is_name(other):
        return None
    known = reading.case.notes.of(_names, reading.case.wording)
    if len(reading.message.words[other]) == 1 or reading.message.terms[at] not in known:
        return None  # an initial, or a headline's capitals
    goes_on = any(map(reading.shares, range(other + 1, min(other + 4, reading.case.last + 1))))
    return other if goes_on else None


def _names(wording: Tokens) -> frozenset[str]:
    return frozenset(wording.terms[at] for at in range(len(wording)) if is_name(wording, at))


def _part_of(reading: Reading, at: int) -> int | None:
    """What is "of" a word of the claim, where no wording says so."""
    of = _skipped(reading.message, at)
    if (
        of < 1
        or not reading.is_name(at)
        or reading.message.words[of] != "of"
        or _after_of(reading, at)
    ):
        return None
    whose = reading.before(of)
    return whose if whose is not None and _is_other(reading, whose) else None


def _after_of(reading: Reading, at: int) -> bool:
    term = reading.message.terms[at]
    wordings = reading.case.wordings
    return any(term in reading.case.notes.of(_terms_of_others, one) for one in wordings)


def _terms_of_others(tokens: Tokens) -> frozenset[str]:
    """Terms that stand behind "of"."""
    of = (at for at in range(1, len(tokens)) if tokens.words[_skipped(tokens, at)] == "of")
    return frozenset(tokens.terms[at] for at in of)


def _skipped(tokens: Tokens, at: int) -> int:
    """Number of the word before, articles left out; at the beginning -1."""
    return at - 2 if at > 1 and tokens.words[at - 1] in _ARTICLES else at - 1


def _beside(reading: Reading, at: int) -> int | None:
    """Who is beside the claim's subject: "a firm close to X", "a woman who knew X"."""
    before = _skipped(reading.message, at)
    if before < 0:
        return None
    words = reading.message.words
    other = reading.before(before)
    if words[before] in _BESIDE and other is not None and _is_other(reading, other):
        return other
    near = range(max(0, at - _WORDS_ON), at)
    return next((place for place in near if words[place] in _RELATIVE), None)


def _genitive(reading: Reading, at: int) -> int | None:
    """Whose the Russian subject has become: "союзник России", "зять мэра"."""
    word = reading.message.words[at]
    if at < 1 or word[0] < "\u0400" or word[-1] not in "аяыи":
        return None
    if any(word == reading.case.notes.of(_opening, one) for one in reading.case.wordings):
        return None
    return at - 1 if _is_other(reading, at - 1) else None


def _is_other(reading: Reading, at: int) -> bool:
    word = reading.message.words[at]
    return reading.is_foreign(at) and word not in _STANDS and word not in _TELLS

"""Names: another country, person or place where the claim has its own is another claim."""

from __future__ import annotations

from collections.abc import Iterator

from rapidfuzz import fuzz

from factbase.matching.decision import Finding
from factbase.matching.guards import strangers
from factbase.matching.guards.blocks import Block, blocks, is_repeated
from factbase.matching.guards.case import Case, is_headline, is_name, names_of, swaps
from factbase.matching.guards.dates import is_date
from factbase.matching.guards.forms import abbreviates
from factbase.matching.lexicon import common, words
from factbase.matching.tokens import Tokens

NAME = "entity"
_ARTICLES = words("the a an his her its their our my")
_AROUND = 10
_SAME = 75
_CLIPPED = 3
_LONG = 60
"""Words from which a message is more than a headline and its comment."""
_CENTRAL = 0.25
"""Share of a wording's telling words from which its names are what it is about."""


def look(case: Case) -> Iterator[Finding]:
    """Known names first, then names that only their capitals show, in place or elsewhere."""
    found = _known_names(case)
    if found is not None:
        yield found
        if found.stops:
            return
    for block in blocks(case) if _strangers(case) and is_repeated(case) else ():
        if block.firm and _is_another(case, block):
            there = " ".join(case.wording.words[at] for at in block.there)
            here = " ".join(case.message.words[at] for at in block.here)
            yield Finding(NAME, True, f"{there} in the claim, {here} said")
            return
    exchanged = strangers.look(case)
    if exchanged is not None:
        yield Finding(NAME, True, f"{exchanged[0]} in the claim, {exchanged[1]} said")


def _is_another(case: Case, block: Block) -> bool:
    """Whether a name stands in the place of another."""
    wording, message = case.wording, case.message
    if not all(is_name(wording, at) for at in block.there):
        return False
    dates = (wording.words[at] for at in block.there), (message.words[at] for at in block.here)
    if any(is_date(word) for held in dates for word in held):
        return False  # "Jan" for "January", another month: for the guard of time
    if not all(_may_be_name(message, at) for at in block.here):
        return False
    if any(message.terms[at] in case.known for at in block.here):
        return False
    if _abbreviates(wording, block.there, message, block.here):
        return False
    ends = ((block.there[0], block.here[0]), (block.there[-1], block.here[-1]))
    return not any(_is_one(wording, there, message, here) for there, here in ends)


def _abbreviates(wording: Tokens, there: list[int], message: Tokens, here: list[int]) -> bool:
    """Whether one of two names is short for the other."""
    one, other = [wording.words[at] for at in there], [message.words[at] for at in here]
    short, long = sorted((one, other), key=len)
    return len(short) == 1 and abbreviates(long, short)


def _is_one(wording: Tokens, there: int, message: Tokens, here: int) -> bool:
    """Whether two names are one, in another form or misspelt."""
    one, other = wording.words[there], message.words[here]
    if message.terms[here][:1] == "@" or one[0] != other[0]:
        return False
    short, long = sorted((one, other), key=len)
    clipped = len(short) >= _CLIPPED and long.startswith(short)
    return clipped or fuzz.ratio(one, other) >= _SAME


def _may_be_name(message: Tokens, at: int) -> bool:
    """Whether a word looks like a name, or may be one where nothing has a capital."""
    if is_name(message, at) or (message.capital[at] and not is_headline(message)):
        return True
    word = message.words[at]
    plain = word in common() or word[0].isdigit() or word.endswith(("ed", "ing", "ly"))
    article = at > 0 and message.words[at - 1] in _ARTICLES
    return not (any(message.capital) or plain or article)


def _strangers(case: Case) -> bool:
    """Whether a word that may be a name is in no text of the fact."""
    capital, terms, known = case.message.capital, case.message.terms, case.known
    lower = not any(capital)
    return any(
        terms[at] not in known and (lower or capital[at] or terms[at][:1] == "@")
        for at in case.around
    )


def _known_names(case: Case) -> Finding | None:
    if not case.required:
        return None
    near = range(max(0, case.first - _AROUND), min(len(case.message), case.last + 1 + _AROUND))
    # In a long text a name far away belongs to something else.
    read = near if len(case.message) > _LONG else range(len(case.message))
    present = set(names_of(case.message, read))
    own = case.required & set(case.wording.terms)
    missing = sorted(own - present)
    telling = {term for term in case.wording.terms if term}
    central = len(case.required) >= _CENTRAL * len(telling)
    if central and own and not case.required & present and not _nearly_the_words(case):
        return Finding(NAME, True, f"{_plain(sorted(own))} in the claim and not named")
    if not missing:
        return None
    named = names_of(case.message, near)
    # What only the explanation names (a neighbour, a mediator) is no substitute for a name that
    # the claim itself is about.
    claimed = {term for wording in case.wordings for term in wording.terms}
    strange = [name for name in named if name not in (claimed if central else case.known)]
    if central and not strange:
        # Another name of the claim doesn't make up for the one that is missing.
        strange = [name for name in named if name not in case.required]
    if strange and (central or _exchanged(case, missing, strange) or _nearly_the_words(case)):
        return Finding(NAME, True, f"{_plain(missing)} in the claim, {_plain(strange)} said")
    if central and _mostly(missing, case.required) and not _nearly_the_words(case):
        return Finding(NAME, True, f"{_plain(missing)} in the claim and not named")
    return Finding(NAME, False, f"{_plain(missing)} in the claim, not named")


def _mostly(missing: list[str], required: frozenset[str]) -> bool:
    """Whether all of the names are missing, or most of several."""
    return len(missing) == len(required) or len(missing) > len(required) / 2


def _exchanged(case: Case, missing: list[str], strange: list[str]) -> bool:
    """Whether one of the strange names stands where one of the missing ones should."""
    return any(
        case.wording.terms[swap.there] in missing and case.message.terms[swap.here] in strange
        for swap in swaps(case)
    )


def _nearly_the_words(case: Case) -> bool:
    """Whether all but the names is said: then a pronoun may stand for them."""
    rest = {term for term in case.wording.terms if term and term[0] != "@"}
    said = {case.message.terms[at] for at in case.around}
    return len(rest) > 3 and rest <= said  # noqa: PLR2004 - words enough to know it


def _plain(names: list[str]) -> str:
    return ", ".join(name.removeprefix("@") for name in dict.fromkeys(names))

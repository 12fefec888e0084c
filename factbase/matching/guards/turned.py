"""Turned round: the claim's own words with doer and target exchanged.

Where a message has all of the wording's telling words and nothing but two parts of them exchanged
("A bribed B", "B bribed A"), the one who does it is another, unless the verb's voice was turned,
too ("B was bribed by A"). Russian tells by its endings, in any order.
"""

from __future__ import annotations

import re
from itertools import takewhile
from operator import eq

from factbase.matching.guards.case import Case, telling
from factbase.matching.lexicon import words
from factbase.matching.normalise import fold
from factbase.matching.stems import stem
from factbase.matching.tokens import Tokens

_MUTUAL = words(
    "meet meets met meeting marry marries married marrying border borders bordering divorce "
    "divorces divorced equal equals like resemble resembles and with"
)
"""Done by either to the other."""
SHARED = frozenset(
    map(
        stem,
        fold(
            "ally friend friendship partner enemy rival neighbour neighbor alliance "
            "союзник союзница союз друг дружба партнер партнерство враг соперник сосед"
        ).split(),
    )
)
"""Whoever is another's is theirs: "Russia is the Taliban's new ally" turns nothing round."""
_BRIEF = 5
"""Telling words of a claim up to which such a word is what it says."""
_SAID = words("said says say told tells claims claimed tweeted writes wrote announced according")
"""Behind or before what is said the speaker is the same."""
_JOINTS = words("and or but while when because as whose who which и или а но когда пока")
"""Behind these another clause begins, which may as well come first."""
_LINKS = words("to from for of in at on")
"""Words that keep somebody's part wherever they stand; they must not be exchanged themselves."""
_LONGEST = 16
_PLAIN = {"": "а у ом ем е я ю и", "а": "у ы е ои ою", "я": "ю и е еи",
          "ь": "я ю и ем", "ы": "ов ам ами ах"}  # fmt: skip
"""Endings of Russian nouns as the doer, and what they turn into; folded, so й is и."""
_BENT = {plain: frozenset(bent.split()) for plain, bent in _PLAIN.items()}
_UNBENT = re.compile(r".*[^аеиоуыэюяь](?<!.[оеаиы]м)(?<!.[аиы]х)(?<!.[ое]в)|.*о")
"""Who does it and to whom it is done alike: then the order tells."""
_BEFORE = words("в на с к у от из за по о про для против")
_PAST = frozenset(["л", "ла", "ло", "лся", "лась", "лось"])


def exchanged(case: Case) -> tuple[str, str] | None:
    """Who does it in the claim, and who does it here; None when nothing is exchanged."""
    there, here, order = _lined_up(case)
    if not order:
        return None
    look = _bent if case.wording.words[there[0]][0] >= "\u0400" else _swapped
    return look(case, there, here, order)


def bent(case: Case) -> str | None:
    """A word of the claim in another case here, where all else is said as it is there."""
    there, here, order = _lined_up(case)
    if not order or case.wording.words[there[0]][0] < "\u0400":
        return None
    for place, at in zip(order, here, strict=True):
        own, said = case.wording.words[there[place]], case.message.words[at]
        if _bends(own, said) or _bends(said, own):
            return said
    return None


def _swapped(
    case: Case, there: list[int], here: list[int], order: list[int]
) -> tuple[str, str] | None:
    parts = _parts(order)
    if parts is None or _links(case.wording, there) != _links(case.message, here):
        return None
    first, pivot, second = parts
    own = [there[i] for i in pivot]
    said = [at for i, at in zip(order, here, strict=True) if i in pivot]
    if not _turns(case, own, said):
        return None
    return case.wording.words[there[first[0]]], case.wording.words[there[second[0]]]


def _telling(wording: Tokens) -> list[int]:
    return telling(wording, range(len(wording)))


def _lined_up(case: Case) -> tuple[list[int], list[int], list[int]]:
    """Telling words of wording and passage, and for the latter their places among the former:
    none unless both have the same.
    """
    there = case.notes.of(_telling, case.wording)
    here = telling(case.message, range(case.first, case.last + 1))
    return there, here, _order(case, there, here)


def _order(case: Case, there: list[int], here: list[int]) -> list[int]:
    if not 1 < len(there) == len(here) <= _LONGEST:
        return []
    if len(there) <= _BRIEF and not SHARED.isdisjoint(case.wording.terms):
        return []
    places: dict[str, list[int]] = {}
    for i, at in enumerate(there):
        places.setdefault(case.wording.terms[at], []).append(i)
    found: list[int] = []
    for at in here:
        held = places.get(case.message.terms[at])
        if held:
            found.append(held.pop(0))
    return found if len(found) == len(there) else []


def _parts(order: list[int]) -> tuple[list[int], list[int], list[int]] | None:
    """What stood first, between and last in the wording, where first and last are exchanged."""
    same = sum(takewhile(bool, (i == place for i, place in enumerate(order))))
    tail = sum(takewhile(bool, (len(order) - 1 - i == p for i, p in enumerate(reversed(order)))))
    low, high = same, len(order) - tail
    moved = order[low:high]
    for begin in range(low + 1, high - 1):
        for end in range(begin + 1, high):
            first, pivot, last = (
                list(range(low, begin)), list(range(begin, end)), list(range(end, high)),
            )  # fmt: skip
            if moved == last + pivot + first:
                return first, pivot, last
    return None


def _links(tokens: Tokens, told: list[int]) -> list[str]:
    """The words of `_LINKS` among a text's telling words; clauses joined to them, too."""
    every = _LINKS | _JOINTS
    return sorted(word for word in tokens.words[told[0] : told[-1]] if word in every)


def _turns(case: Case, own: list[int], said: list[int]) -> bool:
    """Whether what stands between means another doer when its sides are exchanged."""
    if not _JOINTS.isdisjoint(case.wording.words):
        return False
    verbs = {case.wording.words[at] for at in own}
    if verbs <= _SAID or not verbs.isdisjoint(_MUTUAL):
        return False
    return _is_passive(case.wording, own) is _is_passive(case.message, said)


def _is_passive(tokens: Tokens, verb: list[int]) -> bool:
    """Whether "by" stands behind a verb, as in "was bribed by" and in headlines' "bribed by"."""
    return "by" in tokens.words[verb[0] : verb[-1] + 3]


def _bent(
    case: Case, there: list[int], here: list[int], order: list[int]
) -> tuple[str, str] | None:
    """Whose endings were exchanged, or the verb's with the places of both."""
    said = dict(zip(order, here, strict=True))
    pairs = [(case.wording.words[at], case.message.words[said[i]]) for i, at in enumerate(there)]
    fallen = next((one for one, other in pairs if _bends(one, other)), None)
    risen = next((one for one, other in pairs if _bends(other, one)), None)
    agrees = any(one != other and _ends(one, other) <= _PAST for one, other in pairs)
    if (fallen and risen and fallen != risen) or (agrees and (fallen or risen)):
        return fallen or pairs[0][0], risen or pairs[-1][0]
    parts = _parts(order)
    if parts is None:
        return None
    first, pivot, last = parts
    if any(one != other for i, (one, other) in enumerate(pairs) if i not in pivot):
        return None
    heads = pairs[first[-1]][0], pairs[last[-1]][0]
    before = case.wording.words[there[last[0]] - 1], case.message.words[said[first[0]] - 1]
    moved = before[0] == before[1] and before[0] in _BEFORE
    return heads if agrees or moved or all(map(_UNBENT.fullmatch, heads)) else None


def _ends(one: str, other: str) -> frozenset[str]:
    """The endings of two past forms of a verb, from the л on."""
    return frozenset(word[word.rfind("л") :] if "л" in word else "-" for word in (one, other))


def _bends(one: str, other: str) -> bool:
    """Whether a word has the doer's ending in one form, and not in the other."""
    alike = sum(takewhile(bool, map(eq, one, other)))
    return other[alike:] in _BENT.get(one[alike:], frozenset()) and one != other

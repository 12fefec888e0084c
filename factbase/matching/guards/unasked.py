"""What keeps a fact from being said unasked: words that may make the message another claim.

Nobody asked, so a doubt is enough here, where the other guards need a contradiction. A finding
stops nothing by itself: who asks gets the fact (see `decide`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from rapidfuzz.fuzz import ratio

from factbase.matching.decision import Finding
from factbase.matching.guards.case import Case, is_name, swaps, telling

NAME = "unasked"

_TURNS = re.compile(
    # not done, or no longer: "refuses to", "warns against", "stopped"
    r"(?:refus(?:es?|ed|ing|al)|declin(?:es?|ed|ing)|warn(?:s|ed|ing)?|stop(?:s|ped|ping)?|quits?|"
    r"ceas(?:es?|ed|ing)|halt(?:s|ed|ing)?|end(?:s|ed)|avoid(?:s|ed|ing)?|fail(?:s|ed)|almost|"
    r"nearly|narrowly|prevent(?:s|ed|ing)?|without|lack|lacks|instead|"
    # not so in this world: "if", "a novel in which"
    r"if|unless|supposing|hypothetical\w*|novels?|fiction\w*|movies?|films?|"
    # on the other side: "against", "the enemies of"
    r"against|anti|opponents?|enem(?:y|ies)|foes?|rivals?|"
    # less of it, or something about it
    r"reduc(?:es?|ed|ing)|fears?|museum|half|"
    r"отказ\w*|отказыва\w*|предостерег\w*|предупред\w*|перестал\w*|прекрат\w*|"
    r"едва|почти|если|бы|роман\w*|фильм\w*|против|противник\w*|враг\w*|соперник\w*|снижа\w*|"
    r"страх\w*|вместо|без)"
)
"""Beside the passage or in it, and not in the claim, these make it another one."""

_NOT = (["не"], ["no"], ["not"], ["none"])
"""After such a word they are part of a negation ("почти не"), which has a guard of its own."""

_ACCUSES = re.compile(
    r"(?:accus\w+|blam\w+|condemn\w*|denounc\w+|critici[sz]\w+|slam(?:s|med)|arrest\w*|charg(?:es|ed)|"
    r"convict\w*|jail\w*|su(?:es|ed)|suspect\w*|обвин\w+|осуд\w+|осужда\w+|арест\w+|задерж\w+)"
)
"""After a name of the claim: somebody else is said to have done it."""

_OTHERS = re.compile(
    r"(?:former|ex|deputy|vice|assistant|acting|wife|husband|son|daughter|brother|sister|father|"
    r"mother|widow|dog|cat|friend|friends|secretary|aide|adviser|advisor|bodyguard|rebels?|"
    r"dissidents?|exiles?|separatists?|hunters?|tsarist|imperial|soviet|little|white|fake|"
    r"east|west|eastern|western|north|south|northern|southern|near|"
    r"бывш\w+|экс|заместител\w+|зам|жена|жены|муж|мужа|сын|сына|дочь|дочери|брат|брата|сестр\w+|"
    r"друг|друга|царск\w+|имперск\w+|советск\w+|повстанц\w+|диссидент\w+)"
)
"""Beside a word of the claim: it was somebody, or something, else."""

_PREFIX = re.compile(r"un|de|dis|anti|non|im|in|pro|не|без|анти|раз|рас|де|дез")
"""Makes the contrary of a word, which is no misspelling of it."""

_BEFORE = 5
_BESIDE = 4
"""Tokens beside the passage that can turn it."""
_NEARLY = 0.6
"""Share of the wording's terms; below it a message has words of its own."""
_TYPO = 80.0
"""Likeness in percent (rapidfuzz) from which two words are one, misspelt."""


def look(case: Case) -> Iterator[Finding]:
    """The first such word."""
    found = next(_doubts(case), None)
    if found is not None:
        yield Finding(NAME, False, found)


def _doubts(case: Case) -> Iterator[str]:
    message, claim = case.message, frozenset(case.wording.words)
    shared = frozenset(case.wording.terms) - {""}
    for at in range(max(0, case.first - _BESIDE), min(len(message), case.last + 1 + _BESIDE)):
        word = message.words[at]
        if word in claim:
            continue
        if _TURNS.fullmatch(word) and message.words[at + 1 : at + 2] not in _NOT:
            yield f"“{word}” turns the claim"
        elif _ACCUSES.fullmatch(word) and _names_before(case, at, shared):
            yield f"“{word}” speaks of what another did"
        elif case.first < at < case.last and _has_no_part(case, at):
            yield f"{word} has no part in the claim"
        elif _OTHERS.fullmatch(word) and _beside(case, at, shared):
            yield f"“{word}” makes it another's"
    yield from _exchanged(case, shared)


def _has_no_part(case: Case, at: int) -> bool:
    """Whether a country, bloc or year stands in the passage that no text of the fact knows."""
    word, term = case.message.words[at], case.message.terms[at]
    year = word.isdigit() and len(word) == len("2026") and word[:2] in {"18", "19", "20"}
    return (term[:1] == "@" or year) and term not in case.known


def _names_before(case: Case, at: int, shared: frozenset[str]) -> bool:
    before = range(max(0, at - _BEFORE), at)
    return any(case.message.terms[i] in shared and is_name(case.message, i) for i in before)


def _beside(case: Case, at: int, shared: frozenset[str]) -> bool:
    """Whether the next telling word, on one side or the other, is one of the claim's."""
    message = case.message
    after = telling(message, range(at + 1, min(len(message), at + 4)))
    before = telling(message, range(max(0, at - 3), at))
    return bool(after and message.terms[after[0]] in shared) or bool(
        before and message.terms[before[-1]] in shared
    )


def _more(one: str, other: str) -> str:
    """What stands before a word in the longer of two forms of it; empty when nothing does."""
    short, long = sorted((one, other), key=len)
    return long.removesuffix(short) if long.endswith(short) else ""


def _exchanged(case: Case, shared: frozenset[str]) -> Iterator[str]:
    """A word in another's place between the same neighbours, which no text of the fact knows,
    where the message repeats nearly all of the wording.
    """
    said = shared & {case.message.terms[at] for at in case.around}
    if len(said) < _NEARLY * len(shared):
        return
    for swap in swaps(case):
        there, here = case.wording.words[swap.there], case.message.words[swap.here]
        foreign = case.message.terms[swap.here] not in case.known
        if (
            swap.firm
            and foreign
            and (ratio(there, here) < _TYPO or _PREFIX.fullmatch(_more(there, here)))
        ):
            yield f"{there} in the claim, {here} said"

"""Agents: who is behind the "by" of a passive, where the claim has them on the other side."""

from __future__ import annotations

from factbase.matching.guards.case import Case
from factbase.matching.guards.reading import terms_of
from factbase.matching.lexicon import words
from factbase.matching.tokens import Tokens

_BE = words("is are was were be been being got get gets")
_PASSIVE = ("ed", "en", "wn", "ought")
_BEHIND = words("after in on at of from with over during amid for as when while to into")
"""Right behind a participle that stands for a passive in a headline: "water poisoned after"."""
_AHEAD, _BACK, _BESIDE, _BY = 8, 6, 4, 4
"""Words between an agent and the passive, between that and whom it befell; between "by" and the
agent, and before an agent in a wording where "by" may stand."""


def exchanged(case: Case) -> tuple[str, str] | None:
    """Who does it in every wording, and who does it here: "X was beaten by Y" for "X beat Y"."""
    message = case.message
    if "by" not in message.words[case.first : case.last + 1]:
        return None
    for at in range(case.first + 1, case.last):
        found = _parts(case, at) if message.words[at] == "by" else None
        if found is not None and _is_other(case, *(message.terms[part] for part in found)):
            doer, _, target = (message.words[part] for part in found)
            return target, doer
    return None


def _parts(case: Case, by: int) -> tuple[int, int, int] | None:
    """Who does what to whom around a "by": all of them words of the claim."""
    message, own = case.message, case.notes.of(terms_of, case.wording)
    deed = next((at for at in range(by - 1, max(0, by - _AHEAD), -1) if _is_done(message, at)), 0)
    if not deed or message.terms[deed] not in own:
        return None
    behind = range(by + 1, min(len(message), by + 1 + _BESIDE))
    doer = next((at for at in behind if message.terms[at]), None)
    before = range(deed - 1, max(-1, deed - 1 - _BACK), -1)
    target = next((at for at in before if message.terms[at] in own), None)
    if doer is None or target is None or message.terms[doer] not in own:
        return None
    return doer, deed, target


def _is_done(message: Tokens, at: int) -> bool:
    """Whether a word is a participle behind a form of "be"."""
    near = message.words[max(0, at - 2) : at]
    return message.words[at].endswith(_PASSIVE) and not _BE.isdisjoint(near)


def _is_other(case: Case, doer: str, deed: str, target: str) -> bool:
    """Whether each wording that has all three has the target act, and the doer acted upon."""
    told = [one for one in case.wordings if {doer, deed, target} <= set(one.terms)]
    return bool(told) and all(_acts(one, target, deed, doer) for one in told)


def _acts(wording: Tokens, doer: str, deed: str, target: str) -> bool:
    """Whether a wording has one act on the other: "X beat Y", not "X beaten after Y"."""
    if any(wording.terms.count(term) > 1 for term in (doer, deed, target)):
        return False
    first, verb, last = (wording.terms.index(term) for term in (doer, deed, target))
    passive = "by" in wording.words[max(0, last - _BY) : last]
    behind = wording.words[verb + 1 : verb + 2]
    return first < verb < last and not passive and _BEHIND.isdisjoint(behind)

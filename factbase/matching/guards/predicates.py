"""Predicates that deny a claim: "nothing of the kind", "turned it down", "остаётся в силе"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from factbase.matching.guards.refusing import NOT, REFUSED
from factbase.matching.guards.scope import is_left_out
from factbase.matching.guards.vain import word_at
from factbase.matching.lexicon import words
from factbase.matching.tokens import Tokens

_UNTRUE = re.compile(
    r"\b(?:nothing of the (?:kind|sort)|no such \w+|(?:not|isn't|isnt|wasn't|never) (?:at all )?"
    r"(?:the case|true|real|correct|accurate)|(?:didn't|didnt|not|never) (?:even )?"
    r"(?:happen(?:ed)?|occur(?:red)?|take place|took place|exist(?:ed)?)"
    r"(?! (?:since|before|for|in (?:\w+ )?(?:years|decades|months|weeks)))|"
    r"ничего (?:подобного|такого|похожего)|как бы не так|это (?:совсем |вовсе )?не так|"
    r"(?:такого|подобного) (?:\w+ )?(?:не было|не будет|нет)|"
    r"не (?:соответству\w+|состоял\w+|случил\w+|произошл\w+|произоидет|существует))\b"
)
"""These say of a whole claim that it isn't so."""
_DROPPED = re.compile(
    r"\b(?:(?:turn(?:s|ed|ing)?|vot(?:e|es|ed|ing)) (?:\w+ ){0,4}?down|"
    r"call(?:s|ed|ing)? (?:\w+ ){0,3}?off|(?:fell|falls|fallen|fall) through|(?:threw|thrown) out|"
    r"(?:reject|veto|scrap|shelv)\w*|отклони\w*|отверг\w*|сорвал\w*|провалил\w*)\b"
)
"""What is dropped doesn't come."""
_KEPT = re.compile(
    r"\b(?:unchanged|в силе|без изменении|на месте|"
    r"оста(?:вил|лс|лас|лос|лис|ет|ют|не)\w* (?:\w+ )?как (?:было|есть|раньше))\b"
)
_STAYS = re.compile(
    r"\b(?:(?:remain|stay)(?:s|ed)(?: an?| the| as)?|"
    r"оста(?:ется|ются|лся|лась|лось|лись|нется)) (?=\w)"
)
"""What is kept doesn't change."""
_KEEPS = re.compile(
    r"\b(?:(?:keep|kept|hold|held|remain|stay|unchanged)\w*|оста[влнею]\w*|сохран\w*)"
)
_MARKS = words(
    "kind sort such case true real correct accurate happen happened occur occurred place exist "
    "existed подобного такого похожего бы так соответствует соответствуют состоялся состоялась "
    "состоялось состоялись случилось случился произошло произоидет существует "
    "down off through out reject rejects rejected rejecting veto vetoes vetoed scrap scraps "
    "scrapped shelve shelves shelved отклонил отклонила отклонило отклонили отклонен отклонена "
    "отклонено отверг отвергла отвергли отвергло сорвал сорвала сорвали сорвалось сорвался "
    "сорвались провалил провалила провалили провалился провалилась провалилось провалились "
    "unchanged силе изменении месте как remains remained stays stayed "
    "остается остаются остался осталась осталось остались останется"
)
"""One of these is in whatever the patterns find."""
_ARTICLES = words("a an the any all its their his her")
_NO = words("no nope nah never wrong false нет неа никогда вранье неправда")
_NEAR = 2
_ANSWER = 12


def denies(tokens: Tokens, places: range, wording: Tokens, shared: frozenset[str]) -> bool:
    """Whether a predicate among some words says that a claim isn't so, or doesn't come to be."""
    if _MARKS.isdisjoint(tokens.words[places.start : places.stop]):
        return False
    said = _Said(tokens, places, " ".join(tokens.words[places.start : places.stop]))
    own = " ".join(wording.words)
    if _UNTRUE.search(said.text) and not _UNTRUE.search(own):
        return True
    if not _DROPPED.search(own) and REFUSED.isdisjoint(wording.words) and said.drops(shared):
        return True
    return not _KEEPS.search(own) and said.keeps(shared)


@dataclass(frozen=True, slots=True)
class _Said:
    """Some words of a message, and the same in one line."""

    tokens: Tokens
    places: range
    text: str

    def at(self, offset: int) -> int:
        """Number of the token at an offset of the line."""
        return self.places.start + self.text.count(" ", 0, offset)

    def drops(self, shared: frozenset[str]) -> bool:
        """Whether what the claim speaks of is dropped."""
        found = _DROPPED.search(self.text)
        if found is None:
            return False
        first, last = self.at(found.start()), self.at(found.end())
        if not NOT.isdisjoint(self.tokens.words[max(0, first - _NEAR) : first]):
            return False
        behind = self.tokens.terms[last + 1 : last + 1 + _NEAR]
        own = next(filter(None, behind), "") in shared
        return own or word_at(self.tokens, last + 1) not in _ARTICLES

    def keeps(self, shared: frozenset[str]) -> bool:
        """Whether something stays as it was, or what the claim has it to be no longer."""
        kept = _KEPT.search(self.text)
        if kept is not None:
            told = self.tokens.terms[self.at(kept.start()) : self.at(kept.end()) + 1]
            if shared.isdisjoint(told):
                return True
        stays = _STAYS.finditer(self.text)
        return any(self.tokens.terms[self.at(one.end())] in shared for one in stays)


def answers_no(tokens: Tokens, first: int) -> bool:
    """Whether what follows a question answers it in the negative: "No.", "They never did"."""
    last = min(len(tokens), first + _ANSWER)
    if first >= last:
        return False
    if tokens.words[first] in _NO and (first + 1 == len(tokens) or tokens.is_set_off(first)):
        return True
    return _untrue(tokens, range(first, last)) or any(
        tokens.words[at] in NOT and tokens.words[at - 1] != "why" and is_left_out(tokens, at)
        for at in range(first + 1, last)
    )


def _untrue(tokens: Tokens, places: range) -> bool:
    if _MARKS.isdisjoint(tokens.words[places.start : places.stop]):
        return False
    return _UNTRUE.search(" ".join(tokens.words[places.start : places.stop])) is not None

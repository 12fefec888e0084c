"""Predicates that deny a claim: "nothing of the kind", "turned it down", "остаётся в силе"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from factbase.matching.guards.reach import MEANT, is_left_out
from factbase.matching.guards.refusing import NOT, REFUSED, is_ban
from factbase.matching.guards.vain import word_at
from factbase.matching.lexicon import words
from factbase.matching.tokens import Tokens

_UNTRUE = re.compile(
    r"\b(?:nothing of the (?:kind|sort)|no such \w+|(?:not|isn't|isnt|wasn't|never) (?:at all )?"
    r"(?:the case|true|real|correct|accurate)|(?:didn't|didnt|not|never) (?:even )?"
    r"(?:happen(?:ed|ing)?|occur(?:red)?|take place|took place|exist(?:ed)?)"
    r"(?! (?:since|before|for|in (?:\w+ )?(?:years|decades|months|weeks)))|"
    r"no truth (?:to|in|behind)|contrary to|"
    r"ничего (?:подобного|такого|похожего)|как бы не так|это (?:совсем |вовсе )?не так|"
    r"(?:такого|подобного) (?:\w+ )?(?:не было|не будет|нет)|"
    r"реч[иь] (?:\w+ )?(?:не ид(?:ет|ут|ло)|нет|не было)|"
    r"исключ(?:ил|ила|или|ает|ают) (?:что|возможность)|"
    r"не (?:соответству|подтвер|состо[ия]|случи|произо)\w+|не существует)\b"
)
"""These say of a whole claim that it isn't so."""
_DROPPED = re.compile(
    r"\b(?:(?:turn(?:s|ed|ing)?|vot(?:e|es|ed|ing)) (?:\w+ ){0,4}?down|"
    r"call(?:s|ed|ing)? (?:\w+ ){0,3}?off|(?:fell|falls|fallen|fall) through|(?:threw|thrown) out|"
    r"back(?:s|ed|ing)? out|chang(?:e|es|ed) (?:its|his|her|their) minds?|передумал\w*|"
    r"(?:reject|veto|scrap|shelv)\w*|отклони\w*|отверг\w*|сорвал\w*|провалил\w*)\b"
)
"""What is dropped doesn't come."""
_LIFTED = re.compile(
    r"\b(?:(?:lift|revers|overturn|revok|repeal)(?:s|es|ed|ing)|снял\w*|сняты?|отменил\w*) "
    r"(?:\w+ ){0,3}?(?:bans?|embargo\w*|blockade|prohibition|запрет\w*|эмбарго|блокад\w*)\b"
)
"""What is forbidden no longer is so: said of a ban that a claim tells of."""
_FREES = re.compile(
    r"\b(?:lift|revers|overturn|revok|repeal|remov|end(?:s|ed)|suspend|drop|allow|permit|legali|delist|"
    r"un(?:ban|block)|снят|снял|сним|отмен|исключ|разреш|легализ|приостан|вывел|вывод|убрал)"
)
"""Who claims that does so already."""
_KEPT = re.compile(
    r"\b(?:unchanged|в силе|без изменении|"
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
_MARK = re.compile(
    r"kind|sort|such|case|true|real|correct|accurate|happen(?:ed|ing)?|occur(?:red)?|place|exist(?:ed)?|"
    r"truth|contrary|down|off|through|out|mind|minds|(?:reject|veto|scrap|shelv)\w*|unchanged|"
    r"(?:remain|stay)(?:s|ed)|подобного|такого|похожего|как|так|реч[иь]|силе|изменении|"
    r"(?:соответству|подтвер|состо[ия]|случи|произо|отклони|отверг|сорвал|провалил|передумал|исключ|оста)\w*|"
    r"существует|bans?|embargo\w*|blockade|prohibition|запрет\w*|эмбарго|блокад\w*"
)
"""A word of this kind is in whatever the patterns find."""
_ARTICLES = words("a an the any all its their his her")
_NO = words("no nope nah never wrong false нет неа никогда вранье неправда")
_NEAR = 2
_BESIDE = 4
_ANSWER = 12


@lru_cache(maxsize=16_384)
def _marks(word: str) -> bool:
    return _MARK.fullmatch(word) is not None


def denies(tokens: Tokens, places: range, wording: Tokens, shared: frozenset[str]) -> bool:
    """Whether a predicate among some words says that a claim isn't so, or doesn't come to be."""
    if not any(map(_marks, tokens.words[places.start : places.stop])):
        return False
    said = _Said(tokens, places, " ".join(tokens.words[places.start : places.stop]))
    own = " ".join(wording.words)
    if _UNTRUE.search(said.text) and not _UNTRUE.search(own):
        return True
    if _LIFTED.search(said.text) and any(map(is_ban, wording.words)) and not _FREES.search(own):
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
        behind = self._next(range(last + 1, min(len(self.tokens), last + 1 + _BESIDE)), last)
        if word_at(self.tokens, last + 1) in _ARTICLES:
            return behind in shared or word_at(self.tokens, last + _NEAR) in MEANT
        ahead = self._next(range(first - 1, max(-1, first - 1 - _BESIDE), -1), first - 1)
        return behind in shared or ahead in shared

    def _next(self, places: range, gap: int) -> str:
        """The first telling term among places that no pause divides from a gap on."""
        for at in places:
            if self.tokens.is_set_off(gap):
                return ""
            if self.tokens.terms[at]:
                return self.tokens.terms[at]
            gap = at if places.step > 0 else at - 1
        return ""

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
    if not any(map(_marks, tokens.words[places.start : places.stop])):
        return False
    return _UNTRUE.search(" ".join(tokens.words[places.start : places.stop])) is not None

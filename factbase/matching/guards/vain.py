"""What negates in vain: "not only", "can't believe", "isn't it", "who don't", "don't drink it"."""

from __future__ import annotations

import re

from factbase.matching.guards.refusing import DOUBTS, NOT, REFUSED, WITHOUT
from factbase.matching.lexicon import words
from factbase.matching.tokens import Tokens

_NOT_MEANT = words(
    "only just merely simply solely sure surprisingly to yet surprised surprise kidding joking "
    "joke know wonder question secret coincidence less fewer other least exaggeration "
    "только просто удивительно удивлюсь уверен уверена знаю себе секрет секретом случаино зря "  # noqa: RUF001 - Russian
    "менее меньше раз редко впервые исключено "
    "инои иное другои другое иначе"
)
_KNEW = words("знал знала знали думал думала думали ожидал ожидала ожидали ожидалось")
"""Behind "не" these tell of the speaker where a clause follows."""
_TRUE_AFTER_ALL = re.compile(
    r"den(?:y|ies|ied|ying)|untrue|false|fake|hoax|myth|lie|lies|rumou?r|disput\w+|doubt\w*|"
    r"отриц\w+|опроверг\w+|сомне\w+|выдумк\w+|ложь|феик\w*|миф\w*|шут(?:к\w+|ит|ят|им|ишь)|утк[аи]|"
    r"вранье"
)
"""Behind a negation these say that it is so: "not a hoax", "nobody denies"."""
_FEELS = words("believe wait imagine understand forget help stop stand care mind know worry понять")
"""Behind "can't", "never" and "don't" these tell of the speaker: "can't believe it"."""
_STRONG = words("can't cannot cant couldn't couldnt never won't don't dont никогда")
_DISBELIEVES = words("believe")
"""Behind "don't" it is meant."""
_CAN = words("can could")
_ABLE = words("могу мог могла могли можем может")
_GRASPS = words("поверить понять представить вообразить дождаться")
_ADVISED = re.compile(r".{2,}(?:ите|ьте|[аеуюя]и)(?:сь)?")
"""A Russian imperative, folded: after "не" it warns of something ("не давайте детям ...")."""
_ADVISES = words("don't dont")
"""At the beginning of a clause, or after "please", these do the same, and "do not"."""
_DOUBTED = re.compile(
    r"believ\w*|trust\w*|fall|listen|share|spread|buy|be|вер\w+|довер\w+|слуша\w+|распростран\w+|"
    r"ведитесь|ведись|обращаи\w*|репост\w+"
)
"""Who is told not to do that is told that the claim is false."""
_ANSWERS = words("no нет never")
"""With a comma behind they are answers; what follows has a negation of its own."""
_WHO = re.compile(r"who|whom|whose|which|кто|чеи|чья|чьи|котор\w+")
_BEFORE_WHO = 2
_PORTUGUESE = words("da das dos em uma ao pelo pela nao")
"""Beside these "no" means "in the"."""
_ONLY_BEFORE = {"yet": "to", "rather": "than"}
_HE = words("i you he she it we they there")
_UNDOUBTED = NOT | WITHOUT | words("if you anyone если")
_BEFORE_DOUBT = 3
_CONTRARY = words("or или")
_SO = words("so this that as such")
"""Behind "hasn't been" these say what is new: "hasn't been so high for years"."""
_LIKE_THIS = words("правда так")


def is_vain(tokens: Tokens, at: int, shared: frozenset[str]) -> bool:
    """Whether a word that may negate doesn't here."""
    word, after = tokens.words[at], word_at(tokens, at + 1)
    if word == "out":
        return not word_at(tokens, at - 1).startswith("rul")
    if word in _ONLY_BEFORE:
        return after != _ONLY_BEFORE[word]
    if word == "no" and not _PORTUGUESE.isdisjoint(tokens.words):
        return True
    if word in DOUBTS:
        return not _UNDOUBTED.isdisjoint(tokens.words[max(0, at - _BEFORE_DOUBT) : at])
    if word in REFUSED or word in WITHOUT:
        return False
    own = at + 1 < len(tokens) and tokens.terms[at + 1] in shared
    return (not own and _is_idle(tokens, at, word, after)) or (
        (word in _ANSWERS and tokens.is_set_off(at))
        or word_at(tokens, at - 1) in _CONTRARY
        or (not own and _is_advice(tokens, at, after))
    )


def word_at(tokens: Tokens, at: int) -> str:
    """A word, or "" beyond both ends."""
    return tokens.words[at] if 0 <= at < len(tokens) else ""


def _is_idle(tokens: Tokens, at: int, word: str, after: str) -> bool:
    """Whether a negation tells of the speaker, asks for assent, or says that it is so."""
    if after in _DISBELIEVES and word in _ADVISES:
        return False
    strong = word in _STRONG or (word == "not" and word_at(tokens, at - 1) in _CAN)
    then = word_at(tokens, at + 2)
    telling = after if not then or tokens.terms[at + 1] else then
    return (
        after in _NOT_MEANT
        or (after in _FEELS and strong)
        or (after in _HE and "n't" in word)  # turned round: "isn't it great"
        or (after in _ABLE and then in _GRASPS)
        or (after in _LIKE_THIS and then == "ли")
        or (after == "been" and then in _SO)
        or (after in _KNEW and (not then or tokens.is_set_off(at + 1)))
        or _TRUE_AFTER_ALL.fullmatch(telling) is not None
    )


def is_aside(tokens: Tokens, at: int) -> bool:
    """Whether a negation is of a relative clause: said of somebody, not of the claim."""
    before = range(max(0, at - _BEFORE_WHO), at)
    return any(not tokens.capital[i] and _WHO.fullmatch(tokens.words[i]) for i in before)


def _is_advice(tokens: Tokens, at: int, after: str) -> bool:
    """Whether somebody is told not to do something: that says nothing against the claim."""
    if not after or _DOUBTED.fullmatch(after):
        return False
    word = tokens.words[at]
    if word == "не":
        return _ADVISED.fullmatch(after) is not None
    if word == "not" and word_at(tokens, at - 1) == "do":
        at -= 1
    elif word not in _ADVISES:
        return False
    return not at or tokens.words[at - 1] == "please" or tokens.is_set_off(at - 1)

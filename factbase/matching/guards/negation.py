"""Negation: whether the message says that the claim is so, or that it isn't.

A finding here stops nothing by itself: who says the opposite of a claim is answered too,
differently (see `stance`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from factbase.matching.decision import Finding
from factbase.matching.guards.case import Case
from factbase.matching.guards.reading import terms_of
from factbase.matching.lexicon import words
from factbase.matching.tokens import Tokens

NAME = "negation"
_NOT = words(
    "not no never neither without cannot isn't aren't wasn't weren't don't doesn't didn't "
    "won't wouldn't can't couldn't hasn't haven't hadn't shouldn't ain't isnt arent wasnt dont "
    "doesnt didnt wont cant hasnt havent hadnt couldnt wouldnt shouldnt aint zero hardly barely "
    "scarcely nobody nothing none "
    "не нет никогда ни без нельзя никто ничто ничего едва вряд"
)
_REFUSED = words(
    "refuse refuses refused refusing decline declines declined fail fails failed stop stops "
    "stopped cease ceases ceased halt halts halted отказался отказалась отказались отказывается "
    "перестал перестала перестали прекратил прекратила прекратили"
)
"""What one refuses or no longer does isn't done."""
_NOT_MEANT = words(
    "only just sure surprisingly to yet surprised kidding joking know "
    "только просто удивительно уверен знаю"
)
_FEELS = words("believe wait imagine understand forget help stop stand care mind know worry понять")
"""Behind "can't", "never" and "don't" these tell of the speaker: "can't believe it"."""
_ADVISED = re.compile(r".{2,}(?:ите|ьте|[аеуюя]и)(?:сь)?")
"""A Russian imperative, folded: after "не" it warns of something ("не давайте детям ...")."""
_ADVISES = words("don't dont")
"""At the beginning of a sentence, or after "please", these do the same."""
_DOUBTED = re.compile(
    r"believ\w*|trust\w*|fall|listen|share|spread|buy|be|вер\w+|довер\w+|слуша\w+|распростран\w+|"
    r"ведитесь|ведись|обращаи\w*|репост\w+"
)
"""Who is told not to do that is told that the claim is false."""
_ANSWERS = words("no нет never")
"""With a comma behind they are answers; what follows has a negation of its own."""
_STRONG = words("can't cannot cant couldn't never won't don't dont никогда")
_CLOSED = words(
    "false fake hoax misleading untrue fabricated baseless unfounded фейк ложь неправда выдумка"
)
"""A wording with one of these is an answer; its negations are the answer's."""
_ENDS = frozenset(".!?;:\n")
_THAT = words("that что")
_ARTICLE = 2
_BACK = 4
_NEGATES = _NOT | _REFUSED | words("out yet")
"""With "out" for what is ruled out, and "yet" for what has yet to be done."""


def is_negated(
    tokens: Tokens, places: range, shared: frozenset[str], text: str | None = None
) -> bool:
    """Whether an odd number of telling words shared by both texts is negated in a range of tokens.

    Russian doubles its negations ("никогда не"), so those that speak of the same word count once.
    Where the text is given that the tokens were cut from, a negation ends with its sentence.
    """
    if _NEGATES.isdisjoint(tokens.words[places.start : places.stop]):
        return False
    found: set[str] = set()
    for at in places:
        word = tokens.words[at]
        if word not in _NEGATES or _is_none(tokens, at, shared, text):
            continue
        scope = tokens.terms[at + 1 : _reach(tokens, at, text)]
        found.update([term for term in scope if term in shared][:1])
    return len(found) % 2 == 1


def _is_none(tokens: Tokens, at: int, shared: frozenset[str], text: str | None) -> bool:
    """Whether a word that may negate doesn't here."""
    word = tokens.words[at]
    after = tokens.words[at + 1] if at + 1 < len(tokens) else ""
    if word == "out":
        return not at or not tokens.words[at - 1].startswith("rul")
    if word == "yet":
        return after != "to"
    if word in _REFUSED:
        return False
    if after in _NOT_MEANT or (word in _STRONG and after in _FEELS):
        return True
    if word in _ANSWERS and tokens.is_set_off(at):
        return True
    return _is_advice(tokens, at, after, text) and tokens.terms[at + 1] not in shared


def _is_advice(tokens: Tokens, at: int, after: str, text: str | None) -> bool:
    """Whether somebody is told not to do something: that says nothing against the claim."""
    if not after or _DOUBTED.fullmatch(after):
        return False
    if tokens.words[at] == "не":
        return _ADVISED.fullmatch(after) is not None
    if tokens.words[at] not in _ADVISES:
        return False
    if not at or tokens.words[at - 1] == "please":
        return True
    return text is not None and not _ENDS.isdisjoint(text[tokens.ends[at - 1] : tokens.starts[at]])


def _reach(tokens: Tokens, at: int, text: str | None) -> int:
    """Where the words end that a negation speaks of."""
    last = min(len(tokens), at + 1 + _BACK)
    if text is not None:
        for place in range(at, last - 1):
            if not _ENDS.isdisjoint(text[tokens.ends[place] : tokens.starts[place + 1]]):
                return place + 1
    return last


def differs(case: Case) -> bool:
    """Whether exactly one of passage and wording is negated."""
    shared = case.notes.of(terms_of, case.wording)
    here = is_negated(case.message, case.around, shared, case.text) or _is_denied_before(case)
    return here != case.notes.of(_is_negative, case.wording)


def _is_denied_before(case: Case) -> bool:
    """Whether a negation leads to the passage: "no study ever found that"."""
    words, first = case.message.words, case.first
    at = next(
        (i for i in range(first - 1, max(-1, first - 1 - _ARTICLE), -1) if words[i] in _THAT), 0
    )
    return not _NOT.isdisjoint(words[max(0, at - 2 * _BACK) : at])


def _is_negative(wording: Tokens) -> bool:
    """Whether a wording is negated, and is the claim rather than an answer to it."""
    open_ = _CLOSED.isdisjoint(wording.words)
    return open_ and is_negated(wording, range(len(wording)), terms_of(wording))


def look(case: Case) -> Iterator[Finding]:
    """Note that the message says the opposite."""
    if differs(case):
        yield Finding(NAME, False, "the message says the opposite of the claim")

"""Attribution: the same words in somebody else's mouth are another claim."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from factbase.matching.decision import Finding
from factbase.matching.guards.case import Case, is_name
from factbase.matching.lexicon import words
from factbase.matching.tokens import Tokens

NAME = "attribution"
_SAYS = words(
    "said says say claims claimed announced announces told admitted admits confirmed confirms "
    "warned warns declared declares stated states tweeted wrote writes promised promises vows "
    "vowed argues argued insists insisted alleges alleged suggested suggests predicted predicts "
    "сказал сказала заявил заявила заявили заявляет сообщил сообщила сообщает признал признала "
    "утверждает утверждал утверждала подтвердил подтвердила предупредил предупредила обещал "
    "пообещал пообещала написал написала говорит объявил объявила считает назвал назвала"
)
_ACCORDING = (("according", "to"), ("по", "словам"), ("по", "мнению"), ("по", "данным"))
_BACK = 3


def speakers(tokens: Tokens, places: range) -> set[str]:
    """Terms of those who are said to say something in a range of tokens."""
    found: set[str] = set()
    for at in places:
        if tokens.words[at] in _SAYS:
            found |= _names(tokens, range(max(0, at - _BACK), at))
        if at and (tokens.words[at - 1], tokens.words[at]) in _ACCORDING:
            found |= _names(tokens, range(at + 1, min(len(tokens), at + 1 + _BACK)))
    return found


def _names(tokens: Tokens, places: range) -> set[str]:
    return {tokens.terms[at] for at in places if tokens.terms[at] and is_name(tokens, at)}


def _told(wording: Tokens) -> frozenset[str]:
    return frozenset(speakers(wording, range(len(wording))))


def look(case: Case) -> Iterator[Finding]:
    """Both name who said it, and it isn't the same one."""
    theirs = case.notes.of(_told, case.wording)
    mine = speakers(case.message, case.around) if theirs else set()
    if mine and not theirs & mine and not mine & case.known:
        detail = f"said by {_plain(theirs)} in the claim, by {_plain(mine)} here"
        yield Finding(NAME, True, detail)


def _plain(names: Iterable[str]) -> str:
    return " ".join(sorted(name.removeprefix("@") for name in names))

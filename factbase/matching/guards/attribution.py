"""Attribution: the same words in somebody else's mouth are another claim."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rapidfuzz.fuzz import ratio

from factbase.matching.decision import Finding
from factbase.matching.guards.blocks import Block, blocks, is_repeated
from factbase.matching.guards.case import Case, is_name
from factbase.matching.guards.exchanges import ASIDES, FRAMES
from factbase.matching.lexicon import words
from factbase.matching.tokens import Tokens

NAME = "attribution"
_SAYS = words(
    "said says say claims claimed announced announces told tells admitted admits confirmed "
    "confirms warned warns declared declares stated states tweeted wrote writes promised promises "
    "vows vowed argues argued insists insisted alleges alleged suggested suggests predicted "
    "predicts reports reported thinks believes "
    "сказал сказала заявил заявила заявили заявляет сообщил сообщила сообщает сообщают признал "
    "признала утверждает утверждал утверждала подтвердил подтвердила предупредил предупредила "
    "обещал пообещал пообещала написал написала пишет пишут говорит объявил объявила считает "
    "назвал назвала передает передало уверен уверена"
)
_OFFICES = words(
    "president minister premier chancellor pm pope king queen prince mayor governor senator mp "
    "official officials spokesman spokeswoman spokesperson government ministry police army chief "
    "general admiral commander head director boss doctor doctors scientist scientists expert "
    "experts researcher researchers lawyer lawyers engineer engineers teacher teachers mother "
    "father wife husband son daughter brother sister neighbour neighbours friend friends court "
    "judge judges media state company firm agency authorities he she they it who officer officers "
    "soldiers leader leaders "
    "президент министр премьер канцлер папа король мэр губернатор сенатор депутат глава "
    "правительство министерство полиция власти врач врачи ученые эксперт эксперты юрист адвокат "
    "мать отец жена муж он она они суд сми синоптик синоптики"
)
"""Whoever is called so may be the one whom the other text names."""
_ACCORDING = (("according", "to"), ("по", "словам"), ("по", "мнению"), ("по", "данным"))
_OPENING = 2
"""Words that may agree before a speaker with a colon behind."""
_INITIALS = range(3, 6)
_HAS = words("has have had is was")
_BACK = 4
_SAME = 75.0
"""Likeness in percent from which two speakers are one, misspelt."""


def speakers(tokens: Tokens, places: range, text: str = "") -> set[str]:
    """Terms of those who are said to say something in a range of tokens.

    Where the text is given that they were cut from, also who stands before a colon.
    """
    found = _before_colon(tokens, places, text) if ":" in text else set()
    for at in places:
        if tokens.words[at] in _SAYS and not _is_in_name(tokens, at):
            found |= _names(tokens, range(max(0, at - _BACK), at))
        if at and (tokens.words[at - 1], tokens.words[at]) in _ACCORDING:
            found |= _names(tokens, range(at + 1, min(len(tokens), at + 1 + _BACK)))
    return found


def _is_in_name(tokens: Tokens, at: int) -> bool:
    """Whether a word belongs to a country's name rather than says something: "United States"."""
    return tokens.words[at] == "states" and at > 0 and tokens.terms[at - 1][:1] == "@"


def _before_colon(tokens: Tokens, places: range, text: str) -> set[str]:
    """Who opens a text before a colon: "Al Jazeera: ..."."""
    for at in range(places.start, min(places.stop - 1, places.start + _BACK)):
        gap = text[tokens.ends[at] : tokens.starts[at + 1]]
        if ":" in gap:
            opening = range(places.start, at + 1)
            plain = any(tokens.words[i] in FRAMES or tokens.words[i] in ASIDES for i in opening)
            return set() if plain else _names(tokens, opening)
    return set()


def _names(tokens: Tokens, places: range) -> set[str]:
    named = (at for at in places if tokens.terms[at] and is_name(tokens, at))
    return {tokens.terms[at] for at in named if tokens.words[at] not in _OFFICES}


def _told(wording: Tokens) -> frozenset[str]:
    return frozenset(speakers(wording, range(len(wording))))


def look(case: Case) -> Iterator[Finding]:
    """Both name who said it, and it isn't the same one."""
    theirs = case.notes.of(_told, case.wording)
    mine = speakers(case.message, case.around, case.text) if theirs else set()
    if mine and not theirs & mine and not mine & case.known and not _are_short(case, theirs, mine):
        detail = f"said by {_plain(theirs)} in the claim, by {_plain(mine)} here"
        yield Finding(NAME, True, detail)
        return
    if not is_repeated(case):
        return
    exchanged = next(filter(None, (_exchanged(case, block) for block in blocks(case))), None)
    if exchanged is not None:
        yield Finding(NAME, True, f"said by {exchanged[0]} in the claim, by {exchanged[1]} here")


def _exchanged(case: Case, block: Block) -> tuple[str, str] | None:
    """Who speaks in the claim and who here, where a block is its speaker."""
    there, here = block.there[-1], block.here[-1]
    colon = block.behind < _OPENING and ":" in case.text[case.message.ends[here] :][:2]
    ends = (case.wording, there), (case.message, here)
    starts = (case.wording, block.there[0]), (case.message, block.here[0])
    if not (
        (colon and case.wording.is_set_off(there))
        or all(_says(*one) for one in ends)
        or all(_is_said_by(*one) for one in starts)
    ):
        return None
    one, other = case.wording.words[there], case.message.words[here]
    known = all(case.message.terms[at] in case.known for at in block.here)
    if (
        known
        or not _SAYS.isdisjoint((one, other))
        or (one in _OFFICES) is not (other in _OFFICES)
        or ratio(one, other) >= _SAME
    ):
        return None
    return one, other


def _says(tokens: Tokens, at: int) -> bool:
    """Whether a verb of saying stands right behind a word."""
    behind = tokens.words[at + 1 : at + 3]
    return bool(behind) and (behind[0] in _SAYS or (behind[0] in _HAS and behind[-1] in _SAYS))


def _is_said_by(tokens: Tokens, at: int) -> bool:
    """Whether a verb of saying that is set off stands before a word: "…, said the minister"."""
    verbs = (i for i in range(max(1, at - 2), at) if tokens.words[i] in _SAYS)
    return any(tokens.is_set_off(verb - 1) for verb in verbs)


def _are_short(case: Case, theirs: Iterable[str], mine: Iterable[str]) -> bool:
    """Whether one text has the initials of a name that the other writes in full."""
    message, wording = case.message.words[case.around.start : case.around.stop], case.wording.words
    return not _initials(wording).isdisjoint(mine) or not _initials(message).isdisjoint(theirs)


def _initials(told: list[str]) -> frozenset[str]:
    """What names of so many words may be shortened to."""
    letters = "".join(word[0] for word in told)
    return frozenset(letters[at : at + n] for n in _INITIALS for at in range(len(letters) - n + 1))


def _plain(names: Iterable[str]) -> str:
    return " ".join(sorted(name.removeprefix("@") for name in names))

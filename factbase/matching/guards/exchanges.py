"""Exchanges: one or two words in others' places, where the message repeats the claim."""

from __future__ import annotations

from collections.abc import Iterator

from factbase.matching.guards.blocks import LONGEST, Block, blocks
from factbase.matching.guards.case import lined
from factbase.matching.guards.likeness import is_explained, is_same
from factbase.matching.guards.reading import Reading
from factbase.matching.lexicon import words

FRAMES = words(
    "say says said tell tells told claim claims claimed state states stated announce announced "
    "write wrote tweet tweeted call called show shows showing depict depicts photo photograph "
    "photographs picture pictures video image images real quote quoted reveal revealed "
    "сказал сказала заявил заявила говорит говорят сообщил сообщила фото видео"
)
"""How a claim is told: "a photograph shows", "she stated"."""
TITLES = words(
    "president senator sen rep representative governor gov congresswoman congressman mr mrs dr "
    "sir u.s us former actor actress comedian singer"
)
"""Left out before a name."""
ASIDES = words(
    "even now just so finally apparently breaking news wow omg lol still again today yesterday "
    "actually really seriously officially reportedly allegedly damn ok okay well yes look hey "
    "уже даже теперь срочно опять снова сегодня вчера оказывается ого наконец официально"
)
"""Said before or behind a claim without a part in it."""
_OTHERS_MISSING = 0.2
"""Share of the wording's terms that may be missing besides those exchanged."""
_TWO = 2
_QUOTES = frozenset(":\"'\u2014\u2013\u201c\u2018\u00ab")
_APART = frozenset(',.!?:;\u2014\u2013\n"\u201c\u201d')
"""Between the claim and a word beside it these say that the word is no part of it."""


def doubts(reading: Reading) -> Iterator[str]:
    """Words in the place of others, between agreeing neighbours."""
    case = reading.case
    most = _OTHERS_MISSING * len(reading.shared) + LONGEST
    if not 0 < reading.missing <= most or not any(map(reading.is_foreign, case.around)):
        return
    here = lined(case)[1]
    said = {case.message.terms[at] for at in here}
    for block in blocks(case):
        if not block.inner and not _is_in_place(reading, block):
            continue
        if not said.isdisjoint(case.wording.terms[at] for at in block.there):
            continue
        if not all(map(reading.is_foreign, block.here)) or _is_free(reading, block):
            continue
        if len(block.there) == len(block.here) == 1 and (
            is_same(reading, block.there[0], block.here[0])
            or is_explained(reading, here, block.here[0])
        ):
            continue
        was = " ".join(case.wording.words[at] for at in block.there)
        yield f"{was} in the claim, {' '.join(case.message.words[at] for at in block.here)} said"


def _is_in_place(reading: Reading, block: Block) -> bool:
    """Whether words at an edge of the wording are the claim's, not said before or behind it."""
    if reading.missing > len(block.there) or max(block.behind, block.ahead) < _TWO:
        return False
    first, last = block.here[0], block.here[-1]
    between = reading.gap(last) if block.ahead else reading.gap(first - 1)
    aside = all(reading.message.words[at] in ASIDES for at in block.here)
    return not aside and _APART.isdisjoint(between)


def _is_free(reading: Reading, block: Block) -> bool:
    """Whether other words are missing, too, or the claim can do without these."""
    wording = reading.case.wording
    if reading.missing - len(block.there) > _OTHERS_MISSING * len(reading.shared):
        return True
    speaks = not block.inner or any(
        reading.message.words[at] in FRAMES or not _QUOTES.isdisjoint(reading.gap(at))
        for at in block.here
    )
    return all(
        (speaks and wording.words[at] in FRAMES)
        or (wording.words[at] in TITLES and at + 1 < len(wording) and wording.capital[at + 1])
        for at in block.there
    )

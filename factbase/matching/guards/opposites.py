"""Opposites: "rises" where the claim has "falls" is another claim."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from factbase.matching.decision import Finding
from factbase.matching.guards.case import Case, is_name, swaps
from factbase.matching.normalise import fold
from factbase.matching.slips import is_denied
from factbase.matching.stems import stem
from factbase.matching.tokens import Tokens

NAME = "opposite"
_PAIRS = (
    "north south, northern southern, east west, eastern western, rise fall, rises falls, "
    "rising falling, rose fell, increase decrease, increases reduces, increased decreased, "
    "raise lower, raises cuts, win lose, wins loses, won lost, buy sell, buys sells, "
    "bought sold, import export, imports exports, ban allow, bans allows, banned allowed, "
    "banned legalised, legal illegal, arrest release, arrested released, open close, "
    "opens closes, opened closed, accept reject, accepts rejects, accepted rejected, "
    "approve reject, approves rejects, approved rejected, support oppose, supports opposes, "
    "supported opposed, join leave, joins leaves, joined left, cause prevent, causes prevents, "
    "cures causes, safe dangerous, alive dead, first last, before after, men women, boys girls, "
    "father mother, son daughter, husband wife, enter leave, impose lift, imposes lifts, "
    "imposed lifted, recognise reject, stop start, stops starts, gain lose, hire fire, "
    "ally enemy, friend enemy, friends enemies, allies enemies, improve worsen, "
    "more less, most least, increases decreases, takes puts, took put, taken put, causes reduces, "
    "cause reduce, reopen close, reopens closes, stabilise destabilise, includes excludes, "
    "arm disarm, arms disarms, arming disarming, armed disarmed, eases imposes, eased imposed, "
    "install remove, installed removed, add remove, adds removes, added removed, gives takes, "
    "gave took, build demolish, builds demolishes, built demolished, create destroy, "
    "creates destroys, created destroyed, deploy withdraw, deploys withdraws, deployed withdrew, "
    "praise condemn, praises condemns, praised condemned, strengthens weakens, "
    "strengthened weakened, guilty innocent, convicted acquitted, secretly openly, "
    "secret public, begins ends, began ended, loves hates, expands shrinks, expanded shrank, "
    "lends borrows, welcomes expels, welcomed expelled, attacks defends, attacked defended, "
    "supplies buys, supplied bought, "
    "вооружает разоружает, вооружил разоружил, вооружила разоружила, поставляет закупает, "
    "покупает продает, купит продаст, купили продали, открывает закрывает, откроет закроет, "
    "запрещает разрешает, вводит снимает, введет снимет, поддерживает осуждает, "
    "вступает выходит, обвинил оправдал, обвинила оправдала, назначил уволил, "
    "назначила уволила, построил снес, построила снесла, лечит вызывает, растут падают, "
    "стабилизирует дестабилизирует, начинает прекращает, начал прекратил, начала прекратила, "
    "усиливает ослабляет, усилил ослабил, усилила ослабила, тайно открыто, импорт экспорт, "
    "импортирует экспортирует, "
    "исключил внес, исключила внесла, исключили внесли, исключает вносит, "
    "вырос упал, растет падает, выросли упали, выиграл проиграл, купил продал, купила продала, "
    "запретил разрешил, запретила разрешила, запретили разрешили, арестован освобожден, "
    "открыл закрыл, открыла закрыла, открыли закрыли, поддержал отверг, ввел снял, ввела сняла, "
    "ввели сняли, вступил вышел, вступила вышла, союзник враг, друг враг, друзья враги, "
    "союзники враги, северный южный, восточный западный, повысил снизил, повысила снизила, "
    "повысили снизили, увеличил сократил, увеличила сократила, больше меньше, до после, "
    "начале конце, начала конца, early late, beginning end, start end, принял отклонил, "
    "приняла отклонила, приняли отклонили, одобрил отклонил, одобрила отклонила, passed rejected, "
    "подорожал подешевел, подорожала подешевела, подорожало подешевело, подорожали подешевели, "
    "дорожает дешевеет, дорожают дешевеют, doubled halved, doubles halves, cheaper dearer, "
    "passes rejects, had lacked, has lacks, with without"
)

_CONVERSE = (
    "sells buys,sell buy,sold bought,selling buying,lends borrows,lent borrowed,exports imports,"
    "exported imported,продала купила,продал купил,продали купили,продает покупает,продаст купит,"
    "экспортирует импортирует,lost beat,lost defeated,loses beats,проиграл обыграл,проиграл "
    "победил,проиграло обыграло,проиграла победила"
)
"""The same deed from either side, when the names change their places with it."""


@cache
def _opposed() -> frozenset[frozenset[str]]:
    return _stemmed(_PAIRS)


@cache
def _converse() -> frozenset[frozenset[str]]:
    return _stemmed(_CONVERSE)


def _stemmed(pairs: str) -> frozenset[frozenset[str]]:
    return frozenset(frozenset(map(stem, pair.split())) for pair in fold(pairs).split(","))


def is_converse(case: Case) -> bool:
    """Whether the same deed is told from the other side: who sells to whom, who buys from whom."""
    wanted = case.notes.of(_other_sides, case.wording)
    if not wanted:
        return False
    words = case.message.words[case.around.start : case.around.stop]
    if wanted.isdisjoint(map(stem, words)):
        return False
    ours, theirs = _names(case.message, case.around), case.notes.of(_told_names, case.wording)
    return len(theirs) > 1 and ours[:2] == theirs[1::-1]


def _other_sides(wording: Tokens) -> frozenset[str]:
    """What the deeds of a wording are called from the other side."""
    own = set(map(stem, wording.words))
    return frozenset(verb for pair in _converse() if pair & own for verb in pair - own)


def _told_names(wording: Tokens) -> list[str]:
    return _names(wording, range(len(wording)))


def _names(tokens: Tokens, places: range) -> list[str]:
    told = (tokens.terms[at] for at in places if is_name(tokens, at))
    return list(dict.fromkeys(filter(None, told)))


def look(case: Case) -> Iterator[Finding]:
    """A replaced word that means the contrary."""
    if is_converse(case):
        return
    for swap in swaps(case):
        there, here = case.wording.words[swap.there], case.message.words[swap.here]
        if frozenset((stem(there), stem(here))) in _opposed() or is_denied(there, here):
            yield Finding(NAME, True, f"{there} in the claim, {here} said")
            return

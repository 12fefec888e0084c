"""Goods: who is said to send wheat is not said to send weapons.

Words of one kind stand for each other ("arms", "rifles"), those of two kinds never do. What
is on no list is left alone: without it nobody can tell another thing from another word.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from factbase.matching.decision import Finding
from factbase.matching.guards.case import Case
from factbase.matching.normalise import fold
from factbase.matching.stems import stem
from factbase.matching.tokens import Tokens

NAME = "object"
_KINDS = {
    "weapons": "weapon weapons weaponry arms "
    "gun guns rifle rifles ammunition ammo missile missiles "
    "rocket rockets tank tanks grenade grenades mortar mortars artillery bomb bombs drone drones "
    "helicopter helicopters fighter jet jets armament munitions warplane warplanes "
    "оружие оружия оружием вооружение ракета ракеты ракет танк танки танков винтовка винтовки "
    "автоматы боеприпасы боеприпасов гранаты гранат беспилотник беспилотники дроны дронов бомбы",
    "food": "wheat grain corn flour rice bread food foodstuffs sugar meat beef milk fruit "
    "vegetables potatoes "
    "пшеница пшеницу пшеницы зерно зерна зерном мука муку муки рис хлеб хлеба еда еду еды "
    "продовольствие продовольствия продукты сахар мясо молоко",
    "medicine": "medicine medicines vaccine vaccines bandages insulin antibiotics "
    "лекарство лекарства лекарств вакцина вакцины вакцину вакцин медикаменты медикаментов",
    "energy": "gas oil petrol petroleum gasoline diesel coal electricity "
    "газ газа нефть нефти бензин бензина дизель уголь угля электричество электроэнергию",
    "money": "money cash dollars euros rubles деньги денег долларов рублеи евро наличные",
    "clothing": "clothes clothing shoes blankets одежда одежду одежды обувь одеяла",
}


@cache
def _kind_of() -> dict[str, str]:
    return {
        term: kind
        for kind, forms in _KINDS.items()
        for word in forms.split()
        for term in (fold(word), stem(fold(word)))
    }


def _kinds(tokens: Tokens, places: range) -> dict[str, str]:
    """Kinds of goods in a range of tokens, each with a word for it."""
    kinds = _kind_of()
    return {
        kind: tokens.words[at]
        for at in places
        if (kind := kinds.get(tokens.words[at]) or kinds.get(tokens.terms[at]))
    }


def _told(wording: Tokens) -> dict[str, str]:
    return _kinds(wording, range(len(wording)))


def stands_for_its_kind(case: Case, at: int) -> bool:
    """Whether a word of the message is of a kind of goods that the wording names."""
    return (
        not _kinds(case.message, range(at, at + 1))
        .keys()
        .isdisjoint(case.notes.of(_told, case.wording))
    )


def look(case: Case) -> Iterator[Finding]:
    """Goods of another kind and none of the claim's own."""
    there = case.notes.of(_told, case.wording)
    if not there:
        return
    here = _kinds(case.message, case.around)
    if not here or there.keys() & here.keys():
        return
    if not {_kind_of().get(term) for term in case.known} & here.keys():
        detail = f"{next(iter(there.values()))} in the claim, {next(iter(here.values()))} said"
        yield Finding(NAME, True, detail)

"""One thing or several: "a ship" in the claim, "five ships" in the message, or the reverse."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from factbase.matching.guards.amounts import Amount
from factbase.matching.guards.kinds import Kind
from factbase.matching.lexicon import words
from factbase.matching.tokens import Tokens

_ONE = words("a an another single")
_REACH = 4
"""Words from an article or a number to the noun."""
_SEVERAL = 2
_PLURALS = {
    "men": "man", "women": "woman", "children": "child", "детеи": "ребенок", "людеи": "человек",
}  # fmt: skip
_GENITIVE = ("ых", "их")
_UNCOUNTED = words("несколько много мало сколько столько большинство")


@dataclass(frozen=True, slots=True)
class Noun:
    """A noun with its form and the word before it, and the number of it if one is told."""

    term: str
    word: str
    before: str = ""
    amount: Amount | None = None


def singles(tokens: Tokens, places: range, amounts: tuple[Amount, ...]) -> list[Noun]:
    """Nouns that are evidently one: behind an article, or by their Russian ending."""
    counted = {at for each in amounts for at in range(each.first, each.last + 1 + _REACH)}
    found: list[Noun] = []
    for at in places:
        word, term, before = tokens.words[at], tokens.terms[at], tokens.words[at - 1] if at else ""
        if word in _ONE:
            found += [Noun(tokens.terms[i], tokens.words[i]) for i in _run(tokens, at + 1, places)]
            continue
        bare = term and word[0] >= "\u0400" and at not in counted
        if bare and before not in _UNCOUNTED and not before.endswith(_GENITIVE):
            found.append(Noun(term, word, before))
    return found


def several(tokens: Tokens, places: range, amounts: tuple[Amount, ...]) -> list[Noun]:
    """Nouns with a number of at least two before them."""
    return [
        Noun(tokens.terms[at], tokens.words[at], amount=amount)
        for amount in amounts
        if amount.kind is Kind.COUNT and amount.value >= _SEVERAL
        for at in _run(tokens, amount.last + 1, places)
    ]


def one_or_several(single: list[Noun], many: list[Noun]) -> tuple[str, Amount] | None:
    """The same noun, one in a text and several in the other: the single form, and the number."""
    for noun in many:
        for one in single:
            if noun.amount and _is_one_of(one, noun):
                return one.word, noun.amount
    return None


def _run(tokens: Tokens, begin: int, places: range) -> Iterator[int]:
    """Telling words from a place on, up to a grammar word or a mark."""
    begin += tokens.words[begin : begin + 1] == ["of"]
    for at in range(begin, min(begin + _REACH, places.stop)):
        if not tokens.terms[at] or (at > begin and tokens.is_set_off(at - 1)):
            return
        yield at


def _is_one_of(one: Noun, noun: Noun) -> bool:
    """Whether a noun has a form of one thing, and the other is the form of several of it."""
    word, many = one.word, noun.word
    if _PLURALS.get(many) == word:
        return True
    if one.term != noun.term:
        return False
    if word[0] < "\u0400":
        return many.endswith("s") and not word.endswith("s")
    stem = word[:-1]
    if many.endswith(("ов", "ев", "еи")) and word in {many[:-2], many[:-2] + "ь", many[:-2] + "и"}:
        return True
    if many.endswith(("а", "я")):  # "два танкера"
        return word == many[:-1] or (many.endswith("я") and word[-1] in "ьи" and stem == many[:-1])
    is_feminine = word.endswith(("у", "ю")) or (
        word.endswith(("а", "я")) and one.before.endswith(("ая", "яя"))
    )
    return is_feminine and stem in {many, many[:-1]}

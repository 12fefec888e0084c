"""An entry becomes fields of term numbers and impacts for the postings."""

from __future__ import annotations

from collections import Counter

from factbase.matching.decision import Entry
from factbase.matching.language import is_english
from factbase.matching.normalise import fold
from factbase.matching.shelf import BODY, WORDING, Field
from factbase.matching.tokens import grams, tokenise
from factbase.matching.vocabulary import Vocabulary

SATURATION = 1.2
"""BM25's k1 (Robertson and Zaragoza, 2009, section 3.2)."""

SLOPE = 0.5
"""BM25's b: how much a long field's terms count for less."""

USUAL = 10.0
"""Terms in a usual wording. Fixed, so that a base grown step by step equals one rebuilt."""

USUAL_BODY = 40.0
BODY_WEIGHT = 0.35
AGAIN = 0.25
"""What a term in a second wording adds, as a share of its first."""

FULL = 255 / 3.0
"""Impact stored for a weight of 1; weights are cut at 3."""


def fields_of(entry: Entry, vocabulary: Vocabulary) -> list[Field]:
    """Wordings and hits as fields, then the explanation."""
    texts = dict.fromkeys((*entry.wordings, *entry.hits))
    fields = [_field(text, WORDING, vocabulary) for text in texts]
    if entry.explanation:
        fields.append(_field(entry.explanation, BODY, vocabulary))
    return fields


def _field(text: str, kind: int, vocabulary: Vocabulary) -> Field:
    tokens = tokenise(fold(text))
    numbers = tuple(vocabulary.number(term) for term in tokens.terms if term)
    return Field(numbers, kind, text if kind == WORDING else "")


def _weights(fields: list[tuple[list[int], int]]) -> dict[int, float]:
    best: dict[int, float] = {}
    sums: Counter[int] = Counter()
    body: dict[int, float] = {}
    for numbers, kind in fields:
        usual = USUAL_BODY if kind == BODY else USUAL
        length = SATURATION * (1 - SLOPE + SLOPE * len(numbers) / usual)
        for number, times in Counter(numbers).items():
            weight = (SATURATION + 1) * times / (times + length)
            if kind == BODY:
                body[number] = BODY_WEIGHT * weight
            else:
                best[number] = max(weight, best.get(number, 0.0))
                sums[number] += weight  # type: ignore[assignment] # a Counter adds any number
    for number, weight in best.items():
        best[number] = weight + AGAIN * min(sums[number] - weight, weight)
    for number, weight in body.items():
        best[number] = best.get(number, 0.0) + weight
    return best


def impacts_of(entry: Entry, fields: list[Field], vocabulary: Vocabulary) -> dict[int, int]:
    """Impact 1..255 of every term of an entry, character n-grams included."""
    parts = [(list(field.terms), field.kind) for field in fields]
    weights = _weights(parts) | _weights(_gram_fields(entry, vocabulary))
    return {number: max(1, min(255, round(weight * FULL))) for number, weight in weights.items()}


def _gram_fields(entry: Entry, vocabulary: Vocabulary) -> list[tuple[list[int], int]]:
    found = []
    texts = [(text, WORDING) for text in dict.fromkeys((*entry.wordings, *entry.hits))]
    if entry.explanation:
        texts.append((entry.explanation, BODY))
    for text, kind in texts:
        tokens = tokenise(fold(text))
        if is_english(tokens.words):
            continue
        numbers = [
            vocabulary.number(gram)
            for word, term in zip(tokens.words, tokens.terms, strict=True)
            if term
            for gram in grams(word)
        ]
        found.append((numbers, kind))
    return found

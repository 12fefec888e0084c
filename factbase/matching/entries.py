"""An entry becomes fields of term numbers and impacts for the postings."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from factbase.matching.decision import Entry
from factbase.matching.language import is_english
from factbase.matching.normalise import fold
from factbase.matching.shelf import BODY, MISS, WORDING, Field
from factbase.matching.tokens import grams_of, key_of, tokenise
from factbase.matching.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class Shape:
    """BM25's k1 and b, and how many terms a usual wording and explanation have.

    The usual lengths are fixed, so that a base grown step by step equals one rebuilt.
    See Robertson and Zaragoza, "The Probabilistic Relevance Framework", 2009, section 3.
    """

    saturation: float
    slope: float
    usual: float
    usual_body: float


WORDS = Shape(1.2, 0.7, 10.0, 40.0)
GRAMS = Shape(2.0, 1.0, 50.0, 200.0)
"""Chosen on claims2025_* and the English train split; character n-grams want full slope."""

BODY_WEIGHT = 0.6
AGAIN = 0.6
"""What a term in a second wording adds, as a share of its first."""

FULL = 255 / 5.0
"""Impact stored for a weight of 1; weights are cut at 5."""

_Parts = list[tuple[list[int], int]]


@dataclass(frozen=True, slots=True)
class Prepared:
    """An entry ready for the index: fields, the impact of each term, keys of its wordings."""

    fields: list[Field]
    impacts: dict[int, int]
    keys: list[str]


def prepare(entry: Entry, vocabulary: Vocabulary) -> Prepared:
    """Cut every text of an entry once."""
    texts = [(text, WORDING) for text in dict.fromkeys((*entry.wordings, *entry.hits))]
    if entry.explanation:
        texts.append((entry.explanation, BODY))
    fields: list[Field] = []
    words: _Parts = []
    pieces: _Parts = []
    keys: list[str] = []
    for text, kind in texts:
        tokens = tokenise(fold(text))
        numbers = [vocabulary.number(term) for term in tokens.terms if term]
        held: list[int] = []
        if not is_english(tokens.words):
            held = [vocabulary.number(gram) for gram in grams_of(tokens)]
            pieces.append((held, kind))
        raw, distinct = (text, tuple(dict.fromkeys(held))) if kind == WORDING else ("", ())
        kept = numbers if kind == WORDING else dict.fromkeys(numbers)  # order tells nothing there
        fields.append(Field(tuple(kept), kind, raw, distinct))
        words.append((numbers, kind))
        if kind == WORDING:
            keys.append(key_of(tokens))
    fields += [_miss(text, vocabulary) for text in entry.misses]
    weights = _weights(words, WORDS) | _weights(pieces, GRAMS)
    impacts = {n: max(1, min(255, round(weight * FULL))) for n, weight in weights.items()}
    return Prepared(fields, impacts, [key for key in keys if key])


def _miss(text: str, vocabulary: Vocabulary) -> Field:
    tokens = tokenise(fold(text))
    return Field(tuple(vocabulary.number(term) for term in tokens.terms if term), MISS, "")


def _weights(parts: _Parts, shape: Shape) -> dict[int, float]:
    best: dict[int, float] = {}
    again: dict[int, float] = {}
    for numbers, kind in parts:
        usual = shape.usual_body if kind == BODY else shape.usual
        length = shape.saturation * (1 - shape.slope + shape.slope * len(numbers) / usual)
        full = shape.saturation + 1
        counts = Counter(numbers) if len(set(numbers)) < len(numbers) else dict.fromkeys(numbers, 1)
        for number, times in counts.items():
            weight = full * times / (times + length)
            held = best.get(number, 0.0)
            if kind == BODY:
                best[number] = held + BODY_WEIGHT * weight
            elif not held:
                best[number] = weight
            else:
                best[number] = max(held, weight)
                again[number] = min(again.get(number, 0.0) + min(held, weight), best[number])
    for number, weight in again.items():
        best[number] += AGAIN * weight
    return best

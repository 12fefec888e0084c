"""The peers, each behind one call: rank the facts for a text."""

from __future__ import annotations

import math
import re
import sqlite3
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from rapidfuzz import fuzz, process, utils

from factbase.matching.decision import Entry

Ranked = list[tuple[str, float]]
Rank = Callable[[str], Ranked]
_WORD = re.compile(r"\w+")
_TOP = 20
_LONGEST = 200


@dataclass(frozen=True, slots=True)
class Peer:
    """A named way to rank; `missing` says why it can't run here."""

    name: str
    build: Callable[[Sequence[Entry]], Rank]


def _text(fact: Entry) -> str:
    return " ".join((*fact.wordings, fact.explanation)).strip()


def _fuzzy(scorer: Any) -> Callable[[Sequence[Entry]], Rank]:
    def build(facts: Sequence[Entry]) -> Rank:
        texts = [utils.default_process(" ".join(fact.wordings)) for fact in facts]

        def rank(text: str) -> Ranked:
            asked = utils.default_process(text)
            found = process.extract(asked, texts, scorer=scorer, limit=_TOP)
            return [(facts[at].id, score) for _, score, at in found]

        return rank

    return build


def _fts5(tokenizer: str) -> Callable[[Sequence[Entry]], Rank]:
    def build(facts: Sequence[Entry]) -> Rank:
        base = sqlite3.connect(":memory:")
        base.execute(f"CREATE VIRTUAL TABLE f USING fts5(t, tokenize='{tokenizer}')")
        rows = ((at, _text(fact)) for at, fact in enumerate(facts))
        base.executemany("INSERT INTO f(rowid, t) VALUES (?, ?)", rows)
        shortest = 3 if tokenizer == "trigram" else 1

        def rank(text: str) -> Ranked:
            words = [w for w in dict.fromkeys(_WORD.findall(text.lower())) if len(w) >= shortest]
            if not words:
                return []
            asked = " OR ".join(f'"{word}"' for word in words[:_LONGEST])
            select = f"SELECT rowid, -bm25(f) FROM f WHERE f MATCH ? ORDER BY 2 DESC LIMIT {_TOP}"
            return [(facts[at].id, score) for at, score in base.execute(select, (asked,))]

        return rank

    return build


def _characters(facts: Sequence[Entry], size: int = 4) -> Rank:
    """Cosine of character n-grams within words, by tf-idf with logarithmic counts."""

    def weights(text: str) -> dict[str, float]:
        padded = (f" {word} " for word in text.lower().split())
        counts = Counter(
            word[at : at + size] for word in padded for at in range(max(1, len(word) - size + 1))
        )
        return {gram: 1 + math.log(times) for gram, times in counts.items()}

    rows = [weights(_text(fact)) for fact in facts]
    held = Counter(gram for row in rows for gram in row)
    idf = {gram: math.log((1 + len(rows)) / (1 + n)) + 1 for gram, n in held.items()}
    postings: dict[str, list[tuple[int, float]]] = {}
    for at, row in enumerate(rows):
        length = math.sqrt(sum((weight * idf[gram]) ** 2 for gram, weight in row.items())) or 1.0
        for gram, weight in row.items():
            postings.setdefault(gram, []).append((at, weight * idf[gram] / length))

    def rank(text: str) -> Ranked:
        scores: dict[int, float] = {}
        for gram, weight in weights(text).items():
            for at, theirs in postings.get(gram, ()):
                scores[at] = scores.get(at, 0.0) + weight * idf[gram] * theirs
        best = sorted(scores.items(), key=lambda pair: (-pair[1], pair[0]))[:_TOP]
        return [(facts[at].id, score) for at, score in best]

    return rank


def _tantivy(facts: Sequence[Entry]) -> Rank:
    tantivy = import_module("tantivy")
    schema = tantivy.SchemaBuilder()
    schema.add_text_field("t", tokenizer_name="en_stem")
    schema.add_integer_field("at", stored=True)
    index = tantivy.Index(schema.build())
    writer = index.writer(heap_size=64_000_000, num_threads=1)
    for at, fact in enumerate(facts):
        writer.add_document(tantivy.Document(t=_text(fact), at=at))
    writer.commit()
    index.reload()
    searcher = index.searcher()

    def rank(text: str) -> Ranked:
        asked = index.parse_query(" ".join(_WORD.findall(text.lower())) or "-", ["t"])
        hits = searcher.search(asked, _TOP).hits
        return [(facts[searcher.doc(address)["at"][0]].id, score) for score, address in hits]

    return rank


def _bm25s(facts: Sequence[Entry]) -> Rank:
    bm25s = import_module("bm25s")
    index = bm25s.BM25()
    texts = [_text(fact) for fact in facts]
    index.index(bm25s.tokenize(texts, stopwords="en", show_progress=False), show_progress=False)

    def rank(text: str) -> Ranked:
        asked = bm25s.tokenize(text, stopwords="en", show_progress=False, return_ids=False)
        if not asked[0]:
            return []
        found, scores = index.retrieve(asked, k=min(_TOP, len(facts)), show_progress=False)
        pairs = zip(found[0].tolist(), scores[0].tolist(), strict=True)
        return [(facts[at].id, score) for at, score in pairs]

    return rank


PEERS = (
    Peer("rapidfuzz WRatio", _fuzzy(fuzz.WRatio)),
    Peer("rapidfuzz token_set_ratio", _fuzzy(fuzz.token_set_ratio)),
    Peer("SQLite FTS5 bm25, porter", _fts5("porter unicode61")),
    Peer("SQLite FTS5 trigram", _fts5("trigram")),
    Peer("character 4-grams, tf-idf", _characters),
    Peer("tantivy bm25", _tantivy),
    Peer("bm25s", _bm25s),
)

"""Cutting folded text into terms: what the index stores and what the guards read.

A term is the stem of a word, `@code` for a known name in any language, a plain number, or a
pair of characters in scripts that write no spaces. `~gram` terms are character n-grams.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import chain

from factbase.matching.lexicon import every_grammar, grammar, names
from factbase.matching.stems import stem

_MARKS = "\u0900-\u0dff\u064b-\u065f"  # vowel signs that `\w` does not count as letters
_TOKEN = re.compile(rf"\d+(?:[.,:]\d+)*(?![\w{_MARKS}])|[\w{_MARKS}]+(?:['.][\w{_MARKS}]+)*")
_SPACELESS = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff]+"
)
_PIECE = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[^\W\dA-Z]+|\d+")
_THOUSANDS = re.compile(r"\d{1,3}(?:\.\d{3})*\.000|\d{1,3}(?:\.\d{3}){2,}")
"""Written with points, as in German, Spanish and Portuguese: 6.000 is six thousand."""
_DECIMAL_COMMA = re.compile(r"\d+,(?:\d{1,2}|\d{4,})")
"""Three figures behind a comma are thousands, others a part of one ("5,2")."""
_LONGEST_WORD = 40
MOST_TOKENS = 1_200
"""Words read from one text."""


@dataclass(slots=True)
class Tokens:
    """Words of a text in order: terms, lower-case words, and offsets into the folded text.

    A grammar word has the term "". `capital` says that the word starts with a capital.
    `headline` is filled by whoever asks first whether capitals name anybody here. `text` is
    what they were cut from: signs such as "$" and "%" are in no word. `found` keeps what was
    read in it once.
    """

    terms: list[str]
    words: list[str]
    starts: list[int]
    ends: list[int]
    capital: list[bool]
    headline: bool | None = None
    text: str = ""
    found: dict[str, object] = field(default_factory=dict, compare=False, repr=False)

    def __len__(self) -> int:
        return len(self.terms)

    def gap(self, at: int) -> str:
        """What is written between a word and the next one, or behind the last word."""
        behind = self.starts[at + 1] if at + 1 < len(self) else len(self.text)
        return self.text[self.ends[at] : behind]

    def is_set_off(self, at: int) -> bool:
        """Whether more than a space stands between a word and the next one."""
        return at + 1 < len(self) and self.starts[at + 1] - self.ends[at] > 1


def tokenise(folded: str) -> Tokens:
    """Cut a folded text."""
    spaceless = not folded.isascii() and _SPACELESS.search(folded) is not None
    out = _piece_by_piece(folded) if spaceless else _at_once(folded)
    _join_pairs(out)
    out.text = folded
    return out


def _at_once(folded: str) -> Tokens:
    """Words of a text in scripts that write spaces."""
    places = [
        place
        for each in _TOKEN.finditer(folded)
        if (place := each.span())[1] - place[0] <= _LONGEST_WORD
    ][:MOST_TOKENS]
    if "#" in folded or "@" in folded:
        places = list(chain.from_iterable(_with_pieces(folded, *one) for one in places))
    if not places:
        return Tokens([], [], [], [], [])
    terms, words, capital = zip(*[_read(folded[begin:end]) for begin, end in places], strict=True)
    starts, ends = zip(*places, strict=True)
    return Tokens(list(terms), list(words), list(starts), list(ends), list(capital))


@lru_cache(maxsize=16_384)
def _read(raw: str) -> tuple[str, str, bool]:
    """Term and lower-case form of a word as it is written, and whether a capital begins it."""
    word = raw.lower()
    return term_of(raw, word), word, raw[0].isupper()


def _with_pieces(folded: str, start: int, end: int) -> list[tuple[int, int]]:
    """A word; after a hashtag or handle the words that capitals and digits mark in it."""
    if not start or folded[start - 1] not in "#@":
        return [(start, end)]
    pieces = [piece.span() for piece in _PIECE.finditer(folded[start:end])]
    if len(pieces) == 1:
        pieces = []
    return [(start, end), *((start + begin, start + after) for begin, after in pieces)]


def _piece_by_piece(folded: str) -> Tokens:
    out = Tokens([], [], [], [], [])
    for found in _TOKEN.finditer(folded):
        raw, start = found.group(), found.start()
        if _SPACELESS.search(raw):
            _spaceless(out, raw, start)
        elif len(raw) <= _LONGEST_WORD:
            for begin, end in _with_pieces(folded, start, found.end()):
                _word(out, folded[begin:end], begin, end)
        if len(out.terms) >= MOST_TOKENS:
            break
    return out


def _word(out: Tokens, raw: str, start: int, end: int) -> None:
    term, word, capital = _read(raw)
    out.words.append(word)
    out.terms.append(term)
    out.starts.append(start)
    out.ends.append(end)
    out.capital.append(capital)


def _spaceless(out: Tokens, raw: str, start: int) -> None:
    """Overlapping pairs for scripts without spaces, ordinary words for what is between."""
    at = 0
    for run in _SPACELESS.finditer(raw):
        if run.start() > at:
            _word(out, raw[at : run.start()], start + at, start + run.start())
        text, begin = run.group(), start + run.start()
        for i in range(min(max(1, len(text) - 1), MOST_TOKENS - len(out))):
            pair = text[i : i + 2]
            _add(out, pair, begin + i)
        at = run.end()
    if at < len(raw):
        _word(out, raw[at:], start + at, start + len(raw))


def _add(out: Tokens, pair: str, at: int) -> None:
    out.words.append(pair)
    out.terms.append(pair)
    out.starts.append(at)
    out.ends.append(at + len(pair))
    out.capital.append(False)


@lru_cache(maxsize=16_384)
def term_of(raw: str, word: str) -> str:
    """The term of one word; `raw` is the same with its capitals."""
    known = names().capitals.get(raw)
    if known is not None:
        return "@" + known.code
    if word[0].isdigit():
        return _number(word)
    word = word.replace("'", "") if not word.endswith("'s") else word[:-2]
    if "." in word:
        word = word.replace(".", "") if max(map(len, word.split("."))) == 1 else word
    if word in grammar():
        return ""
    name = names().of_word(word)
    return "@" + name.code if name else stem(word)


def _number(word: str) -> str:
    if _THOUSANDS.fullmatch(word):
        return word.replace(".", "")
    if _DECIMAL_COMMA.fullmatch(word):
        word = word.replace(",", ".")
    whole = word.replace(",", "").replace(":", ".")
    return whole.rstrip("0").rstrip(".") if "." in whole else whole


def _join_pairs(out: Tokens) -> None:
    """Give both words of a two-word name its code; the second becomes silent."""
    known = names()
    words = out.words
    for i in range(len(words) - 1):
        first = words[i]
        if first in known.pairs or first[0] >= "\u0400":
            name = known.of_pair(first, words[i + 1].removesuffix("'s"))
            if name is not None:
                out.terms[i] = "@" + name.code
                out.terms[i + 1] = ""


@lru_cache(maxsize=8_192)
def grams(word: str, size: int = 4) -> tuple[str, ...]:
    """Character n-grams of one word with its edges marked, as terms."""
    padded = f"_{word}_"
    if len(padded) <= size:
        return ("~" + padded,)
    return tuple("~" + padded[i : i + size] for i in range(len(padded) - size + 1))


def grams_of(tokens: Tokens) -> list[str]:
    """Character n-grams of all words that aren't grammar in some language."""
    skipped = every_grammar()
    return [
        gram
        for word, term in zip(tokens.words, tokens.terms, strict=True)
        if term and word not in skipped
        for gram in grams(word)
    ]


def key_of(tokens: Tokens) -> str:
    """What two texts with the same words share; "" for texts too short to mean anything."""
    telling = {term for term in tokens.terms if term}
    return " ".join(tokens.words) if len(telling) > 1 else ""

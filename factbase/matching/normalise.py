"""One reading of human text: what the engine compares is always folded first.

Folding keeps case (names need it; tokens are lowered one by one) and undoes what hides a
word: compatibility forms (NFKC), accents, zero-width and bidirectional marks, soft hyphens,
emoji inside words, look-alike letters of another script, markup. Addresses, mentions and
custom emoji are blanked out, because they say nothing about the claim.
"""

# ruff: noqa: RUF001 - look-alike letters are what this is about

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

import numpy as np

LONGEST = 20_000
"""Characters read from one message; the rest is ignored, so that length can't cost time."""

# Latin letters and the Cyrillic and Greek ones drawn alike (Unicode TR 39, confusables).
_CYRILLIC = "аеорсухіјѕԁһӏкмтвнгАВЕКМНОРСТХУІЈЅ"
_AS_LATIN = "aeopcyxijsdhlkmtbhrABEKMHOPCTXYIJS"
_GREEK = "αοενρτυικχΑΒΕΖΗΙΚΜΝΟΡΤΥΧ"
_GREEK_AS_LATIN = "aoevptuikxABEZHIKMNOPTYX"
_TO_LATIN = {
    ord(a): b for a, b in zip(_CYRILLIC + _GREEK, _AS_LATIN + _GREEK_AS_LATIN, strict=True)
}
_TO_CYRILLIC = {
    ord(b): a
    for a, b in reversed(list(zip(_CYRILLIC, _AS_LATIN, strict=True)))
    if a not in "іјѕԁһӏ"
}

_SPECIAL = {
    "ß": "ss", "ẞ": "ss", "æ": "ae", "Æ": "AE", "œ": "oe", "Œ": "OE", "ø": "o", "Ø": "O",
    "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ı": "i", "İ": "I",
    "أ": "ا", "إ": "ا", "آ": "ا", "ى": "ي", "ة": "ه", "ـ": "",
    "_": " ", "*": "", "`": "", "~": "", "|": " ",
}  # fmt: skip
_QUOTES = {"’": "'", "‘": "'", "ʼ": "'", "′": "'", "´": "'", "“": '"', "”": '"', "«": '"'}
_QUOTES |= {"»": '"', "„": '"', "‟": '"', "‚": "'", "‐": "-", "‑": "-", "–": "-", "—": "-"}

# Discord's mentions, emoji, times. No pattern here may read on past where it could have begun
# again: a message full of beginnings would then be read as often as it has some.
_MARKED = re.compile(r"<(?:a?:\w+:|[@#][!&]?|/[^\s<>:]+:|t:)\d++[^<>\s]*+>")
_ADDRESS = re.compile(
    r"(?:https?|ftp)://\S+|\bwww\.\S+|\bpic\.twitter\.com/\S+|\bt\.co/\S+", re.IGNORECASE
)
# Only texts holding one of these can hold an address.
_ADDRESS_HINTS = ("://", "www.", "t.co/", "pic.t")
_MAIL = re.compile(r"(?<![\w.+-])[\w.+-]++@[\w-]+\.\w+")
_MAIL_HINT = re.compile(r"[\w.+-]@[\w-]+\.\w")
_OTHER_LETTER = re.compile("[\u0370-\u052f]")
_MIXED = re.compile(r"[^\W\d_]+")
_SQUARED = 0x1F130


def _fold_char(char: str) -> str:
    """What a character becomes; nothing of it would be folded further."""
    folded = _folded_once(char)
    while (further := "".join(map(_folded_once, folded))) != folded:
        folded = further
    return folded


def _folded_once(char: str) -> str:
    if char in _SPECIAL:
        return _SPECIAL[char]
    if char in _QUOTES:
        return _QUOTES[char]
    code = ord(char)
    if _SQUARED <= code < _SQUARED + 26 or _SQUARED + 64 <= code < _SQUARED + 90:
        return chr(ord("A") + (code - _SQUARED) % 64)
    if unicodedata.category(char) in {"Cf", "Me", "So", "Sk", "Cs", "Co", "Cn"} or _variation(code):
        return "" if not char.isascii() else char
    plain = unicodedata.normalize("NFKC", char)
    if plain.isascii() and not plain.isprintable():
        return " "
    if _alphabetic(code) or plain.isascii():
        plain = "".join(
            c for c in unicodedata.normalize("NFKD", plain) if unicodedata.category(c) != "Mn"
        )
    elif "\u0600" <= char < "\u0700" and unicodedata.category(char) == "Mn":
        plain = ""  # Arabic vowel marks
    return plain


def _alphabetic(code: int) -> bool:
    """Whether a letter is Latin, Greek or Cyrillic, where accents may go."""
    return code < ord("\u0590") or ord("\u1e00") <= code < ord("\u2000")


# Variation selectors, flags (regional indicators) and skin tones.
_SILENT = ((0xFE00, 0xFE0F), (0x1F1E6, 0x1F1FF), (0x1F3FB, 0x1F3FF))


def _variation(code: int) -> bool:
    return any(first <= code <= last for first, last in _SILENT)


_LEARNED = 20_000


class _Table(dict[int, str]):
    """A translation table for `str.translate` that learns letters as they come."""

    def __missing__(self, code: int) -> str:
        value = _fold_char(chr(code))
        if len(self) < _LEARNED:  # a flood of rare letters must not grow the process
            self[code] = value
        return value


_TABLE = _Table()


def _scripts(word: str) -> tuple[bool, bool]:
    latin = any("a" <= c <= "z" or "A" <= c <= "Z" for c in word)
    other = any("\u0370" <= c < "\u0530" for c in word)
    return latin, other


def _unmask(text: str) -> str:
    """Give words written in two scripts back their own letters; length never changes."""
    if text.isascii() or not _OTHER_LETTER.search(text):
        return text
    masked = False
    latin_words = 0

    def one(found: re.Match[str]) -> str:
        nonlocal masked, latin_words
        word = found.group()
        latin, other = _scripts(word)
        latin_words += latin and not other
        if not (latin and other):
            return word
        masked = True
        as_latin = word.translate(_TO_LATIN)
        if not _scripts(as_latin)[1]:
            latin_words += 1
            return as_latin
        as_cyrillic = word.translate(_TO_CYRILLIC)
        return word if _scripts(as_cyrillic)[0] else as_cyrillic

    text = _MIXED.sub(one, text)
    if masked and latin_words:  # whole words of look-alikes hide among the mixed ones
        text = _MIXED.sub(lambda found: _whole(found.group()), text)
    return text


def _whole(word: str) -> str:
    as_latin = word.translate(_TO_LATIN)
    return as_latin if not _scripts(as_latin)[1] else word


def blank(text: str) -> str:
    """Replace addresses, mentions and custom emoji by as many spaces."""
    if "<" in text:
        text = _MARKED.sub(_spaces, text)
    lower = text.lower()
    if any(hint in lower for hint in _ADDRESS_HINTS):
        text = _ADDRESS.sub(_spaces, text)
    return _MAIL.sub(_spaces, text) if "@" in text and _MAIL_HINT.search(text) else text


def _spaces(found: re.Match[str]) -> str:
    return " " * len(found.group())


def fold(text: str) -> str:
    """The text as the engine reads it: same words, one spelling, case kept.

    Only the first `LONGEST` characters are read. Folding twice changes nothing.
    """
    # Blanked before, because addresses must not be folded into words, and after, because an
    # address may have been hidden by what folding undoes.
    return blank(_unmask(blank(text[:LONGEST]).translate(_TABLE)))


@lru_cache(maxsize=8)
def origins(text: str) -> list[int]:
    """For each character of `fold(text)`, and one past its end, where it stood in `text`."""
    text = text[:LONGEST]
    blanked = blank(text)
    return list(range(len(text) + 1)) if _one_by_one(blanked) else _walked(blanked)


def _one_by_one(text: str) -> bool:
    """Whether every character of a text folds to one character."""
    return all(len(_TABLE[ord(char)]) == 1 for char in set(text))


def _walked(text: str) -> list[int]:
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
    distinct, which = np.unique(codes, return_inverse=True)
    lengths = np.asarray([len(_TABLE[code]) for code in distinct.tolist()], np.int64)
    places: list[int] = np.repeat(np.arange(len(codes)), lengths[which]).tolist()
    places.append(len(text))
    return places

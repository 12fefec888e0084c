"""Times of day, as clocks and people tell them: "22:00", "10 p.m.", "в 10 вечера", "noon"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from factbase.matching.guards.counting import value
from factbase.matching.guards.measures import unit
from factbase.matching.lexicon import words
from factbase.matching.tokens import Tokens

_FIGURES = re.compile(r"([01]?\d|2[0-4]):([0-5]\d)(?::[0-5]\d)?")
_POINT = re.compile(r"([01]?\d|2[0-4])\.([0-5]\d)")
_GLUED = re.compile(r"(1[0-2]|0?[1-9])(am|pm)")
_AM, _PM = words("am a.m утра"), words("pm p.m вечера дня")
_NIGHT = "ночи"
_NAMED = {
    **dict.fromkeys(words("noon midday полдень полудня полудню полудне"), 720),
    **dict.fromkeys(words("midnight полночь полуночи полночи"), 0),
}
_AT = words("at till until by from before after around to в до с к около после")
_HOURS = words("час часа часов")
_HALF, _DAY, _HOUR = 720, 1_440, 60


@dataclass(frozen=True, slots=True)
class Clock:
    """A time of day in minutes, its tokens (`last` inclusive), and whether its half is told."""

    minutes: int
    first: int
    last: int
    sure: bool

    def agrees(self, other: Clock) -> bool:
        """Whether both may be the same time; one without a half of the day agrees with either."""
        apart = (self.minutes - other.minutes) % _DAY
        return not apart or (apart == _HALF and not (self.sure and other.sure))


def names_time(word: str) -> bool:
    """Whether a word alone is a time of day."""
    return word in _NAMED


def clocks(tokens: Tokens, places: Iterable[int]) -> Iterator[Clock]:
    """Every time of day that begins at some tokens."""
    end = 0
    for at in places:
        found = (
            None if at < end else _named(tokens, at) or _figures(tokens, at) or _hour(tokens, at)
        )
        if found is not None:
            end = found.last + 1
            yield found


def _named(tokens: Tokens, at: int) -> Clock | None:
    minutes = _NAMED.get(tokens.words[at])
    return None if minutes is None else Clock(minutes, at, at, sure=True)


def _figures(tokens: Tokens, at: int) -> Clock | None:
    """Hours and minutes: "22:00", "10:30 pm", "в 22.00"."""
    word = tokens.words[at]
    found = _FIGURES.fullmatch(word)
    if found is None:
        found = _POINT.fullmatch(word)
        if found is None or not _is_told_by_clock(tokens, at):
            return None
    return _with_half(tokens, at, at + 1, _HOUR * int(found[1]) + int(found[2]))


def _is_told_by_clock(tokens: Tokens, at: int) -> bool:
    """Whether "22.00" is no amount: behind "at" or "в", and nothing to count behind it."""
    behind = tokens.words[at + 1] if at + 1 < len(tokens) else ""
    if behind in _AM | _PM:
        return True
    gap = tokens.gap(at)
    free = "%" not in gap and unit(behind) is None and tokens.words[at].count(".") == 1
    signed = at and tokens.gap(at - 1).strip(" -\"'(") != ""
    counts = free and at + 1 < len(tokens) and gap == " " and tokens.terms[at + 1][:1].isalpha()
    return bool(at) and tokens.words[at - 1] in _AT and free and not signed and not counts


def _hour(tokens: Tokens, at: int) -> Clock | None:
    """A full hour: "10 pm", "10pm", "10 o'clock", "в десять вечера"."""
    glued = _GLUED.fullmatch(tokens.words[at])
    if glued:
        hour = int(glued[1]) % 12 + (12 if glued[2] == "pm" else 0)
        return Clock(_HOUR * hour, at, at, sure=True)
    hours = value(tokens, at)
    if hours is None or hours != int(hours) or not 0 <= hours <= 24:  # noqa: PLR2004 - a day's
        return None
    end = at + 1 + (at + 1 < len(tokens) and tokens.words[at + 1] in _HOURS)
    behind = tokens.words[end] if end < len(tokens) else ""
    if behind == "o'clock":
        return Clock(_HOUR * int(hours), at, end, sure=False)
    if behind not in _AM | _PM and behind != _NIGHT:
        return None
    return _with_half(tokens, at, end, _HOUR * int(hours))


def _with_half(tokens: Tokens, first: int, end: int, minutes: int) -> Clock:
    """A time with the half of the day behind it."""
    behind = tokens.words[end] if end < len(tokens) else ""
    early = minutes % _HALF
    if behind in _AM or behind == _NIGHT:
        late = behind == _NIGHT and _HALF > minutes >= 6 * _HOUR  # "11 ночи"
        return Clock(early + _HALF * late, first, end, sure=True)
    if behind in _PM:
        return Clock(early + _HALF, first, end, sure=True)
    sure = minutes > _HALF + _HOUR - 1 or minutes < _HOUR
    return Clock(minutes % _DAY, first, end - 1, sure=sure)

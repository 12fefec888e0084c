"""How each verdict is said and shown. `denied` and `false` never look alike, and a finding that
something on record may have overtaken never looks like one of today.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from bot.wording.marking import N_
from factbase.freshness import may_be_overtaken
from factbase.model import Fact, Verdict


@dataclass(frozen=True, slots=True)
class Look:
    """A verdict in words (catalogued), as a symbol, and as an RGB colour."""

    words: str
    symbol: str
    colour: int


LOOKS = {
    Verdict.FALSE: Look(N_("False"), "❌", 0xC0392B),
    Verdict.DENIED: Look(N_("Officially denied; a denial is no proof"), "🗣", 0x8E44AD),
    Verdict.MISLEADING: Look(N_("Misleading"), "⚠️", 0xE67E22),
    Verdict.UNPROVEN: Look(N_("Unproven"), "❔", 0x7F8C8D),
    Verdict.PARTLY_TRUE: Look(N_("Partly true"), "◐", 0xD4AC0D),
    Verdict.TRUE: Look(N_("True"), "✅", 0x27AE60),
    Verdict.OVERTAKEN: Look(N_("Earlier finding overtaken by later events"), "🔄", 0x2980B9),
    Verdict.CONTEXT: Look(N_("Background, no verdict"), "🛈", 0x5D6D7E),
}
_AT_THE_TIME = {
    Verdict.FALSE: N_("Found false at the time; a confirmation has come since"),
    Verdict.DENIED: N_("Denied at the time; more has come since"),
    Verdict.UNPROVEN: N_("Unproven at the time; more has come since"),
}


def seen_as(fact: Fact) -> Verdict:
    """The verdict by whose symbol and colour a fact is shown."""
    return Verdict.OVERTAKEN if may_be_overtaken(fact) else fact.verdict


def look_of(fact: Fact) -> Look:
    """How the verdict on a fact is said and shown, given what came after its denials."""
    look = LOOKS[seen_as(fact)]
    return replace(look, words=_AT_THE_TIME[fact.verdict]) if may_be_overtaken(fact) else look

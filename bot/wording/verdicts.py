"""How each verdict is said and shown. `denied` and `false` never look alike."""

from __future__ import annotations

from dataclasses import dataclass

from bot.wording.marking import N_
from factbase.model import Verdict


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
    Verdict.OVERTAKEN: Look(N_("Overtaken by later events"), "🔄", 0x2980B9),
    Verdict.CONTEXT: Look(N_("Background, no verdict"), "🛈", 0x5D6D7E),
}

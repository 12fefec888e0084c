"""What changed about a card, in one dated line."""

from __future__ import annotations

from bot.healing.changes import CardChange
from bot.wording import N_, Words
from factbase.model import PartialDate

_PARTS = {
    "verdict": N_("the verdict"),
    "claim": N_("how the claim is put"),
    "summary": N_("the summary"),
    "statements": N_("statements and sources"),
    "review_by": N_("looked at again"),
}


def change_line(change: CardChange, words: Words) -> str:
    """The line that a card carries once it was edited."""
    on = words.date(PartialDate.of(change.on))
    if change.merged:
        return words.say("Changed on {date}: this entry took the place of the one shown.", date=on)
    parts = ", ".join(words.say(_PARTS[field]) for field in change.fields)
    return words.say("Changed on {date}: {what}.", date=on, what=parts)

"""What the fact base speaks of: frozen values that refuse nonsense when they are made."""

from factbase.model.community import GLOBAL, Audience, Community
from factbase.model.dates import PartialDate
from factbase.model.fact import Example, Fact, Status
from factbase.model.history import Change, FactVersion
from factbase.model.origin import Origin
from factbase.model.statement import Source, Speaker, Stance, Statement
from factbase.model.text import LocalText, Wording
from factbase.model.verdict import Rating, Verdict

__all__ = [
    "GLOBAL",
    "Audience",
    "Change",
    "Community",
    "Example",
    "Fact",
    "FactVersion",
    "LocalText",
    "Origin",
    "PartialDate",
    "Rating",
    "Source",
    "Speaker",
    "Stance",
    "Statement",
    "Status",
    "Verdict",
    "Wording",
]

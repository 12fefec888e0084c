"""What a check found wrong with a fact."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """How bad it is: errors keep a fact from being published, warnings are for people."""

    ERROR = "error"
    WARNING = "warning"


class Rule(StrEnum):
    """Which check found it."""

    NO_SOURCE = "no-source"
    NO_DATE = "no-date"
    NOT_CARRIED = "not-carried"
    NOT_OVERTAKEN = "not-overtaken"
    AHEAD = "ahead"
    BEFORE_SAID = "before-said"
    MAYBE_OVERTAKEN = "maybe-overtaken"
    NO_WORDINGS = "no-wordings"
    NO_ADDRESS = "no-address"
    NO_REVIEW = "no-review"
    OWN_DENIAL = "own-denial"
    CLAIM_FIRST = "claim-first"
    MOCKERY = "mockery"
    DEAD_ADDRESS = "dead-address"
    TOO_LONG = "too-long"
    EXAMPLE = "example"
    CONTRADICTION = "contradiction"


@dataclass(frozen=True, slots=True)
class Problem:
    """One finding about one fact. `message` continues a sentence that begins with its slug."""

    slug: str
    severity: Severity
    message: str
    rule: Rule

"""Every reply the bot can give, as a closed union of values that adapters render."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from bot.healing.changes import CardChange
from bot.numbers.figures import Advice, Figures
from bot.places.behaviour import PlaceSettings
from bot.unanswered.asking import ReviewItem
from factbase.as_of import PastView
from factbase.matching.decision import Decision, MessageStance
from factbase.model import Fact, FactVersion, Statement


@dataclass(frozen=True, slots=True)
class FactCard:
    """The answer: a fact as it stands on `as_of`.

    `statements` are those shown, oldest first; `hidden` counts those left out to fit.
    `confidence` (0..1) is none when nobody matched anything, as in a look-up. `stance` is
    what the message did with the claim, `near` says that words of it may make it another claim,
    which whoever asked is told. `from_memory`: the base could not be asked whether
    this is still the newest version. `then` is set for an old message: the card says what was
    known on its day, and what has come since. `changed` is set on a card that was edited
    since it was posted. `also` are facts on further claims of the same message.
    """

    fact: Fact
    statements: tuple[Statement, ...]
    as_of: date
    confidence: float | None = None
    stance: MessageStance = MessageStance.ASKS
    near: bool = False
    hidden: int = 0
    with_summary: bool = True
    from_memory: bool = False
    then: PastView | None = None
    changed: CardChange | None = None
    also: tuple[Fact, ...] = ()

    @property
    def disputed(self) -> bool:
        """Whether the message says the opposite of the claim that the verdict is on."""
        return self.stance in {MessageStance.DENIES, MessageStance.REPORTS_DENIAL}


@dataclass(frozen=True, slots=True)
class Candidates:
    """One, two or three facts may be meant; somebody has to choose."""

    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class NotFound:
    """The base holds nothing on this, which doesn't make the claim true. `can_tell`: the
    question is kept, and whoever wants can be told of an answer later.
    """

    can_tell: bool = False


@dataclass(frozen=True, slots=True)
class Pointer:
    """The fact was shown here a moment ago: a link instead of a second card.

    `where` is the address of the first card, empty when the platform has none.
    """

    fact: Fact
    where: str = ""


class HelpTopic(StrEnum):
    """What help is about."""

    GENERAL = "general"
    NOTHING_TO_CHECK = "nothing-to-check"
    HIDDEN_TEXT = "hidden-text"
    NO_NAME = "no-name"
    NO_TEXT = "no-text"


@dataclass(frozen=True, slots=True)
class Help:
    """How to use the bot."""

    topic: HelpTopic = HelpTopic.GENERAL


class Refusal(StrEnum):
    """Why something was declined."""

    RATE_LIMIT = "rate-limit"
    NOT_ALLOWED = "not-allowed"
    NO_SUCH_FACT = "no-such-fact"
    BASE_UNREACHABLE = "base-unreachable"
    INVALID = "invalid"


@dataclass(frozen=True, slots=True)
class Declined:
    """No, and why. `detail` is safe to show; `seconds` is when to try again."""

    why: Refusal
    detail: str = ""
    seconds: int = 0


@dataclass(frozen=True, slots=True)
class SourceList:
    """Every statement of a fact with its source; `hidden` counts those left out to fit."""

    fact: Fact
    hidden: int = 0


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why a message was or wasn't matched. `names` gives the slug of each candidate id."""

    decision: Decision
    names: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class FactList:
    """Facts found by a search, or the newest ones."""

    facts: tuple[Fact, ...]
    query: str = ""


@dataclass(frozen=True, slots=True)
class History:
    """Every saved state of a fact."""

    slug: str
    versions: tuple[FactVersion, ...]


class Reason(StrEnum):
    """Why a card doesn't answer the message it stands under."""

    OTHER_NAME = "other-name"
    OTHER_CLAIM = "other-claim"
    NOT_A_CLAIM = "not-a-claim"
    OUTDATED = "outdated"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class AskReason:
    """What is wrong with this match? One press answers."""

    fact_id: str


@dataclass(frozen=True, slots=True)
class Panel:
    """The settings of a place, to look at and to change."""

    settings: PlaceSettings


@dataclass(frozen=True, slots=True)
class Privacy:
    """What is kept and for how long: pairs of what and how long, catalogued or numbers."""

    kept: tuple[tuple[str, str], ...]
    opted_out: bool = False


@dataclass(frozen=True, slots=True)
class Done:
    """Something was done; `what` is one catalogued sentence, `slug` the fact it is about."""

    what: str
    slug: str = ""


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """What is left of a card whose fact is no longer said."""

    slug: str
    on: date


class Cause(StrEnum):
    """Why somebody is told something without asking just now."""

    FOLLOWED = "followed"
    ASKED = "asked"


@dataclass(frozen=True, slots=True)
class News:
    """What people wanted to be told: a fact they follow changed, or a question that had no
    answer has one now. `fact_id` is what one press stops to follow.
    """

    shows: FactCard | Withdrawn
    cause: Cause
    fact_id: str


@dataclass(frozen=True, slots=True)
class ReviewCard:
    """Something for moderators to decide: the item, the fact it is about (none for questions),
    and texts that show what it is about, as people typed them.
    """

    item: ReviewItem
    fact: Fact | None = None
    texts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Accuracy:
    """A community's numbers; `advice` only when another threshold would have been better."""

    figures: Figures
    advice: Advice | None = None


Reply = (
    FactCard
    | Accuracy
    | ReviewCard
    | Withdrawn
    | News
    | Candidates
    | NotFound
    | Pointer
    | Help
    | Declined
    | SourceList
    | Explanation
    | FactList
    | History
    | AskReason
    | Panel
    | Privacy
    | Done
)

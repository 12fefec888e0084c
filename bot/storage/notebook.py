"""What conversations remember, in memory, and how a unit of work changes it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from bot.delivering.errands import Errand
from bot.moderating.governing import Appointment, AuditEntry, CommunityRules
from bot.places.behaviour import PlaceSettings
from bot.ports import PostedReply
from bot.pressing.opinions import Dispute, Follow
from bot.privacy.keeping import Draft, Event
from bot.reviewing.source_checks import SourceCheck
from bot.unanswered.asking import OpenQuestion, ReviewItem, Wish


@dataclass(slots=True)
class Notebook:
    """What conversations remember; a unit of work changes a copy."""

    replies: dict[str, PostedReply] = field(default_factory=dict)
    places: dict[tuple[str, str], PlaceSettings] = field(default_factory=dict)
    opt_outs: set[str] = field(default_factory=set)
    follows: dict[tuple[str, str, str, str], Follow] = field(default_factory=dict)
    disputes: dict[tuple[str, str, str], Dispute] = field(default_factory=dict)
    drafts: dict[tuple[str, str], Draft] = field(default_factory=dict)
    notes: dict[str, str] = field(default_factory=dict)
    events: dict[tuple[str, str], Event] = field(default_factory=dict)
    errands: dict[str, Errand] = field(default_factory=dict)
    appointments: dict[tuple[str, str], Appointment] = field(default_factory=dict)
    rules: dict[str, CommunityRules] = field(default_factory=dict)
    audit: list[AuditEntry] = field(default_factory=list)
    questions: dict[str, OpenQuestion] = field(default_factory=dict)
    wishes: dict[tuple[str, str], Wish] = field(default_factory=dict)
    reviews: dict[str, ReviewItem] = field(default_factory=dict)
    sources: dict[str, SourceCheck] = field(default_factory=dict)
    done: dict[tuple[str, str], datetime] = field(default_factory=dict)
    servers: dict[tuple[str, str], str] = field(default_factory=dict)

    def copy(self) -> Notebook:
        """A notebook of its own with the same contents."""
        return Notebook(
            dict(self.replies),
            dict(self.places),
            set(self.opt_outs),
            dict(self.follows),
            dict(self.disputes),
            dict(self.drafts),
            dict(self.notes),
            dict(self.events),
            dict(self.errands),
            dict(self.appointments),
            dict(self.rules),
            list(self.audit),
            dict(self.questions),
            dict(self.wishes),
            dict(self.reviews),
            dict(self.sources),
            dict(self.done),
            dict(self.servers),
        )


Step = Callable[[Notebook], object]


class Pages:
    """A unit's view: the notebook in force plus the unit's own steps."""

    def __init__(self, shared: list[Notebook]) -> None:
        self._shared = shared
        self.notebook = shared[0]
        self._steps: list[Step] = []

    def take(self, step: Step) -> None:
        """Take a step in this unit's own copy; `commit` takes it again in the shared one."""
        if not self._steps:
            self.notebook = self.notebook.copy()
        step(self.notebook)
        self._steps.append(step)

    def commit(self) -> None:
        """Take this unit's steps where everybody sees them."""
        after = self._shared[0].copy()
        for step in self._steps:
            step(after)
        self._shared[0] = self.notebook = after
        self._steps = []

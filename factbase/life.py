"""The life of a fact: proposed, published, corrected as a new version, retired, and perhaps
proposed anew.

Pure functions from one state to the next. Each raises `IllegalTransition` with the list of
what is missing; none of them stores anything.
"""

from __future__ import annotations

from dataclasses import replace

from factbase.ahead import ahead, day_of
from factbase.errors import IllegalTransition
from factbase.joining import with_all_of
from factbase.model import Change, Fact, Stance, Status, Verdict
from factbase.overtaking import overtaking

_CARRIED_BY = {
    Verdict.DENIED: (Stance.DENIES,),
    Verdict.TRUE: (Stance.CONFIRMS, Stance.CONTEXT, Stance.DEVELOPMENT),
}
"""Stances of which at least one statement must carry the verdict."""


_GONE = "it is retired: the operator can make it a draft again (factbot facts reopen)"


def missing_to_publish(fact: Fact) -> tuple[str, ...]:
    """What a fact still lacks before it may be published, each a sentence that says how to
    give it; empty when it may.
    """
    lacking = (without_source(fact), uncarried(fact), not_overtaken(fact))
    return tuple(f"it lacks {something}" for something in lacking if something)


def without_source(fact: Fact) -> str:
    """What a fact without statements lacks; empty when it has any."""
    if fact.statements:
        return ""
    return "a statement with its source: add who said what, when, and where that can be read"


def uncarried(fact: Fact) -> str:
    """What the verdict needs and no statement gives; empty when it is carried."""
    needed = _CARRIED_BY.get(fact.verdict)
    if not needed or not fact.statements or fact.of(*needed):
        return ""
    kinds = " or ".join(f"'{stance}'" for stance in needed)
    carries = f"a statement of stance {kinds} that carries the verdict '{fact.verdict}'"
    return f"{carries}: add one, or choose another verdict"


def not_overtaken(fact: Fact) -> str:
    """What the verdict `overtaken` needs and no statement gives; empty when it is carried."""
    if fact.verdict is not Verdict.OVERTAKEN or overtaken(fact):
        return ""
    denied = bool(fact.of(Stance.DENIES))
    kinds = "'development' or 'confirms'" if denied else "'development'"
    older = "every denial" if denied else "what it overtakes"
    newer = f"a statement of stance {kinds} that is newer than {older}"
    return f"{newer}: add one with its date, or choose another verdict than 'overtaken'"


def overtaken(fact: Fact) -> bool:
    """Whether something came after what the verdict `overtaken` speaks of. Where nobody denied
    anything, a development may have overtaken any of the other statements.
    """
    if overtaking(fact.statements):
        return True
    if fact.of(Stance.DENIES):
        return False
    earlier = fact.of(Stance.CLAIMS, Stance.CONFIRMS, Stance.CONTEXT)
    developments = fact.of(Stance.DEVELOPMENT)
    return any(new.said.after(old.said) for new in developments for old in earlier)


def proposed(fact: Fact, change: Change) -> Fact:
    """A new proposal. It may lack much, but none of its dates lies ahead."""
    return _dated(fact, "saved", change)


def publish(fact: Fact, change: Change) -> Fact:
    """A proposed fact, published."""
    _require(fact, "published", fact.status is not Status.RETIRED, _GONE)
    _require(fact, "published", fact.status is Status.PROPOSED, f"it is {fact.status} already")
    after = _next(replace(fact, status=Status.PUBLISHED), change)
    return _publishable(_dated(after, "published", change), "published")


def published_at_once(fact: Fact, change: Change) -> Fact:
    """A fact that was published elsewhere already: its first version here is a public one."""
    return replace(publish(fact, change), version=fact.version)


def correct(fact: Fact, corrected: Fact, change: Change) -> Fact:
    """A new version of `fact` with the contents of `corrected`; identity and status stay."""
    _require(fact, "corrected", fact.status is not Status.RETIRED, _GONE)
    kept = replace(
        corrected,
        id=fact.id,
        scope=fact.scope,
        status=fact.status,
        version=fact.version,
        created=fact.created,
        created_by=fact.created_by,
        origin=corrected.origin or fact.origin,
    )
    after = _dated(_next(kept, change), "corrected", change)
    return _publishable(after, "corrected") if after.status is Status.PUBLISHED else after


def retire(fact: Fact, change: Change) -> Fact:
    """A fact that is no longer said; its history stays."""
    _require(fact, "retired", fact.status is not Status.RETIRED, "it is retired already")
    return _next(replace(fact, status=Status.RETIRED), change)


def reopen(fact: Fact, change: Change) -> Fact:
    """A retired fact as a proposal again, for people to decide about anew. Its slug, should it
    have led to a fact that took its place, is its own again; that fact keeps what it took.
    """
    _require(fact, "reopened", fact.status is Status.RETIRED, f"it is {fact.status}, not retired")
    return _next(replace(fact, status=Status.PROPOSED, merged_into=""), change)


def merge(fact: Fact, into: Fact, change: Change) -> tuple[Fact, Fact]:
    """One fact taken up by another: the first retired and pointing on, the second with what
    the first knew. Both keep their histories.
    """
    step = "merged"
    _require(fact, step, fact.id != into.id, "it is the same fact")
    _require(fact, step, fact.scope == into.scope, "the facts belong to different communities")
    _require(fact, step, fact.status is not Status.RETIRED, "it is retired already")
    _require(into, step, into.status is not Status.RETIRED, _GONE)
    gone = replace(fact, status=Status.RETIRED, merged_into=into.id)
    return _next(gone, change), correct(into, with_all_of(into, fact), change)


def at_version(fact: Fact, version: int) -> Fact:
    """The same state under the version that its editor expects it to become."""
    return replace(fact, version=version)


def with_status_of(fact: Fact, other: Fact) -> Fact:
    """The same contents with the status and, when they name none, the origin of another, for
    comparing what an import brings.
    """
    origin = fact.origin or other.origin
    return replace(fact, status=other.status, merged_into=other.merged_into, origin=origin)


def _next(fact: Fact, change: Change) -> Fact:
    return replace(fact, version=fact.version + 1, updated=change.at, updated_by=change.by)


def _publishable(fact: Fact, step: str) -> Fact:
    missing = missing_to_publish(fact)
    _require(fact, step, not missing, *missing)
    return fact


def _dated(fact: Fact, step: str, change: Change) -> Fact:
    wrong = tuple(f"it has {found}" for found in ahead(fact, day_of(change.at)))
    _require(fact, step, not wrong, *wrong)
    return fact


def _require(fact: Fact, step: str, condition: bool, *missing: str) -> None:  # noqa: FBT001
    if not condition:
        raise IllegalTransition(fact.slug, step, missing)

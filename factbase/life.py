"""The life of a fact: proposed, published, corrected as a new version, retired.

Pure functions from one state to the next. Each raises `IllegalTransition` with the list of
what is missing; none of them stores anything.
"""

from __future__ import annotations

from dataclasses import replace

from factbase.errors import IllegalTransition
from factbase.model import Change, Fact, Stance, Status, Verdict

_CARRIED_BY = {
    Verdict.DENIED: (Stance.DENIES,),
    Verdict.TRUE: (Stance.CONFIRMS, Stance.CONTEXT, Stance.DEVELOPMENT),
}
"""Stances of which at least one statement must carry the verdict."""


def missing_to_publish(fact: Fact) -> tuple[str, ...]:
    """What a fact still lacks before it may be published; empty when it may."""
    missing = []
    if not fact.statements:
        missing.append("a statement with its source")
    needed = _CARRIED_BY.get(fact.verdict)
    if fact.statements and needed and not fact.of(*needed):
        kinds = " or ".join(f"'{stance}'" for stance in needed)
        missing.append(f"a statement of stance {kinds} that carries the verdict '{fact.verdict}'")
    if fact.verdict is Verdict.OVERTAKEN and not _overtaken(fact):
        missing.append("a development that is newer than the statement it overtakes")
    return tuple(missing)


def _overtaken(fact: Fact) -> bool:
    earlier = fact.of(Stance.CLAIMS, Stance.DENIES, Stance.CONFIRMS, Stance.CONTEXT)
    return any(
        development.said.after(statement.said)
        for development in fact.of(Stance.DEVELOPMENT)
        for statement in earlier
    )


def publish(fact: Fact, change: Change) -> Fact:
    """A proposed fact, published."""
    _require(fact, "published", fact.status is Status.PROPOSED, f"it is {fact.status} already")
    return _publishable(_next(replace(fact, status=Status.PUBLISHED), change), "published")


def correct(fact: Fact, corrected: Fact, change: Change) -> Fact:
    """A new version of `fact` with the contents of `corrected`; identity and status stay."""
    _require(fact, "corrected", fact.status is not Status.RETIRED, "it is retired")
    kept = replace(
        corrected,
        id=fact.id,
        scope=fact.scope,
        status=fact.status,
        version=fact.version,
        created=fact.created,
        created_by=fact.created_by,
    )
    after = _next(kept, change)
    return _publishable(after, "corrected") if after.status is Status.PUBLISHED else after


def retire(fact: Fact, change: Change) -> Fact:
    """A fact that is no longer said; its history stays."""
    _require(fact, "retired", fact.status is not Status.RETIRED, "it is retired already")
    return _next(replace(fact, status=Status.RETIRED), change)


def at_version(fact: Fact, version: int) -> Fact:
    """The same state under the version that its editor expects it to become."""
    return replace(fact, version=version)


def with_status_of(fact: Fact, other: Fact) -> Fact:
    """The same contents with the status of another, for comparing what an import brings."""
    return replace(fact, status=other.status)


def _next(fact: Fact, change: Change) -> Fact:
    return replace(fact, version=fact.version + 1, updated=change.at, updated_by=change.by)


def _publishable(fact: Fact, step: str) -> Fact:
    missing = missing_to_publish(fact)
    _require(fact, step, not missing, *missing)
    return fact


def _require(fact: Fact, step: str, condition: bool, *missing: str) -> None:  # noqa: FBT001
    if not condition:
        raise IllegalTransition(fact.slug, step, missing)

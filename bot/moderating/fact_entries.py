"""A saved version of a fact as an entry of the audit log."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from bot.moderating.governing import AuditEntry

_BOOKKEEPING = {"format", "id", "version", "created", "created_by", "updated", "updated_by"}


def fact_entry(
    at: datetime, by: str, why: str, before: Mapping[str, Any], after: Mapping[str, Any]
) -> AuditEntry:
    """What was done, from a fact's documents before (empty for a new one) and after."""
    names = [name for name in after if name not in _BOOKKEEPING]
    changed = [name for name in names if before.get(name) != after[name]]
    return AuditEntry(
        at=at,
        by=by,
        action=_action(before, after),
        subject=str(after["slug"]),
        scope=str(after["scope"]),
        why=why,
        before={name: before[name] for name in changed if name in before},
        after={name: after[name] for name in changed},
    )


def _action(before: Mapping[str, Any], after: Mapping[str, Any]) -> str:
    if not before:
        return "propose fact"
    if before.get("status") == after["status"]:
        return "correct fact"
    if after.get("merged_into"):
        return "merge fact"
    named = {"published": "publish fact", "retired": "retire fact", "proposed": "reopen fact"}
    return named.get(str(after["status"]), "change fact")

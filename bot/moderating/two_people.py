"""Whoever wrote a draft doesn't publish it, where a community asks for that."""

from __future__ import annotations

from typing import Protocol, runtime_checkable

from bot.errors import BotError
from bot.moderating.governing import RoleStore
from bot.permissions import Actor
from factbase.model import Fact
from factbase.ports import UnitOfWork


class NeedsSecondPerson(BotError):
    """This community wants somebody else to publish what one has written."""

    def __init__(self) -> None:
        super().__init__("this community wants somebody other than its author to publish a draft")


@runtime_checkable
class _Governed(Protocol):
    @property
    def roles(self) -> RoleStore: ...


async def require_second_person(unit: UnitOfWork, who: Actor, fact: Fact) -> None:
    """Let somebody else than the author publish, where the fact's community asks for it.

    The author is whoever wrote the newest version: nobody else has looked at that. Who wrote an
    earlier one may publish what another made of it. The operator, who is nobody in particular
    and owns the base, is exempt; so is a base of facts alone, which has no communities with
    rules.

    Raises:
        NeedsSecondPerson: the author may not.
    """
    if who.everywhere or not isinstance(unit, _Governed):
        return
    if not (await unit.roles.rules(fact.scope)).two_people:
        return
    versions = await unit.facts.history(fact.id)
    first = {fact.created_by} if len(versions) == 1 else set()
    if who.key in {versions[-1].change.by, *first}:
        raise NeedsSecondPerson

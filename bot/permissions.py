"""Who may do what. Every service asks here; platforms' own settings only hide commands."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum, StrEnum

from bot.errors import NotAllowed
from bot.messages import Person, PlaceKind
from bot.places import PlaceSettings
from factbase.model import GLOBAL


class Role(IntEnum):
    """What a person is in a community; each role may do what the lower ones may."""

    READER = 0
    CONTRIBUTOR = 1
    MODERATOR = 2
    ADMIN = 3


class Action(StrEnum):
    """What can be asked for, in words that fit "you may not ... here"."""

    PROPOSE = "propose facts"
    PUBLISH = "publish facts"
    CORRECT = "correct facts"
    RETIRE = "retire facts"
    IMPORT = "import facts"
    READ_DRAFTS = "see proposals"
    CONFIGURE = "change settings"


_NEEDS = {
    Action.PROPOSE: Role.CONTRIBUTOR,
    Action.PUBLISH: Role.MODERATOR,
    Action.CORRECT: Role.MODERATOR,
    Action.RETIRE: Role.MODERATOR,
    Action.READ_DRAFTS: Role.CONTRIBUTOR,
    Action.IMPORT: Role.ADMIN,
    Action.CONFIGURE: Role.ADMIN,
}


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody acting, with the role they have in `scope`.

    `everywhere` is for the operator at the terminal, who owns the base.
    """

    key: str
    role: Role
    scope: str = GLOBAL
    everywhere: bool = False

    @classmethod
    def operator(cls, name: str = "operator") -> Actor:
        """Whoever has a shell on the base."""
        return cls(name, Role.ADMIN, everywhere=True)


def actor(person: Person, kind: PlaceKind, settings: PlaceSettings) -> Actor:
    """What a person on a platform may do, acting from a place with these settings.

    A private chat belongs to no community, so nobody moderates there. A place without a
    community has nobody who could change facts: global facts belong to the operator.
    """
    if kind is PlaceKind.PRIVATE or person.is_bot:
        return Actor(person.key, Role.READER, settings.community)
    if person.administers:
        return Actor(person.key, Role.ADMIN, settings.community)
    moderates = set(person.roles) & set(settings.moderator_roles)
    return Actor(person.key, Role.MODERATOR if moderates else Role.READER, settings.community)


def require(who: Actor, action: Action, scope: str) -> None:
    """Let the action pass, or refuse it.

    Raises:
        NotAllowed: the role is too low, or the fact belongs to another scope. Settings are
            asked for with the actor's own scope.
    """
    if who.everywhere:
        return
    shared = scope == GLOBAL and action is not Action.CONFIGURE
    if who.role < _NEEDS[action] or who.scope != scope or shared:
        raise NotAllowed(action)

"""Who may do what. Every service asks here; platforms' own settings only hide commands."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum, StrEnum

from bot.errors import NotAllowed
from bot.messages import Person, PlaceKind
from bot.places.behaviour import PlaceSettings
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
    REVIEW = "decide about reports"
    APPOINT = "appoint people"
    READ_AUDIT = "see what was done"


_NEEDS = {
    Action.PROPOSE: Role.CONTRIBUTOR,
    Action.PUBLISH: Role.MODERATOR,
    Action.CORRECT: Role.MODERATOR,
    Action.RETIRE: Role.MODERATOR,
    Action.READ_DRAFTS: Role.CONTRIBUTOR,
    Action.IMPORT: Role.ADMIN,
    Action.CONFIGURE: Role.ADMIN,
    Action.REVIEW: Role.MODERATOR,
    Action.APPOINT: Role.ADMIN,
    Action.READ_AUDIT: Role.MODERATOR,
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
    roles = [Role.ADMIN] if person.administers else [Role.READER]
    held = set(person.roles)
    roles += [role for role, ids in _mapped(settings) if held & set(ids)]
    roles += [Role[name.upper()] for key, name in settings.appointed if key == person.key]
    return Actor(person.key, max(roles), settings.community)


def _mapped(settings: PlaceSettings) -> tuple[tuple[Role, tuple[str, ...]], ...]:
    """The platform's roles that mean one of ours here."""
    return (
        (Role.CONTRIBUTOR, settings.contributor_roles),
        (Role.MODERATOR, settings.moderator_roles),
        (Role.ADMIN, settings.admin_roles),
    )


def require(who: Actor, action: Action, scope: str) -> None:
    """Let the action pass, or refuse it.

    Raises:
        NotAllowed: the role is too low, or the fact belongs to another scope. Settings are
            asked for with the actor's own scope.
    """
    if not may(who, action, scope):
        raise NotAllowed(action)


def may(who: Actor, action: Action, scope: str) -> bool:
    """Whether `require` would let the action pass.

    What is reviewed belongs to a circle (`bot.pressing.suppressing.circle`): a community, or the
    server without one that somebody acts from, whose name has a colon.
    """
    if who.everywhere:
        return True
    shared = scope == GLOBAL and action is not Action.CONFIGURE
    server = action is Action.REVIEW and ":" in scope
    return who.role >= _NEEDS[action] and who.scope == (GLOBAL if server else scope) and not shared


def lacks_community(who: Actor, action: Action) -> bool:
    """Whether somebody's role would do for the action, and only a community is missing here."""
    return who.scope == GLOBAL and not who.everywhere and who.role >= _NEEDS[action]


def require_everywhere(who: Actor, action: Action) -> None:
    """Let what concerns every community pass for the operator alone. Raises `NotAllowed`."""
    if not who.everywhere:
        raise NotAllowed(action)

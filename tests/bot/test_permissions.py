"""Who may do what: every role, every action, here, elsewhere and everywhere."""

from __future__ import annotations

import pytest

from bot.errors import NotAllowed
from bot.messages import Person, PlaceKind
from bot.permissions import Action, Actor, Role, actor, lacks_community, require
from bot.places.behaviour import PlaceSettings
from factbase.model import GLOBAL

HARBOUR = PlaceSettings(community="harbour", moderator_roles=("mods", "editors"))
MAY = {
    Role.READER: set(),
    Role.CONTRIBUTOR: {Action.PROPOSE, Action.READ_DRAFTS},
    Role.MODERATOR: {
        Action.PROPOSE,
        Action.READ_DRAFTS,
        Action.PUBLISH,
        Action.CORRECT,
        Action.RETIRE,
        Action.REVIEW,
        Action.READ_AUDIT,
    },
    Role.ADMIN: set(Action),
}


def allowed(who: Actor, action: Action, scope: str) -> bool:
    try:
        require(who, action, scope)
    except NotAllowed:
        return False
    return True


def test_a_refusal_names_what_was_asked() -> None:
    with pytest.raises(NotAllowed, match="you may not publish facts here; ask a moderator"):
        require(Actor("discord:ann", Role.READER), Action.PUBLISH, GLOBAL)


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("action", Action)
def test_each_role_in_its_own_community_in_others_and_for_everybody(
    role: Role, action: Action
) -> None:
    who = Actor("discord:ann", role, "harbour")
    assert allowed(who, action, "harbour") is (action in MAY[role])
    assert not allowed(who, action, "airport")
    assert not allowed(who, action, GLOBAL)
    nowhere = Actor("discord:ann", role, GLOBAL)
    # Outside of any community there are settings, but no facts of one's own.
    mine = action is Action.CONFIGURE and role is Role.ADMIN
    assert allowed(nowhere, action, GLOBAL) is mine
    assert not allowed(nowhere, action, "harbour")


@pytest.mark.parametrize("action", Action)
def test_the_operator_may_do_everything_everywhere(action: Action) -> None:
    for scope in (GLOBAL, "harbour", "airport"):
        assert allowed(Actor.operator(), action, scope)


@pytest.mark.parametrize("action", Action)
@pytest.mark.parametrize("role", Role)
def test_who_could_act_if_the_place_had_a_community(role: Role, action: Action) -> None:
    assert lacks_community(Actor("discord:1", role), action) is (action in MAY[role])
    assert not lacks_community(Actor("discord:1", role, "harbour"), action)
    assert not lacks_community(Actor.operator(), action)


@pytest.mark.parametrize(
    ("person", "kind", "role"),
    [
        (Person("discord", "1"), PlaceKind.GROUP, Role.READER),
        (Person("discord", "1", roles=("other",)), PlaceKind.GROUP, Role.READER),
        (Person("discord", "1", roles=("other", "mods")), PlaceKind.GROUP, Role.MODERATOR),
        (Person("discord", "1", roles=("editors",)), PlaceKind.CHANNEL, Role.MODERATOR),
        (Person("discord", "1", administers=True), PlaceKind.GROUP, Role.ADMIN),
        (Person("discord", "1", administers=True), PlaceKind.PRIVATE, Role.READER),
        (Person("discord", "1", roles=("mods",)), PlaceKind.PRIVATE, Role.READER),
        (Person("discord", "1", administers=True, is_bot=True), PlaceKind.GROUP, Role.READER),
    ],
)
def test_roles_come_from_the_platform_and_the_settings(
    person: Person, kind: PlaceKind, role: Role
) -> None:
    who = actor(person, kind, HARBOUR)
    assert (who.key, who.role, who.scope, who.everywhere) == ("discord:1", role, "harbour", False)


def test_nobody_moderates_by_a_role_that_is_not_chosen() -> None:
    who = actor(Person("discord", "1", roles=("mods", "")), PlaceKind.GROUP, PlaceSettings())
    assert who.role is Role.READER

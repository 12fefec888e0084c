"""Which messages are for us."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.checking.attention import Attention, attention
from bot.messages import Addressed, Person, Place, PlaceKind
from bot.places.behaviour import Mode, PlaceSettings
from factbase.errors import InvalidValue
from tests.bot.rig import ANN, CHANNEL, a_message

ASKED = [addressed for addressed in Addressed if addressed is not Addressed.NO]


def decided(
    settings: PlaceSettings | None = None, *, opted_out: bool = False, **message: Any
) -> Attention:
    return attention(a_message(**message), settings or PlaceSettings(), opted_out=opted_out)


@given(
    mode=st.sampled_from(Mode),
    addressed=st.sampled_from(Addressed),
    kind=st.sampled_from(PlaceKind),
    opted_out=st.booleans(),
)
def test_bots_are_never_answered(
    mode: Mode, addressed: Addressed, kind: PlaceKind, *, opted_out: bool
) -> None:
    bot = Person("discord", "robot", is_bot=True, administers=True)
    place = Place("discord", "1", kind)
    found = decided(
        PlaceSettings(mode=mode),
        opted_out=opted_out,
        author=bot,
        addressed=addressed,
        place=place,
    )
    assert found is Attention.NONE


@pytest.mark.parametrize(
    ("mode", "overheard"),
    [
        (Mode.ADDRESSED, Attention.NONE),
        (Mode.QUIET, Attention.WATCH),
        (Mode.UNPROMPTED, Attention.WATCH),
        (Mode.SHADOW, Attention.WATCH),
    ],
)
def test_who_asks_is_answered_others_are_watched_where_that_was_chosen(
    mode: Mode, overheard: Attention
) -> None:
    settings = PlaceSettings(mode=mode)
    assert decided(settings, addressed=Addressed.NO) is overheard
    for addressed in ASKED:
        assert decided(settings, addressed=addressed) is Attention.ANSWER


def test_where_it_is_off_nobody_is_answered() -> None:
    for addressed in Addressed:
        assert decided(PlaceSettings(mode=Mode.OFF), addressed=addressed) is Attention.NONE


def test_a_private_message_needs_no_mention() -> None:
    private = Place("discord", "dm", PlaceKind.PRIVATE)
    assert decided(place=private, addressed=Addressed.NO) is Attention.ANSWER


def test_who_opted_out_is_answered_only_when_asking() -> None:
    watching = PlaceSettings(mode=Mode.UNPROMPTED)
    assert decided(watching, opted_out=True, addressed=Addressed.NO) is Attention.NONE
    assert decided(watching, opted_out=True) is Attention.ANSWER


@pytest.mark.parametrize(
    "ignoring",
    [
        {"ignored_roles": ("muted", "other")},
        {"ignored_places": (CHANNEL.id,)},
        {"ignored_places": ("thread-1",)},
    ],
)
def test_ignored_roles_places_and_threads_get_nothing(ignoring: dict[str, Any]) -> None:
    muted = Person("discord", "ann", roles=("member", "muted"))
    place = Place("discord", CHANNEL.id, thread="thread-1")
    settings = PlaceSettings(mode=Mode.UNPROMPTED, **ignoring)
    for addressed in Addressed:
        found = decided(settings, author=muted, place=place, addressed=addressed)
        assert found is Attention.NONE


def test_ignoring_others_changes_nothing() -> None:
    settings = PlaceSettings(ignored_roles=("muted",), ignored_places=("elsewhere",))
    assert decided(settings, author=ANN) is Attention.ANSWER


@pytest.mark.parametrize(
    "nonsense", [{"threshold": 1.1}, {"threshold": -0.1}, {"cooldown": -1}, {"cooldown": 604_801}]
)
def test_settings_refuse_nonsense(nonsense: dict[str, Any]) -> None:
    with pytest.raises(InvalidValue):
        PlaceSettings(**nonsense)

"""Rows to values and back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import fields, replace
from typing import Any

from bot.messages import Place, PlaceKind
from bot.moderating.governing import Appointment
from bot.places.behaviour import Mode, PlaceSettings, governed, settings_values
from bot.ports import PostedReply, ReplyKind, ReplyState
from bot.storage.tables import ReplyRow
from factbase.matching.decision import Lane, MessageStance
from factbase.model import GLOBAL

_LISTS = (
    "moderator_roles",
    "contributor_roles",
    "admin_roles",
    "ignored_roles",
    "ignored_places",
)


def settings_data(settings: PlaceSettings) -> dict[str, Any]:
    """Settings as JSON data, without who is appointed: that is kept with the community."""
    return settings_values(settings)


def with_appointed(settings: PlaceSettings, there: Iterable[Appointment]) -> PlaceSettings:
    """The settings with who is appointed in their community."""
    return replace(settings, appointed=tuple((one.person, one.role) for one in there))


def settings_from(data: dict[str, Any]) -> PlaceSettings:
    """Settings again; names that this version doesn't know are left alone."""
    known = {field.name for field in fields(PlaceSettings)} - {"appointed"}
    given = {name: value for name, value in data.items() if name in known}
    lists = {name: tuple(given.get(name, ())) for name in _LISTS}
    return PlaceSettings(**(given | lists | {"mode": Mode(given.get("mode", Mode.ADDRESSED))}))


def closest(place: Place, stored: Mapping[tuple[str, str], PlaceSettings]) -> PlaceSettings:
    """The settings closest to a place, with the roles of its server, or of the outermost that
    has settings at all, and the closest community. What was only bound has no settings.
    """
    keys = [(place.platform, part) for part in place_parts(place)]
    found = [stored[key] for key in keys if key in stored]
    own = [one for one in found if not one.only_community] or [PlaceSettings()]
    community = next((one.community for one in found if one.community), GLOBAL)
    return replace(governed(own[0], own[-1]), community=community)


def bound(settings: PlaceSettings | None, community: str) -> PlaceSettings:
    """What is stored for a place once it is bound to a community: `settings` are its own."""
    return replace(settings or PlaceSettings(only_community=True), community=community)


def place_parts(place: Place) -> tuple[str, ...]:
    """What may have settings of its own, the closest first."""
    return tuple(part for part in (place.thread, place.id, place.server) if part)


def log_places(
    circle: str, stored: Iterable[tuple[Place, PlaceSettings]]
) -> tuple[tuple[str, str], ...]:
    """Where a circle's moderators are told things: each place once, by platform and id.

    Args:
        circle: a community, or platform and id of a server that has none.
        stored: places with the settings stored for them; `server` where it is another place.
    """
    own = {(place.platform, place.id): (place, settings) for place, settings in stored}
    found = set()
    for place, settings in own.values():
        _, server = own.get((place.platform, place.server), (place, settings))
        of = (
            settings.community or server.community or f"{place.platform}:{place.server or place.id}"
        )
        if settings.log_place and circle == of:
            found.add((place.platform, settings.log_place))
    return tuple(sorted(found))


def reply_values(reply: PostedReply) -> dict[str, Any]:
    """A reply as the columns of its row."""
    place = reply.place
    return {
        "id": reply.id,
        "platform": place.platform,
        "place_id": place.id,
        "place_kind": place.kind.value,
        "server": place.server,
        "thread": place.thread,
        "message_id": reply.message_id,
        "kind": reply.kind.value,
        "lane": reply.lane.value,
        "author": reply.author,
        "locale": reply.locale,
        "at": reply.at,
        "fact_id": reply.fact_id,
        "fact_version": reply.fact_version,
        "others": list(reply.others),
        "confidence": reply.confidence,
        "stance": reply.stance.value,
        "state": reply.state.value,
        "sent_id": reply.sent_id,
        "url": reply.url,
        "begun": reply.begun,
    }


def reply_from(row: ReplyRow) -> PostedReply:
    """The reply that a row holds."""
    place = Place(row.platform, row.place_id, PlaceKind(row.place_kind), row.server, row.thread)
    return PostedReply(
        id=row.id,
        place=place,
        message_id=row.message_id,
        kind=ReplyKind(row.kind),
        lane=Lane(row.lane),
        author=row.author,
        locale=row.locale,
        at=row.at,
        fact_id=row.fact_id,
        fact_version=row.fact_version,
        others=tuple(row.others),
        confidence=row.confidence,
        stance=MessageStance(row.stance),
        state=ReplyState(row.state),
        sent_id=row.sent_id,
        url=row.url,
        begun=row.begun,
    )

"""Which commands a person is shown where, and how what they type becomes options."""

from typing import Any

from .hub import Hub
from .model import DIRECT, Channel, Json, Message, User
from .permissions import has, in_channel, sees

CHAT, MESSAGE_MENU = 1, 3
IN_GUILD, WITH_BOT = 0, 1
STRING, INTEGER, BOOLEAN, USER, CHANNEL, ROLE, NUMBER = 3, 4, 5, 6, 7, 8, 10


TYPES: dict[int, type | tuple[type, ...]] = {
    STRING: str,
    INTEGER: int,
    BOOLEAN: bool,
    NUMBER: (int, float),
}


class NotOffered(AssertionError):
    """The person's client would not let them invoke this here."""


def find(hub: Hub, user: User, channel: Channel, name: str, kind: int) -> Json:
    """The registered command that a person may invoke here.

    Raises:
        NotOffered: it isn't registered, or not for this person in this place.
    """
    scopes = [None, channel.guild.id if channel.guild else None]
    known = [one for scope in dict.fromkeys(scopes) for one in hub.app.commands.get(scope, [])]
    named = [one for one in known if one["type"] == kind and called(one, user, name)]
    if not named:
        raise NotOffered(f"no command {name!r}; there are {[one['name'] for one in known]}")
    if not owners(hub, user, channel, named[0]):
        raise NotOffered(f"{name!r} is not available to {user.name} in #{channel.name}")
    _check_person(user, channel, named[0])
    return named[0]


def called(thing: Json, user: User, name: str) -> bool:
    """Whether that is its name, as it stands or in the person's language."""
    localised = (thing.get("name_localizations") or {}).get(user.locale)
    return name in {thing["name"], localised}


def owners(hub: Hub, user: User, channel: Channel, command: Json) -> dict[str, str]:
    """`authorizing_integration_owners`; empty when nothing authorises the command here."""
    direct = channel.guild is None
    context = WITH_BOT if direct else IN_GUILD
    contexts = command.get("contexts")
    if contexts is not None and context not in contexts:
        return {}
    types = command["integration_types"]
    found: dict[str, str] = {}
    inside = channel.guild is not None and channel.guild.bot_inside
    shared = any(one.bot_inside and user.id in one.members for one in hub.guilds.values())
    if 0 in types and (inside or (direct and shared)):
        found["0"] = channel.guild.id if channel.guild else "0"
    if 1 in types and user.installed:
        found["1"] = user.id
    return found


def _check_person(user: User, channel: Channel, command: Json) -> None:
    if channel.type == DIRECT:
        return
    if not sees(channel, user) or not has(channel, user.id, "use_application_commands"):
        raise NotOffered(f"{user.name} cannot use commands in #{channel.name}")
    if channel.is_thread and not has(channel.ruled_by, user.id, "send_messages"):
        raise NotOffered(f"commands vanish in threads for {user.name}, who cannot send outside")
    needed = int(command.get("default_member_permissions") or 0)
    if in_channel(channel, user.id) & needed != needed:
        raise NotOffered(f"{command['name']!r} is hidden from {user.name} by its permissions")


def descend(command: Json, user: User, words: list[str]) -> tuple[Json, list[Json]]:
    """Follow sub-command names; returns the last level and the chain of options to it."""
    level, chain = command, []
    for word in words:
        inside = [one for one in level.get("options", []) if one["type"] in {1, 2}]
        chosen = next((one for one in inside if called(one, user, word)), None)
        if chosen is None:
            raise NotOffered(
                f"no sub-command {word!r}; there are {[one['name'] for one in inside]}"
            )
        chain.append(chosen)
        level = chosen
    if any(one["type"] in {1, 2} for one in level.get("options") or ()):
        raise NotOffered(f"{level['name']!r} needs a sub-command")
    return level, chain


def option(entry: Json, value: Any, resolved: dict[str, Json]) -> Json:
    """One option as sent, with what it refers to added to `resolved`."""
    from . import payloads

    kind = entry["type"]
    if kind == USER:
        resolved.setdefault("users", {})[value.id] = payloads.user(value.user)
        value = value.id
    elif kind == CHANNEL:
        resolved.setdefault("channels", {})[value.id] = payloads.channel(value.state)
        value = value.id
    elif kind == ROLE:
        resolved.setdefault("roles", {})[value.id] = payloads.role(value, 1)
        value = value.id
    else:
        _check_value(entry, value)
    return {"name": entry["name"], "type": kind, "value": value}


def _check_value(entry: Json, value: Any) -> None:
    fits = TYPES[entry["type"]]
    if not isinstance(value, fits):
        raise NotOffered(f"{entry['name']} takes {fits}, not {value!r}")
    choices = [one["value"] for one in entry.get("choices") or ()]
    if choices and value not in choices:
        raise NotOffered(f"{entry['name']} is one of {choices}")
    size = len(value) if isinstance(value, str) else value
    least = entry.get("min_length", entry.get("min_value"))
    most = entry.get("max_length", entry.get("max_value"))
    if isinstance(value, str) and most is None:
        most = 6000
    if (least is not None and size < least) or (most is not None and size > most):
        raise NotOffered(f"{entry['name']} must be within {least} to {most}")


def target(message: Message, shown: Json) -> Json:
    """The part of a message command's data that names its target."""
    return {"target_id": message.id, "resolved": {"messages": {message.id: shown}}}

"""Who a text names, whom it would notify, and which links it would unfold."""

import re
from dataclasses import dataclass
from typing import Any

from .model import SUPPRESS_EMBEDS, Json, Message, User, walk

CODE = re.compile(r"```.*?```|`[^`\n]*`", re.DOTALL)
USER = re.compile(r"<@!?(\d+)>")
ROLE = re.compile(r"<@&(\d+)>")
EVERYONE = re.compile(r"@(?:everyone|here)\b")
QUIET_LINK = re.compile(r"<https?://[^>\s]*>")
LINK = re.compile(r"https?://[^\s<>)]+")


@dataclass(frozen=True, slots=True)
class Named:
    """Ids of users and roles, and whether @everyone or @here is meant."""

    users: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    everyone: bool = False


def named_in(text: str) -> Named:
    """What a text mentions, outside code."""
    plain = CODE.sub("", text)
    return Named(
        tuple(dict.fromkeys(USER.findall(plain))),
        tuple(dict.fromkeys(ROLE.findall(plain))),
        bool(EVERYONE.search(plain)),
    )


def allowed(named: Named, rules: Json | None, replied_to: str | None) -> Named:
    """Apply `allowed_mentions`; without it everything named, and the author replied to, counts."""
    if rules is None:
        rules = {"parse": ["users", "roles", "everyone"], "replied_user": True}
    parse = rules.get("parse") or []
    users = _chosen(named.users, "users", parse, rules)
    if replied_to and rules.get("replied_user"):
        users = (*users, replied_to)
    return Named(
        tuple(dict.fromkeys(users)),
        _chosen(named.roles, "roles", parse, rules),
        named.everyone and "everyone" in parse,
    )


def _chosen(named: tuple[str, ...], kind: str, parse: list[str], rules: Json) -> tuple[str, ...]:
    listed = {str(item) for item in rules.get(kind) or ()}
    return tuple(one for one in named if kind in parse or one in listed)


def apply(message: Message, named: Named, users: dict[str, User]) -> None:
    """Write the mentions into a message and note whom it notifies.

    Permission to ping @everyone is not asked for: a text that asks for it is the fault.
    """
    guild = message.channel.guild
    message.mentions = [users[one] for one in named.users if one in users]
    message.mention_roles = [one for one in named.roles if guild and one in guild.roles]
    message.mention_everyone = named.everyone
    message.pings = [f"@{user.name}" for user in message.mentions]
    if guild is not None:
        message.pings += [f"@{guild.roles[one].name}" for one in message.mention_roles]
    if named.everyone:
        message.pings.append("@everyone")


def spoken(content: str, components: list[Any]) -> str:
    """Where mentions count: the content and text components, but not embeds."""
    return "\n".join([content, *(str(part.get("content") or "") for part in walk(components))])


def unfolded(content: str, flags: int) -> list[str]:
    """Links that Discord would preview: not in angle brackets, not in code, not suppressed."""
    if flags & SUPPRESS_EMBEDS:
        return []
    return LINK.findall(QUIET_LINK.sub("", CODE.sub("", content)))

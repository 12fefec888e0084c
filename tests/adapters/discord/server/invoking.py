"""How people set off interactions: commands, menus, autocomplete, components, modals."""

from __future__ import annotations

from typing import Any

from . import offered, payloads, shown
from .hub import Hub
from .interaction import AUTOCOMPLETE, COMMAND, COMPONENT, MODAL_SUBMIT, Interaction
from .invocation import Invocation, Modal
from .modal_submit import submission
from .model import Channel, Json, Message, User, walk
from .permissions import bits, has, in_channel
from .places import Place
from .shown import Sight

FOREIGN_BITS = bits(("attach_files", "embed_links", "mention_everyone", "use_external_emojis"))
SIZE_LIMIT = 10 << 20
SELECTS = frozenset({3, 5, 6, 7, 8})


class Invoking:
    """The invoking half of a person."""

    def __init__(self, hub: Hub, user: User) -> None:
        self.hub = hub
        self.user = user

    async def uses(self, command: str, where: Place | None = None, /, **options: Any) -> Invocation:
        """Send a slash command such as `"/fact check"`.

        Args:
            command: the command and sub-commands, as registered or in the person's language.
            where: the place; the first text channel of their guild when None.
            options: values by option name (`Person`, `Place` or `Role` where it takes those).

        Raises:
            NotOffered: their client would not offer it, or not take these options.
        """
        channel = self._channel(where)
        found, data = self._command_data(channel, command)
        level, chain = offered.descend(found, self.user, command.split()[1:])
        entries = {one["name"]: one for one in level.get("options") or ()}
        strange = set(options) - set(entries)
        if strange:
            raise offered.NotOffered(f"{command} has no option {strange}; it has {set(entries)}")
        for name, entry in entries.items():
            if entry.get("required") and name not in options:
                raise offered.NotOffered(f"{command} needs {name}")
        resolved: dict[str, Json] = {}
        given = [offered.option(entries[key], value, resolved) for key, value in options.items()]
        data["options"] = _nested(chain, given)
        if resolved:
            data["resolved"] = resolved
        return self._send(COMMAND, channel, data, found, message_type=20)

    async def types(self, command: str, where: Place | None = None, /, **typed: str) -> list[Json]:
        """Type into an option (the last one given) and wait for its autocomplete choices."""
        channel = self._channel(where)
        found, data = self._command_data(channel, command)
        level, chain = offered.descend(found, self.user, command.split()[1:])
        entries = {one["name"]: one for one in level.get("options") or ()}
        focused = list(typed)[-1]
        if not entries.get(focused, {}).get("autocomplete"):
            raise offered.NotOffered(f"{command} has no autocomplete on {focused}")
        given: list[Json] = [
            {"name": key, "type": entries[key]["type"], "value": value}
            for key, value in typed.items()
        ]
        given[-1]["focused"] = True
        data["options"] = _nested(chain, given)
        return await self._send(AUTOCOMPLETE, channel, data, found).choices()

    async def uses_on(self, message: Message, command: str) -> Invocation:
        """Use a message command (context menu) on a message they can see."""
        channel = message.channel
        found = offered.find(self.hub, self.user, channel, command, offered.MESSAGE_MENU)
        body = shown.message(message, Sight(self.hub.me.id, content=True))
        data = {"id": found["id"], "name": found["name"], "type": offered.MESSAGE_MENU}
        data |= offered.target(message, body)
        return self._send(COMMAND, channel, data, found, message_type=23)

    async def presses(self, message: Message, button: str) -> Invocation:
        """Press a button by its label, emoji or custom id.

        Raises:
            AssertionError: they can't see it, it isn't there, it is disabled or a link.
        """
        self._check_visible(message)
        for one in message.buttons:
            names = {one.get("label"), one.get("custom_id"), (one.get("emoji") or {}).get("name")}
            if button in names:
                assert not one.get("disabled"), f"{button!r} is disabled"
                assert one.get("custom_id"), f"{button!r} is a link"
                return self._component(message, one, {})
        raise AssertionError(f"no button {button!r}; there are {message.labels}")

    async def chooses(self, message: Message, select: str, *values: Any) -> Invocation:
        """Choose in a select, named by placeholder or custom id.

        `values` are option labels or values; `Person`, `Place` or `Role` in the other selects.
        """
        self._check_visible(message)
        there = [one for one in walk(message.components) if one.get("type") in SELECTS]
        for one in there:
            if select in {one.get("placeholder"), one.get("custom_id")}:
                assert not one.get("disabled"), f"{select!r} is disabled"
                return self._component(message, one, _picked(one, values))
        names = [one.get("placeholder") or one.get("custom_id") for one in there]
        raise AssertionError(f"no select {select!r}; there are {names}")

    async def submits(self, modal: Modal, filled: dict[str, Any] | None = None) -> Invocation:
        """Submit a modal; inputs not named keep their prefilled text."""
        origin = modal.interaction
        assert origin.user is self.user, "the modal is on somebody else's screen"
        data = submission(modal, filled or {})
        made = self._made(MODAL_SUBMIT, origin.channel, data, origin.owners)
        made.message = origin.message
        return self._deliver(made)

    def _channel(self, where: Place | None) -> Channel:
        if where is not None:
            return where.state
        for guild in self.hub.guilds.values():
            if self.user.id in guild.members:
                return next(one for one in guild.channels.values() if one.type == 0)
        raise AssertionError(f"say where {self.user.name} is")

    def _command_data(self, channel: Channel, command: str) -> tuple[Json, Json]:
        name = command.removeprefix("/").split()[0]
        found = offered.find(self.hub, self.user, channel, name, offered.CHAT)
        data: Json = {"id": found["id"], "name": found["name"], "type": found["type"]}
        if found.get("guild_id"):
            data["guild_id"] = found["guild_id"]
        return found, data

    def _check_visible(self, message: Message) -> None:
        assert not message.deleted, "the message is gone"
        seen = message.only_for in {None, self.user.id}
        assert seen, f"{self.user.name} cannot see that message"

    def _component(self, message: Message, part: Json, more: Json) -> Invocation:
        data = {"custom_id": part["custom_id"], "component_type": part["type"], **more}
        data["id"] = part["id"]
        origin = message.interaction or {}
        guild = message.channel.guild
        fallback = {"0": guild.id if guild else "0"}
        owners = origin.get("authorizing_integration_owners", fallback)
        made = self._made(COMPONENT, message.channel, data, owners)
        made.message, made.message_type = message, 0
        return self._deliver(made)

    def _send(
        self, kind: int, channel: Channel, data: Json, command: Json, *, message_type: int = 0
    ) -> Invocation:
        owners = offered.owners(self.hub, self.user, channel, command)
        made = self._made(kind, channel, data, owners)
        made.message_type = message_type
        return self._deliver(made)

    def _made(self, kind: int, channel: Channel, data: Json, owners: dict[str, str]) -> Interaction:
        number = self.hub.ids.next()
        now = self.hub.clock.now()
        made = Interaction(number, f"token-{number}", kind, self.user, channel, now, data, owners)
        quiet = made.foreign and not has(channel, self.user.id, "use_external_apps")
        made.forced_private = quiet and channel.guild is not None
        return made

    def _deliver(self, made: Interaction) -> Invocation:
        self.hub.interactions[made.token] = made
        before = len(made.message.earlier) if made.message else 0
        self.hub.dispatch("INTERACTION_CREATE", lambda _: self._payload(made), made.channel)
        return Invocation(self.hub, made, before)

    def _payload(self, made: Interaction) -> Json:
        channel = made.channel
        mine = FOREIGN_BITS if made.foreign else in_channel(channel, self.hub.me.id)
        body: Json = {
            "id": made.id,
            "application_id": self.hub.app.id,
            "type": made.kind,
            "token": made.token,
            "version": 1,
            "data": made.data,
            "channel_id": channel.id,
            "channel": payloads.partial_channel(channel, self.user.id),
            "attachment_size_limit": SIZE_LIMIT,
            "app_permissions": str(mine),
            "locale": self.user.locale,
            "entitlements": [],
            "authorizing_integration_owners": made.owners,
            "context": 1 if channel.guild is None else 0,
        }
        if made.message is not None:
            body["message"] = shown.message(made.message, Sight(self.hub.me.id, content=True))
        return body | self._speaker(channel)

    def _speaker(self, channel: Channel) -> Json:
        guild = channel.guild
        if guild is None:
            return {"user": payloads.user(self.user)}
        member = payloads.member(guild.members[self.user.id])
        member["permissions"] = str(in_channel(channel, self.user.id) & ((1 << 53) - 1))
        return {
            "guild_id": guild.id,
            "guild_locale": guild.locale,
            "guild": {"id": guild.id, "locale": guild.locale, "features": []},
            "member": member,
        }


def _nested(chain: list[Json], given: list[Json]) -> list[Json]:
    for one in reversed(chain):
        given = [{"name": one["name"], "type": one["type"], "options": given}]
    return given


def _picked(part: Json, values: tuple[Any, ...]) -> Json:
    least, most = part.get("min_values", 1), part.get("max_values", 1)
    assert least <= len(values) <= most, f"choose {least} to {most} values"
    if part["type"] != 3:
        return {"values": [one.id for one in values], "resolved": _resolved(values)}
    known = {one["label"]: one["value"] for one in part["options"]}
    known |= {value: value for value in known.values()}
    assert set(values) <= set(known), f"no such options: {set(values) - set(known)}"
    return {"values": [known[value] for value in values]}


def _resolved(values: tuple[Any, ...]) -> Json:
    found: Json = {}
    for one in values:
        if hasattr(one, "user"):
            found.setdefault("users", {})[one.id] = payloads.user(one.user)
        elif hasattr(one, "state"):
            found.setdefault("channels", {})[one.id] = payloads.channel(one.state)
        else:
            found.setdefault("roles", {})[one.id] = payloads.role(one, 1)
    return found

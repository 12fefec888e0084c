"""One REST request, parsed, and the look-ups every handler needs."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from .errors import Form, Refused
from .hub import Hub
from .model import Channel, Guild, Json, Message
from .permissions import has, sees


@dataclass(frozen=True, slots=True)
class Call:
    """Path parameters, query, JSON body and uploaded files of a request."""

    operation: str
    params: dict[str, str]
    query: dict[str, str]
    body: Any = None
    files: list[Json] = field(default_factory=list)

    def fields(self) -> Json:
        """The body as an object.

        Raises:
            Refused: 50035 when it is something else.
        """
        if isinstance(self.body, dict):
            return self.body
        form = Form()
        form.add((), "DICT_TYPE_CONVERT", "Only dictionaries may be used in a DictType")
        form.check()
        return {}


Handler = Callable[[Hub, Call], Any]


@dataclass(frozen=True, slots=True)
class Route:
    """A path below the API base, with the OpenAPI name of its operation."""

    method: str
    path: str
    operation: str
    handler: Handler
    open: bool = False
    """Whether it needs no bot token: interaction and webhook tokens speak for themselves."""


def snowflake(value: Any) -> str:
    """Ids arrive as strings or, from discord.py, as integers; never as floats.

    Raises:
        Refused: 50035 when it is neither.
    """
    if isinstance(value, bool) or not str(value).isdigit():
        text = f'Value "{value}" is not snowflake.'
        raise Refused(50035, errors={"_errors": [{"code": "NUMBER_TYPE_COERCE", "message": text}]})
    return str(value)


def channel_of(hub: Hub, call: Call) -> Channel:
    """The channel of the path, if the bot can see it.

    Raises:
        Refused: 10003 or 50001.
    """
    channel = hub.channels.get(snowflake(call.params["channel_id"]))
    if channel is None:
        raise Refused(10003)
    outside = channel.guild is not None and not channel.guild.bot_inside
    if outside or not sees(channel, hub.me):
        raise Refused(50001)
    return channel


def message_of(hub: Hub, call: Call) -> Message:
    """The message of the path; one in a channel needs read_message_history.

    Raises:
        Refused: 10003, 50001, 50013 or 10008.
    """
    channel = channel_of(hub, call)
    message = channel.messages.get(snowflake(call.params["message_id"]))
    if message is None or message.ephemeral:
        raise Refused(10008)
    if message.author is not hub.me and not has(channel, hub.me.id, "read_message_history"):
        raise Refused(50001)
    return message


def guild_of(hub: Hub, call: Call) -> Guild:
    """The guild of the path, if the bot is in it.

    Raises:
        Refused: 10004 or 50001.
    """
    guild = hub.guilds.get(snowflake(call.params["guild_id"]))
    if guild is None:
        raise Refused(10004)
    if not guild.bot_inside:
        raise Refused(50001)
    return guild

"""The bot's own messages: from a checked request body to a message in its channel."""

from copy import deepcopy

from . import mentions
from .call import snowflake
from .errors import Refused
from .hub import Hub
from .message_limits import check_not_empty
from .model import (
    COMPONENTS_V2,
    EPHEMERAL,
    FORUM,
    HAS_SNAPSHOT,
    SUPPRESS_EMBEDS,
    SUPPRESS_NOTIFICATIONS,
    Channel,
    Json,
    Message,
    walk,
)
from .permissions import has, sees

SETTABLE = SUPPRESS_EMBEDS | SUPPRESS_NOTIFICATIONS | COMPONENTS_V2
FORWARD = 1
ORDINARY = frozenset({0, 19, 20, 23})
"""Message types that aren't the system's: default, reply, slash and context menu answers."""


def draft(hub: Hub, channel: Channel, body: Json, files: list[Json]) -> Message:
    """A message by the bot from a request body, not yet posted."""
    message = Message(hub.ids.next(), channel, hub.me, hub.clock.now())
    message.flags = (body.get("flags") or 0) & (SETTABLE | EPHEMERAL)
    fill(hub, message, body, files)
    return message


def fill(hub: Hub, message: Message, body: Json, files: list[Json]) -> None:
    """Write the fields that the body names; absent ones stay.

    Raises:
        Refused: 50006 when nothing is left to show.
    """
    if "content" in body:
        message.content = body["content"] or ""
    if "embeds" in body:
        message.embeds = [embed | {"type": "rich"} for embed in body["embeds"] or []]
    if "components" in body:
        message.components = _numbered(body["components"] or [])
    if "flags" in body:
        message.flags = message.flags & ~SUPPRESS_EMBEDS | (body["flags"] or 0) & SETTABLE
    if files or "attachments" in body:
        kept = {str(one.get("id")) for one in body.get("attachments") or ()}
        message.attachments = [one for one in message.attachments if one["id"] in kept]
        message.attachments += [one | {"id": hub.ids.next()} for one in files]
    message.unfurls = mentions.unfolded(message.content, message.flags)
    check_not_empty(message)


def address(hub: Hub, message: Message, rules: Json | None) -> None:
    """Work out whom the message notifies under its `allowed_mentions`."""
    named = mentions.named_in(mentions.spoken(message.content, message.components))
    answered = message.referenced if message.type == 19 else None
    who = mentions.allowed(named, rules, answered.author.id if answered else None)
    mentions.apply(message, who, hub.users)


def check_may_send(hub: Hub, channel: Channel, message: Message) -> None:
    """Whether the bot may post this here.

    Raises:
        Refused: 50008, 50013, 160005 or 50007.
    """
    me = hub.me.id
    if channel.type == FORUM:
        raise Refused(50008)
    if channel.guild is None:
        if not all(user.dms_open for user in channel.recipients):
            raise Refused(50007)
        return
    needed = ["send_messages_in_threads" if channel.is_thread else "send_messages"]
    needed += ["embed_links"] if message.embeds else []
    needed += ["attach_files"] if message.attachments else []
    if not has(channel, me, *needed):
        raise Refused(50013)
    if channel.is_thread and channel.locked and not has(channel, me, "manage_threads"):
        raise Refused(160005)


def refer(hub: Hub, message: Message, reference: Json) -> None:
    """Make the message a reply or a forward.

    Raises:
        Refused: 50035 for a missing target, 160002 or 160009 without read_message_history.
    """
    target_id = snowflake(reference.get("message_id"))
    forward = reference.get("type") == FORWARD
    place = hub.channels.get(snowflake(reference.get("channel_id") or message.channel.id))
    target = place.messages.get(target_id) if place and sees(place, hub.me) else None
    if place is not None and not has(place, hub.me.id, "read_message_history"):
        raise Refused(160009 if forward else 160002)
    if target is None or target.ephemeral or (not forward and place is not message.channel):
        if reference.get("fail_if_not_exists", True) or forward:
            raise _bad_reference("REPLIES_UNKNOWN_MESSAGE", "Unknown message")
        return
    if target.type not in ORDINARY:
        text = "Cannot reply to a system message"
        raise _bad_reference("REPLIES_CANNOT_REPLY_TO_SYSTEM_MESSAGE", text)
    attach_reference(message, target, forward=forward)


def attach_reference(message: Message, target: Message, *, forward: bool) -> None:
    """Write the reference to a message that exists."""
    message.reference = {"message_id": target.id, "channel_id": target.channel.id}
    message.reference["type"] = FORWARD if forward else 0
    if target.channel.guild is not None:
        message.reference["guild_id"] = target.channel.guild.id
    if forward:
        message.snapshots = list(target.snapshots) or [target]
        message.flags |= HAS_SNAPSHOT
        return
    message.referenced = target
    message.type = 19


def _bad_reference(code: str, message: str) -> Refused:
    what = {"code": code, "message": message}
    return Refused(50035, errors={"message_reference": {"_errors": [what]}})


def _numbered(components: list[Json]) -> list[Json]:
    """Discord gives every component an id, counting from 1 in order of appearance."""
    copies = deepcopy(components)
    for number, part in enumerate(walk(copies), start=1):
        part["id"] = part.get("id") or number
    return copies

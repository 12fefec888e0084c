"""REST: messages, reactions, typing, history."""

from . import scene, sending, shown
from .call import Call, Route, channel_of, message_of, snowflake
from .errors import Form, Refused
from .hub import Hub
from .message_limits import check_message
from .model import COMPONENTS_V2, Channel, Json, Message
from .permissions import has


def create_message(hub: Hub, call: Call) -> Json:
    """POST: a nonce with enforce_nonce makes it happen at most once per channel."""
    channel = channel_of(hub, call)
    body = call.fields()
    check_message(body)
    nonce = body.get("nonce")
    known = hub.nonces.get((channel.id, str(nonce))) if nonce is not None else None
    if known is not None and body.get("enforce_nonce"):
        return shown.message(known, hub.app.sight)
    message = _compose(hub, channel, body, call.files)
    if nonce is not None:
        message.nonce = str(nonce)
        hub.nonces[channel.id, str(nonce)] = message
    scene.post(hub, message)
    return shown.message(message, hub.app.sight)


def _compose(hub: Hub, channel: Channel, body: Json, files: list[Json]) -> Message:
    message = Message(hub.ids.next(), channel, hub.me, hub.clock.now())
    if body.get("message_reference"):
        sending.refer(hub, message, body["message_reference"])
    sending.fill(hub, message, body, files)
    sending.check_may_send(hub, channel, message)
    sending.address(hub, message, body.get("allowed_mentions"))
    return message


def update_message(hub: Hub, call: Call) -> Json:
    """PATCH: only the author edits; an archived thread is read-only."""
    message = message_of(hub, call)
    body = call.fields()
    if message.author is not hub.me:
        raise Refused(50005)
    if message.channel.archived:
        raise Refused(50083)
    check_message(body, v2=bool((message.flags | (body.get("flags") or 0)) & COMPONENTS_V2))
    return rewrite(hub, message, body, call.files)


def rewrite(hub: Hub, message: Message, body: Json, files: list[Json]) -> Json:
    """Apply a checked edit and tell of it; a refused edit changes nothing."""
    trial = Message(message.id, message.channel, message.author, message.created)
    for key in ("content", "embeds", "components", "attachments", "flags"):
        setattr(trial, key, getattr(message, key))
    sending.fill(hub, trial, body, files)
    message.earlier.append(message.content)
    for key in ("content", "embeds", "components", "attachments", "flags", "unfurls"):
        setattr(message, key, getattr(trial, key))
    message.edited = hub.clock.now()
    scene.amend(hub, message)
    return shown.message(message, hub.app.sight)


def get_message(hub: Hub, call: Call) -> Json:
    """GET one: needs read_message_history."""
    message = message_of(hub, call)
    if not has(message.channel, hub.me.id, "read_message_history"):
        raise Refused(50001)
    return shown.message(message, hub.app.sight)


def list_messages(hub: Hub, call: Call) -> list[Json]:
    """GET history, newest first; without read_message_history it is empty, not refused."""
    channel = channel_of(hub, call)
    limit = int(call.query.get("limit", "50"))
    if not 1 <= limit <= 100:
        form = Form()
        form.add(("limit",), "NUMBER_TYPE_MAX", "int value should be between 1 and 100.")
        form.check()
    if not has(channel, hub.me.id, "read_message_history"):
        return []
    found = [one for one in channel.messages.values() if not one.ephemeral]
    chosen = _window(found, call.query, limit)
    return [shown.message(one, hub.app.sight) for one in reversed(chosen)]


def _window(found: list[Message], query: dict[str, str], limit: int) -> list[Message]:
    if "after" in query:
        mark = int(snowflake(query["after"]))
        return [one for one in found if int(one.id) > mark][:limit]
    if "before" in query:
        mark = int(snowflake(query["before"]))
        return [one for one in found if int(one.id) < mark][-limit:]
    if "around" in query:
        mark = int(snowflake(query["around"]))
        nearest = sorted(found, key=lambda one: abs(int(one.id) - mark))[:limit]
        return sorted(nearest, key=lambda one: int(one.id))
    return found[-limit:]


def delete_message(hub: Hub, call: Call) -> None:
    """DELETE: own messages, or anybody's with manage_messages."""
    message = message_of(hub, call)
    if message.channel.archived:
        raise Refused(50083)
    mine = message.author is hub.me
    if not mine and not has(message.channel, hub.me.id, "manage_messages"):
        raise Refused(50013)
    scene.delete(hub, [message])


def add_reaction(hub: Hub, call: Call) -> None:
    """PUT @me: needs read_message_history, and add_reactions for a new emoji."""
    message = message_of(hub, call)
    emoji = call.params["emoji_name"]
    new = emoji not in message.reactions
    needed = ("read_message_history", *(("add_reactions",) if new else ()))
    if message.channel.archived:
        raise Refused(50083)
    if not has(message.channel, hub.me.id, *needed):
        raise Refused(50013)
    if emoji.isascii() and ":" not in emoji:
        raise Refused(10014)
    scene.react(hub, message, hub.me, emoji)


def remove_reaction(hub: Hub, call: Call) -> None:
    """DELETE @me."""
    scene.unreact(hub, message_of(hub, call), hub.me, call.params["emoji_name"])


def typing(hub: Hub, call: Call) -> None:
    """POST typing: needs the permission to send."""
    channel = channel_of(hub, call)
    needed = "send_messages_in_threads" if channel.is_thread else "send_messages"
    if not has(channel, hub.me.id, needed):
        raise Refused(50013)


_ONE = "/channels/{channel_id}/messages/{message_id}"
_MINE = _ONE + "/reactions/{emoji_name}/@me"
ROUTES = (
    Route("POST", "/channels/{channel_id}/messages", "create_message", create_message),
    Route("GET", "/channels/{channel_id}/messages", "list_messages", list_messages),
    Route("GET", _ONE, "get_message", get_message),
    Route("PATCH", _ONE, "update_message", update_message),
    Route("DELETE", _ONE, "delete_message", delete_message),
    Route("PUT", _MINE, "add_my_message_reaction", add_reaction),
    Route("DELETE", _MINE, "delete_my_message_reaction", remove_reaction),
    Route("POST", "/channels/{channel_id}/typing", "trigger_typing_indicator", typing),
)

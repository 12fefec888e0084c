"""REST: who am I, guilds, channels, threads, direct conversations."""

from . import payloads, scene, shown
from .call import Call, Route, channel_of, guild_of, message_of, snowflake
from .errors import Form, Refused
from .greeting import guild_create
from .hub import Hub
from .message_limits import check_message
from .model import DIRECT, FORUM, PRIVATE_THREAD, PUBLIC_THREAD, Channel, Json, Message, User
from .permissions import has, sees
from .sending import address, fill


def me(hub: Hub, _: Call) -> Json:
    """GET the bot's account."""
    return payloads.user(hub.me) | {"verified": True, "mfa_enabled": False, "locale": "en-US"}


def application(hub: Hub, _: Call) -> Json:
    """GET the application, with its portal switches as flags."""
    return {
        "id": hub.app.id,
        "name": hub.me.name,
        "icon": None,
        "description": "",
        "bot_public": True,
        "bot_require_code_grant": False,
        "verify_key": "0" * 64,
        "type": None,
        "flags": hub.app.flags,
        "flags_new": str(hub.app.flags),
        "owner": payloads.user(hub.app.owner),
        "team": None,
        "bot": payloads.user(hub.me),
        "integration_types_config": {"0": {}, "1": {}},
    }


def user(hub: Hub, call: Call) -> Json:
    """GET somebody's account."""
    found = hub.users.get(snowflake(call.params["user_id"]))
    if found is None:
        raise Refused(10013)
    return payloads.user(found)


def guild(hub: Hub, call: Call) -> Json:
    """GET a guild."""
    return guild_create(hub, guild_of(hub, call), 0)


def my_guilds(hub: Hub, _: Call) -> list[Json]:
    """GET the guilds the bot is in."""
    return [
        {"id": one.id, "name": one.name, "icon": None, "owner": False, "permissions": "0"}
        for one in hub.guilds.values()
        if one.bot_inside
    ]


def leave(hub: Hub, call: Call) -> None:
    """DELETE @me from a guild."""
    left = guild_of(hub, call)
    left.bot_inside = False
    left.members.pop(hub.me.id, None)
    hub.dispatch("GUILD_DELETE", lambda _: {"id": left.id}, left)


def member(hub: Hub, call: Call) -> Json:
    """GET a member."""
    found = guild_of(hub, call).members.get(snowflake(call.params["user_id"]))
    if found is None:
        raise Refused(10007)
    return payloads.member(found)


def channels(hub: Hub, call: Call) -> list[Json]:
    """GET a guild's channels (threads aren't among them)."""
    inside = guild_of(hub, call).channels.values()
    return [payloads.channel(one) for one in inside if not one.is_thread]


def channel(hub: Hub, call: Call) -> Json:
    """GET a channel or thread."""
    return payloads.channel(channel_of(hub, call))


def create_dm(hub: Hub, call: Call) -> Json:
    """POST: the direct conversation with somebody."""
    other = hub.users.get(snowflake(call.fields().get("recipient_id")))
    if other is None:
        raise Refused(10013)
    if other.bot:
        raise Refused(50007)
    return payloads.channel(direct(hub, other))


def direct(hub: Hub, other: User) -> Channel:
    """The one direct conversation of the bot with a person."""
    for known in hub.channels.values():
        if known.type == DIRECT and known.recipients == [other]:
            return known
    made = Channel(hub.ids.next(), DIRECT, "", recipients=[other])
    scene.open_channel(hub, made)
    return made


def thread_from_message(hub: Hub, call: Call) -> Json:
    """POST: a public thread that hangs on a message and shares its id."""
    message = message_of(hub, call)
    if message.thread is not None:
        raise Refused(160004)
    made = _thread(hub, message.channel, call.fields(), PUBLIC_THREAD, message.id)
    message.thread = made
    return payloads.channel(made)


def thread(hub: Hub, call: Call) -> Json:
    """POST: a thread without a message, or a forum post with its first one."""
    parent = channel_of(hub, call)
    body = call.fields()
    if parent.type != FORUM:
        kind = body.get("type") or PRIVATE_THREAD
        return payloads.channel(_thread(hub, parent, body, kind, hub.ids.next()))
    first = body.get("message") or {}
    check_message(first, root=("message",))
    if not has(parent, hub.me.id, "send_messages"):
        raise Refused(50013)
    made = _thread(hub, parent, body, PUBLIC_THREAD, hub.ids.next())
    message = Message(made.id, made, hub.me, hub.clock.now())
    fill(hub, message, first, call.files)
    address(hub, message, first.get("allowed_mentions"))
    scene.post(hub, message)
    return payloads.channel(made) | {"message": shown.message(message, hub.app.sight)}


def _thread(hub: Hub, parent: Channel, body: Json, kind: int, number: str) -> Channel:
    form = Form()
    form.between(("name",), body.get("name"), 1, 100)
    form.one_of(("type",), kind, (10, PUBLIC_THREAD, PRIVATE_THREAD))
    form.check()
    if parent.is_thread or parent.guild is None:
        raise Refused(50024)
    needed = "create_private_threads" if kind == PRIVATE_THREAD else "create_public_threads"
    if parent.type != FORUM and not has(parent, hub.me.id, needed):
        raise Refused(50013)
    made = Channel(number, kind, body["name"], parent.guild, parent, owner_id=hub.me.id)
    made.thread_members.add(hub.me.id)
    scene.open_channel(hub, made)
    return made


def join_thread(hub: Hub, call: Call) -> None:
    """PUT thread-members/@me."""
    found = hub.channels.get(snowflake(call.params["channel_id"]))
    if found is None or not found.is_thread:
        raise Refused(10003)
    if not sees(found, hub.me):
        raise Refused(50001)
    if found.archived:
        raise Refused(50083)
    found.thread_members.add(hub.me.id)


_MESSAGE = "/channels/{channel_id}/messages/{message_id}"
ROUTES = (
    Route("GET", "/users/@me", "get_my_user", me),
    Route("GET", "/users/@me/guilds", "list_my_guilds", my_guilds),
    Route("DELETE", "/users/@me/guilds/{guild_id}", "leave_guild", leave),
    Route("POST", "/users/@me/channels", "create_dm", create_dm),
    Route("GET", "/users/{user_id}", "get_user", user),
    Route("GET", "/oauth2/applications/@me", "get_my_oauth2_application", application),
    Route("GET", "/applications/@me", "get_my_application", application),
    Route("GET", "/guilds/{guild_id}", "get_guild", guild),
    Route("GET", "/guilds/{guild_id}/channels", "list_guild_channels", channels),
    Route("GET", "/guilds/{guild_id}/members/{user_id}", "get_guild_member", member),
    Route("GET", "/channels/{channel_id}", "get_channel", channel),
    Route("POST", _MESSAGE + "/threads", "create_thread_from_message", thread_from_message),
    Route("POST", "/channels/{channel_id}/threads", "create_thread", thread),
    Route("PUT", "/channels/{channel_id}/thread-members/@me", "join_thread", join_thread),
)

"""READY, GUILD_CREATE and member chunks: what a session is told about where it is."""

from . import payloads
from .hub import Hub
from .model import Guild, Json
from .permissions import sees
from .session import GUILDS, MEMBERS, Session


def ready(hub: Hub, session: Session, resume_url: str) -> Json:
    """The READY body: guilds are named but not yet available."""
    return {
        "v": 10,
        "user": payloads.user(hub.me) | {"verified": True, "mfa_enabled": False, "flags": 0},
        "guilds": [{"id": guild.id, "unavailable": True} for guild in guilds_of(hub, session)],
        "session_id": session.id,
        "resume_gateway_url": resume_url,
        "session_type": "normal",
        "private_channels": [],
        "relationships": [],
        "user_settings": {},
        "shard": list(session.shard),
        "application": {"id": hub.app.id, "flags": hub.app.flags},
        "_trace": [],
    }


def guilds_of(hub: Hub, session: Session) -> list[Guild]:
    """The guilds that the bot is in and this shard owns."""
    return [one for one in hub.guilds.values() if one.bot_inside and session.serves(one.id)]


def guild_create(hub: Hub, guild: Guild, session_intents: int) -> Json:
    """A guild as the bot finds it; other members only with their intent."""
    everybody = bool(session_intents & MEMBERS)
    members = [one for key, one in guild.members.items() if everybody or key == hub.me.id]
    visible = [one for one in guild.channels.values() if sees(one, hub.me)]
    return payloads.guild(guild, members=members, visible=visible)


def greet(hub: Hub, session: Session, resume_url: str) -> None:
    """Owe a fresh session its READY and its guilds."""
    session.append("READY", lambda _: ready(hub, session, resume_url))
    if not session.intents & GUILDS:
        return
    for guild in guilds_of(hub, session):
        body = guild_create(hub, guild, session.intents)
        session.append("GUILD_CREATE", lambda _, body=body: body)  # type: ignore[misc] # bound early on purpose


def chunk(hub: Hub, session: Session, asked: Json) -> None:
    """Answer REQUEST_GUILD_MEMBERS with one chunk."""
    guild = hub.guilds.get(str(asked.get("guild_id")))
    if guild is None or not guild.bot_inside:
        return
    wanted = {str(one) for one in asked.get("user_ids") or ()}
    found = [
        payloads.member(one)
        for key, one in guild.members.items()
        if (key in wanted if wanted else one.user.name.startswith(asked.get("query") or ""))
    ]
    body: Json = {
        "guild_id": guild.id,
        "members": found,
        "chunk_index": 0,
        "chunk_count": 1,
        "not_found": [],
        "nonce": asked.get("nonce"),
    }
    session.append("GUILD_MEMBERS_CHUNK", lambda _: body)

"""Users, guilds and channels to the JSON that Discord sends."""

from .model import FORUM, THREADS, Channel, Guild, Json, Member, Role, User
from .permissions import in_channel


def user(one: User) -> Json:
    """A user object."""
    body: Json = {
        "id": one.id,
        "username": one.name,
        "discriminator": "0000" if one.bot else "0",
        "global_name": None if one.bot else one.name,
        "avatar": None,
        "public_flags": 0,
        "flags": 0,
        "primary_guild": None,
    }
    if one.bot:
        body["bot"] = True
    return body


def member(one: Member, *, with_user: bool = True) -> Json:
    """A member object; message events leave the user out."""
    body: Json = {
        "roles": list(one.roles),
        "nick": None,
        "avatar": None,
        "joined_at": "2024-01-01T00:00:00+00:00",
        "premium_since": None,
        "deaf": False,
        "mute": False,
        "pending": False,
        "flags": 0,
        "banner": None,
        "communication_disabled_until": None,
    }
    if with_user:
        body["user"] = user(one.user)
    return body


def role(one: Role, position: int) -> Json:
    """A role object."""
    return {
        "id": one.id,
        "name": one.name,
        "permissions": str(one.permissions),
        "position": position,
        "color": 0,
        "colors": {"primary_color": 0, "secondary_color": None, "tertiary_color": None},
        "hoist": False,
        "managed": False,
        "mentionable": one.mentionable,
        "flags": 0,
    }


def channel(one: Channel) -> Json:
    """A channel, thread or direct conversation."""
    body: Json = {"id": one.id, "type": one.type, "flags": 0, "last_message_id": None}
    if one.guild is None:
        body["recipients"] = [user(other) for other in one.recipients]
        return body
    body |= {"name": one.name, "guild_id": one.guild.id}
    if one.type in THREADS:
        return body | _thread(one)
    overwrites = [
        {"id": key, "type": kind, "allow": str(allow), "deny": str(deny)}
        for key, (kind, allow, deny) in one.overwrites.items()
    ]
    body |= {
        "position": list(one.guild.channels).index(one.id),
        "permission_overwrites": overwrites,
        "parent_id": None,
        "topic": None,
        "nsfw": False,
        "rate_limit_per_user": 0,
    }
    if one.type == FORUM:
        body |= {"available_tags": [], "default_reaction_emoji": None}
    return body


def _thread(one: Channel) -> Json:
    return {
        "parent_id": one.parent.id if one.parent else None,
        "owner_id": one.owner_id,
        "message_count": len(one.messages),
        "total_message_sent": len(one.messages),
        "member_count": len(one.thread_members),
        "rate_limit_per_user": 0,
        "thread_metadata": {
            "archived": one.archived,
            "locked": one.locked,
            "auto_archive_duration": 1440,
            "archive_timestamp": "2026-01-01T00:00:00+00:00",
            "create_timestamp": "2026-01-01T00:00:00+00:00",
            "invitable": True,
        },
    }


def guild(one: Guild, *, members: list[Member], visible: list[Channel]) -> Json:
    """A GUILD_CREATE body: what the session may know of the guild."""
    return {
        "id": one.id,
        "name": one.name,
        "owner_id": one.owner_id,
        "preferred_locale": one.locale,
        "features": [],
        "roles": [role(each, at) for at, each in enumerate(one.roles.values())],
        "emojis": [],
        "stickers": [],
        "member_count": len(one.members),
        "large": False,
        "joined_at": "2024-01-01T00:00:00+00:00",
        "unavailable": False,
        "members": [member(each) for each in members],
        "channels": [channel(each) for each in one.channels.values() if not each.is_thread],
        "threads": [channel(each) for each in visible if each.is_thread and not each.archived],
        "voice_states": [],
        "presences": [],
        "stage_instances": [],
        "guild_scheduled_events": [],
        "soundboard_sounds": [],
        "verification_level": 0,
        "default_message_notifications": 0,
        "explicit_content_filter": 0,
        "mfa_level": 0,
        "nsfw_level": 0,
        "premium_tier": 0,
        "premium_subscription_count": 0,
        "premium_progress_bar_enabled": False,
        "afk_timeout": 300,
        "afk_channel_id": None,
        "system_channel_id": None,
        "system_channel_flags": 0,
        "application_id": None,
        "icon": None,
        "splash": None,
        "banner": None,
        "description": None,
    }


def partial_channel(one: Channel, user_id: str) -> Json:
    """The channel object of an interaction."""
    return channel(one) | {"permissions": str(in_channel(one, user_id))}

"""State to the JSON that Discord sends, seen through one session's intents."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from .model import FORUM, THREADS, Channel, Guild, Json, Member, Message, Role, User
from .permissions import in_channel


@dataclass(frozen=True, slots=True)
class Sight:
    """How much of a message's content the application `me` may read."""

    me: str
    content: bool

    def reads(self, message: Message, outer: Message | None = None) -> bool:
        """Content comes with the intent, in direct messages, when addressed, and in own ones."""
        around = outer or message
        return (
            self.content
            or around.channel.guild is None
            or message.author.id == self.me
            or any(user.id == self.me for user in message.mentions)
        )


def moment(value: datetime) -> str:
    """A timestamp as Discord writes it."""
    return value.isoformat(timespec="microseconds")


def user(one: User) -> Json:
    """A user object."""
    body: Json = {
        "id": one.id,
        "username": one.name,
        "discriminator": "0000" if one.bot else "0",
        "global_name": None if one.bot else one.name,
        "avatar": None,
        "public_flags": 0,
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


def message(one: Message, sight: Sight, *, event: bool = False, nested: bool = False) -> Json:
    """A message object; gateway events add the guild and the author's membership."""
    body = _readable(one, sight.reads(one)) | {
        "id": one.id,
        "channel_id": one.channel.id,
        "author": user(one.author),
        "timestamp": moment(one.created),
        "edited_timestamp": moment(one.edited) if one.edited else None,
        "tts": False,
        "pinned": False,
        "type": one.type,
        "flags": one.flags,
        "mentions": [_mentioned(each, one, event=event) for each in one.mentions],
        "mention_roles": list(one.mention_roles),
        "mention_everyone": one.mention_everyone,
    }
    body |= _optional(one, sight)
    if one.reference and one.reference.get("type", 0) == 0 and not nested:
        there = one.referenced if one.referenced and not one.referenced.deleted else None
        body["referenced_message"] = message(there, sight, nested=True) if there else None
    where = one.channel.guild
    if event and where is not None:
        body["guild_id"] = where.id
        if one.author.id in where.members:
            body["member"] = member(where.members[one.author.id], with_user=False)
    return body


def _readable(one: Message, readable: bool) -> Json:  # noqa: FBT001 - private, called in two places
    return {
        "content": one.content if readable else "",
        "embeds": one.embeds if readable else [],
        "attachments": one.attachments if readable else [],
        "components": one.components if readable else [],
    }


def _mentioned(one: User, within: Message, *, event: bool) -> Json:
    body = user(one)
    where = within.channel.guild
    if event and where is not None and one.id in where.members:
        body["member"] = member(where.members[one.id], with_user=False)
    return body


def _optional(one: Message, sight: Sight) -> Json:
    body: Json = {}
    if one.author.webhook:
        body["webhook_id"] = one.author.id
    if one.nonce is not None:
        body["nonce"] = one.nonce
    if one.reference is not None:
        body["message_reference"] = one.reference
    if one.snapshots:
        body["message_snapshots"] = [
            {"message": _snapshot(each, sight.reads(each, one))} for each in one.snapshots
        ]
    if one.interaction is not None:
        body["interaction_metadata"] = one.interaction
    if one.thread is not None:
        body["thread"] = channel(one.thread)
    if one.reactions:
        body["reactions"] = [_reaction(*each, sight.me) for each in one.reactions.items()]
    return body


def _snapshot(one: Message, readable: bool) -> Json:  # noqa: FBT001 - private, called once
    return _readable(one, readable) | {
        "type": one.type,
        "flags": one.flags,
        "timestamp": moment(one.created),
        "edited_timestamp": moment(one.edited) if one.edited else None,
        "mentions": [],
        "mention_roles": [],
    }


def _reaction(emoji: str, users: list[str], me: str) -> Json:
    return {
        "emoji": emoji_object(emoji),
        "count": len(users),
        "count_details": {"burst": 0, "normal": len(users)},
        "me": me in users,
        "me_burst": False,
        "burst_colors": [],
    }


def emoji_object(emoji: str) -> dict[str, Any]:
    """A Unicode emoji, or a custom one written as `name:id`."""
    name, _, number = emoji.partition(":")
    return {"id": number or None, "name": name}


def partial_channel(one: Channel, user_id: str) -> Json:
    """The channel object of an interaction."""
    return channel(one) | {"permissions": str(in_channel(one, user_id))}

"""Messages as a session sees them: the intents decide what can be read."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from .model import CONTENT, Json, Message, User
from .payloads import channel, member, user


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
        "attachments": [_file(each) for each in one.attachments] if readable else [],
        "components": one.components if readable else [],
    }


def _file(attachment: Json) -> Json:
    return {key: value for key, value in attachment.items() if key != CONTENT}


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

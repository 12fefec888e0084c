"""Things that happen in channels: state changes first, then the gateway hears of them."""

from collections.abc import Iterable

from . import payloads, shown
from .hub import Hub
from .model import Channel, Json, Message, User
from .shown import Sight


def post(hub: Hub, message: Message) -> Message:
    """Put a message into its channel."""
    channel = message.channel
    channel.messages[message.id] = message
    hub.messages[message.id] = message
    if message.ephemeral:
        hub.pulse.beat()
        return message
    if channel.is_thread:
        _enter_thread(hub, message)
    hub.dispatch("MESSAGE_CREATE", lambda sight: message_event(message, sight), channel)
    return message


def message_event(message: Message, sight: Sight) -> Json:
    """A message as gateway events carry it."""
    return shown.message(message, sight, event=True)


def _enter_thread(hub: Hub, message: Message) -> None:
    """Speaking reopens an archived thread and joins it; being mentioned joins it too."""
    thread = message.channel
    fresh = {message.author.id, *(user.id for user in message.mentions)} - thread.thread_members
    bot_enters = hub.me.id in fresh
    thread.thread_members |= fresh
    if thread.archived:
        thread.archived = False
        hub.dispatch("THREAD_UPDATE", lambda _: payloads.channel(thread), thread)
    elif bot_enters:
        hub.dispatch("THREAD_CREATE", lambda _: payloads.channel(thread), thread)


def amend(hub: Hub, message: Message) -> None:
    """Tell of a message that changed."""
    if message.ephemeral:
        hub.pulse.beat()
        return
    hub.dispatch("MESSAGE_UPDATE", lambda sight: message_event(message, sight), message.channel)


def edit(hub: Hub, message: Message, content: str) -> None:
    """New words for a message."""
    message.earlier.append(message.content)
    message.content = content
    message.edited = hub.clock.now()
    amend(hub, message)


def delete(hub: Hub, messages: Iterable[Message], *, bulk: bool = False) -> None:
    """Remove messages, one event each or one for all."""
    gone = [message for message in messages if not message.deleted]
    for message in gone:
        message.deleted = True
        message.channel.messages.pop(message.id, None)
        if not bulk and not message.ephemeral:
            _deleted(hub, "MESSAGE_DELETE", message.channel, {"id": message.id})
    if bulk and gone:
        ids = [message.id for message in gone]
        _deleted(hub, "MESSAGE_DELETE_BULK", gone[0].channel, {"ids": ids})
    hub.pulse.beat()


def _deleted(hub: Hub, event: str, channel: Channel, which: Json) -> None:
    body = which | _place(channel)
    hub.dispatch(event, lambda _: body, channel)


def _place(channel: Channel) -> Json:
    body: Json = {"channel_id": channel.id}
    if channel.guild is not None:
        body["guild_id"] = channel.guild.id
    return body


def react(hub: Hub, message: Message, user: User, emoji: str) -> None:
    """Add a reaction; a second one by the same user changes nothing."""
    users = message.reactions.setdefault(emoji, [])
    if user.id in users:
        return
    users.append(user.id)
    _reaction(hub, "MESSAGE_REACTION_ADD", message, user, emoji)


def unreact(hub: Hub, message: Message, user: User, emoji: str) -> None:
    """Take a reaction back."""
    users = message.reactions.get(emoji, [])
    if user.id not in users:
        return
    users.remove(user.id)
    if not users:
        del message.reactions[emoji]
    _reaction(hub, "MESSAGE_REACTION_REMOVE", message, user, emoji)


def _reaction(hub: Hub, event: str, message: Message, user: User, emoji: str) -> None:
    channel = message.channel
    body: Json = {
        "user_id": user.id,
        "message_id": message.id,
        "emoji": shown.emoji_object(emoji),
        "burst": False,
        "type": 0,
        **_place(channel),
    }
    if event.endswith("ADD"):
        body["message_author_id"] = message.author.id
        if channel.guild is not None and user.id in channel.guild.members:
            body["member"] = payloads.member(channel.guild.members[user.id])
    hub.dispatch(event, lambda _: body, channel)


def open_channel(hub: Hub, channel: Channel) -> None:
    """Announce a new channel or thread."""
    hub.channels[channel.id] = channel
    if channel.guild is not None:
        channel.guild.channels[channel.id] = channel
    event = "THREAD_CREATE" if channel.is_thread else "CHANNEL_CREATE"
    if channel.guild is not None:
        body = payloads.channel(channel) | ({"newly_created": True} if channel.is_thread else {})
        hub.dispatch(event, lambda _: body, channel)


def change_channel(hub: Hub, channel: Channel) -> None:
    """Announce new permissions, a lock, or an archived thread."""
    event = "THREAD_UPDATE" if channel.is_thread else "CHANNEL_UPDATE"
    hub.dispatch(event, lambda _: payloads.channel(channel), channel)

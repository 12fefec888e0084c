"""Permission bits and how they add up in a channel or thread.

Source: Discord's "Permissions" reference, bits as in `openapi.json` of the same version.
"""

from collections.abc import Iterable

from .model import PRIVATE_THREAD, Channel, Guild, User

BITS = {
    "kick_members": 1 << 1,
    "ban_members": 1 << 2,
    "administrator": 1 << 3,
    "manage_channels": 1 << 4,
    "manage_guild": 1 << 5,
    "add_reactions": 1 << 6,
    "view_channel": 1 << 10,
    "send_messages": 1 << 11,
    "manage_messages": 1 << 13,
    "embed_links": 1 << 14,
    "attach_files": 1 << 15,
    "read_message_history": 1 << 16,
    "mention_everyone": 1 << 17,
    "use_external_emojis": 1 << 18,
    "manage_roles": 1 << 28,
    "manage_webhooks": 1 << 29,
    "use_application_commands": 1 << 31,
    "manage_threads": 1 << 34,
    "create_public_threads": 1 << 35,
    "create_private_threads": 1 << 36,
    "send_messages_in_threads": 1 << 38,
    "moderate_members": 1 << 40,
    "use_external_apps": 1 << 50,
}
EVERYTHING = (1 << 53) - 1
USUAL = (
    "add_reactions",
    "view_channel",
    "send_messages",
    "embed_links",
    "attach_files",
    "read_message_history",
    "use_application_commands",
    "create_public_threads",
    "send_messages_in_threads",
    "use_external_apps",
)
"""What @everyone may do in a fresh guild of this server."""


def bits(names: Iterable[str]) -> int:
    """The bits of named permissions.

    Raises:
        KeyError: a name that is not in `BITS`.
    """
    value = 0
    for name in names:
        value |= BITS[name]
    return value


def in_guild(guild: Guild, user_id: str) -> int:
    """A member's bits before any channel has its say."""
    member = guild.members.get(user_id)
    if member is None:
        return 0
    if guild.owner_id == user_id:
        return EVERYTHING
    value = guild.roles[guild.id].permissions
    for role in member.roles:
        value |= guild.roles[role].permissions
    return EVERYTHING if value & BITS["administrator"] else value


def in_channel(channel: Channel, user_id: str) -> int:
    """A member's bits in a channel: @everyone, then roles, then the member's own overwrite."""
    guild = channel.guild
    if guild is None:
        return EVERYTHING
    value = in_guild(guild, user_id)
    if value == EVERYTHING or user_id not in guild.members:
        return value
    overwrites = channel.ruled_by.overwrites
    _, allow, deny = overwrites.get(guild.id, (0, 0, 0))
    value = value & ~deny | allow
    roles = [overwrites[role] for role in guild.members[user_id].roles if role in overwrites]
    for _, _, deny in roles:
        value &= ~deny
    for _, allow, _ in roles:
        value |= allow
    _, allow, deny = overwrites.get(user_id, (1, 0, 0))
    return value & ~deny | allow


def has(channel: Channel, user_id: str, *names: str) -> bool:
    """Whether a member holds all the named permissions here."""
    wanted = bits(names)
    return in_channel(channel, user_id) & wanted == wanted


def sees(channel: Channel, user: User) -> bool:
    """Whether a user can open the channel; private threads need membership or manage_threads."""
    if channel.guild is None:
        return user in channel.recipients or user.bot
    if not has(channel, user.id, "view_channel"):
        return False
    if channel.type != PRIVATE_THREAD:
        return True
    return user.id in channel.thread_members or has(channel, user.id, "manage_threads")

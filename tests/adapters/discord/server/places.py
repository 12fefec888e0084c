"""Guilds and channels as tests drive them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from . import payloads, scene
from .greeting import guild_create
from .hub import Hub
from .model import (
    FORUM,
    PRIVATE_THREAD,
    PUBLIC_THREAD,
    TEXT,
    Channel,
    Guild,
    Member,
    Message,
    Role,
    User,
)
from .permissions import USUAL, bits, sees

if TYPE_CHECKING:
    from .people import Person


def found(hub: Hub, name: str, *, bot: bool, granted: Iterable[str] | None, locale: str) -> Town:
    """Found a guild: an owner who never speaks, @everyone with the usual rights, the bot."""
    owner = User(hub.ids.next(), f"Owner of {name}")
    hub.users[owner.id] = owner
    guild = Guild(hub.ids.next_guild(), name, owner.id, locale, bot_inside=False)
    everyone = Role(guild.id, "@everyone", bits(USUAL))
    guild.roles[guild.id] = everyone
    guild.members[owner.id] = Member(owner)
    hub.guilds[guild.id] = guild
    town = Town(hub, guild)
    if bot:
        town.invites_bot(() if granted is None else granted)
    return town


class Town:
    """A guild. Its `state` is the plain data."""

    def __init__(self, hub: Hub, state: Guild) -> None:
        self.hub = hub
        self.state = state

    def channel(self, name: str) -> Place:
        """A text channel."""
        return self._open(name, TEXT)

    def forum(self, name: str) -> Place:
        """A forum; `post` opens posts in it."""
        return self._open(name, FORUM)

    def _open(self, name: str, kind: int) -> Place:
        made = Channel(self.hub.ids.next(), kind, name, self.state)
        scene.open_channel(self.hub, made)
        return Place(self.hub, made)

    def role(self, name: str, *permissions: str, mentionable: bool = True) -> Role:
        """A role, announced to the bot."""
        made = Role(self.hub.ids.next(), name, bits(permissions), mentionable=mentionable)
        self.state.roles[made.id] = made
        body = {"guild_id": self.state.id, "role": payloads.role(made, len(self.state.roles))}
        self.hub.dispatch("GUILD_ROLE_CREATE", lambda _: body, self.state)
        return made

    def member(
        self,
        who: str | Person,
        *,
        permissions: Iterable[str] = (),
        roles: Iterable[Role] = (),
        locale: str = "en-US",
    ) -> Person:
        """A member: a new person by name, or somebody known from elsewhere.

        `permissions` come on top of what @everyone has, through a role of the person's own.
        """
        from .people import Person

        if isinstance(who, str):
            user = User(self.hub.ids.next(), who, locale=locale)
            self.hub.users[user.id] = user
        else:
            user = who.user
        own = [self.role(f"{user.name}'s role", *permissions)] if permissions else []
        held = [role.id for role in (*roles, *own)]
        self.state.members[user.id] = Member(user, held)
        return Person(self.hub, user, self)

    def webhook(self, name: str, *, bot: bool = False) -> Person:
        """Somebody who speaks through a webhook (a relay, a proxy); or another bot."""
        from .people import Person

        user = User(self.hub.ids.next(), name, bot=True, webhook=not bot)
        self.hub.users[user.id] = user
        if bot:
            self.state.members[user.id] = Member(user)
        return Person(self.hub, user, self)

    def invites_bot(self, permissions: Iterable[str] = ()) -> None:
        """Let the bot in, with these permissions on top of @everyone's (GUILD_CREATE)."""
        made = Role(self.hub.ids.next(), self.hub.me.name, bits(permissions))
        self.state.roles[made.id] = made
        self.state.members[self.hub.me.id] = Member(self.hub.me, [made.id])
        self.state.bot_inside = True
        body = guild_create(self.hub, self.state, 0)
        self.hub.dispatch("GUILD_CREATE", lambda _: body, self.state)

    def removes_bot(self) -> None:
        """Throw the bot out (GUILD_DELETE)."""
        self.state.bot_inside = False
        self.state.members.pop(self.hub.me.id, None)
        self.hub.dispatch("GUILD_DELETE", lambda _: {"id": self.state.id}, self.state)

    def everyone_may(self, *permissions: str) -> None:
        """Set what @everyone may do; permissions left out are gone."""
        everyone = self.state.roles[self.state.id]
        everyone.permissions = bits(permissions)
        body = {"guild_id": self.state.id, "role": payloads.role(everyone, 0)}
        self.hub.dispatch("GUILD_ROLE_UPDATE", lambda _: body, self.state)


class Place:
    """A channel, thread or direct conversation. Its `state` is the plain data."""

    def __init__(self, hub: Hub, state: Channel) -> None:
        self.hub = hub
        self.state = state
        self._told: set[str] = set()

    @property
    def id(self) -> str:
        """The channel's id."""
        return self.state.id

    @property
    def town(self) -> Town:
        """The guild it is in.

        Raises:
            AssertionError: it is a direct conversation.
        """
        assert self.state.guild is not None, "a direct conversation has no guild"
        return Town(self.hub, self.state.guild)

    @property
    def messages(self) -> list[Message]:
        """What everybody here can read, oldest first."""
        return [one for one in self.state.messages.values() if not one.ephemeral]

    @property
    def from_bot(self) -> list[Message]:
        """The bot's public messages that are still there, placeholders included."""
        return [one for one in self.messages if one.author is self.hub.me]

    async def next_message_from_bot(self, patience: float | None = None) -> Message:
        """The bot's next public message here that this driver has not handed out yet."""

        def fresh() -> Message | None:
            for one in self.from_bot:
                if one.id not in self._told and not one.loading:
                    return one
            return None

        wanted = f"message from the bot in #{self.state.name}"
        message = await self.hub.pulse.until(fresh, wanted, patience)
        self._told.add(message.id)
        return message

    async def edited(self, message: Message, times: int = 1) -> Message:
        """Wait until a message has been edited so many times in all."""
        there = "edit of a message"
        await self.hub.pulse.until(lambda: len(message.earlier) >= times, there)
        return message

    async def gone(self, message: Message) -> None:
        """Wait until a message is deleted."""
        await self.hub.pulse.until(lambda: message.deleted, "deletion of a message")

    async def reacted(self, message: Message, emoji: str) -> None:
        """Wait until the bot has put a reaction on a message."""
        me = self.hub.me.id
        await self.hub.pulse.until(
            lambda: me in message.reactions.get(emoji, ()), f"reaction {emoji}"
        )

    def denies(self, who: Person | Role | User, *permissions: str) -> None:
        """Overwrite permissions here for a member, role, or `discord.bot`."""
        self._overwrite(who, 0, bits(permissions))

    def allows(self, who: Person | Role | User, *permissions: str) -> None:
        """Grant permissions here to a member, role, or `discord.bot`."""
        self._overwrite(who, bits(permissions), 0)

    def _overwrite(self, who: Person | Role | User, allow: int, deny: int) -> None:
        kind, old_allow, old_deny = self.state.overwrites.get(who.id, (0, 0, 0))
        kind = 0 if isinstance(who, Role) else 1
        new = (kind, old_allow & ~deny | allow, old_deny & ~allow | deny)
        self.state.overwrites[who.id] = new
        scene.change_channel(self.hub, self.state)

    def thread(
        self,
        name: str,
        *members: Person | User,
        private: bool = False,
        on: Message | None = None,
    ) -> Place:
        """A thread with these members; hanging `on` a message it shares that message's id."""
        kind = PRIVATE_THREAD if private else PUBLIC_THREAD
        number = on.id if on else self.hub.ids.next()
        made = Channel(number, kind, name, self.state.guild, self.state)
        made.thread_members = {one.id for one in members}
        made.owner_id = members[0].id if members else self.town.state.owner_id
        if on is not None:
            on.thread = made
        scene.open_channel(self.hub, made)
        return Place(self.hub, made)

    def archive(self, *, locked: bool = False) -> None:
        """Archive this thread, or archive and lock it."""
        self.state.archived, self.state.locked = True, locked
        scene.change_channel(self.hub, self.state)

    def lock(self) -> None:
        """Lock this thread without archiving it."""
        self.state.locked = True
        scene.change_channel(self.hub, self.state)

    def bot_sees(self) -> bool:
        """Whether the bot can open it."""
        return sees(self.state, self.hub.me)

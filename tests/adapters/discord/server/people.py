"""People as tests drive them: they speak, edit, delete, react, invoke, press and submit."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from . import mentions, scene
from .hub import Hub
from .invoking import Invoking
from .model import Json, Message, User
from .permissions import has, sees
from .places import Place
from .rest_places import direct
from .sending import attach_reference

if TYPE_CHECKING:
    from .places import Town


class Person(Invoking):
    """Somebody with an account. Everything they do obeys their own permissions."""

    def __init__(self, hub: Hub, user: User, town: Town | None = None) -> None:
        super().__init__(hub, user)
        self.town = town

    @property
    def id(self) -> str:
        """The account's id."""
        return self.user.id

    @property
    def name(self) -> str:
        """The account's name."""
        return self.user.name

    @property
    def mention(self) -> str:
        """What names them in a text."""
        return f"<@{self.user.id}>"

    @property
    def dm(self) -> Place:
        """Their direct conversation with the bot."""
        return Place(self.hub, direct(self.hub, self.user))

    def installs_app(self) -> None:
        """Install the bot to their own account, so that it works where it isn't a member."""
        self.user.installed = True

    def closes_dms(self) -> None:
        """Take no direct messages any more (the bot gets 50007)."""
        self.user.dms_open = False

    def sees(self, place: Place) -> list[Message]:
        """What they can read in a place: everything public, and what only they were shown."""
        if not sees(place.state, self.user):
            return []
        inside = place.state.messages.values()
        return [one for one in inside if one.only_for in {None, self.user.id}]

    async def says(
        self,
        place: Place,
        text: str = "",
        *,
        reply_to: Message | None = None,
        ping: bool = True,
        embeds: Iterable[Json] = (),
    ) -> Message:
        """Write a message; `@name` becomes a mention of that user or role.

        Args:
            place: where.
            text: the content.
            reply_to: the message this replies to.
            ping: whether the reply notifies that message's author, as the client's switch.
            embeds: previews that are there from the start.

        Raises:
            AssertionError: they may not speak there.
        """
        message = self._draft(place)
        message.content = self._expanded(place, text)
        message.embeds = list(embeds)
        if reply_to is not None:
            attach_reference(message, reply_to, forward=False)
        self._address(message, {"parse": ["users", "roles", "everyone"], "replied_user": ping})
        return scene.post(self.hub, message)

    async def forwards(self, message: Message, place: Place) -> Message:
        """Forward a message: an empty message with a snapshot."""
        copy = self._draft(place)
        attach_reference(copy, message, forward=True)
        return scene.post(self.hub, copy)

    async def joins(self, place: Place) -> Message:
        """Set off a system message (type 7, "joined the server")."""
        message = self._draft(place)
        message.type = 7
        return scene.post(self.hub, message)

    async def posts(self, forum: Place, title: str, text: str) -> tuple[Place, Message]:
        """Open a forum post; its first message shares the thread's id."""
        thread = forum.thread(title, self)
        message = self._draft(thread)
        message.id = thread.id
        message.content = self._expanded(thread, text)
        self._address(message, None)
        return thread, scene.post(self.hub, message)

    async def edits(self, message: Message, text: str) -> None:
        """Change their own message."""
        assert message.author is self.user, f"{self.name} can edit only their own messages"
        words = self._expanded(Place(self.hub, message.channel), text)
        named = mentions.named_in(words)
        mentions.apply(message, named, self.hub.users)
        scene.edit(self.hub, message, words)

    async def deletes(self, message: Message) -> None:
        """Delete their own message, or with manage_messages anybody's."""
        own = message.author is self.user
        assert own or has(message.channel, self.id, "manage_messages"), "may not delete that"
        scene.delete(self.hub, [message])

    async def purges(self, messages: Iterable[Message]) -> None:
        """Delete many at once (MESSAGE_DELETE_BULK); needs manage_messages."""
        gone = list(messages)
        assert all(has(one.channel, self.id, "manage_messages") for one in gone), "may not purge"
        scene.delete(self.hub, gone, bulk=True)

    async def reacts(self, message: Message, emoji: str) -> None:
        """Put a reaction on a message."""
        scene.react(self.hub, message, self.user, emoji)

    async def unreacts(self, message: Message, emoji: str) -> None:
        """Take a reaction back."""
        scene.unreact(self.hub, message, self.user, emoji)

    def _draft(self, place: Place) -> Message:
        channel = place.state
        if not self.user.webhook:
            needed = "send_messages_in_threads" if channel.is_thread else "send_messages"
            may = sees(channel, self.user) and has(channel, self.id, needed)
            assert may, f"{self.name} may not speak in #{channel.name}"
        return Message(self.hub.ids.next(), channel, self.user, self.hub.clock.now())

    def _expanded(self, place: Place, text: str) -> str:
        guild = place.state.guild
        roles = list(guild.roles.values()) if guild else []
        names = {f"@{role.name}": f"<@&{role.id}>" for role in roles if role.name != "@everyone"}
        names |= {f"@{user.name}": f"<@{user.id}>" for user in self.hub.users.values()}
        for name in sorted(names, key=len, reverse=True):
            text = text.replace(name, names[name])
        return text

    def _address(self, message: Message, rules: Json | None) -> None:
        answered = message.referenced.author.id if message.referenced else None
        named = mentions.allowed(mentions.named_in(message.content), rules, answered)
        mentions.apply(message, named, self.hub.users)

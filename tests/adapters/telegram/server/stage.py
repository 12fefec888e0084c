"""Who and what there is: people, groups, forums and channels for a test to play with."""

from typing import Any

from .model import Chat, Member
from .people import Person
from .places import Channel, Group, Place
from .world import World


class Stage:
    """Makes people and places; the same chat always gives the same place."""

    def __init__(self, world: World) -> None:
        self.world = world
        self._places: dict[int, Place] = {}

    def user(self, first_name: str, **known: Any) -> Person:
        """A person. Also: username, last_name, language_code, hides_forwards, is_bot."""
        account = self.world.add_account(first_name, **known)
        return Person(self.world, account, self.place(self.world.private_chat(account)))

    def group(
        self, title: str, *, bot: str | None = "member", username: str | None = None
    ) -> Group:
        """A basic group; `bot` is what the bot is there: member, administrator or None."""
        return self._group("group", title, bot, username=username)

    def supergroup(
        self, title: str, *, bot: str | None = "member", username: str | None = None
    ) -> Group:
        return self._group("supergroup", title, bot, username=username)

    def forum(self, title: str, *, bot: str | None = "member") -> Group:
        """A supergroup with topics; open one with `opens_topic`."""
        return self._group("supergroup", title, bot, is_forum=True)

    def channel(
        self, title: str, *, bot: str | None = None, discussion: Group | None = None
    ) -> Channel:
        """A channel, with its linked discussion group if there is one."""
        chat = self.world.add_chat("channel", title)
        self._seat_bot(chat, bot)
        if discussion is not None:
            chat.linked, discussion.chat.linked = discussion.chat, chat
        place = Channel(self.world, chat)
        self._places[chat.id] = place
        return place

    def person_named(self, name: str) -> Person:
        """The person of that name, made if there is none."""
        for account in self.world.accounts.values():
            if account.first_name == name and not account.is_bot:
                return Person(self.world, account, self.place(self.world.private_chat(account)))
        return self.user(name)

    def place_named(self, title: str) -> Place:
        """The chat of that title; a supergroup is made if there is none."""
        for chat in self.world.chats.values():
            if chat.title == title:
                return self.place(chat)
        return self.supergroup(title)

    def place(self, chat: Chat) -> Place:
        if chat.id not in self._places:
            kind = Group if chat.kind in {"group", "supergroup"} else Place
            self._places[chat.id] = kind(self.world, chat)
        return self._places[chat.id]

    def _group(self, kind: str, title: str, bot: str | None, **known: Any) -> Group:
        chat = self.world.add_chat(kind, title, **known)
        self._seat_bot(chat, bot)
        place = Group(self.world, chat)
        self._places[chat.id] = place
        return place

    def _seat_bot(self, chat: Chat, status: str | None) -> None:
        if status is not None:
            posts = chat.kind == "channel" and status == "administrator"
            rights = {"can_post_messages": True} if posts else {}
            chat.members[self.world.bot.id] = Member(self.world.bot, status, rights)

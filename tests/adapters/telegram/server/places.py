"""Chats as a test drives them: what the bot did there, and what happens to the bot there."""

from collections import Counter

from .formatted import Formatted, with_detected
from .hearing import tell, tell_membership
from .model import CHANNEL_BOT_ID, TELEGRAM_ID, Account, Chat, Event, Json, Member, Message, Topic
from .origins import from_channel
from .pulse import PATIENCE
from .world import World


class Place:
    def __init__(self, world: World, chat: Chat) -> None:
        self.world = world
        self.chat = chat
        self._seen: Counter[str] = Counter()

    @property
    def id(self) -> int:
        return self.chat.id

    @property
    def name(self) -> str:
        return self.chat.name

    @property
    def messages(self) -> list[Message]:
        """What a reader sees, oldest first."""
        return [message for message in self.chat.messages.values() if not message.deleted]

    @property
    def messages_from_bot(self) -> list[Message]:
        """What a reader sees of the bot, inline results not counted."""
        sent = {id(event.message) for event in self.chat.events["sent"]}
        return [message for message in self.messages if id(message) in sent]

    async def next_message_from_bot(self, patience: float = PATIENCE) -> Message:
        """The bot's next message here that no test has looked at yet."""
        return await self._next("sent", patience)

    async def next_edit_by_bot(self, patience: float = PATIENCE) -> Message:
        return await self._next("edited", patience)

    async def next_deletion_by_bot(self, patience: float = PATIENCE) -> Message:
        return await self._next("deleted", patience)

    async def next_reaction_by_bot(self, patience: float = PATIENCE) -> Message:
        """The message reacted to; its `reaction` is None when a reaction was taken back."""
        return await self._next("reacted", patience)

    async def _next(self, kind: str, patience: float) -> Message:
        number = self._seen[kind]

        def look() -> Event | None:
            events = self.chat.events[kind]
            return events[number] if len(events) > number else None

        what = f"the bot to have {kind} something in {self.name!r}"
        event = await self.world.pulse.until(look, what, patience)
        self._seen[kind] += 1
        return event.message

    def member(self, account: Account) -> Member:
        return self.chat.members.get(account.id) or Member(account, "left")

    def seat(self, by: Account, member: Member) -> None:
        """Changes who somebody is here, and tells the bot where it may know."""
        old = self.member(member.account)
        self.chat.members[member.account.id] = member
        tell_membership(self.world, self.chat, by, old, member)

    def service(self, sender: Account | None, thread: int | None = None, **what: object) -> Message:
        """A service message, such as somebody joining."""
        body: Json = dict(what) | ({"from": sender.json()} if sender else {})
        if thread is not None and self.chat.is_forum:
            body["is_topic_message"] = True
        message = self.world.keep(self.chat, body, sender, thread_id=thread)
        tell(self.world, message)
        return message


class Group(Place):
    """A group, supergroup or forum."""

    def adds_bot(self, by: Account, status: str = "member") -> None:
        self.seat(by, Member(self.world.bot, status))
        self.service(by, new_chat_members=[self.world.bot.json()])

    def kicks_bot(self, by: Account) -> None:
        self.service(by, left_chat_member=self.world.bot.json())
        self.seat(by, Member(self.world.bot, "kicked"))

    def promotes_bot(self, by: Account, **rights: bool) -> None:
        self.seat(by, Member(self.world.bot, "administrator", rights))

    def demotes_bot(self, by: Account) -> None:
        self.seat(by, Member(self.world.bot, "member"))

    def mutes_bot(self, by: Account) -> None:
        self.seat(by, Member(self.world.bot, "restricted"))

    def opens_topic(self, name: str, by: Account) -> Topic:
        """A new topic; its id is that of the service message that opens it."""
        started = self.world.keep(self.chat, {"from": by.json()}, by)
        topic = Topic(started.id, name)
        self.chat.topics[topic.id] = topic
        started.thread_id = topic.id
        started.body |= {
            "is_topic_message": True,
            "forum_topic_created": {"name": name, "icon_color": 7322096},
        }
        tell(self.world, started)
        return topic

    def closes_topic(self, topic: Topic, by: Account) -> None:
        topic.closed = True
        self.service(by, topic.id, forum_topic_closed={})

    def closes_general(self) -> None:
        self.chat.general_closed = True

    def migrates(self, *, announced: bool = True) -> "Group":
        """Becomes a supergroup with a new id; unannounced, the bot learns it from an error."""
        old = self.chat
        new = self.world.add_chat("supergroup", str(old.title), members=dict(old.members))
        there = Group(self.world, new)
        if announced:
            self.service(None, migrate_to_chat_id=new.id)
        old.migrated_to = new
        if announced:
            there.service(None, migrate_from_chat_id=old.id)
        return there


class Channel(Place):
    async def posts(self, text: str) -> Message:
        """A post; a linked discussion group gets it as an automatic forward."""
        written = with_detected(Formatted(text, []).trimmed())
        body: Json = {"sender_chat": self.chat.json(), "text": written.text}
        if written.entities:
            body["entities"] = written.entities
        post = self.world.keep(self.chat, body, None)
        tell(self.world, post)
        if self.chat.linked is not None:
            self._forward(post, self.chat.linked)
        return post

    def discussion_of(self, post: Message) -> Message:
        """The copy of a post in the discussion group."""
        there = self.chat.linked.messages.values() if self.chat.linked else []
        return next(
            message
            for message in there
            if message.body.get("forward_origin", {}).get("message_id") == post.id
        )

    async def edits(self, post: Message, text: str) -> None:
        post.body |= {"text": text, "edit_date": self.world.now()}
        tell(self.world, post, edited=True)

    async def says_in(self, place: Place, text: str) -> Message:
        """Somebody writes in a group in the channel's name."""
        stand_in = self.world.accounts[CHANNEL_BOT_ID]
        written = with_detected(Formatted(text, []).trimmed())
        body: Json = {"from": stand_in.json(), "sender_chat": self.chat.json()}
        body |= {"text": written.text}
        if written.entities:
            body["entities"] = written.entities
        message = self.world.keep(place.chat, body, stand_in)
        tell(self.world, message)
        return message

    def _forward(self, post: Message, group: Chat) -> None:
        telegram = self.world.accounts[TELEGRAM_ID]
        body = post.body | {
            "from": telegram.json(),
            "is_automatic_forward": True,
            "forward_origin": from_channel(self.chat, post.id, post.date),
        }
        tell(self.world, self.world.keep(group, body, telegram))

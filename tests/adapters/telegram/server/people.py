"""People, as a test drives them: `await ann.says(group, "/check ...")`."""

from . import composing
from .composing import Source
from .hearing import tell, tell_reaction
from .links import START_PAYLOAD, start_payload
from .model import Account, Json, Member, Message, Topic
from .places import Place
from .questions import GuestAnswer, InlineAnswer, Press, ask_as_guest, ask_inline, pick, press
from .world import World

INLINE_QUERY = 256  # characters; Bot API, InlineQuery


class Person:
    def __init__(self, world: World, account: Account, chat: Place) -> None:
        self.world = world
        self.account = account
        self.chat = chat  # their private chat with the bot

    @property
    def id(self) -> int:
        return self.account.id

    # Writing

    async def says(
        self,
        place: Place,
        text: str,
        *,
        reply_to: Message | None = None,
        quote: str | None = None,
        topic: Topic | None = None,
    ) -> Message:
        """Writes; with `reply_to` an answer (from another chat: an external reply)."""
        source = Source(text, reply_to, quote, topic.id if topic else None)
        return composing.post(self.world, self.account, place, source)

    async def replies(self, message: Message, text: str, *, quote: str | None = None) -> Message:
        """Answers in the same chat and topic, quoting exact words if given."""
        source = Source(text, message, quote)
        return composing.post(self.world, self.account, Place(self.world, message.chat), source)

    async def tells_bot(self, text: str, *, reply_to: Message | None = None) -> Message:
        """Writes to the bot in private."""
        return await self.says(self.chat, text, reply_to=reply_to)

    async def says_html(self, place: Place, markup: str) -> Message:
        """Writes formatted text: bold words, linked words."""
        return composing.post(self.world, self.account, place, Source(markup, html=True))

    async def shows_photo(
        self, place: Place, caption: str = "", *, reply_to: Message | None = None
    ) -> Message:
        source = Source(caption, reply_to, media=composing.photo())
        return composing.post(self.world, self.account, place, source)

    async def shares_link(self, place: Place, text: str, url: str) -> Message:
        """Writes a text with a link preview, which the bot sees as `link_preview_options`."""
        extra: Json = {"link_preview_options": {"url": url}}
        return composing.post(self.world, self.account, place, Source(text, extra=extra))

    async def forwards(
        self, what: Message | str, to: Place, *, origin: Json | None = None
    ) -> Message:
        """Forwards a message, or a text of a given origin (see `origins`)."""
        source = composing.forwarded(self.world, what, origin)
        return composing.post(self.world, self.account, to, source)

    async def edits(self, message: Message, text: str) -> Message:
        composing.rewrite(self.world, message, text)
        tell(self.world, message, edited=True)
        return message

    async def deletes(self, message: Message) -> None:
        """Telegram tells bots nothing of this."""
        message.deleted = True

    # Buttons, reactions, links

    async def presses(self, message: Message, label: str) -> Press:
        """Presses the button with this label, or the only one that contains it."""
        return press(self.world, self.account, message, label)

    async def reacts(self, message: Message, emoji: str | None) -> None:
        """Sets or, with None, takes back a reaction."""
        old = message.reactions.get(self.id, [])
        message.reactions[self.id] = [{"type": "emoji", "emoji": emoji}] if emoji else []
        tell_reaction(self.world, message, self.account, old)

    async def opens(self, link: str) -> Message:
        """Follows a deep link (or a bare payload) and taps Start.

        Raises:
            AssertionError: the link leads elsewhere, or Telegram wouldn't deliver its payload.
        """
        payload = link
        if "/" in link or ":" in link:
            found = start_payload(link, str(self.world.bot.username))
            assert found is not None, f"{link!r} doesn't lead to the bot"
            payload = found
        assert START_PAYLOAD.fullmatch(payload), f"{payload!r} is no payload /start can carry"
        return await self.tells_bot(f"/start {payload}")

    async def starts_bot(self) -> Message:
        return await self.tells_bot("/start")

    # Asking from elsewhere

    async def asks_inline(self, text: str, *, chat_type: str = "supergroup") -> InlineAnswer:
        """Types `@bot text` in some chat; clients cut at 256 characters."""
        return ask_inline(self.world, self.account, text[:INLINE_QUERY], chat_type)

    async def picks(self, asked: InlineAnswer, into: Place, index: int = 0) -> Message:
        """Inserts a result of an inline query into a chat."""
        return pick(self.world, self.account, asked, into, index)

    async def asks_as_guest(
        self, place: Place, text: str, *, reply_to: Message | None = None
    ) -> GuestAnswer:
        """Mentions the bot in a chat it isn't a member of."""
        return ask_as_guest(self.world, self.account, place, Source(text, reply_to))

    # Coming and going

    async def joins(self, place: Place) -> None:
        place.seat(self.account, Member(self.account))
        if place.chat.kind != "channel":
            place.service(self.account, new_chat_members=[self.account.json()])

    async def leaves(self, place: Place) -> None:
        place.seat(self.account, Member(self.account, "left"))
        if place.chat.kind != "channel":
            place.service(self.account, left_chat_member=self.account.json())

    def becomes_admin(self, place: Place, *, anonymous: bool = False, owner: bool = False) -> None:
        """What `getChatMember` says; a `chat_member` update where the bot is admin."""
        status = "creator" if owner else "administrator"
        place.seat(self.account, Member(self.account, status, anonymous=anonymous))

    def becomes_member(self, place: Place) -> None:
        place.seat(self.account, Member(self.account))

    async def blocks_bot(self) -> None:
        self._block(to=True)

    async def unblocks_bot(self) -> None:
        self._block(to=False)

    def _block(self, *, to: bool) -> None:
        self.account.has_blocked = to
        bot = self.world.bot
        self.chat.chat.members.setdefault(bot.id, Member(bot))
        self.chat.seat(self.account, Member(bot, "kicked" if to else "member"))

"""A Telegram message as a message of ours. Pure: nothing is asked of Telegram here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from telegram import Chat, Message, MessageEntity, TextQuote
from telegram.constants import ChatID, ChatType

from bot.messages import Addressed, IncomingMessage, Person, Place, PlaceKind, Preview, Quoted

NAME = "telegram"
_KINDS: dict[str, PlaceKind] = {
    ChatType.PRIVATE: PlaceKind.PRIVATE,
    ChatType.CHANNEL: PlaceKind.CHANNEL,
}


@dataclass(frozen=True, slots=True)
class Me:
    """Who the bot is, as `getMe` says."""

    id: int
    username: str


@dataclass(frozen=True, slots=True)
class Command:
    """A command at the start of a message: its name, and what follows it.

    `ours` is false for one that names another bot.
    """

    name: str
    rest: str
    ours: bool


def words_of(message: Message) -> str:
    """Text or caption."""
    return message.text or message.caption or ""


def command(message: Message, me: Me) -> Command | None:
    """The command that a message begins with, if it does; a caption may, too."""
    entities = message.entities or message.caption_entities
    first = next((one for one in entities if one.offset == 0), None)
    if first is None or first.type != MessageEntity.BOT_COMMAND:
        return None
    text = words_of(message)
    name, _, addressee = text[1 : first.length].partition("@")
    ours = not addressee or addressee.casefold() == me.username.casefold()
    return Command(name.casefold(), text[first.length :].strip(), ours)


def place_of(chat: Chat, thread: int | None = None) -> Place:
    """A chat as a place. Topics are numbered within their chat, so the chat is named, too."""
    return Place(
        NAME,
        str(chat.id),
        _KINDS.get(chat.type, PlaceKind.GROUP),
        server=str(chat.id),
        thread=f"{chat.id}/{thread}" if thread is not None else "",
    )


def message_place(message: Message) -> Place:
    """Where a message was said. Only forums have topics; chains of replies are none."""
    return place_of(message.chat, message.message_thread_id if message.is_topic_message else None)


def author_of(message: Message, *, administers: bool = False) -> Person:
    """Who speaks. An anonymous administrator speaks as the group, others as their channel."""
    chat, user = message.sender_chat, message.from_user
    if chat is not None:
        anonymous = chat.id == message.chat.id
        return Person(NAME, str(chat.id), administers=anonymous or administers)
    if user is None:
        return Person(NAME, str(message.chat.id))
    return Person(
        NAME,
        str(user.id),
        is_bot=user.is_bot,
        administers=administers,
        roles=(str(user.id),),
        locale=user.language_code or "",
    )


def incoming(
    message: Message, me: Me, *, edited: bool = False, administers: bool = False
) -> IncomingMessage:
    """The message, without what addressed it to us."""
    addressed, text = _addressed(message, me)
    forwarded: tuple[Quoted, ...] = ()
    if message.forward_origin is not None and not message.is_automatic_forward:
        forwarded, text = (_forwarded(message),), ""
    return IncomingMessage(
        id=str(message.message_id),
        place=message_place(message),
        author=author_of(message, administers=administers),
        text=text,
        sent=_aware(message.date),
        addressed=addressed,
        replied_to=_replied_to(message, me),
        forwarded=forwarded,
        previews=() if forwarded else _previews(message),
        edited=edited,
    )


def is_reply_to(message: Message, me: Me) -> bool:
    """Whether a message answers one of our own."""
    replied = message.reply_to_message
    return replied is not None and replied.from_user is not None and replied.from_user.id == me.id


def _addressed(message: Message, me: Me) -> tuple[Addressed, str]:
    text = words_of(message)
    said = command(message, me)
    if said is not None and said.ours and said.name == "check":
        return Addressed.COMMAND, said.rest
    private = message.chat.type == ChatType.PRIVATE
    mention = _mention(message, me)
    if mention is not None:
        text = f"{text[: mention[0]]}{text[mention[1] :]}".strip()
        return (Addressed.PRIVATE if private else Addressed.MENTION), text
    if private:
        return Addressed.PRIVATE, text
    return (Addressed.REPLY if is_reply_to(message, me) else Addressed.NO), text


def _mention(message: Message, me: Me) -> tuple[int, int] | None:
    """Where the text names us, in characters; entities count UTF-16 units."""
    text = words_of(message)
    wanted = f"@{me.username}".casefold()
    for entity in message.entities or message.caption_entities:
        start = _characters(text, entity.offset)
        end = _characters(text, entity.offset + entity.length)
        by_id = entity.user is not None and entity.user.id == me.id
        by_name = entity.type == MessageEntity.MENTION and text[start:end].casefold() == wanted
        if by_id or by_name:
            return start, end
    return None


def _characters(text: str, units: int) -> int:
    """How many characters the first UTF-16 units of a text are."""
    raw = text.encode("utf-16-le", "surrogatepass")[: 2 * units]
    return len(raw.decode("utf-16-le", "surrogatepass"))


def _replied_to(message: Message, me: Me) -> Quoted | None:
    """What a message answers. In a topic everything answers its first message; that is no
    reply. Of messages elsewhere Telegram shows the quoted words only.
    """
    elsewhere = message.external_reply
    if elsewhere is not None:
        text = message.quote.text if message.quote is not None else ""
        return Quoted(text=text, posted=_aware(elsewhere.origin.date), hidden=not text)
    replied = message.reply_to_message
    if replied is None or replied.forum_topic_created is not None:
        return None
    origin = replied.forward_origin
    return Quoted(
        id=str(replied.message_id),
        text=_quoted(message.quote) or words_of(replied),
        previews=_previews(replied),
        posted=_aware(origin.date if origin is not None else replied.date),
        by_us=is_reply_to(message, me),
        author_id=author_of(replied).id,
    )


def _quoted(quote: TextQuote | None) -> str:
    """The words that somebody chose to quote; an automatic quote is no choice."""
    return quote.text if quote is not None and quote.is_manual else ""


def _forwarded(message: Message) -> Quoted:
    origin = message.forward_origin
    return Quoted(
        id=str(message.message_id),
        text=words_of(message),
        previews=_previews(message),
        posted=_aware(origin.date if origin is not None else message.date),
    )


def _previews(message: Message) -> tuple[Preview, ...]:
    """The address whose preview is shown; bots are not told what the preview says."""
    options = message.link_preview_options
    url = options.url if options is not None else None
    return (Preview(url=url),) if isinstance(url, str) and url else ()


def _aware(moment: datetime) -> datetime:
    return moment if moment.tzinfo is not None else moment.replace(tzinfo=UTC)


ANONYMOUS = ChatID.ANONYMOUS_ADMIN
"""The account in whose name anonymous administrators speak (GroupAnonymousBot)."""

"""A reply as a Telegram message: HTML, a keyboard, a link preview. Pure."""

from __future__ import annotations

from dataclasses import dataclass, replace

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, LinkPreviewOptions

from adapters.telegram.markup import defused, escaped, linkable, units
from adapters.telegram.shortening import shortened
from bot.composing import fit
from bot.composing.document import Block, Button, Code, Document, Kind, Link, Press, Span, Strong
from bot.composing.fitting import COMFORTABLE
from bot.ports import PostedReply
from bot.pressing.callbacks import payload
from bot.replies import FactCard, Reply
from bot.wording import N_, words_for

LIMIT = 4_096
"""UTF-16 units of a message after its entities are parsed (Bot API, sendMessage)."""
TITLE = 64
"""Characters of a button's label that a phone shows; Telegram sets no limit of its own."""
NO_PREVIEW = LinkPreviewOptions(is_disabled=True)

_HELD = (
    (Press.APPROVE, N_("Approve")),
    (Press.NEVER, N_("Never for this claim")),
)
_SPACED = {Kind.HEADING, Kind.FOOTER, Kind.PARAGRAPH}
_BEFORE = {Kind.ITEM: "• "}
_AROUND = {
    Kind.CLAIM: ("<blockquote>", "</blockquote>"),
    Kind.NOTE: ("<i>", "</i>"),
}


@dataclass(frozen=True, slots=True)
class Rendered:
    """What a message shows. `text` is HTML, `plain` what a reader sees of it."""

    text: str
    plain: str
    keyboard: InlineKeyboardMarkup | None
    preview: LinkPreviewOptions


def render(reply: Reply, locale: str, ticket: str = "") -> Rendered:
    """The message for a reply, in the reader's language, with the buttons of its ticket."""
    whole = fit(reply, words_for(locale), _comfortable)
    text, plain = drawn(whole)
    if units(plain) > LIMIT:
        text, plain = drawn(shortened(whole, LIMIT, lambda cut: units(drawn(cut)[1])))
    return Rendered(text, plain, keyboard(whole.buttons, ticket), _preview(reply))


def held(posted: PostedReply, reply: Reply, *, approved: bool = False) -> Rendered:
    """A reply as moderators see it who are to judge it, under the message it is about; once
    they have approved it, without buttons.
    """
    words = words_for(posted.locale)
    shown = render(reply, posted.locale, posted.id)
    message = message_link(posted.place.id, posted.message_id)
    about = escaped(words.say("I would have said this to {message}", message=message))
    buttons: tuple[Button, ...] = ()
    if approved:
        about += "\n" + words.say("Decided: {choice}", choice=words.say(_HELD[0][1]))
    elif isinstance(reply, FactCard):
        buttons = tuple(Button(press, reply.fact.id, words.say(label)) for press, label in _HELD)
    return replace(
        shown,
        text=f"{about}\n\n{shown.text}",
        plain=f"{about}\n\n{shown.plain}",
        keyboard=keyboard(buttons, posted.id),
        preview=NO_PREVIEW,
    )


def message_link(chat_id: str, message_id: str) -> str:
    """The address of a message, for those who are in the chat; only supergroups have any."""
    if not chat_id.startswith("-100"):
        return message_id
    return f"https://t.me/c/{chat_id.removeprefix('-100')}/{message_id}"


def drawn(whole: Document) -> tuple[str, str]:
    """A document as HTML, and as the text that is left of it once Telegram has parsed it."""
    blocks = [_block(block, first=not number) for number, block in enumerate(whole.blocks)]
    return "\n".join(text for text, _ in blocks), "\n".join(plain for _, plain in blocks)


def keyboard(buttons: tuple[Button, ...], ticket: str) -> InlineKeyboardMarkup | None:
    """Three buttons a row: what a phone shows without cutting words."""
    if not buttons:
        return None
    keys = [
        InlineKeyboardButton(button.label[:TITLE], callback_data=payload(button, ticket))
        for button in buttons
    ]
    return InlineKeyboardMarkup([keys[start : start + 3] for start in range(0, len(keys), 3)])


def _comfortable(whole: Document) -> bool:
    return len(drawn(whole)[1]) <= COMFORTABLE


def _block(block: Block, *, first: bool) -> tuple[str, str]:
    before = ("\n" if block.kind in _SPACED and not first else "") + _BEFORE.get(block.kind, "")
    opening, closing = _AROUND.get(block.kind, ("", ""))
    spans = [_span(span) for span in block.spans]
    text = before + opening + "".join(text for text, _ in spans) + closing
    return text, before + "".join(plain for _, plain in spans)


def _span(span: Span) -> tuple[str, str]:
    if isinstance(span, Link) and linkable(span.url):
        # Within a link nothing else is linked: the words need no defusing.
        return f'<a href="{escaped(span.url)}">{escaped(span.text)}</a>', span.text
    plain = defused(f"{span.text} ({span.url})" if isinstance(span, Link) else span.text)
    match span:
        case Strong():
            return f"<b>{escaped(plain)}</b>", plain
        case Code(text):
            return f"<code>{escaped(text)}</code>", text
        case _:
            return escaped(plain), plain


def _preview(reply: Reply) -> LinkPreviewOptions:
    """Our own first source, small, or nothing: never the story that is being checked."""
    if isinstance(reply, FactCard):
        for statement in reply.statements:
            if linkable(statement.source.url):
                return LinkPreviewOptions(url=statement.source.url, prefer_small_media=True)
    return NO_PREVIEW

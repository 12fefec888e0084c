"""Which words of a message are the claim to check."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.messages import IncomingMessage, Preview

LONGEST = 20_000
"""Characters of a message that are looked at: about three of Telegram's or Discord's longest
messages. What follows is cut."""


@dataclass(frozen=True, slots=True)
class Claim:
    """Text to check and, when known, when it was posted."""

    text: str
    posted: datetime | None = None


@dataclass(frozen=True, slots=True)
class NoClaim:
    """Nothing to check. `hidden`: the platform kept the quoted text from us."""

    hidden: bool = False


def pick(message: IncomingMessage) -> Claim | NoClaim:
    """The replied-to message first, then forwards, then the message's own words.

    A reply to the bot's own card is no claim to check; its own words count then.
    """
    quoted = message.replied_to
    if quoted is not None and not quoted.by_us:
        text = _words(quoted.text, quoted.previews)
        if text:
            return Claim(text, quoted.posted)
    forwarded = "\n".join(_words(part.text, part.previews) for part in message.forwarded).strip()
    if forwarded:
        return Claim(forwarded[:LONGEST], message.forwarded[0].posted)
    own = _words(message.text, message.previews)
    if own:
        return Claim(own, message.sent)
    return NoClaim(hidden=hides(message))


def hides(message: IncomingMessage) -> bool:
    """Whether the platform kept the text of the replied-to message from us."""
    return message.replied_to is not None and message.replied_to.hidden


def _words(text: str, previews: tuple[Preview, ...]) -> str:
    """A message's text with the titles and descriptions that its previews show."""
    parts = [text, *(part for preview in previews for part in (preview.title, preview.description))]
    return "\n".join(part.strip() for part in parts if part.strip())[:LONGEST]

"""Statements: who said what, when, and where it can be read."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import urlsplit

from factbase.errors import InvalidValue
from factbase.model.dates import PartialDate
from factbase.model.text import LocalText, clean

URL_LENGTH = 2_000


class Stance(StrEnum):
    """What a statement does to the claim."""

    CLAIMS = "claims"
    DENIES = "denies"
    CONFIRMS = "confirms"
    CONTEXT = "context"
    DEVELOPMENT = "development"


def web_address(field: str, url: str) -> str:
    """Return an absolute http(s) address without credentials.

    Raises:
        InvalidValue: anything else, above all `javascript:` and `user:password@`.
    """
    url = clean(field, url, URL_LENGTH)
    try:
        parts = urlsplit(url)
        parts.port  # noqa: B018 - asking is what raises for a port that can't be
    except ValueError:
        raise InvalidValue(field, "is not a web address") from None
    plain = not any(map(_may_not_be_in_addresses, url))
    web = parts.scheme in {"http", "https"} and parts.hostname and "@" not in parts.netloc
    if not (web and plain):
        raise InvalidValue(field, "must be a full http or https address")
    return url


def _may_not_be_in_addresses(char: str) -> bool:
    # Invisible format characters (Cf) make one address look like another.
    return char.isspace() or char in "<>\"'`\\" or unicodedata.category(char) == "Cf"


@dataclass(frozen=True, slots=True)
class Speaker:
    """The claimant or official: a name, an office, an organisation; at least one of name
    and organisation.
    """

    name: LocalText | None = None
    office: LocalText | None = None
    organisation: LocalText | None = None

    def __post_init__(self) -> None:
        if self.name is None and self.organisation is None:
            raise InvalidValue("speaker", "needs a name or an organisation")


@dataclass(frozen=True, slots=True)
class Source:
    """Where a statement can be read. `url` stays empty when no address is known."""

    publisher: str
    title: str = ""
    url: str = ""
    published: PartialDate | None = None
    accessed: PartialDate | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "publisher", clean("publisher", self.publisher, 200))
        if self.title:
            object.__setattr__(self, "title", clean("title", self.title, 300))
        if self.url:
            object.__setattr__(self, "url", web_address("source url", self.url))
        if not self.url and self.published is None:
            raise InvalidValue("source", "needs an address or the date it was published")


@dataclass(frozen=True, slots=True)
class Statement:
    """One thing that was said or that happened.

    `text` is a verbatim quote in its original language when `quoted`, else a paraphrase.
    For a `development` that nobody said (a court ruled), the speaker is who acted.
    """

    speaker: Speaker
    stance: Stance
    text: LocalText
    said: PartialDate
    source: Source
    quoted: bool = False

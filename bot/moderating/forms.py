"""A fact as a short form, as chat platforms can ask for it: a few fields, each of them text."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date
from typing import TypeVar
from uuid import uuid4

from factbase.ahead import after, day_of, is_ahead
from factbase.errors import InvalidValue
from factbase.model import (
    Change,
    Fact,
    LocalText,
    PartialDate,
    Source,
    Speaker,
    Stance,
    Statement,
    Verdict,
    Wording,
)
from factbase.model.text import slug as valid_slug

M = TypeVar("M", Verdict, Stance)


@dataclass(frozen=True, slots=True)
class FactForm:
    """What a moderator types. Nothing in it is checked before `fact` is asked for, so that a
    draft keeps whatever was typed.
    """

    slug: str = ""
    claim: str = ""
    verdict: str = Verdict.UNPROVEN.value
    summary: str = ""
    stance: str = Stance.CLAIMS.value
    speaker: str = ""
    office: str = ""
    said: str = ""
    text: str = ""
    publisher: str = ""
    title: str = ""
    url: str = ""
    wordings: str = ""
    language: str = "en"
    review_by: str = ""

    @classmethod
    def of(cls, values: Mapping[str, str]) -> FactForm:
        """A form from named texts; names that it doesn't have are left out."""
        known = {field.name for field in fields(cls)}
        return cls(**{name: value for name, value in values.items() if name in known})

    def fact(self, change: Change, scope: str) -> Fact:
        """The fact that the form describes, as a proposal.

        Raises:
            InvalidValue: names the field that is wrong.
        """
        statement = self.statement(day_of(change.at))
        return Fact(
            id=uuid4().hex,
            slug=valid_slug(self.slug.strip() or suggested_slug(self.claim)),
            claim=self._text("claim"),
            verdict=self.chosen_verdict(),
            summary=self._text("summary"),
            wordings=tuple(
                Wording(line, self.language) for line in _lines(self.wordings) if line != self.claim
            ),
            statements=(statement,) if statement is not None else (),
            review_by=_day(self.review_by),
            scope=scope,
            created=change.at,
            created_by=change.by,
            updated=change.at,
            updated_by=change.by,
        )

    def _text(self, field: str) -> LocalText:
        return LocalText.of(getattr(self, field), self.language, field)

    def chosen_verdict(self) -> Verdict:
        """The verdict. Raises `InvalidValue`."""
        return _member("verdict", Verdict, self.verdict)

    def statement(self, today: date) -> Statement | None:
        """The statement, none while all of its fields are empty. Raises `InvalidValue`."""
        if not any((self.speaker, self.said, self.text, self.publisher, self.url)):
            return None
        said = day_said(self.said, today)
        office = self._text("office") if self.office.strip() else None
        return Statement(
            Speaker(self._text("speaker"), office),
            _member("stance", Stance, self.stance),
            self._text("text"),
            said,
            Source(self.publisher, self.title, self.url, published=said),
        )


def day_said(text: str, today: date) -> PartialDate:
    """When something was said; it can't have been after today (UTC). Raises `InvalidValue`."""
    said = PartialDate.parse(text)
    if is_ahead(said, today):
        raise InvalidValue("date", f"is {after(today)}")
    return said


def _member(field: str, kind: type[M], value: str) -> M:
    try:
        return kind(value.strip().casefold())
    except ValueError:
        raise InvalidValue(field, f"must be one of {', '.join(kind)}") from None


def _lines(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(line.strip() for line in text.splitlines() if line.strip()))


def _day(text: str) -> date | None:
    if not text.strip():
        return None
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        raise InvalidValue("review_by", "must be a day, written YYYY-MM-DD") from None


def suggested_slug(claim: str) -> str:
    """A slug from the first words of a claim; empty when it has no Latin letters."""
    words = "".join(char if char.isascii() and char.isalnum() else " " for char in claim.lower())
    return "-".join(words.split()[:6])[:64].strip("-")

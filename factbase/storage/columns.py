"""Column types: moments in UTC, dates that may be partial, texts in several languages."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, DateTime, Dialect, Integer, String, TypeDecorator
from sqlalchemy.dialects.postgresql import VARCHAR

from factbase.model import LocalText, Origin, PartialDate
from factbase.storage.document import (
    local_text_data,
    local_text_from,
    origin_data,
    origin_from,
)

Slug = String(64).with_variant(VARCHAR(64, collation="C"), "postgresql")
"""Slugs sort by their bytes on every engine; a locale would skip the hyphens."""

Counter = BigInteger().with_variant(Integer(), "sqlite")
"""A number that the engine hands out; SQLite does so only for plain INTEGER."""


class UtcDateTime(TypeDecorator[datetime]):
    """Aware moments, kept and given back in UTC (SQLite would forget the zone)."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Refuse naive times: their moment is anybody's guess."""
        del dialect
        if value is not None and value.tzinfo is None:
            raise ValueError("a moment without its time zone can't be stored")
        return value and value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Give back UTC."""
        del dialect
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class PartialDateText(TypeDecorator[PartialDate]):
    """A partial date in its written form, `~2016-09`, so that nothing is made up."""

    impl = String(11)
    cache_ok = True

    def process_bind_param(self, value: PartialDate | None, dialect: Dialect) -> str | None:
        """As ISO 8601 reduced precision."""
        del dialect
        return None if value is None else str(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> PartialDate | None:
        """Read it again."""
        del dialect
        return None if value is None else PartialDate.parse(value)


class LocalTextJson(TypeDecorator[LocalText]):
    """A text with its translations, as a list because the first one is the original."""

    impl = JSON(none_as_null=True)
    cache_ok = True

    def process_bind_param(self, value: LocalText | None, dialect: Dialect) -> Any:
        """As JSON data."""
        del dialect
        return None if value is None else local_text_data(value)

    def process_result_value(self, value: Any, dialect: Dialect) -> LocalText | None:
        """Read it again."""
        del dialect
        return None if value is None else local_text_from(value)


class OriginJson(TypeDecorator[Origin]):
    """The review that a fact came from."""

    impl = JSON(none_as_null=True)
    cache_ok = True

    def process_bind_param(self, value: Origin | None, dialect: Dialect) -> Any:
        """As JSON data."""
        del dialect
        return origin_data(value)

    def process_result_value(self, value: Any, dialect: Dialect) -> Origin | None:
        """Read it again."""
        del dialect
        return origin_from(value)

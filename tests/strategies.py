"""Facts as people might write them, in any script, for property tests."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from hypothesis import strategies as st

from factbase.model import (
    Example,
    Fact,
    LocalText,
    PartialDate,
    Source,
    Speaker,
    Stance,
    Statement,
    Status,
    Verdict,
    Wording,
)

LANGUAGES = ("en", "ru", "ar", "pt-BR", "zh-Hant", "sr-Latn-RS", "es-419", "fa")
SPEECH = st.characters(exclude_categories=["Cc", "Cs"])
# Without what ends a sentence: a claim is one sentence, a summary two.
CLAUSE = st.characters(exclude_categories=["Cc", "Cs"], exclude_characters=".!?…")


def texts(alphabet: st.SearchStrategy[str] = SPEECH, longest: int = 80) -> st.SearchStrategy[str]:
    return st.text(alphabet, min_size=1, max_size=longest).map(str.strip).filter(bool)


def wordings(alphabet: st.SearchStrategy[str] = SPEECH) -> st.SearchStrategy[Wording]:
    return st.builds(Wording, texts(alphabet), st.sampled_from(LANGUAGES))


def local_texts(alphabet: st.SearchStrategy[str] = SPEECH) -> st.SearchStrategy[LocalText]:
    some = st.lists(
        wordings(alphabet), min_size=1, max_size=3, unique_by=lambda wording: wording.language
    )
    return some.map(lambda found: LocalText(tuple(found)))


@st.composite
def partial_dates(draw: st.DrawFn) -> PartialDate:
    day = draw(st.dates())
    month = draw(st.sampled_from([None, day.month]))
    known_day = draw(st.sampled_from([None, day.day])) if month else None
    return PartialDate(day.year, month, known_day, draw(st.booleans()))


def sources() -> st.SearchStrategy[Source]:
    return st.builds(
        Source,
        publisher=texts(),
        title=st.just("") | texts(),
        url=st.sampled_from(["", "https://gazette.example/a?b=%D1%8F#c", "http://пример.example/"]),
        published=partial_dates(),
        accessed=st.none() | partial_dates(),
    )


def statements() -> st.SearchStrategy[Statement]:
    speakers = st.builds(
        Speaker,
        name=local_texts(),
        office=st.none() | local_texts(),
        organisation=st.none() | local_texts(),
    ) | st.builds(Speaker, organisation=local_texts())
    return st.builds(
        Statement,
        speaker=speakers,
        stance=st.sampled_from(Stance),
        text=local_texts(),
        said=partial_dates(),
        source=sources(),
        quoted=st.booleans(),
    )


def moments() -> st.SearchStrategy[datetime]:
    return st.datetimes(
        min_value=datetime(1990, 1, 1),  # noqa: DTZ001 - the strategy adds the zone
        max_value=datetime(2090, 1, 1),  # noqa: DTZ001 - the strategy adds the zone
        timezones=st.just(UTC),
    )


def _several(
    values: st.SearchStrategy[Any], longest: int = 4, **how: Any
) -> st.SearchStrategy[Any]:
    return st.lists(values, max_size=longest, **how).map(tuple)


def facts() -> st.SearchStrategy[Fact]:
    """Valid facts of global scope, with any parts. Slug and id are the test's to replace."""
    slugs = st.from_regex(r"[a-z0-9]{1,8}(-[a-z0-9]{1,8}){0,3}", fullmatch=True)
    return st.builds(
        Fact,
        id=st.uuids().map(str),
        slug=slugs,
        claim=local_texts(CLAUSE),
        verdict=st.sampled_from(Verdict),
        summary=local_texts(CLAUSE),
        created=moments(),
        created_by=texts(),
        updated=moments(),
        updated_by=texts(),
        wordings=_several(wordings(), unique=True),
        statements=_several(statements(), 3),
        topics=_several(slugs),
        examples=_several(
            st.builds(Example, texts(), st.booleans()), unique_by=lambda example: example.text
        ),
        appearances=_several(st.just("https://gazette.example/appeared"), 2),
        review_by=st.none() | st.dates(),
        status=st.sampled_from(Status),
    )

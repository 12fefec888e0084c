"""Rows to facts and facts to rows."""

from __future__ import annotations

from factbase.model import (
    GLOBAL,
    Change,
    Example,
    Fact,
    FactVersion,
    Source,
    Speaker,
    Statement,
    Wording,
)
from factbase.storage.document import from_document, to_document
from factbase.storage.tables import (
    ExampleRow,
    FactRow,
    FactVersionRow,
    StatementRow,
    TopicRow,
    WordingRow,
)


def new_row(fact: Fact) -> FactRow:
    """The rows of a fact that isn't stored yet."""
    row = FactRow(id=fact.id, created=fact.created, created_by=fact.created_by)
    _fill(row, fact)
    row.topics = _topics(fact)
    row.wordings = _wordings(fact)
    row.statements = _statements(fact)
    row.examples = _examples(fact)
    return row


def update_row(row: FactRow, before: Fact, after: Fact) -> None:
    """Bring the rows from one state of the fact to the next, touching what differs."""
    _fill(row, after)
    if before.topics != after.topics:
        row.topics = _topics(after)
    if before.wordings != after.wordings:
        row.wordings = _wordings(after)
    if before.statements != after.statements:
        row.statements = _statements(after)
    if before.examples != after.examples:
        row.examples = _examples(after)


def _fill(row: FactRow, fact: Fact) -> None:
    row.slug = fact.slug
    row.scope = fact.scope
    row.community_id = None if fact.scope == GLOBAL else fact.scope
    row.status = fact.status
    row.version = fact.version
    row.verdict = fact.verdict
    row.claim = fact.claim
    row.summary = fact.summary
    row.appearances = list(fact.appearances)
    row.review_by = fact.review_by
    row.asked_only = fact.asked_only
    row.merged_into = fact.merged_into
    row.origin = fact.origin
    row.created = fact.created
    row.created_by = fact.created_by
    row.updated = fact.updated
    row.updated_by = fact.updated_by


def _topics(fact: Fact) -> list[TopicRow]:
    return [TopicRow(position=place, topic=topic) for place, topic in enumerate(fact.topics)]


def _wordings(fact: Fact) -> list[WordingRow]:
    return [
        WordingRow(position=place, language=wording.language, text=wording.text)
        for place, wording in enumerate(fact.wordings)
    ]


def _examples(fact: Fact) -> list[ExampleRow]:
    return [
        ExampleRow(position=place, text=example.text, matches=example.matches)
        for place, example in enumerate(fact.examples)
    ]


def _statements(fact: Fact) -> list[StatementRow]:
    return [
        StatementRow(
            position=place,
            speaker_name=statement.speaker.name,
            speaker_office=statement.speaker.office,
            speaker_organisation=statement.speaker.organisation,
            stance=statement.stance,
            text=statement.text,
            quoted=statement.quoted,
            said=statement.said,
            source_publisher=statement.source.publisher,
            source_title=statement.source.title,
            source_url=statement.source.url,
            source_published=statement.source.published,
            source_accessed=statement.source.accessed,
        )
        for place, statement in enumerate(fact.statements)
    ]


def fact_of(row: FactRow) -> Fact:
    """The fact that these rows hold. All parts must be loaded."""
    return Fact(
        id=row.id,
        slug=row.slug,
        scope=row.scope,
        status=row.status,
        version=row.version,
        verdict=row.verdict,
        claim=row.claim,
        summary=row.summary,
        wordings=tuple(Wording(part.text, part.language) for part in row.wordings),
        statements=tuple(_statement_of(part) for part in row.statements),
        topics=tuple(part.topic for part in row.topics),
        examples=tuple(Example(part.text, part.matches) for part in row.examples),
        appearances=tuple(row.appearances),
        review_by=row.review_by,
        created=row.created,
        created_by=row.created_by,
        updated=row.updated,
        updated_by=row.updated_by,
        asked_only=row.asked_only,
        merged_into=row.merged_into,
        origin=row.origin,
    )


def _statement_of(row: StatementRow) -> Statement:
    return Statement(
        speaker=Speaker(row.speaker_name, row.speaker_office, row.speaker_organisation),
        stance=row.stance,
        text=row.text,
        said=row.said,
        source=Source(
            row.source_publisher,
            row.source_title,
            row.source_url,
            row.source_published,
            row.source_accessed,
        ),
        quoted=row.quoted,
    )


def version_row(fact: Fact, change: Change, changed: tuple[str, ...]) -> FactVersionRow:
    """The row that keeps this state of the fact for good."""
    return FactVersionRow(
        fact_id=fact.id,
        version=fact.version,
        at=change.at,
        by=change.by,
        why=change.why,
        changed=list(changed),
        document=to_document(fact),
    )


def version_of(row: FactVersionRow) -> FactVersion:
    """The saved state that this row holds."""
    change = Change(by=row.by, at=row.at, why=row.why)
    return FactVersion(from_document(row.document), change, tuple(row.changed))

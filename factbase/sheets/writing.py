"""Facts to CSV."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator

from factbase.model import Fact, LocalText, Statement
from factbase.sheets.cells import COLUMNS, guarded

LANGUAGE_MARK = re.compile(r"\[([A-Za-z0-9-]{2,12})\] ")
"""In front of a wording in another language than the claim's."""


def write_sheet(facts: Iterable[Fact]) -> Iterator[str]:
    """The table line by line, RFC 4180, the header first."""
    yield _line(dict(zip(COLUMNS, COLUMNS, strict=True)))
    for fact in facts:
        about = _of_fact(fact)
        for statement in fact.statements or (None,):
            said = statement_cells(statement, _language(fact)) if statement is not None else {}
            yield _line(about | said)
            about = {"slug": fact.slug}


def losses(fact: Fact) -> tuple[str, ...]:
    """What the table can't hold of this fact, in words; empty when it holds everything. Where
    it is imported over this very fact, `with_stored` keeps that.
    """
    found = []
    if any(_foreign(text, _language(fact)) for text in _local_texts(fact)):
        found.append("translations, and texts in another language than the claim")
    lines = [wording.text for wording in fact.wordings] + [item.text for item in fact.examples]
    if any(len(text.splitlines()) > 1 for text in lines):
        found.append("line breaks inside wordings and examples")
    if any(LANGUAGE_MARK.match(wording.text) for wording in fact.wordings):
        found.append("wordings that begin like a language mark")
    return tuple(found)


def _language(fact: Fact) -> str:
    return fact.claim.original.language


def _local_texts(fact: Fact) -> Iterator[LocalText]:
    yield from (fact.claim, fact.summary)
    for statement in fact.statements:
        speaker = statement.speaker
        for text in (statement.text, speaker.name, speaker.office, speaker.organisation):
            if text is not None:
                yield text


def _foreign(text: LocalText, language: str) -> bool:
    return [wording.language for wording in text] != [language]


def _line(cells: dict[str, str]) -> str:
    out = io.StringIO()
    csv.writer(out).writerow([guarded(cells.get(name, "")) for name in COLUMNS])
    return out.getvalue()


def _of_fact(fact: Fact) -> dict[str, str]:
    origin = fact.origin
    return {
        "slug": fact.slug,
        "verdict": fact.verdict.value,
        "language": _language(fact),
        "claim": fact.claim.original.text,
        "summary": fact.summary.original.text,
        "wordings": _lines(marked(w.text, w.language, _language(fact)) for w in fact.wordings),
        "topics": _lines(fact.topics),
        "review_by": fact.review_by.isoformat() if fact.review_by else "",
        "appearances": _lines(fact.appearances),
        "match": _lines(item.text for item in fact.examples if item.matches),
        "silent": _lines(item.text for item in fact.examples if not item.matches),
        "asked_only": "true" if fact.asked_only else "",
        "origin_publisher": origin.publisher if origin else "",
        "origin_url": origin.url if origin else "",
        "origin_rating": origin.rating if origin else "",
    }


def statement_cells(statement: Statement, language: str) -> dict[str, str]:
    """A statement as its row shows it."""
    speaker, source = statement.speaker, statement.source
    return {
        "stance": statement.stance.value,
        "speaker": _in(speaker.name, language),
        "office": _in(speaker.office, language),
        "organisation": _in(speaker.organisation, language),
        "said": str(statement.said),
        "text": _in(statement.text, language),
        "quoted": "true" if statement.quoted else "",
        "publisher": source.publisher,
        "title": source.title,
        "url": source.url,
        "published": str(source.published or ""),
        "accessed": str(source.accessed or ""),
    }


def _in(text: LocalText | None, language: str) -> str:
    return text.best(language).text if text is not None else ""


def marked(text: str, language: str, usual: str) -> str:
    """A wording's line, with the mark of its language unless that is the claim's."""
    return text if language == usual else f"[{language}] {text}"


def _lines(texts: Iterable[str]) -> str:
    return "\n".join(" ".join(text.splitlines()) for text in texts)

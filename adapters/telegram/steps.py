"""The questions that turn what a moderator knows into a fact. Pure: answers in, state out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from datetime import date
from typing import Any

from bot.moderating.editing import with_form, with_statement
from bot.moderating.forms import FactForm, day_said, suggested_slug
from bot.wording import N_
from bot.wording.verdicts import LOOKS
from factbase.ahead import day_of
from factbase.errors import InvalidValue
from factbase.model import Change, Fact, Stance, Verdict
from factbase.model.statement import web_address
from factbase.model.text import clean
from factbase.model.text import slug as valid_slug

ADD, EDIT = "add", "edit"
SKIP, KEEP, NEW = "skip", "keep", "new"
_LENGTHS = {"claim": 300, "summary": 600, "text": 1_000, "title": 300, "wordings": 20_000}
_USUAL = 200
"""Characters, as `factbase.model` allows them."""


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked (catalogued), what may be pressed (value and catalogued label), and
    whether it may be left out.
    """

    asked: str
    choices: tuple[tuple[str, str], ...] = ()
    optional: bool = False


QUESTIONS = {
    "claim": Question(N_("What is claimed? One sentence, as it is made and never its opposite.")),
    "slug": Question(
        N_("A short name for it, in lower-case Latin letters, digits and hyphens, please.")
    ),
    "verdict": Question(
        N_("What is the verdict?"), tuple((one.value, LOOKS[one].words) for one in Verdict)
    ),
    "summary": Question(N_("What should people know, in two or three sentences?")),
    "stance": Question(
        N_("Now a statement that carries it. What does it do?"),
        (
            (Stance.DENIES.value, N_("Denies")),
            (Stance.CONFIRMS.value, N_("Confirms")),
            (Stance.CLAIMS.value, N_("Claims")),
            (Stance.CONTEXT.value, N_("Gives context")),
            (Stance.DEVELOPMENT.value, N_("Tells what happened since")),
        ),
    ),
    "speaker": Question(N_("Who said it? A name, please.")),
    "office": Question(N_("In which office, at that time?"), optional=True),
    "said": Question(N_("When? Write 2026-06-18, 2026-06 or 2026; ~2026-06 means around then.")),
    "text": Question(N_("What was said, in their words or yours?")),
    "publisher": Question(N_("Who published it? The name of the outlet or office.")),
    "title": Question(N_("Under which title?"), optional=True),
    "url": Question(N_("At which address can it be read?"), optional=True),
    "more": Question(
        N_("Is there another statement?"),
        (("again", N_("Add another")), ("done", N_("That is all"))),
    ),
    "near": Question(N_("Facts near to yours are on record. Nothing is saved yet.")),
    "review": Question(
        N_("This is how it will look."),
        (("publish", N_("Publish")), ("propose", N_("Keep as a proposal"))),
    ),
    "what": Question(
        N_("What do you want to change?"),
        (
            ("claim", N_("Claim")),
            ("verdict", N_("Verdict")),
            ("summary", N_("Summary")),
            ("wordings", N_("Wordings")),
            ("stance", N_("Add a statement")),
        ),
    ),
    "wordings": Question(N_("How do people put it? One wording a line; these replace the old.")),
    "save": Question(N_("Shall I save it like this?"), (("yes", N_("Save")),)),
    "confirm": Question(N_("Shall I save it all the same?"), (("yes", N_("Save all the same")),)),
}
_STATEMENT = ("stance", "speaker", "office", "said", "text", "publisher", "title", "url")
_ORDER = ("claim", "slug", "verdict", "summary", *_STATEMENT, "more", "review")


@dataclass(frozen=True, slots=True)
class Progress:
    """How far somebody has come. `group` is the chat whose fact it is; `form` holds the answers
    so far; `statements` those that are complete. For an edit, `fact_id` and `version` name what
    was shown; `seal` what has been warned of. `waiting` is the step that a confirmation is for.
    `near` are the slugs of facts that this may belong to.
    """

    goal: str
    step: str
    group: str
    language: str = "en"
    form: Mapping[str, str] = field(default_factory=dict)
    statements: tuple[Mapping[str, str], ...] = ()
    fact_id: str = ""
    version: int = 0
    seal: str = ""
    waiting: str = ""
    saved: str = ""
    near: tuple[str, ...] = ()

    def data(self) -> dict[str, Any]:
        """As it is kept."""
        return asdict(self)

    @classmethod
    def of(cls, data: Mapping[str, Any]) -> Progress:
        """From what was kept."""
        known = {one.name for one in fields(cls)}
        given = {name: value for name, value in data.items() if name in known}
        lists = {name: tuple(given.get(name, ())) for name in ("statements", "near")}
        return cls(**(given | lists))


def answered(progress: Progress, value: str, today: date) -> Progress:
    """The state after an answer. `today` (UTC) is the last day on which something was said.

    Raises:
        InvalidValue: the answer can't be taken; the question stands.
    """
    step = progress.step
    if step == "what":
        return replace(progress, step=_one_of(step, value))
    if step == "more":
        chosen = _one_of(step, value)
        return replace(progress, step="stance" if chosen == "again" else "review")
    if value == KEEP and suggested(progress):
        value = suggested(progress)
    taken = replace(progress, form={**progress.form, step: _checked(step, value, today)})
    if progress.goal == EDIT and step not in _STATEMENT[:-1]:
        return replace(_with_whole_statement(taken), step="save")
    return _with_whole_statement(replace(taken, step=_next(taken)))


def beside(progress: Progress, slugs: tuple[str, ...]) -> Progress:
    """The state before the last step, once it is known what is near."""
    return replace(progress, step="near", near=slugs) if slugs else progress


def choices(progress: Progress) -> tuple[tuple[str, str, int], ...]:
    """What may be pressed: value, catalogued label, and the number in it."""
    if progress.step != "near":
        return tuple((value, label, 0) for value, label in QUESTIONS[progress.step].choices)
    numbers = range(1, len(progress.near) + 1)
    wordings = ((f"w{n}", N_("Wording of {n}"), n) for n in numbers)
    statements = ((f"s{n}", N_("Statement on {n}"), n) for n in numbers)
    return ((NEW, N_("Save as a new fact"), 0), *wordings, *statements)


def suggested(progress: Progress) -> str:
    """Words that the claim may be taken from, when there are any: what people asked."""
    return progress.form.get("claim", "") if progress.step == "claim" else ""


def new_fact(progress: Progress, change: Change, scope: str) -> Fact:
    """The fact that was described. Raises `InvalidValue`."""
    fact = FactForm.of({**progress.form, "language": progress.language}).fact(change, scope)
    return _with_statements(fact, progress, day_of(change.at))


def changed_fact(progress: Progress, fact: Fact, today: date) -> Fact:
    """The fact as the answers change it. Raises `InvalidValue`."""
    shown = {"claim": fact.claim.best(progress.language).text}
    form = FactForm(
        claim=progress.form.get("claim", shown["claim"]),
        verdict=progress.form.get("verdict", fact.verdict.value),
        summary=progress.form.get("summary", fact.summary.best(progress.language).text),
        wordings=progress.form.get("wordings", _wordings(fact, progress.language)),
        language=progress.language,
    )
    changed = with_form(fact, form, progress.language)
    return replace(_with_statements(changed, progress, today), version=progress.version)


def _with_statements(fact: Fact, progress: Progress, today: date) -> Fact:
    for statement in progress.statements:
        form = FactForm.of({**statement, "language": progress.language})
        fact = with_statement(fact, form, today)
    return fact


def _wordings(fact: Fact, language: str) -> str:
    shown = fact.claim.best(language).language
    return "\n".join(one.text for one in fact.wordings if one.language == shown)


def _next(progress: Progress) -> str:
    after = _ORDER[_ORDER.index(progress.step) + 1]
    named = bool(suggested_slug(progress.form.get("claim", "")))
    return "verdict" if after == "slug" and named else after


def _with_whole_statement(progress: Progress) -> Progress:
    """Once its address was asked for, a statement is complete and the next begins empty."""
    if "url" not in progress.form:
        return progress
    statement = {name: progress.form.get(name, "") for name in _STATEMENT}
    rest = {name: value for name, value in progress.form.items() if name not in _STATEMENT}
    return replace(progress, form=rest, statements=(*progress.statements, statement))


def _checked(step: str, value: str, today: date) -> str:
    question = QUESTIONS[step]
    if question.optional and value == SKIP:
        return ""
    if question.choices:
        return _one_of(step, value)
    match step:
        case "said":
            day_said(value, today)
        case "url":
            return web_address(step, value)
        case "slug":
            return valid_slug(value.strip())
    return clean(step, value, _LENGTHS.get(step, _USUAL))


def _one_of(step: str, value: str) -> str:
    values = [one for one, _ in QUESTIONS[step].choices]
    if value not in values:
        raise InvalidValue(step, f"must be one of {', '.join(values)}")
    return value

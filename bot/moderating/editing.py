"""Facts changed through the few fields of a chat form; what the form doesn't show stays."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from bot.moderating.forms import FactForm
from bot.wording import N_
from factbase.model import Fact, LocalText, Wording
from factbase.model.text import wording

UNCHANGED = N_("{slug} says all of this already: nothing was saved.")
"""What to tell who saved a fact as it was."""


def form_of(fact: Fact, language: str) -> FactForm:
    """The form that shows a fact in a language, as far as it has words in it."""
    claim, summary = fact.claim.best(language), fact.summary.best(language)
    wordings = [one.text for one in fact.wordings if one.language == claim.language]
    return FactForm(
        slug=fact.slug,
        claim=claim.text,
        verdict=fact.verdict.value,
        summary=summary.text,
        wordings="\n".join(wordings),
        language=claim.language,
    )


def with_form(fact: Fact, form: FactForm, language: str) -> Fact:
    """The fact with what the form says in the language that `form_of` showed.

    Raises:
        InvalidValue: names the field that is wrong.
    """
    return replace(
        fact,
        claim=_with("claim", fact.claim, form.claim, language),
        summary=_with("summary", fact.summary, form.summary, language),
        verdict=form.chosen_verdict(),
        wordings=_wordings(fact, form, form_of(fact, language)),
    )


def _wordings(fact: Fact, form: FactForm, shown: FactForm) -> tuple[Wording, ...]:
    """Those in the language that was shown as the form has them, and the others."""
    if form.wordings == shown.wordings:
        return fact.wordings
    others = (one for one in fact.wordings if one.language != shown.language)
    lines = dict.fromkeys(line.strip() for line in form.wordings.splitlines() if line.strip())
    return (*others, *(Wording(line, shown.language) for line in lines if line != form.claim))


def with_statement(fact: Fact, form: FactForm, today: date) -> Fact:
    """The fact with the form's statement, unless it has that already.

    Raises:
        InvalidValue: names the field that is wrong.
    """
    statement = form.statement(today)
    if statement is None or statement in fact.statements:
        return fact
    return replace(fact, statements=(*fact.statements, statement))


def _with(field: str, text: LocalText, words: str, language: str) -> LocalText:
    shown = text.best(language)
    changed = wording(field, words, shown.language)
    return LocalText(tuple(changed if one is shown else one for one in text))

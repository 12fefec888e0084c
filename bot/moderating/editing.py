"""Facts changed through the few fields of a chat form; what the form doesn't show stays."""

from __future__ import annotations

from dataclasses import replace

from bot.moderating.forms import FactForm
from factbase.model import Fact, LocalText, Wording


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
    shown = fact.claim.best(language).language
    others = tuple(one for one in fact.wordings if one.language != shown)
    lines = dict.fromkeys(line.strip() for line in form.wordings.splitlines() if line.strip())
    return replace(
        fact,
        claim=_with(fact.claim, form.claim, language),
        summary=_with(fact.summary, form.summary, language),
        verdict=form.chosen_verdict(),
        wordings=(*others, *(Wording(line, shown) for line in lines if line != form.claim)),
    )


def with_statement(fact: Fact, form: FactForm) -> Fact:
    """The fact with the form's statement added.

    Raises:
        InvalidValue: names the field that is wrong.
    """
    statement = form.statement()
    return fact if statement is None else replace(fact, statements=(*fact.statements, statement))


def _with(text: LocalText, words: str, language: str) -> LocalText:
    shown = text.best(language)
    changed = Wording(words, shown.language)
    return LocalText(tuple(changed if one is shown else one for one in text))

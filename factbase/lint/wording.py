"""How a fact is put: the claim as it is made, the finding first, and nobody mocked."""

from __future__ import annotations

import re
from collections.abc import Iterator

from factbase.lint.likeness import alike, holds, words_of
from factbase.lint.problem import Problem, Rule, Severity
from factbase.model import Fact, Stance

ALIKE = 85.0
"""Share of common words (0..100) from which a sentence repeats another.
Set by hand on the shipped pack, where no summary reaches it."""

_DENIAL = re.compile(
    r"\b(?:false|fake|hoax|untrue|myth|debunk\w*|den(?:y|ies|ied|ial)|refut\w*|reject\w*"
    r"|not true|no evidence|baseless|unfounded"
    r"|фейк\w*|ложь|ложн\w*|неправд\w*|опроверг\w*|отрица\w*|отверг\w*|миф)\b",
    re.IGNORECASE,
)
_OPENS_AS_DENIAL = re.compile(
    r"^\W*(?:fact[- ]?check|fake|false|hoax|myth|debunked|no,"
    r"|it(?:['’]s| is) (?:false|untrue|not true)|there is no evidence"
    r"|фейк|ложь|неправда|нет,|опровергнуто)"
    r"|\b(?:denie[sd]|refute[sd]) (?:that|having|any|reports?|claims?|rumou?rs?)\b"
    r"|\bопроверг\w*\b",
    re.IGNORECASE,
)
_NEGATION = re.compile(r"\b(?:not|no|never|nobody|none|\w+n't|не|нет|никогда)\b", re.IGNORECASE)
_MOCKERY = re.compile(
    r"\b(?:idiot\w*|moron\w*|imbecile\w*|stupid\w*|dumb\w*|gullible|sheeple|clown\w*|lunatic\w*"
    r"|nutjob\w*|crackpot\w*|conspiracy nuts?|brain-?washed|laughabl[ey]|ridiculous(?:ly)?"
    r"|ludicrous(?:ly)?|nonsense|drivel|lol|lmao"
    r"|идиот\w*|дурак\w*|дебил\w*|тупо\w*|туп(?:ой|ая|ые|ых)|бред\w*|чушь|ерунд\w*|клоун\w*"
    r"|смехотворн\w*)\b",
    re.IGNORECASE,
)
# A sentence ends where a capital or a quote follows; good enough to tell first from last.
_SENTENCE = re.compile(r"(?<=[.!?…])\s+(?=[\"'«“(]?[^\W\d_a-z])")


def lint_wording(fact: Fact) -> Iterator[Problem]:
    """What a reader would take the wrong way."""
    for rule, message in (*_own_denial(fact), *_claim_first(fact), *_mockery(fact)):
        yield Problem(fact.slug, Severity.WARNING, message, rule)


def _own_denial(fact: Fact) -> Iterator[tuple[Rule, str]]:
    for claim in fact.claim:
        if fact.verdict.direction < 0 and (found := _OPENS_AS_DENIAL.search(claim.text)):
            yield (
                Rule.OWN_DENIAL,
                f"has a claim that denies itself ('{found.group()}'): write what is being said",
            )
    for denial in fact.of(Stance.DENIES):
        if any(_same_side(said.text, claim.text) for said in denial.text for claim in fact.claim):
            yield (
                Rule.OWN_DENIAL,
                "has a claim that says what a statement denying it says: write its opposite",
            )
            return


def _same_side(denial: str, claim: str) -> bool:
    """Whether a denial's own words are the claim's: alike, and negated alike."""
    if _DENIAL.search(denial) or bool(_NEGATION.search(denial)) != bool(_NEGATION.search(claim)):
        return False
    return alike(words_of(denial), words_of(claim)) >= ALIKE


def _claim_first(fact: Fact) -> Iterator[tuple[Rule, str]]:
    """The reader keeps what comes first: it should not be the headline that is wrong."""
    if fact.verdict.direction >= 0:
        return
    texts = [wording.text for wording in (*fact.claim, *fact.wordings)]
    for summary in fact.summary:
        first = _SENTENCE.split(summary.text)[0]
        if not _DENIAL.search(first) and not _NEGATION.search(first) and _repeats(first, texts):
            yield (
                Rule.CLAIM_FIRST,
                "has a summary that begins with the claim: begin with what is known",
            )
            return


def _repeats(sentence: str, texts: list[str]) -> bool:
    words = words_of(sentence)
    return any(holds(words, words_of(text)) >= ALIKE for text in texts)


def _mockery(fact: Fact) -> Iterator[tuple[Rule, str]]:
    own = [wording.text for wording in (*fact.claim, *fact.summary)]
    own += [w.text for item in fact.statements if not item.quoted for w in item.text]
    found = dict.fromkeys(m.group().lower() for text in own for m in _MOCKERY.finditer(text))
    for word in found:
        yield Rule.MOCKERY, f"mocks somebody with '{word}': whoever believed it won't read on"

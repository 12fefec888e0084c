"""Countries, blocs and groups: another one in the place of the claim's is another claim."""

from __future__ import annotations

from collections.abc import Iterator

from factbase.matching.decision import Finding
from factbase.matching.guards.case import Case, names_of

NAME = "entity"
_AROUND = 8


def look(case: Case) -> Iterator[Finding]:
    """Compare the names around the passage with those the fact can't do without."""
    if not case.required:
        return
    said = names_of(case.message, case.first - _AROUND, case.last + _AROUND)
    missing = sorted(case.required - set(names_of(case.message)))
    strange = [name for name in said if name not in case.known]
    if missing and strange:
        yield Finding(NAME, True, f"{_plain(missing)} in the claim, {_plain(strange)} said")
    elif len(missing) == len(case.required):
        yield Finding(NAME, True, f"{_plain(missing)} in the claim, nobody of them named")
    elif missing:
        yield Finding(NAME, False, f"{_plain(missing)} in the claim, not named")


def _plain(names: list[str]) -> str:
    return ", ".join(name.removeprefix("@") for name in dict.fromkeys(names))

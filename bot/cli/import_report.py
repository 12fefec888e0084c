"""What came of an import: counted, with the slugs, and every reject with its place and reasons."""

from __future__ import annotations

import io
from collections import Counter, defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bot.cli.running import tell, visible
from bot.exchanging.importing import Imported, ImportResult
from factbase.claimreview import Refused
from factbase.packs import Reject

NAMED = 20
"""Slugs that are named of each kind; a feed may hold a hundred thousand."""
_NAMED = (Imported.ADDED, Imported.CORRECTED, Imported.RETIRED)
_RARE = (Imported.RETIRED, Imported.OWN)


class Counted:
    """What became of the entries so far, and where rejects are told."""

    def __init__(self, name: str, report: io.TextIOBase | None) -> None:
        self.outcomes: Counter[Imported] = Counter()
        self._slugs: defaultdict[Imported, list[str]] = defaultdict(list)
        self._name = name
        self._report = report

    def refuse(self, where: str, reason: str) -> None:
        """Count and tell a reject."""
        self.outcomes[Imported.REJECTED] += 1
        self._line(f"{where}: {reason}")

    def refused(self, entry: Refused) -> None:
        """Count and tell an entry of a feed that can't be taken."""
        self.refuse(f"{self._name}:{entry.line}: entry {entry.entry}", entry.reason)

    def rejected(self, entry: Reject) -> None:
        """Count an entry of a pack or table once, and tell all that is wrong with it."""
        slug = entry.slug or "entry"
        self.refuse(f"{self._name}:{entry.line}: {slug}", entry.reason)
        for other in entry.more:
            self._line(f"{self._name}:{other.line}: {slug}: {other.reason}")

    def taken(self, result: ImportResult) -> None:
        """Count a result; tell it when it is a reject."""
        if result.outcome is Imported.REJECTED:
            self.refuse(result.slug, result.reason)
            return
        self.outcomes[result.outcome] += 1
        if result.outcome in _NAMED and len(self._slugs[result.outcome]) < NAMED:
            self._slugs[result.outcome].append(result.slug)

    def _line(self, text: str) -> None:
        if self._report is not None:
            self._report.write(visible(text) + "\n")
        else:
            tell(text)

    def summary(self) -> Iterator[str]:
        """The slugs of what was taken, as far as they are named, and the counts."""
        for outcome in _NAMED:
            named, total = self._slugs[outcome], self.outcomes[outcome]
            if named:
                more = f", and {total - len(named)} more" if total > len(named) else ""
                yield f"{outcome}: {', '.join(named)}{more}"
        yield ", ".join(
            f"{self.outcomes[outcome]} {outcome}"
            for outcome in Imported
            if self.outcomes[outcome] or outcome not in _RARE
        )


@contextmanager
def counting(name: str, rejects: Path | None) -> Iterator[Counted]:
    """Count what comes of the file of this name; rejects go to that file, when there is one."""
    if rejects is None:
        yield Counted(name, None)
        return
    with rejects.open("w", encoding="utf-8") as report:
        yield Counted(name, report)

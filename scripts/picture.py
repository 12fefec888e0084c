"""Draw cards of the first pack as SVG pictures of a terminal: docs/pictures/*.svg.

Usage: .venv/bin/python scripts/picture.py
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from io import StringIO
from pathlib import Path

from rich.console import Console

from bot.composing import compose
from bot.composing.terminal import drawn
from bot.exchanging.first_pack import first_pack_text
from bot.replies import FactCard
from bot.wording import words_for
from factbase.model import Change
from factbase.packs import read_pack

FOLDER = Path(__file__).resolve().parent.parent / "docs" / "pictures"
SHOWN = (("russia-taliban-alliance", "en"), ("russia-arms-taliban", "ru"))


def main() -> None:
    """Draw every card that the documents show."""
    change = Change("picture", datetime(2026, 11, 22, tzinfo=UTC), "picture")
    facts = {fact.slug: fact for fact in read_pack(first_pack_text(), change).facts}
    FOLDER.mkdir(exist_ok=True)
    for slug, language in SHOWN:
        console = Console(record=True, width=100, file=StringIO(), force_terminal=True)
        fact = facts[slug]
        card = FactCard(fact, fact.timeline, date(2026, 11, 22), confidence=0.99)
        console.print(drawn(compose(card, words_for(language))))
        picture = console.export_svg(title="factbot")
        # The picture must not fetch its font from somewhere.
        picture = re.sub(r"@font-face \{.*?\}", "", picture, flags=re.DOTALL)
        (FOLDER / f"{slug}.{language}.svg").write_text(picture, encoding="utf-8")
        print(f"drew {slug} in {language}")


if __name__ == "__main__":
    main()

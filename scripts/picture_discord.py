"""Draw cards of the first pack as Discord shows them: docs/pictures/discord.*.png.

What is drawn is read back from the very markdown that the bot sends. Needs Chromium; Usage:
.venv/bin/python scripts/picture_discord.py [path of chromium]
"""

from __future__ import annotations

import html
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from datetime import UTC, date, datetime
from itertools import product
from pathlib import Path

from babel.dates import format_date

from adapters.discord import outbound
from bot.composing import compose
from bot.exchanging.first_pack import first_pack_text
from bot.replies import FactCard
from bot.wording import words_for
from factbase.model import Change, Fact
from factbase.packs import read_pack

FOLDER = Path(__file__).resolve().parent.parent / "docs" / "pictures"
SCALE = 0.8
"""Keeps each picture below 200 kB."""
TODAY = date(2026, 11, 22)
THEMES = {
    "dark": ("#313338", "#2b2d31", "#dbdee1", "#949ba4", "#00a8fc", "#4e5058"),
    "light": ("#ffffff", "#f2f3f5", "#313338", "#5c5e66", "#006ce7", "#6d6f78"),
}
"""Background, embed, text, muted text, links, buttons: Discord's own colours."""
_TOKEN = re.compile(
    r"\\(?P<escaped>[^0-9A-Za-z\s])"
    r"|`(?P<code>[^`\n]+)`"
    r"|\[(?P<label>(?:\\.|[^\]\\])*)\]\((?P<url>[^\s()]+)\)"
    r"|<t:(?P<time>\d+):D>"
    r"|\*\*(?P<strong>(?:\\.|[^*\\])+)\*\*"
    r"|(?P<plain>.)"
)


def card_of(fact: Fact) -> FactCard:
    """A card as an answer to a question."""
    return FactCard(fact, fact.timeline, TODAY, confidence=0.97)


def chosen(language: str) -> Iterator[FactCard]:
    """The longest fact that fits whole, and the longest one that doesn't."""
    change = Change("picture", datetime(2026, 11, 22, tzinfo=UTC), "picture")
    facts = read_pack(first_pack_text(), change).facts
    words = words_for(language)
    groups: dict[bool, list[tuple[int, Fact]]] = {True: [], False: []}
    for fact in facts:
        card = card_of(fact)
        length = len(compose(card, words).plain)
        whole = len(outbound.document(card, words).plain) == length
        groups[whole].append((length, fact))
    for group in groups.values():
        if group:
            yield card_of(max(group, key=lambda pair: pair[0])[1])


def inline(text: str, language: str) -> str:
    """One line of markdown as HTML."""
    made = []
    for token in _TOKEN.finditer(text):
        kind, value = token.lastgroup or "", token[token.lastgroup or 0]
        if kind == "url":
            made.append(f"<a>{inline(token['label'], language)}</a>")
        elif kind == "strong":
            made.append(f"<b>{inline(value, language)}</b>")
        elif kind == "code":
            made.append(f"<code>{html.escape(value)}</code>")
        elif kind == "time":
            day = datetime.fromtimestamp(int(value), UTC).date()
            locale = "en_001" if language == "en" else language
            made.append(f"<time>{format_date(day, 'long', locale=locale)}</time>")
        else:
            made.append(html.escape(value))
    return "".join(made)


def lines(description: str, language: str) -> Iterator[str]:
    """The description as HTML, line by line."""
    for line in description.split("\n"):
        if line.startswith("> "):
            yield f"<blockquote>{inline(line[2:], language)}</blockquote>"
        elif line.startswith("-# "):
            yield f"<small>{inline(line[3:], language)}</small>"
        else:
            yield f"<p>{inline(line, language) or '&nbsp;'}</p>"


def message(card: FactCard, language: str) -> str:
    """A whole message."""
    drawn = outbound.draw(card, words_for(language))
    colour = f"#{drawn.colour or 0:06x}"
    buttons = "".join(f"<span>{html.escape(one.label)}</span>" for one in drawn.buttons)
    return (
        f"<article><h2>factbot <i>APP</i></h2><div class=embed style='border-color:{colour}'>"
        f"<h3>{inline(drawn.title, language)}</h3>{''.join(lines(drawn.description, language))}"
        f"<footer>{html.escape(drawn.footer)}</footer></div>"
        f"<div class=buttons>{buttons}</div></article>"
    )


def page(theme: str, language: str) -> str:
    """The page with all cards."""
    back, embed, text, muted, link, button = THEMES[theme]
    style = f"""
    body {{ margin: 0; padding: 16px; background: {back}; color: {text}; width: 1100px;
      font: 14px/1.3 'gg sans', 'DejaVu Sans', 'Noto Color Emoji', sans-serif;
      columns: 2; column-gap: 16px; }}
    article {{ break-inside: avoid; margin-bottom: 20px; }}
    h2 {{ font-size: 15px; margin: 0 0 4px; }} h3 {{ font-size: 15px; margin: 0 0 6px; }}
    h2 i {{ font: 600 10px sans-serif; background: #5865f2; color: #fff; border-radius: 3px;
      padding: 1px 4px; }}
    .embed {{ background: {embed}; border-left: 4px solid; border-radius: 4px;
      padding: 10px 14px; max-width: 520px; }}
    p, blockquote, small {{ margin: 0; display: block; }}
    blockquote {{ border-left: 4px solid {button}; padding-left: 10px; }}
    small, footer {{ color: {muted}; font-size: 12px; }} footer {{ margin-top: 8px; }}
    a {{ color: {link}; }} code {{ background: {back}; padding: 1px 3px; border-radius: 3px; }}
    time {{ background: {back}; border-radius: 3px; padding: 0 2px; }}
    .buttons span {{ display: inline-block; background: {button}; color: #fff; margin: 6px 6px 0 0;
      padding: 5px 12px; border-radius: 8px; font-size: 13px; }}
    """
    body = "".join(message(card, language) for card in chosen(language))
    return f"<!doctype html><meta charset=utf-8><style>{style}</style>{body}"


def main() -> None:
    """Draw both themes."""
    named = sys.argv[1] if len(sys.argv) > 1 else shutil.which("chromium")
    if named is None:
        sys.exit("Chromium is needed: name its path")
    FOLDER.mkdir(exist_ok=True)
    for theme, language in product(THEMES, ("en", "ru")):
        with tempfile.TemporaryDirectory() as folder:
            source = Path(folder) / "page.html"
            source.write_text(page(theme, language), encoding="utf-8")
            target = FOLDER / f"discord.{theme}.{language}.png"
            flags = [
                "--headless",
                "--no-sandbox",
                "--hide-scrollbars",
                f"--force-device-scale-factor={SCALE}",
            ]
            size = ["--window-size=1132,940", f"--screenshot={target}"]
            subprocess.run([named, *flags, *size, source.as_uri()], check=True, timeout=120)
            print(f"{target.name}: {target.stat().st_size / 1000:.0f} kB")


if __name__ == "__main__":
    main()

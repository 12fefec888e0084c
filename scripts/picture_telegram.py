"""Draw a card of the first pack as Telegram shows it: docs/pictures/telegram.*.png.

What is drawn is the very HTML that the bot sends. Needs Chromium; usage:
.venv/bin/python scripts/picture_telegram.py [path of chromium]
"""

from __future__ import annotations

import html
import shutil
import subprocess
import sys
import tempfile
from datetime import UTC, date, datetime
from itertools import product
from pathlib import Path

from adapters.telegram.outbound import render
from bot.exchanging.first_pack import first_pack_text
from bot.replies import FactCard, NotFound, Reply
from factbase.model import Change
from factbase.packs import read_pack

FOLDER = Path(__file__).resolve().parent.parent / "docs" / "pictures"
TODAY = date(2026, 11, 22)
SLUG = "russia-taliban-alliance"
QUESTIONS = {
    "en": ("Moscow's New Ally in Afghanistan", "The moon is made of cheese"),
    "ru": ("Новый союзник Москвы в Афганистане", "Луна сделана из сыра"),
}
THEMES = {
    "light": ("#d5e4d3", "#ffffff", "#000000", "#e3f7cf", "#2678b6", "#5f7f5c", "#3c7ebb"),
    "dark": ("#0e1621", "#182533", "#f5f5f5", "#2b5278", "#70baf5", "#22303f", "#5a9dd6"),
}
"""Background, bubble, text, own bubble, links, buttons, the line of a quote."""


def card() -> FactCard:
    """The card that the headline gets."""
    change = Change("picture", datetime(2026, 11, 22, tzinfo=UTC), "picture")
    facts = read_pack(first_pack_text(), change).facts
    fact = next(fact for fact in facts if fact.slug == SLUG)
    return FactCard(fact, fact.timeline, TODAY, confidence=0.97)


def answer(question: str, reply: Reply, language: str) -> str:
    """A question, and the bot's message with its buttons."""
    shown = render(reply, language)
    rows = shown.keyboard.inline_keyboard if shown.keyboard is not None else ()
    keys = "".join(
        "<div class=row>"
        + "".join(f"<span>{html.escape(key.text)}</span>" for key in row)
        + "</div>"
        for row in rows
    )
    quoted = f"<div class=reply><b>Ann</b><br>/check {html.escape(question)}</div>"
    return (
        f"<div class=mine>/check {html.escape(question)}</div>"
        f"<div class=bot><b class=name>factbot</b>{quoted}<div class=text>{shown.text}</div></div>"
        f"<div class=keys>{keys}</div>"
    )


def page(theme: str, language: str) -> str:
    """A conversation."""
    back, bubble, text, mine, link, key, quote = THEMES[theme]
    style = f"""
    body {{ margin: 0; padding: 14px; background: {back}; color: {text}; width: 500px;
      font: 14px/1.35 'Noto Sans', 'DejaVu Sans', 'Noto Color Emoji', sans-serif; }}
    .mine {{ background: {mine}; border-radius: 12px; padding: 7px 12px; margin: 0 0 8px auto;
      width: fit-content; }}
    .bot {{ background: {bubble}; border-radius: 12px 12px 4px 4px; padding: 7px 12px; }}
    .name {{ color: {link}; }} .text {{ white-space: pre-wrap; overflow-wrap: break-word; }}
    .reply, blockquote {{ border-left: 3px solid {quote}; border-radius: 4px; margin: 3px 0;
      padding: 2px 8px; background: color-mix(in srgb, {quote} 12%, transparent); }}
    blockquote {{ margin: 2px 0 -18px; }}
    a {{ color: {link}; text-decoration: none; }} code {{ color: {link}; }}
    .keys {{ margin: 3px 0 16px; }} .row {{ display: flex; gap: 3px; margin-bottom: 3px; }}
    .row span {{ flex: 1; text-align: center; background: {key}; color: #fff; border-radius: 6px;
      padding: 6px; font-size: 13px; }}
    """
    first, second = QUESTIONS[language]
    body = answer(first, card(), language) + answer(second, NotFound(), language)
    return f"<!doctype html><meta charset=utf-8><style>{style}</style>{body}"


def main() -> None:
    """Draw both themes in both languages."""
    named = sys.argv[1] if len(sys.argv) > 1 else shutil.which("chromium")
    if named is None:
        sys.exit("Chromium is needed: name its path")
    FOLDER.mkdir(exist_ok=True)
    for theme, language in product(THEMES, QUESTIONS):
        with tempfile.TemporaryDirectory() as folder:
            source = Path(folder) / "page.html"
            source.write_text(page(theme, language), encoding="utf-8")
            target = FOLDER / f"telegram.{theme}.{language}.png"
            flags = ["--headless", "--no-sandbox", "--hide-scrollbars", "--disable-gpu"]
            size = ["--window-size=528,1330", f"--screenshot={target}"]
            subprocess.run([named, *flags, *size, source.as_uri()], check=True, timeout=120)
            print(f"{target.name}: {target.stat().st_size / 1000:.0f} kB")


if __name__ == "__main__":
    main()

"""What people do to words: each costs little, none makes the bot speak."""

from __future__ import annotations

import random
from collections.abc import Callable

import pytest

from factbase.matching.decision import Lane, Match
from factbase.matching.engine import Engine
from factbase.model import Audience
from tests.factbase.matching.packs import first_pack

PUBLIC = Audience()
LATIN_TO_CYRILLIC = str.maketrans("aeopcxi", "аеорсхі")
CHATTER = (
    "did anyone fix the printer on the second floor, it keeps eating paper",
    "we are playing cards on friday, bring snacks and a friend or two",
    "my cat learned to open the fridge and now nothing is safe",
    "the new season starts next week and I still have three episodes left",
)


def look_alike(text: str) -> str:
    return text.translate(LATIN_TO_CYRILLIC)


def zero_width(text: str) -> str:
    return "\u200b".join(text)


def stretched(text: str) -> str:
    return " ".join(w.replace("a", "aaaa", 1) if len(w) > 5 else w for w in text.split())


def typo(text: str) -> str:
    """Two neighbouring letters exchanged in the longest word."""
    words = text.split()
    at = max(range(len(words)), key=lambda i: len(words[i]))
    word = words[at]
    middle = len(word) // 2
    words[at] = word[: middle - 1] + word[middle] + word[middle - 1] + word[middle + 1 :]
    return " ".join(words)


def shouted(text: str) -> str:
    return text.upper() + "!!!"


def marked(text: str) -> str:
    return "> **" + text + "** ||spoiler||"


def in_chatter(text: str) -> str:
    return f"{CHATTER[0]}. {text}. {CHATTER[1]}. {CHATTER[2]}"


def linked(text: str) -> str:
    return f"<@99> {text} https://t.co/abc123 😱"


def scanned(text: str) -> str:
    return text.replace("i", "1", 1).replace("o", "0", 1)


def run_together(text: str) -> str:
    """The space between the two longest neighbours left out."""
    words = text.split()
    at = max(range(len(words) - 1), key=lambda i: len(words[i]) + len(words[i + 1]))
    return " ".join([*words[:at], words[at] + words[at + 1], *words[at + 2 :]])


def leet(text: str) -> str:
    """Digits for letters in every second word."""
    digits = str.maketrans("oie", "013")
    words = text.split()
    return " ".join(w.translate(digits) if i % 2 and len(w) > 4 else w for i, w in enumerate(words))


def turned(text: str) -> str:
    """Marks that turn the direction of writing around every word."""
    return " ".join(f"\u202b{word}\u202c\u200f" for word in text.split())


def with_emoji(text: str) -> str:
    """An emoji inside each longer word."""
    return " ".join(w[:3] + "\U0001f525" + w[3:] if len(w) > 5 else w for w in text.split())


def tagged(text: str) -> str:
    """Longer words as hashtags."""
    return " ".join(f"#{word}" if len(word) > 5 else word for word in text.split())


def soft_hyphens(text: str) -> str:
    return " ".join(w[:4] + "\u00ad" + w[4:] if len(w) > 6 else w for w in text.split())


TRANSFORMATIONS: tuple[Callable[[str], str], ...] = (
    look_alike, zero_width, stretched, typo, shouted, marked, in_chatter, linked, scanned,
    run_together, leet, turned, with_emoji, tagged, soft_hyphens,
)  # fmt: skip


@pytest.fixture(scope="module")
def engine() -> Engine:
    built = Engine()
    built.load(first_pack())
    return built


def wordings() -> list[tuple[str, str]]:
    return [(e.id, w) for e in first_pack() for w in e.wordings if w.isascii()]


def found(engine: Engine, change: Callable[[str], str]) -> float:
    asked = wordings()
    hits = 0
    for slug, wording in asked:
        ranked = engine.rank(change(wording), PUBLIC, 1)
        hits += bool(ranked) and ranked[0].id == slug
    return hits / len(asked)


@pytest.mark.parametrize("change", TRANSFORMATIONS, ids=lambda change: change.__name__)
def test_a_disguise_costs_little(engine: Engine, change: Callable[[str], str]) -> None:
    assert found(engine, change) >= found(engine, str) - 0.02


@pytest.mark.parametrize("change", TRANSFORMATIONS, ids=lambda change: change.__name__)
def test_no_disguise_makes_chatter_a_claim(engine: Engine, change: Callable[[str], str]) -> None:
    for text in CHATTER:
        for lane in Lane:
            assert not isinstance(engine.decide(change(text), lane, PUBLIC), Match)


def test_the_passage_is_found_in_seven_hundred_words(engine: Engine) -> None:
    pick = random.Random(3)  # noqa: S311 - a repeatable draw
    lines = [pick.choice(CHATTER) for _ in range(55)]
    lines.insert(40, "Apparently Russia repairs Taliban tanks and military vehicles")
    text = ". ".join(lines)
    assert len(text.split()) > 650
    decision = engine.decide(text, Lane.ADDRESSED, PUBLIC)
    assert isinstance(decision, Match)
    assert decision.best.id == "russia-arms-taliban"
    start, end = decision.best.span
    assert text[start:end].lower().startswith("russia repairs taliban")
    assert len(text[start:end]) < 100


def test_the_passage_is_cut_from_the_raw_text(engine: Engine) -> None:
    text = "ugh \u200b **Ruѕsіa is arm\u00ading the Tаlibаn** lol"
    start, end = engine.rank(text, PUBLIC, 1)[0].span
    assert text[start:end] == "Ruѕsіa is arm\u00ading the Tаlibаn"

"""Units: what is counted in miles, weeks or dollars, and what each is worth in one of its kind."""

from __future__ import annotations

from dataclasses import dataclass

from factbase.matching.lexicon import words
from factbase.matching.normalise import fold
from factbase.matching.tokens import Tokens

_TABLE = {
    "length": """  in metres
        0.01 cm centimetre centimetres centimeter centimeters см сантиметр сантиметра сантиметров
        1 metre metres meter meters метр метра метров метрах
        1000 km kilometre kilometres kilometer kilometers км километр километра километров
        1609.344 mile miles миля мили миль милях; 0.3048 feet foot ft фут фута футов
        0.9144 yard yards; 0.0254 inch inches дюйм дюйма дюймов
    """,
    "weight": """  in kilograms
        0.001 gram grams грамм грамма граммов; 1 kg kilogram kilograms кг килограмм килограммов
        1000 ton tons tonne tonnes тонна тонны тонн тонну
    """,
    "time": """  in days
        0.0000115741 second seconds sec secs секунда секунды секунд секунду сек
        0.000694444 minute minutes min mins минута минуты минут минуту мин
        0.0416667 hour hours hr hrs час часа часов часу часовой часовая часового
        1 day days день дня дней дню дне сутки суток суткам дневный дневная дневное
        1 day суточный суточная
        1 night nights; 7 week weeks неделя недели неделю недель неделе
        7 week недельный недельная
        14 fortnight fortnights; 30.4369 month months месяц месяца месяцев месяце месячный месячная
        365.2425 year years yr yrs год года лет году годам
        3652.425 decade decades десятилетие десятилетия десятилетий
        36524.25 century centuries век века веков веке столетие столетия столетий
    """,
    "money": """  of different worth each day
        0 $ dollar dollars usd доллар доллара долларов долларах buck bucks бакс баксов бакса
        0 € euro euros eur евро; 0 £ pound pounds gbp quid фунт фунта фунтов
        0 ₽ rouble roubles ruble rubles rub рубль рубля рублей рублях руб р
        0 ¥ yuan юань юаня юаней; 0 yen иена иены иен
        0 ₹ rupee rupees inr rs рупия рупий рупиям; 0 hryvnia hryvnias uah гривна гривны гривен
        0 tenge тенге; 0 zloty zlotys злотых; 0 lira liras лира лиры лир
        0 krone kroner kronor крона кроны крон; 0 franc francs франк франка франков
        0 peso pesos песо; 0 R$ real reais; 0 shekel shekels шекель шекелей
    """,  # noqa: RUF001 - Russian words
}
"""What a unit is worth in one of its kind, its name, and other forms of it."""
SINGULAR = words("minute hour day week fortnight month year decade century")
"""Behind "a" these are one."""
_ACCUSATIVE = words("секунду минуту час день сутки неделю месяц год десятилетие век столетие")
_FOR_ONE = words("за на через спустя почти около целыи целую целые")
_GENITIVE = words("минуты часа дня суток недели месяца года века")


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit: its kind, its name and what it is worth in a common unit (0 for money)."""

    kind: str
    name: str
    worth: float


def _every() -> dict[str, Unit]:
    found: dict[str, Unit] = {}
    for kind, text in _TABLE.items():
        _, *lines = text.replace(";", "\n").strip().split("\n")
        for line in lines:
            worth, *forms = (fold(word) for word in line.split())
            found |= dict.fromkeys(forms, Unit(kind, forms[0], float(worth)))
    return found


_UNITS = _every()
SIGNS = {sign: _UNITS[sign] for sign in ("$", "€", "£", "₽", "¥", "₹", "R$")}


def unit(word: str) -> Unit | None:
    """The unit that a word names."""
    return _UNITS.get(word)


def has_unit(tokens: Tokens) -> bool:
    """Whether a text names a unit."""
    return not _UNITS.keys().isdisjoint(tokens.words)


def other_unit(there: str, here: str) -> bool:
    """Whether two words are different units of the same kind: miles and kilometres."""
    one, other = _UNITS.get(there), _UNITS.get(here)
    return (
        one is not None and other is not None and one.kind == other.kind and one.name != other.name
    )


def is_one(tokens: Tokens, at: int) -> bool:
    """Whether a unit of time is one without a number: "an hour", "за неделю", "неделю назад"."""
    word, before = tokens.words[at], tokens.words[at - 1] if at else ""
    if word in SINGULAR:
        return before in {"a", "an"}
    if word in _GENITIVE:
        return before == "течение"
    behind = tokens.words[at + 1] if at + 1 < len(tokens) else ""
    return word in _ACCUSATIVE and (before in _FOR_ONE or behind in {"назад", "спустя"})

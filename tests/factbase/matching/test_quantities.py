"""Other numbers, amounts, spans and times stop a match; the same ones written otherwise don't."""

from __future__ import annotations

import pytest

from tests.factbase.matching.test_told_apart import stopped_by


@pytest.mark.parametrize(
    ("claim", "message"),
    [
        ("Oslo bought twenty five ferries", "Oslo bought thirty five ferries"),
        ("Норвегия закупит двадцать пять паромов", "Норвегия закупит сорок пять паромов"),
        ("Oslo lost 1 500 000 trees", "Oslo lost 2 500 000 trees"),
        ("Malta sells a red kettle for $3", "A red kettle for $30, Malta sells it"),
        ("Malta pays 40,000 euros to shepherds", "Malta pays its shepherds 4,000 euros each"),
        ("Half of the goats in Malta are ill", "A tenth of the goats in Malta are ill"),
        ("One in four goats in Malta is ill", "One in nine goats in Malta is ill"),
        ("Каждая четвёртая коза на Мальте больна", "Каждая девятая коза на Мальте больна"),
        ("Wool prices in Malta doubled in spring", "Wool prices in Malta up 5 percent in spring"),
        ("The abbot was fined twice in Oslo", "The abbot was fined in Oslo seven times"),
        ("Аббата оштрафовали дважды в Осло", "Аббата оштрафовали в Осло семь раз"),
        ("The abbot left an hour before the fire", "The abbot left four hours before the fire"),
        ("Мальта закрыла порт на неделю", "Мальта закрыла порт на сутки"),
        ("Malta shuts its port for a month", "Malta shuts its port for half a year"),
        ("Malta lost an old ferry in the storm", "Malta lost six old ferries in the storm"),
        ("Мальта потеряла катер в шторм", "Мальта потеряла шесть катеров в шторм"),
        ("Norway jailed six Maltese abbots", "Norway jailed a Maltese abbot"),
        (
            "Almost 300 Maltese were fined for fishing",
            "nearly 3,000 were fined for fishing, Maltese",
        ),
        ("A man was bitten by a goat in Oslo", "Three men were bitten by a goat in Oslo"),
        ("A goat died in the Oslo tunnel", "Hundreds of goats died in the Oslo tunnel"),
        ("Oslo has the second longest tunnel", "Oslo has the longest tunnel"),
        ("Most of the goats in Malta are ill", "A fifth of the goats in Malta are ill"),
        ("Оба парома Осло сгорели в порту", "Пять паромов Осло сгорели в порту"),
        ("Some 600 goats drowned in Oslo", "Some 1804 goats drowned in Oslo"),
        ("A 14 August flood drowned goats in Oslo", "A 46 August flood drowned goats in Oslo"),
        ("After the 72 hour race Game of 72 began", "After the 72 hour race Game of 90 began"),
        ("Сгорели пять паромов в порту Осло", "Сгорел один паром в порту Осло"),
    ],
)
def test_another_number_stops(claim: str, message: str) -> None:
    assert "number" in stopped_by(claim, message)


@pytest.mark.parametrize(
    ("claim", "message"),
    [
        ("The museum in Oslo opens at 9 am", "The museum in Oslo opens at 11 am"),
        ("Музей в Осло закроют в 22:00", "Музей в Осло закроют в 8 вечера"),
        ("Malta joined the treaty on 7 March", "Malta joined the treaty on March 17th"),
        ("Malta joined the treaty on 07.03.2024", "Malta joined the treaty on 8 March 2024"),
        ("Мальта вступит в договор 7 марта", "Мальта вступит в договор 17-го марта"),
        ("Мальта вступит в договор в феврале", "Мальта вступит в договор в мае"),
        ("Malta shut its port a week ago", "Malta shut its port yesterday"),
        ("Мальта откроет порт через неделю", "Мальта открыла порт неделю назад"),
        ("Malta tests its ferries daily", "Malta tests its ferries every month"),
        ("Мальта ежедневно проверяет паромы", "Мальта ежегодно проверяет паромы"),
        ("Malta closes its port temporarily", "Malta closes its port permanently"),
        ("Malta bans cars on weekdays", "Malta bans cars at weekends"),
        (
            "Malta shuts its port by the end of the week",
            "Malta shuts its port by the end of the year",
        ),
        ("Мальта закроет порт с понедельника", "Мальта закроет порт до понедельника"),
        ("Malta shuts its port until Easter", "Malta shuts its port until Christmas"),
        ("Oslo is Malta's new ally", "Oslo is Malta's former ally"),
        ("Осло теперь новый союзник Мальты", "Осло теперь бывший союзник Мальты"),
    ],
)
def test_another_time_stops(claim: str, message: str) -> None:
    assert "time" in stopped_by(claim, message)


@pytest.mark.parametrize(
    ("claim", "message"),
    [
        ("Oslo bought twenty five ferries", "Oslo bought 25 ferries"),
        ("Норвегия пошлёт 25 тысяч коз", "Норвегия пошлёт 25 000 коз"),
        ("Сгорели 46 паромов", "Огонь уничтожил сорок шесть паромов"),
        ("Malta pays $1.5bn for wool", "Malta pays one and a half billion dollars for wool"),
        ("Half of the goats in Malta are ill", "50% of the goats in Malta are ill"),
        ("Two thirds of Maltese goats are ill", "66 per cent of Maltese goats are ill"),
        ("Каждая пятая коза на Мальте больна", "20% коз на Мальте больны"),
        ("Wool prices in Malta doubled", "Wool prices in Malta up 100 percent"),
        ("Цены на шерсть выросли вдвое", "Цены на шерсть выросли в два раза"),
        ("Malta shuts its port for half a year", "Malta shuts its port for six months"),
        ("Мальта закрыла порт на сутки", "Мальта закрыла порт на 24 часа"),
        ("Malta lost 10-15 ferries in the storm", "Malta lost 15 ferries in the storm"),
        ("Malta lost from 10 to 15 ferries", "Malta lost 12 ferries"),
        ("The museum in Oslo opens at 22:00", "The museum in Oslo opens at 10 pm"),
        ("The museum in Oslo opens at 10:30", "The museum in Oslo opens at 10:30 pm"),
        ("Музей в Осло закроют в 22:00", "Музей в Осло закроют в 10 вечера"),
        ("Malta joined the treaty on 7 March 2024", "Malta joined the treaty on 07.03.2024"),
        ("Malta joined the treaty on 7 March 2024", "Malta joined the treaty on 3/7/2024"),
        ("Malta joined the treaty on 7 March", "Malta joined the treaty on March 7th"),
        ("The port is 5 miles from Oslo", "The port is 8 km from Oslo"),
        ("Malta keeps a dozen old ferries", "Malta keeps 12 old ferries"),
        ("Malta's port was shut once the storm came", "Malta's port was shut, the storm came"),
        ("Malta lost an old ferry", "One old ferry of Malta is lost"),
        ("The 50 longest tunnels of Oslo leak", "The fifty longest tunnels leak in Oslo"),
        ("Malta fined 300 abbots", "Of 900 abbots whom Malta looked at it fined some 300"),
        ("Malta pays $40 to abbots", "Malta's abbots have not seen $1 of it"),
        ("Over half of Maltese goats are ill", "60% of Maltese goats are ill"),
        ("Malta lost more than 100 ferries", "Malta lost 120 ferries"),
        ("Most of the goats in Malta are ill", "Two thirds of the goats in Malta are ill"),
        ("Malta tests its ferries every day", "Malta tests its ferries daily"),
        ("Malta closes its port from Monday", "Malta closes its port starting Monday"),
        ("A shepherd is fined $300 in Malta", "Malta: 300 dollars fine for a shepherd"),
    ],
)
def test_the_same_written_otherwise_passes(claim: str, message: str) -> None:
    assert {"number", "time"}.isdisjoint(stopped_by(claim, message))


LONG = (
    "Merano, 84, was told by the harbour court in Oslo that Rs 500 crore had been paid to nobody, "
    "that at least 106 people were rescued from the burning ferry, and that the number of "
    "lifeboats had been counted by the coast guard in March"
)
"""An explanation of the kind that some fact checkers give as the claim."""


@pytest.mark.parametrize(
    "message",
    ["200 people are trapped near Oslo", "The number of 60 lifeboats", "The guard left in June"],
)
def test_a_message_that_only_touches_a_long_text_is_no_other_number(message: str) -> None:
    assert {"number", "time"}.isdisjoint(stopped_by(LONG, message))

"""Which messages deny the claim that they speak of, and which only have a negation in them."""

from __future__ import annotations

import pytest

from factbase.matching.decision import Entry, Lane, MessageStance
from factbase.matching.engine import Engine
from factbase.model import Audience

PUBLIC = Audience()
DENIALS = (MessageStance.DENIES, MessageStance.REPORTS_DENIAL)

GEESE = "Malta blocked the export of geese to Chad"
DAM = "Parliament in Oslo approved the law on the harbour dam"
LOAN = "Norway lends Chad 40 million krone for a harbour"
GOATS = "A new feed reduced goat deaths in Chad by 17%"
FAIR = "Fishing with nets has been allowed in Bergen since May"
BOUGHT = "Lindqvist bought the newspaper Bergen Gazette"
STOPPED = "Goose deliveries from Chad to Malta have stopped since spring"
ALLY = "Chad recognised the republic of Somaliland"
MAYOR = "Мэр Осло уволил начальника порта Хансена"
CURFEW = "В Бергене ввели комендантский час с полуночи"
GULLS = "Минздрав Мальты заблокировал сайт о чайках"
LOST = "Мальта потеряла рыбацкие шхуны у берегов Чада"
FEE = "Осло повысило плату за проезд по тоннелю до 70 крон"
TALLY = "На Мальте отменили итоги выборов мэра Валлетты"
NETS = "Норвегия запретила лов трески сетями в заливе Осло"
TUGS = "Норвегия передаст Мальте все свои буксиры до осени"
THIEF = "Полиция Бергена задержала похитителя скрипки"


def stance(claim: str, message: str) -> MessageStance:
    engine = Engine()
    engine.add(Entry("one", (claim,)))
    return engine.decide(message, Lane.ADDRESSED, PUBLIC).trail.stance


@pytest.mark.parametrize(
    ("claim", "message"),
    [
        (GEESE, "Malta never blocked the export of geese to Chad, not this year, not for a day"),
        (GEESE, "Malta has not blocked any export of geese to Chad, nor will it"),
        (GOATS, "the feed hasn't reduced goat deaths in Chad at all, not by 17%, not by anything"),
        (FAIR, "No fishing with nets has been allowed in Bergen, please don't spread rumours"),
        (DAM, "Nobody in parliament approved the harbour dam law, and nobody in Oslo will"),
        (STOPPED, "Goose deliveries from Chad to Malta never stopped, not in spring and not since"),
        (LOST, "Мальта не потеряла ни одной рыбацкой шхуны у берегов Чада"),
        (LOST, "Никаких шхун у берегов Чада Мальта никогда не теряла, ни одной"),
        (CURFEW, "Никто нигде никакого комендантского часа в Бергене не вводил"),
        (FEE, "плату за проезд по тоннелю Осло ни до каких 70 крон не повышало"),
    ],
)
def test_a_negation_said_again_is_one(claim: str, message: str) -> None:
    assert stance(claim, message) in DENIALS


@pytest.mark.parametrize(
    ("claim", "message"),
    [
        (DAM, "Parliament in Oslo didn't fail to approve the law on the harbour dam"),
        (DAM, "Parliament in Oslo did not refuse to approve the law on the harbour dam"),
        (LOST, "Мальта не могла не потерять рыбацкие шхуны у берегов Чада"),
        (MAYOR, "Мэр Осло не отказался уволить начальника порта Хансена"),
        (GOATS, "I can't deny that the new feed reduced goat deaths in Chad by 17%"),
        (GOATS, "It isn't untrue that the new feed reduced goat deaths in Chad by 17%"),
    ],
)
def test_a_negation_of_a_negation_is_none(claim: str, message: str) -> None:
    assert stance(claim, message) is MessageStance.ASSERTS


@pytest.mark.parametrize(
    ("claim", "message"),
    [
        (MAYOR, "Мэр Осло начальника порта Хансена не увольнял"),
        (MAYOR, "Хансен и сегодня начальник порта Осло, мэр его не увольнял"),
        (CURFEW, "комендантский час в Бергене с полуночи не вводили"),
        (GULLS, "Сайт о чайках открывается, минздрав Мальты его не блокировал"),
        (FEE, "Осло не повышало плату за проезд по тоннелю до 70 крон"),
        (THIEF, "Похитителя скрипки полиция Бергена так и не задерживала"),
    ],
)
def test_a_russian_verb_is_negated_in_its_other_aspect(claim: str, message: str) -> None:
    assert stance(claim, message) in DENIALS


@pytest.mark.parametrize(
    ("claim", "message"),
    [
        (ALLY, "Did Chad recognise the republic of Somaliland? Chad did nothing of the kind"),
        (LOAN, "Chad asked for 40 million krone for a harbour, and Norway turned the loan down"),
        (DAM, "The law on the harbour dam was voted down by parliament in Oslo"),
        (DAM, "Parliament in Oslo discussed the law on the harbour dam but has not passed it"),
        (DAM, "The harbour dam law fell through in parliament in Oslo"),
        (FAIR, "Fishing with nets allowed in Bergen since May? Not the case"),
        (ALLY, "Chad recognised the republic of Somaliland - that isn't true"),
        (TALLY, "Суд на Мальте оставил итоги выборов мэра Валлетты в силе"),
        (TALLY, "Итоги выборов мэра Валлетты на Мальте в силе, отмены не будет"),
        (MAYOR, "Хансен остаётся начальником порта Осло, мэр передумал"),
        (MAYOR, "Мэр Осло уволил начальника порта Хансена? Ничего подобного"),
        (MAYOR, "Мэр Осло уволил начальника порта Хансена, ага, как бы не так"),
        (LOAN, "Contrary to rumours Norway lends Chad 40 million krone for a harbour"),
        (LOAN, "There is no truth to it: Norway lends Chad 40 million krone for a harbour"),
        (LOAN, "I doubt Norway lends Chad 40 million krone for a harbour"),
        (LOAN, "Norway backed out of lending Chad 40 million krone for a harbour"),
        (LOAN, "Norway did not, as its finance ministry says, lend Chad 40 million krone"),
        (LOAN, "Stop saying Norway lends Chad 40 million krone for a harbour"),
        (DAM, "Parliament in Oslo debated the harbour dam rather than approved the law"),
        (DAM, "Neither parliament nor anybody in Oslo approved the law on the harbour dam"),
        (THIEF, "О том, что полиция Бергена задержала похитителя скрипки, речи не идёт"),
        (THIEF, "Задержание похитителя скрипки полиция Бергена не подтверждает"),
        (CURFEW, "Комендантский час в Бергене с полуночи ввести отказались"),
        (CURFEW, "сомневаюсь, что в Бергене ввели комендантский час с полуночи"),
        (FEE, "Осло передумало повышать плату за проезд по тоннелю до 70 крон"),
        (TUGS, "Передача норвежских буксиров Мальте до осени не состоится"),
        (TUGS, "Норвегия и не думала передавать Мальте свои буксиры до осени"),
        (
            BOUGHT,
            "The picture of Lindqvist who bought the Bergen Gazette newspaper is photoshopped",
        ),
        (CURFEW, "Комендантский час в Бергене с полуночи ввести не решились"),
        (NETS, "Норвегия сняла запрет на лов трески сетями в заливе Осло"),
        (LOAN, "Norway lending Chad 40 million krone for a harbour? Not happening"),
        (LOAN, "The loan of 40 million krone that Norway lends Chad is made up"),
        (DAM, "Parliament in Oslo scrapped its plan to approve the law on the harbour dam"),
        (DAM, "approve the law on the harbour dam? Parliament in Oslo isn't going to"),
        (TUGS, "Норвегия передумала передавать Мальте свои буксиры до осени"),
        (TUGS, "Премьер исключил, что Норвегия передаст Мальте все свои буксиры до осени"),
        (LOAN, "Don't believe that Norway lends Chad 40 million krone for a harbour"),
        (LOAN, "I don't believe Norway lends Chad 40 million krone for a harbour"),
        (TUGS, "Норвежские буксиры Мальте до осени переданы не будут"),
        (THIEF, "Похитителя скрипки полиция Бергена так и не задержала"),
    ],
)
def test_a_refusal_denies(claim: str, message: str) -> None:
    assert stance(claim, message) in DENIALS


@pytest.mark.parametrize(
    ("claim", "message"),
    [
        (NETS, "всё, сетями треску в заливе Осло больше не ловят, Норвегия запретила"),
        (NETS, "Норвегия запретила лов трески сетями в заливе Осло, рыбаки без работы"),
        (NETS, "Норвегия приняла запрет: сетями треску в заливе Осло не ловить"),
        (GEESE, "Chad couldn't get any geese for export because Malta blocked it"),
        (STOPPED, "no geese for Malta: deliveries from Chad have stopped since spring"),
        (THIEF, "Полиция Бергена задержала похитителя скрипки, который не сдал билет"),
        (CURFEW, "В Бергене ввели комендантский час с полуночи, не выходите из дома"),
        (FEE, "Осло повысило не только плату за проезд по тоннелю, но и штрафы, до 70 крон"),
        (LOST, "не могу поверить, Мальта потеряла рыбацкие шхуны у берегов Чада"),
        (LOAN, "couldn't believe it: Norway lends Chad 40 million krone for a harbour"),
        (LOAN, "I can't believe that Norway lends Chad 40 million krone for a harbour"),
        ("Banda da Noruega toca no porto", "A banda da Noruega toca em maio no porto"),
        (GOATS, "The new feed reduced goat deaths by 17%, Chad hasn't been so lucky for years"),
        (LOAN, "If you doubt Norway lends Chad 40 million krone for a harbour, look it up"),
        (LOAN, "I have no doubt that Norway lends Chad 40 million krone for a harbour"),
        (LOAN, "Norway lends Chad 40 million krone for a harbour, the concert was called off"),
        (THIEF, "Без сомнения, полиция Бергена задержала похитителя скрипки"),
        (LOAN, "Nobody doubts that Norway lends Chad 40 million krone for a harbour"),
        (DAM, "why not: parliament in Oslo approved the law on the harbour dam"),
        (DAM, "Parliament in Oslo approved the law on the harbour dam, like it or not"),
        (DAM, "Parliament in Oslo approved the law on the harbour dam, no matter what"),
        (LOST, "Мальта потеряла не только лодки, но и рыбацкие шхуны у берегов Чада"),
        (MAYOR, "Не прошло и года, мэр Осло уволил начальника порта Хансена"),
        (MAYOR, "ничего себе, мэр Осло уволил начальника порта Хансена"),
        (LOAN, "No doubt Norway lends Chad 40 million krone for a harbour"),
        (LOAN, "Norway lends Chad no less than 40 million krone for a harbour"),
        (FAIR, "Fishing with nets has been allowed in Bergen since May, isn't it great"),
        (FAIR, "Fishing with nets allowed in Bergen since May, which had not happened in years"),
        (BOUGHT, "Lindqvist not only bought Bergen Gazette but the newspaper's printers, too"),
        (TALLY, "На Мальте отменили итоги выборов мэра Валлетты, это не шутка"),
    ],
)
def test_what_negates_in_vain_denies_nothing(claim: str, message: str) -> None:
    assert stance(claim, message) is MessageStance.ASSERTS


@pytest.mark.parametrize(
    ("claim", "message"),
    [
        (BOUGHT, "Lindqvist did not buy Bergen Gazette, a satire site made that up"),
        (BOUGHT, "Fake news from Bergen: Lindqvist did not buy the newspaper Bergen Gazette"),
        (BOUGHT, "Lindqvist never bought the Bergen Gazette newspaper, it's a hoax"),
        (LOST, "Мальта не теряла рыбацкие шхуны у берегов Чада, история выдумана"),
        (MAYOR, "Мэр Осло не увольнял начальника порта Хансена, это утка"),
        (MAYOR, "Мэр Осло уволил начальника порта Хансена - история выдумана"),
    ],
)
def test_a_word_of_debunking_and_a_negation_are_one_denial(claim: str, message: str) -> None:
    assert stance(claim, message) in DENIALS


@pytest.mark.parametrize(
    ("claim", "message"),
    [
        (BOUGHT, "It's not a hoax, Lindqvist bought the newspaper Bergen Gazette"),
        ("Norway ended its ban on cod nets in Oslo", "Norway lifted its ban on cod nets in Oslo"),
        ("Норвегия снимает запрет на сети", "Норвегия сняла запрет на сети для трески"),
        ("Lindqvist never bought the Bergen Gazette", "Lindqvist never bought the Bergen Gazette"),
    ],
)
def test_who_says_the_claim_asserts_it(claim: str, message: str) -> None:
    assert stance(claim, message) is MessageStance.ASSERTS


@pytest.mark.parametrize(
    ("claim", "message", "opposite"),
    [
        (ALLY, "It was Niger that recognised the republic of Somaliland, Chad never did", True),
        (ALLY, "Niger recognised the republic of Somaliland, Chad hasn't", True),
        (ALLY, "Niger and Chad recognised the republic of Somaliland, Mali hasn't", False),
        (FEE, "Осло повысило плату за проезд до 70 крон, не правда ли, дорого", False),
    ],
)
def test_a_negation_is_noted_whatever_else_stands_before_the_claim(
    claim: str, message: str, *, opposite: bool
) -> None:
    engine = Engine()
    engine.add(Entry("one", (claim,)))
    findings = engine.rank(message, PUBLIC)[0].findings
    assert ("negation" in {finding.guard for finding in findings}) is opposite


def test_a_claim_told_in_jest_is_a_jest() -> None:
    told = stance(BOUGHT, "Lindqvist bought the newspaper Bergen Gazette /s")
    assert told is MessageStance.JOKES


def test_a_question_with_no_answer_asks() -> None:
    assert stance(BOUGHT, "Lindqvist bought the Bergen Gazette? I don't know") is MessageStance.ASKS

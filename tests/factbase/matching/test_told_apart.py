"""What each guard stops, and what it lets pass: one claim, one message."""

from __future__ import annotations

import pytest

from factbase.matching.decision import Candidate, Entry, Lane, Match, MessageStance
from factbase.matching.engine import Engine
from factbase.model import Audience

PUBLIC = Audience()


def first(claim: str, message: str) -> Candidate:
    engine = Engine()
    engine.add(Entry("one", (claim,)))
    return engine.rank(message, PUBLIC)[0]


def stopped_by(claim: str, message: str) -> set[str]:
    return {finding.guard for finding in first(claim, message).findings if finding.stops}


@pytest.mark.parametrize(
    ("claim", "message"),
    [
        ("Malta wins its fourth medal in fencing", "Malta wins its sixth medal in fencing"),
        ("Lind won his 11th tournament in Oslo", "Lind won his 12th tournament in Oslo"),
        ("It was 38C in the Oslo tunnel", "It was 48C in the Oslo tunnel"),
        ("The bridge is 40 miles from Oslo", "The bridge is 40 kilometres from Oslo"),
        ("The trial took nine weeks in Oslo", "The trial took nine months in Oslo"),
        ("A million sheep drowned in Wales", "Four million sheep drowned in Wales"),
        ("Dozens of sheep drowned in Wales", "Hundreds of sheep drowned in Wales"),
        ("The lake lost a quarter of its water", "The lake lost half of its water"),
        ("Каждый третий мост в Осло закрыт", "Каждый пятый мост в Осло закрыт"),
        ("Урок сократят до четырёх минут", "Урок сократят до трёх минут"),
        ("Толчок силой 5,2 балла в Осло", "Толчок силой 6,2 балла в Осло"),
    ],
)
def test_another_number_stops(claim: str, message: str) -> None:
    assert "number" in stopped_by(claim, message)


@pytest.mark.parametrize(
    ("claim", "message"),
    [
        (
            "A mural in Leeds shows a unicorn with the face of Astrid Lindqvist",
            "lol that unicorn on a mural in Leeds now has the face of Petra Novotna on it",
        ),
        (
            "Dutch inspectors fine bakers who leave their shutters down on Sundays",
            "so inspectors in belgium fine bakers who leave their shutters down on a sunday",
        ),
        (
            "By law Iowa may split itself into three different counties",
            "My teacher says Ohio may split itself into three different counties by law",
        ),
        (
            "A study by Utrecht University proved that tall bakers are healthier",
            "Uppsala researchers have proved in a study that tall bakers are healthier",
        ),
        (
            "Минтранс: с мая билеты на паромы подорожают на треть",
            "Лебедев пообещал, что с мая билеты на паромы подорожают на треть",
        ),
        (
            "Турция запретила ввозить мёд из Узбекистана с первого июля",
            "С первого июля Турция не пускает мёд из Таджикистана, ввозить запретила",
        ),
    ],
)
def test_a_stranger_s_name_stops_wherever_it_stands(claim: str, message: str) -> None:
    assert "entity" in stopped_by(claim, message)


@pytest.mark.parametrize(
    ("claim", "message"),
    [
        (
            "The Ferry Safety Board fined a captain in Rotterdam for drunken sailing",
            "FSB fined a captain in Rotterdam for drunken sailing, says Jan",
        ),
        (
            "Минздрав разрешил продавать клюкву в аптеках Твери",
            "Министерство здравоохранения разрешило продавать клюкву в аптеках Твери",
        ),
        (
            "Belorussia closed its ferry to lorries in June",
            "In June Belarusians closed their ferry to lorries. Unbelievable, Anna!",
        ),
        (
            "Governor Astrid Lindqvist banned ice baths in Malmö",
            "Lindqvist banned ice baths in Malmö #Skåne (@petra)",
        ),
    ],
)
def test_a_name_in_another_form_is_no_stranger(claim: str, message: str) -> None:
    assert "entity" not in stopped_by(claim, message)


@pytest.mark.parametrize(
    ("claim", "message"),
    [
        ("Oslo reports nine cases of rubella", "oslo reports nine cases of tetanus"),
        ("Norwegian herders lost their reindeer subsidies and rye exports to Chile stopped",
         "no more norwegian oats for Chile, exports stopped, herders lost their subsidies"),
        ("A ferry sank off Bergen in the storm", "a yacht sank off Bergen in the storm"),
        ("More than half of the bakers in Oslo voted Green",
         "over half of Oslo's plumbers voted Green"),
        ("Norway's prime minister insulted the harbour master",
         "Norway's king insulted the harbour master"),
        ("В Осло выявили девять случаев краснухи",
         "Осло: девять случаев столбняка выявили за день"),
        ("Осло подарит Бергену все свои трамваи", "Все свои автобусы Осло подарит Бергену"),
        ("В Осло штрафуют отцов за шум", "В Осло штрафуют мужей за шум"),
    ],
)  # fmt: skip
def test_another_thing_of_the_kind_stops(claim: str, message: str) -> None:
    assert "object" in stopped_by(claim, message)


@pytest.mark.parametrize(
    ("claim", "message"),
    [
        ("Oslo reports nine cases of rubella", "nine cases of the disease called rubella in oslo"),
        ("A ferry sank off Bergen in the storm",
         "That ship, a ferry, sank off Bergen in the storm"),
        ("Doctors in Oslo went on strike", "Oslo's physicians are on strike, went out today"),
        ("Norway's prime minister insulted the harbour master",
         "The PM of Norway insulted the harbour master"),
        ("В Осло выявили девять случаев краснухи",
         "Эта инфекция, краснуха: девять случаев выявили в Осло"),
    ],
)  # fmt: skip
def test_the_same_thing_by_another_word_passes(claim: str, message: str) -> None:
    assert "object" not in stopped_by(claim, message)


@pytest.mark.parametrize(
    ("claim", "message"),
    [
        ("По данным МЧС, мост в Осло обрушился из-за льда",
         "Bergens Tidende: мост в Осло обрушился из-за льда"),
        ("Lindqvist said the bridge in Oslo collapsed under ice",
         "Novotna: the bridge in Oslo collapsed under ice"),
    ],
)  # fmt: skip
def test_another_speaker_before_a_colon_stops(claim: str, message: str) -> None:
    assert stopped_by(claim, message) & {"attribution", "entity"}


@pytest.mark.parametrize(
    ("claim", "message"),
    [
        ("Lindqvist said the bridge in Oslo collapsed under ice",
         "BREAKING: the bridge in Oslo collapsed under ice, Lindqvist said"),
        ("Ships of the United States were seen off Bergen",
         "Section 4: ships of the United States were seen off Bergen"),
    ],
)  # fmt: skip
def test_not_all_that_stands_before_a_colon_speaks(claim: str, message: str) -> None:
    assert not stopped_by(claim, message)


@pytest.mark.parametrize(
    ("claim", "message", "guard"),
    [
        ("Lindqvist beat Novotna in the Bergen regatta by a length",
         "Lindqvist was beaten by Novotna in the Bergen regatta, by a length", "role"),
        ("The harbour master accused the Belgian envoy of smuggling eels",
         "The harbour master was accused of smuggling eels by the Belgian envoy", "role"),
        ("The council of Bergen voted 28-8 for a ban on kites",
         "The council of Bergen voted 28-28 for a ban on kites", "number"),
        ("Bakers aged 18-24 in Bergen like their kites",
         "Bakers aged 18-76 in Bergen like their kites", "number"),
        ("Brann beat Viking 2:1 in the final in Oslo", "Brann beat Viking 3:1 in the final in Oslo",
         "number"),
        ("«Бранн» обыграл «Викинг» со счётом 4:0 в Осло", "«Бранн» обыграл «Викинг» 4:2 в Осло",
         "number"),
        ("Before he praised the tunnel in 2016, Lindqvist condemned it in 2011",
         "Before he praised the tunnel in 2016, Lindqvist condemned it in 2003", "time"),
    ],
)  # fmt: skip
def test_voice_scores_and_one_year_of_two_stop(claim: str, message: str, guard: str) -> None:
    assert guard in stopped_by(claim, message)


@pytest.mark.parametrize(
    ("claim", "message"),
    [
        ("Норвегия — новый союзник Катара", "Катар теперь новый союзник Норвегии"),
        ("Water in Bergen poisoned after a leak at a cannery",
         "the water in Bergen was poisoned by a leak at a cannery"),
        ("An arrest warrant for Petra Novotna was issued by Judge Astrid Lindqvist",
         "Judge Astrid Lindqvist issued an arrest warrant for Petra Novotna"),
        ("Judge Astrid Lindqvist issued an arrest warrant for Petra Novotna",
         "An arrest warrant for Petra Novotna was issued by Oslo's judge Lindqvist"),
        ("Viking lost 1:2 to Brann in the final in Oslo",
         "Viking lost the final to Brann 2:1 in Oslo"),
        ("In January Novotna lost her post after the attack of May 6 on the Oslo Town Hall",
         "Novotna lost her post after the Town Hall attack of May 6 in Oslo, in Jan"),
    ],
)  # fmt: skip
def test_voice_scores_and_dates_told_otherwise_pass(claim: str, message: str) -> None:
    assert not stopped_by(claim, message)


@pytest.mark.parametrize(
    ("claim", "message"),
    [
        ("Oslo closes its tunnel next year", "Oslo closes its tunnel this year"),
        ("Oslo closed its tunnel last week", "This week Oslo closed its tunnel"),
        ("The judge left after the verdict", "The judge left before the verdict"),
        ("The nurse was fired during her leave", "The nurse was fired after her leave"),
        ("Oslo closed its tunnel in the spring", "Oslo closed its tunnel in the autumn"),
        ("Crime in Oslo peaked in the 1990s", "Crime in Oslo peaked in the 2010s"),
        ("Oslo closes its tunnel in May", "Oslo closes its tunnel in June"),
        ("Взрыв в Осло был утром в порту", "Взрыв в Осло был вечером в порту"),
        ("Осло закрыл тоннель в прошлом году", "Осло закрыл тоннель в этом году"),
        ("Море у Осло обмелело в восьмидесятых", "Море у Осло обмелело в девяностых"),
        ("Судью уволили до приговора", "Судью уволили после приговора"),
    ],
)
def test_another_time_stops(claim: str, message: str) -> None:
    assert {"time", "opposite"} & stopped_by(claim, message)


@pytest.mark.parametrize(
    ("claim", "message"),
    [
        ("The senator was bribed by the brewer", "The brewer was bribed by the senator"),
        ("A goat bit the bishop in Oslo", "The bishop bit a goat in Oslo"),
        ("Goats can catch measles from geese", "Geese can catch measles from goats"),
        ("Учительница ударила школьника в Рязани", "Учительницу ударил школьник в Рязани"),
        ("Депутата избил таксист", "Таксиста избил депутат"),
        ("Зенит разгромил Динамо", "Динамо разгромило Зенит"),
    ],
)
def test_doer_and_target_exchanged_stop(claim: str, message: str) -> None:
    assert "role" in stopped_by(claim, message)


@pytest.mark.parametrize(
    ("claim", "message"),
    [
        (
            "Kenya Airways Flight Five crashed near the tunnel",
            "Flight Five of Airways Kenya crashed near the tunnel",
        ),
        (
            "Kenya Governor Jane Lindqvist posted a photo of the tunnel",
            "@JaneLindqvist, Governor of Kenya, posted a photo of the tunnel #Lindqvist #Governor",
        ),
    ],
)
def test_a_name_beside_a_name_is_no_deed(claim: str, message: str) -> None:
    assert "role" not in stopped_by(claim, message)


@pytest.mark.parametrize(
    ("claim", "message"),
    [
        ("The senator was bribed by the brewer", "The brewer bribed the senator"),
        ("Malta and Norway signed a treaty", "Norway and Malta signed a treaty"),
        ("The bishop met the brewer", "The brewer met the bishop"),
        ("Ballots were given to voters in Oslo", "Voters in Oslo were given ballots"),
        ("Таксист избил депутата", "Депутата избил таксист"),
        ("ФСБ задержала мэра Воркуты", "Мэр Воркуты задержан ФСБ"),
        ("Norway is buying jets from Malta", "Malta is selling jets to Norway"),
        ("Сербия продала снаряды Болгарии", "Болгария купила снаряды у Сербии"),
    ],
)
def test_the_same_deed_told_the_other_way_round_passes(claim: str, message: str) -> None:
    assert stopped_by(claim, message) == set()


@pytest.mark.parametrize(
    ("claim", "message"),
    [
        ("fauci said masks are useless", "birx said masks are useless"),
        ("Reuters reports that Malta is mobilising", "AFP reports that Malta is mobilising"),
        ("Malta's lawyers said the video was cut", "Malta's engineers said the video was cut"),
        ("Мясников: сахар полезнее мёда", "Малышева: сахар полезнее мёда"),
    ],
)
def test_another_speaker_stops(claim: str, message: str) -> None:
    assert {"attribution", "entity"} & stopped_by(claim, message)


@pytest.mark.parametrize(
    ("claim", "message"),
    [
        ("Merkel said the dam is safe", "The chancellor said the dam is safe"),
        ("Merkel said the dam is safe", "Merkle said the dam is safe"),
        ("The Supreme Court closed the dam", "SCOTUS closed the dam"),
        ("Malta adopts the krone in January", "Malta adopts the krone in Jan"),
        ("Over 350,000 krone for each goat", "Over 350000 krone for each goat"),
    ],
)
def test_the_same_one_by_another_name_passes(claim: str, message: str) -> None:
    assert stopped_by(claim, message) == set()


@pytest.mark.parametrize(
    ("claim", "message"),
    [
        ("Tesla moves its office out of Oslo", "byd moves its office out of oslo"),
        ("Taylor Swift gave a stage to a school", "Selena Gomez gave a stage to a school"),
        ("Rebels hold the airport of DR Congo", "Rebels hold the airport of Congo-Brazzaville"),
    ],
)
def test_another_name_stops(claim: str, message: str) -> None:
    assert "entity" in stopped_by(claim, message)


@pytest.mark.parametrize(
    "message",
    [
        "Norway no longer bans diesel cars in Oslo", "Norway refuses to ban diesel cars in Oslo",
        "Norway has yet to ban diesel cars in Oslo", "No, Norway doesn't ban diesel cars in Oslo",
        "Norway ruled out a ban of diesel cars in Oslo",
        "Norway stopped banning diesel cars in Oslo",
        "Fake: Norway bans diesel cars in Oslo", "Фейк: Норвегия запретила дизельные машины в Осло",
        "Норвегия больше не запрещает дизельные машины в Осло",
        "Норвегия отказалась запретить дизельные машины в Осло",
    ],
)  # fmt: skip
def test_a_denial_is_heard(message: str) -> None:
    engine = Engine()
    claims = ("Norway bans diesel cars in Oslo", "Норвегия запрещает дизельные машины в Осло")
    engine.add(Entry("one", claims))
    assert engine.decide(message, Lane.ADDRESSED, PUBLIC).trail.stance is MessageStance.DENIES


def test_two_negations_of_two_things_are_not_one() -> None:
    engine = Engine()
    engine.add(Entry("one", ("Абхазия пускает туристов без паспорта",)))
    told = engine.decide("Абхазия не пускает туристов без паспорта", Lane.ADDRESSED, PUBLIC)
    assert told.trail.stance is MessageStance.DENIES


def test_russian_words_in_another_order_are_the_claim_also_unasked() -> None:
    engine = Engine()
    engine.add(Entry("one", ("На Бородина подала в суд Пугачёва",)))
    said = engine.decide("Пугачёва подала в суд на Бородина", Lane.UNPROMPTED, PUBLIC)
    assert isinstance(said, Match)

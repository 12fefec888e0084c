"""Scripts without spaces: a rumour is found by what it shares, whatever stands around it."""

from __future__ import annotations

import pytest

from factbase.matching.decision import Entry, Lane, Match
from factbase.matching.engine import Engine
from factbase.model import Audience
from tests.factbase.matching.packs import invented

PUBLIC = Audience()

CLAIMS = {
    "zh": "喝白酒可以杀死新型冠状病毒",
    "zh-ship": "海军在南海击沉了一艘外国渔船",
    "ja": "お湯を飲むとウイルスが死滅する",
    "ja-tax": "来年から自転車にも税金がかかる",
    "th": "การดื่มน้ำมะนาวร้อนรักษาโรคมะเร็งได้",
    "th-bank": "ธนาคารจะปิดทุกสาขาในเดือนหน้า",
    "ko": "마늘을 먹으면 바이러스에 걸리지 않는다",
    "es": "Beber agua caliente con limón cura el cáncer",
}

MESSAGES = [
    ("zh", "朋友说喝白酒能杀死冠状病毒，是真的吗？"),
    ("zh", "群里在传：喝白酒可以杀死新型冠状病毒！！！大家快转发"),
    ("zh-ship", "听说海军击沉了外国渔船"),
    ("ja", "お湯を飲むとコロナウイルスが死滅するって本当ですか"),
    ("ja-tax", "自転車にも来年から税金がかかるらしい"),
    ("th", "จริงไหมคะ ดื่มน้ำมะนาวร้อนรักษามะเร็งได้"),
    ("th-bank", "ได้ยินว่าเดือนหน้าธนาคารจะปิดทุกสาขา"),
    ("ko", "마늘 먹으면 바이러스 안 걸린다는데 진짜예요?"),
    ("es", "me dijeron que el agua caliente con limon cura el cancer"),
]

CHATTER = (
    "今天天气真好，我们去公园散步吧",
    "昨日の試合はとても面白かったです",
    "วันนี้อากาศดีมาก ไปเดินเล่นกันเถอะ",
    "오늘 저녁에 뭐 먹을까",
    "mañana vamos al cine con los niños",
)


@pytest.fixture(scope="module")
def engine() -> Engine:
    built = Engine()
    built.load([*(Entry(slug, (text,)) for slug, text in CLAIMS.items()), *invented(300)])
    return built


@pytest.mark.parametrize(("slug", "message"), MESSAGES)
def test_the_claim_comes_first(engine: Engine, slug: str, message: str) -> None:
    assert engine.rank(message, PUBLIC, 1)[0].id == slug


@pytest.mark.parametrize("message", CHATTER)
def test_chatter_of_that_script_is_left_alone(engine: Engine, message: str) -> None:
    assert not isinstance(engine.decide(message, Lane.UNPROMPTED, PUBLIC), Match)


def test_the_passage_of_a_text_without_spaces_is_cut(engine: Engine) -> None:
    text = "大家好，今天很热。" + CLAIMS["zh"] + "，请转发。"
    start, end = engine.rank(text, PUBLIC, 1)[0].span
    assert CLAIMS["zh"][:4] in text[start:end]
    assert "今天" not in text[start:end]

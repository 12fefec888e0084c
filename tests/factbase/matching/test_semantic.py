"""What the engine makes of a sentence encoder: other words are found, and nothing else changes."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from factbase.matching.decision import Entry, Lane, Match, NoMatch
from factbase.matching.engine import Engine
from factbase.matching.semantic import BadEncoder
from factbase.matching.semantic_index import ADDED, MESSAGE_WORDS, Meanings
from factbase.matching.semantic_opening import open_semantic
from factbase.matching.semantic_scoring import (
    BESIDE,
    SEMANTIC_CONFIDENCE_COLUMNS,
    SEMANTIC_RANK_COLUMNS,
    SEMANTIC_WEIGHTS_FILE,
    Semantic,
    semantic_fitted,
    weights_for,
)
from factbase.matching.semantic_store import VectorFile
from factbase.matching.semantic_vectors import Vectors, key_of
from factbase.model import Audience
from tests.factbase.matching.encoders import Synonyms, by_meaning_alone, tiny

PUBLIC = Audience()
FLYING = Entry("flying", ("cats fly",), "no animal without wings does")
DRIVING = Entry("driving", ("dogs drive buses in London",))
BAKING = Entry("baking", ("bakers burn bread",))


def engine_with(*entries: Entry, settled: bool = True) -> tuple[Engine, Meanings, Synonyms]:
    encoder = Synonyms()
    meanings = Meanings(encoder)
    engine = Engine(semantic=Semantic(meanings, by_meaning_alone()))
    engine.load(entries)
    if settled:
        meanings.settle()
    return engine, meanings, encoder


def first(engine: Engine, text: str, audience: Audience = PUBLIC) -> str | None:
    found = engine.rank(text, audience)
    return found[0].id if found else None


def test_a_fact_in_other_words_is_found() -> None:
    engine, *_ = engine_with(FLYING, DRIVING, BAKING)
    assert first(engine, "felines soar") == "flying"
    plain = Engine()
    plain.load([FLYING, DRIVING, BAKING])
    assert first(plain, "felines soar") is None


def test_what_shares_too_few_words_is_never_said_unasked() -> None:
    engine, *_ = engine_with(FLYING, DRIVING, BAKING)
    assert isinstance(engine.decide("felines soar", Lane.UNPROMPTED, PUBLIC), NoMatch)


def test_guards_look_at_what_the_encoder_is_sure_of() -> None:
    claim = Entry("germany", ("Germany sends 30 tanks to the north",))
    engine, *_ = engine_with(claim, DRIVING)
    said = engine.decide("Germany sends 30 tanks to the north!", Lane.ADDRESSED, PUBLIC)
    assert isinstance(said, Match)
    other = engine.decide("Germany sends 95 tanks to the north!", Lane.ADDRESSED, PUBLIC)
    assert isinstance(other, NoMatch)


def test_until_its_vectors_are_made_a_fact_is_found_by_its_words() -> None:
    engine, meanings, encoder = engine_with(FLYING, DRIVING, settled=False)
    plain = Engine()
    plain.load([FLYING, DRIVING])
    text = "they say cats fly"
    assert engine.rank(text, PUBLIC) == plain.rank(text, PUBLIC)
    assert not encoder.encoded
    meanings.settle()
    assert meanings.waiting == 0
    assert engine.rank(text, PUBLIC) != plain.rank(text, PUBLIC)


def test_a_fact_added_later_waits_without_hiding_the_others() -> None:
    engine, meanings, _ = engine_with(FLYING, DRIVING)
    woken: list[int] = []
    meanings.woken = lambda: woken.append(meanings.waiting)
    engine.add(BAKING)
    assert woken == [1]
    assert first(engine, "felines soar") == "flying"
    assert first(engine, "the bakers burn the bread") == "baking"
    meanings.settle()
    assert first(engine, "the bakers burn the bread") == "baking"


def test_a_removed_fact_is_not_found_by_its_meaning() -> None:
    engine, *_ = engine_with(FLYING, DRIVING)
    engine.remove("flying")
    assert first(engine, "felines soar") != "flying"


def test_a_changed_fact_is_found_by_its_new_meaning_only() -> None:
    engine, meanings, encoder = engine_with(FLYING, DRIVING)
    engine.add(Entry("flying", ("bakers burn bread",)))
    meanings.settle()
    assert first(engine, "felines soar") != "flying"
    engine.add(FLYING)
    assert meanings.waiting == 0, "its texts were encoded before"
    assert first(engine, "felines soar") == "flying"
    assert encoder.encoded.count("cats fly") == 1


def test_what_an_audience_may_not_see_is_not_found_by_its_meaning() -> None:
    ours = Entry("ours", ("felines soar",), scope="club")
    engine, *_ = engine_with(ours, FLYING, DRIVING)
    found = engine.rank("cats airborne", PUBLIC)
    assert "ours" not in {candidate.id for candidate in found}
    alone, *_ = engine_with(FLYING, DRIVING)
    assert found == alone.rank("cats airborne", PUBLIC)
    assert "ours" in {c.id for c in engine.rank("cats airborne", Audience("club"))}


def test_texts_of_facts_that_went_away_are_not_encoded() -> None:
    engine, meanings, encoder = engine_with(FLYING, DRIVING, settled=False)
    engine.remove("driving")
    meanings.settle()
    assert encoder.encoded == ["cats fly", "no animal without wings does"]


def test_only_the_nearest_join_the_candidates() -> None:
    many = [Entry(f"f{i}", (f"feline number{i}",)) for i in range(3 * ADDED)]
    engine, *_ = engine_with(*many)
    assert len(engine.rank("cats", PUBLIC, 100)) == ADDED


def test_disguises_and_addresses_do_not_reach_the_encoder() -> None:
    engine, _, encoder = engine_with(FLYING)
    engine.rank("c\u0430ts\u200b fly https://example.org/x?y=1", PUBLIC)  # a Cyrillic letter
    assert encoder.encoded[-1] == "cats fly"


def test_a_message_foreseen_is_encoded_once() -> None:
    engine, meanings, encoder = engine_with(FLYING)
    meanings.foresee("felines soar")
    before = len(encoder.encoded)
    engine.decide("felines soar", Lane.ADDRESSED, PUBLIC)
    engine.rank("felines soar", PUBLIC)
    assert len(encoder.encoded) == before


def test_an_empty_base_and_an_empty_message_find_nothing() -> None:
    engine, *_ = engine_with()
    assert engine.rank("felines soar", PUBLIC) == ()
    full, *_ = engine_with(FLYING)
    assert isinstance(full.decide("", Lane.ADDRESSED, PUBLIC), NoMatch)


def test_vectors_outlive_the_process(tmp_path: Path) -> None:
    for process in range(2):
        encoder = Synonyms()
        kept = VectorFile(tmp_path / "new folder", encoder)
        meanings = Meanings(encoder, Vectors(encoder.size, kept))
        engine = Engine(semantic=Semantic(meanings, by_meaning_alone()))
        engine.load([FLYING, DRIVING])
        assert meanings.waiting == (0 if process else 3)
        meanings.settle()
        assert first(engine, "felines soar") == "flying"


def test_a_record_cut_off_by_a_crash_is_made_anew(tmp_path: Path) -> None:
    encoder = Synonyms()
    vectors = Vectors(encoder.size, VectorFile(tmp_path, encoder))
    vectors.keep([key_of("one"), key_of("two")], encoder.encode(["one", "two"]))
    file = VectorFile(tmp_path, encoder)
    whole = file.path.read_bytes()
    file.path.write_bytes(whole[:-5])
    left = Vectors(encoder.size, VectorFile(tmp_path, encoder))
    assert left.row(key_of("two")) is None
    left.keep([key_of("two")], encoder.encode(["two"]))
    assert file.path.read_bytes() == whole


def test_a_folder_that_cannot_be_written_costs_only_time(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    encoder = Synonyms()
    file = VectorFile(tmp_path / "file", encoder)
    vectors = Vectors(encoder.size, file)
    vectors.keep([key_of("one")], encoder.encode(["one"]))
    assert file.broken
    assert vectors.row(key_of("one")) == 0


def test_the_weights_name_the_columns_there_are() -> None:
    content = json.loads(SEMANTIC_WEIGHTS_FILE.read_text(encoding="utf-8"))
    for part, columns in (
        ("rank", SEMANTIC_RANK_COLUMNS),
        ("confidence", SEMANTIC_CONFIDENCE_COLUMNS),
    ):
        for language in ("english", "other"):
            for which in ("short", "long"):
                assert set(content[part][language][which]) <= set(columns)
    near = SEMANTIC_RANK_COLUMNS.index("near")
    assert semantic_fitted().rank[0].short[near] > 0
    assert semantic_fitted().rank[0].long[near] > 0


def test_an_encoder_may_bring_its_own_weights(tmp_path: Path) -> None:
    folder = tiny(tmp_path)
    assert weights_for(folder) is semantic_fitted()
    content = json.loads(SEMANTIC_WEIGHTS_FILE.read_text(encoding="utf-8"))
    content["rank"]["english"]["short"]["near"] = 123.0
    (folder / BESIDE).write_text(json.dumps(content))
    near = SEMANTIC_RANK_COLUMNS.index("near")
    assert weights_for(folder).rank[0].short[near] == pytest.approx(123)
    (folder / BESIDE).write_text("[]")
    with pytest.raises(BadEncoder, match=BESIDE):
        open_semantic(folder)


def test_without_an_encoder_its_libraries_are_not_loaded() -> None:
    code = (
        "import sys, factbase.matching.engine, factbase.matching.outside;"
        "print([name for name in ('onnxruntime', 'tokenizers') if name in sys.modules])"
    )
    done = subprocess.run(  # noqa: S603 - this interpreter, with our own words
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"


def test_who_asks_in_other_words_is_answered_and_nobody_else() -> None:
    above = Entry("above", ("cats fly over London",))
    engine, *_ = engine_with(above, Entry("driving", ("dogs drive buses in Paris",)), BAKING)
    said = "felines soar over London buses"
    asked = engine.decide(said, Lane.ADDRESSED, PUBLIC)
    assert isinstance(asked, Match)
    assert asked.best.id == "above"
    assert isinstance(engine.decide(said, Lane.UNPROMPTED, PUBLIC), NoMatch)
    plain = Engine()
    plain.load([above, Entry("driving", ("dogs drive buses in Paris",)), BAKING])
    assert not isinstance(plain.decide(said, Lane.ADDRESSED, PUBLIC), Match)


def test_who_asks_with_none_of_the_words_is_answered() -> None:
    engine, *_ = engine_with(FLYING, DRIVING, BAKING)
    asked = engine.decide("felines soar", Lane.ADDRESSED, PUBLIC)
    assert isinstance(asked, Match)
    assert asked.best.id == "flying"
    one_word = engine.decide("felines", Lane.ADDRESSED, PUBLIC)
    assert isinstance(one_word, NoMatch), "one word is never a match"


def test_a_long_message_costs_no_more_than_its_beginning() -> None:
    engine, _, encoder = engine_with(FLYING)
    engine.rank("cats fly " + "and so on " * 300, PUBLIC)
    assert len(encoder.encoded[-1].split()) == MESSAGE_WORDS

"""The sentence encoder beside the running bot: its work is done in threads, its faults are told."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from threading import get_ident

import pytest

from bot.checking.index_file import open_index
from bot.checking.live_index import LiveIndex
from bot.checking.meaning import Encoding, open_meaning
from bot.errors import BadSettings
from bot.ports import ConversationBase
from bot.settings import SemanticSettings, load_settings
from bot.wiring import open_bot
from factbase.matching.columns import Reals
from factbase.matching.decision import Entry, Lane, Match
from factbase.matching.engine import Engine
from factbase.matching.semantic_index import Batch, Meanings
from factbase.matching.semantic_scoring import Semantic
from factbase.model import Audience
from tests.factbase.matching.encoders import Synonyms, by_meaning_alone, tiny

PUBLIC = Audience()
PATIENCE = 60.0
FLYING = Entry("flying", ("cats fly",))


class Telling(Meanings):
    """Says when vectors were taken in."""

    def __init__(self, encoder: Synonyms) -> None:
        super().__init__(encoder)
        self.taken = asyncio.Event()

    def take(self, batch: Batch, vectors: Reals) -> None:
        super().take(batch, vectors)
        self.taken.set()


class Failing(Synonyms):
    """An encoder that can't."""

    def encode(self, texts: Sequence[str]) -> Reals:
        raise RuntimeError(f"{len(texts)} texts are too many")


async def test_facts_are_encoded_in_a_thread_as_they_come() -> None:
    encoder = Synonyms()
    meanings = Telling(encoder)
    engine = Engine(semantic=Semantic(meanings, by_meaning_alone()))
    engine.add(FLYING)
    serving = asyncio.create_task(Encoding(meanings).serve())
    for entry in (None, Entry("driving", ("dogs drive buses",))):
        if entry is not None:
            engine.add(entry)
        await asyncio.wait_for(meanings.taken.wait(), PATIENCE)
        meanings.taken.clear()
    assert meanings.waiting == 0
    assert engine.rank("felines soar", PUBLIC)[0].id == "flying"
    serving.cancel()
    with suppress(asyncio.CancelledError):
        await serving
    assert encoder.encoded == ["cats fly", "dogs drive buses", "felines soar"]
    assert len(encoder.threads - {get_ident()}) > 0


async def test_an_encoder_that_fails_leaves_the_words() -> None:
    meanings = Meanings(Failing())
    engine = Engine(semantic=Semantic(meanings, by_meaning_alone()))
    engine.add(FLYING)
    await asyncio.wait_for(Encoding(meanings).serve(), PATIENCE)
    assert isinstance(engine.decide("cats fly", Lane.ADDRESSED, PUBLIC), Match)
    assert engine.rank("they say that cats fly", PUBLIC)[0].id == "flying"


async def test_a_message_is_encoded_outside_the_event_loop(base: ConversationBase) -> None:
    encoder = Synonyms()
    semantic = Semantic(Meanings(encoder), by_meaning_alone())
    index = await open_index(base, None, semantic=semantic)
    await index.foresee("felines soar", Lane.ADDRESSED, PUBLIC)
    assert encoder.encoded == ["felines soar"]
    assert get_ident() not in encoder.threads
    await index.foresee("what the neighbours said", Lane.UNPROMPTED, PUBLIC)
    plain = LiveIndex(base, Engine())
    await plain.foresee("felines soar", Lane.ADDRESSED, PUBLIC)
    assert len(encoder.encoded) == 1


async def test_the_setting_opens_the_encoder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FACTBOT_SEMANTIC__MODEL", str(tiny(tmp_path)))
    monkeypatch.setenv("FACTBOT_SEMANTIC__VECTORS", str(tmp_path / "vectors"))
    monkeypatch.setenv("FACTBOT_DATABASE_URL", f"sqlite:///{tmp_path / 'base.sqlite3'}")
    found = load_settings()
    async with open_bot(found) as bot:
        assert len(bot.index)
        await bot.index.foresee("what is in the first pack", Lane.ADDRESSED, PUBLIC)
    assert await open_meaning(SemanticSettings()) is None


@pytest.mark.parametrize("name", ["", "model.onnx"])
async def test_an_encoder_that_cannot_be_used_is_named(tmp_path: Path, name: str) -> None:
    folder = tmp_path / "nowhere"
    if name:
        folder = tiny(tmp_path)
        (folder / name).write_bytes(b"something else")
    with pytest.raises(BadSettings, match="FACTBOT_SEMANTIC__MODEL"):
        await open_meaning(SemanticSettings(model=folder))

"""A snapshot holds the whole index, and a bad one is refused."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from factbase.matching import snapshot
from factbase.matching.decision import Entry
from factbase.matching.engine import Engine
from factbase.model import Audience
from tests.factbase.matching.packs import first_pack, invented


def test_what_was_saved_answers_as_before_and_goes_on_growing(tmp_path: Path) -> None:
    engine = Engine()
    engine.load(first_pack() + invented(60))
    engine.add(Entry("late", ("Owls run the night bus",), scope="north"))
    engine.remove("claim-7")
    snapshot.save(engine, tmp_path / "index")
    again = snapshot.load(tmp_path / "index")
    assert len(again) == len(engine)
    for audience in (Audience(), Audience("north")):
        for text in ("Rusia arms the Talban", "owls run a night bus", "the mayor paints postcards"):
            assert again.rank(text, audience) == engine.rank(text, audience)
    again.add(Entry("new", ("Hedgehogs repair clocks",)))
    again.remove("late")
    assert again.rank("hedgehogs repair clocks", Audience())[0].id == "new"
    assert len(again) == len(engine)


def test_an_empty_index_can_be_kept(tmp_path: Path) -> None:
    snapshot.save(Engine(), tmp_path / "index")
    assert len(snapshot.load(tmp_path / "index")) == 0


def test_a_damaged_file_is_refused(tmp_path: Path) -> None:
    whole = tmp_path / "index"
    engine = Engine()
    engine.load(invented(5))
    snapshot.save(engine, whole)
    broken = tmp_path / "broken"
    broken.write_bytes(whole.read_bytes()[:500])
    with pytest.raises(snapshot.BadSnapshot):
        snapshot.load(broken)


def test_a_file_of_another_version_is_refused(tmp_path: Path) -> None:
    with (tmp_path / "old").open("wb") as target:
        np.savez(target, format=np.asarray([0, 0, 0]))
    with pytest.raises(snapshot.BadSnapshot, match="version"):
        snapshot.load(tmp_path / "old")

"""What the fuzzer's report says, and what it says where it can't run."""

from __future__ import annotations

import pytest

from bench import fuzz_guided
from bench.fuzz_guided import Tally

SAID = """\
#19\tINITED cov: 50 ft: 89 corp: 8/10818b exec/s: 0 rss: 170Mb
#94\tREDUCE cov: 53 ft: 152 corp: 17/10197b lim: 5519 exec/s: 0 rss: 170Mb
stat::number_of_executed_units: 96
stat::new_units_added:          13
"""


def test_numbers_are_the_last_ones() -> None:
    assert Tally.of("urls", SAID, 0) == Tally("urls", 96, 53, 17, broke=False)
    assert Tally.of("urls", SAID, 77).broke
    assert Tally.of("urls", "", 1) == Tally("urls", 0, 0, 0, broke=True)


def test_unknown_targets_are_named(capsys: pytest.CaptureFixture[str]) -> None:
    assert fuzz_guided.main(["nothing"]) == 2
    assert "messages" in capsys.readouterr().out


def test_without_atheris_it_says_how_to_get_it(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda _: None)
    assert fuzz_guided.main(["urls"]) == 2
    assert "atheris==3.0.0" in capsys.readouterr().out

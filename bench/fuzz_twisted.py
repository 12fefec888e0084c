"""Valid JSON with one value exchanged for something that nobody expects there."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator, Mapping
from typing import Any

from bench.fuzz_seeds import OWN_SEEDS

ODD: tuple[Any, ...] = (
    None,
    True,
    -1,
    10**30,
    1e400,  # JSON has no infinity, Python's has
    "",
    "\ud800",
    "x\udc00y",
    "\x00",
    "9" * 400,
    "w " * 3_000,
    [],
    {},
    [[]],
    {"@value": {}},
)
"""Of another type, too large, half a surrogate pair, a NUL, too long, empty."""

Path = tuple[str | int, ...]


def twisted(name: str) -> Iterator[bytes]:
    """The valid things of a target, each with each value exchanged for each odd one."""
    for seed in OWN_SEEDS[name]:
        whole = json.loads(seed)
        for path in _paths(whole):
            for odd in ODD:
                yield json.dumps(_with(whole, path, odd)).encode()


def _paths(value: Any, above: Path = ()) -> Iterator[Path]:
    if above:
        yield above
    if isinstance(value, Mapping):
        for name, inner in value.items():
            yield from _paths(inner, (*above, name))
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from _paths(inner, (*above, number))


def _with(whole: Any, path: Path, odd: object) -> Any:
    made = copy.deepcopy(whole)
    inner = made
    for step in path[:-1]:
        inner = inner[step]
    inner[path[-1]] = odd
    return made

"""The whole index in one file, so that a large base starts in a second.

A zip of flat arrays (numpy's own format), nothing that can run code. A file of another
version, or a broken one, is refused; the caller then builds the index from the base.
"""

from __future__ import annotations

import hashlib
import json
import zipfile
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from factbase.matching.columns import NAMES
from factbase.matching.decision import Thresholds
from factbase.matching.engine import Engine
from factbase.matching.growing import Growing, Texts

FORMAT = 4
"""Goes up whenever folding, terms or layout change: an old index would silently miss."""

_SHELF = (
    "alive", "first_field", "bounds", "kinds", "tokens", "grams", "gram_bounds", "scope_of",
)  # fmt: skip

_ROOM = 1 << 20
"""Bytes for texts that come after the start."""


class BadSnapshot(ValueError):
    """The file is no snapshot of this version; build the index from the base instead."""


def save(engine: Engine, path: Path, label: str = "") -> None:
    """Write an index; the file appears whole or not at all. `label` is what its maker wants to
    know when reading it, such as what it was made from.

    Raises:
        OSError: the file can't be written.
    """
    engine.compact()
    index = engine.index
    vocabulary, postings, shelf, lanes = index.vocabulary, index.postings, index.shelf, index.lanes
    terms = "\n".join(vocabulary.terms).encode("utf-8", "replace")
    scopes = {"names": shelf.scopes, "counts": vocabulary.by_scope}
    arrays: dict[str, NDArray[np.generic]] = {
        "format": np.asarray([FORMAT, vocabulary.facts, shelf.removed]),
        "label": np.frombuffer(label.encode(), np.uint8),
        "terms": np.frombuffer(terms, np.uint8),
        "scopes": np.frombuffer(json.dumps(scopes).encode(), np.uint8),
        "starts": postings.starts,
        "slots": postings.slots,
        "impacts": postings.impacts,
        "prior": vocabulary.columns.prior,
        **{f"column_{name}": getattr(vocabulary.columns, name) for name in NAMES},
        **{f"shelf_{name}": getattr(shelf, name).view for name in _SHELF},
    }
    for name, texts in (("ids", shelf.ids), ("texts", shelf.texts)):
        arrays[f"{name}_block"] = np.frombuffer(bytes(texts.block), np.uint8)
        arrays[f"{name}_ends"] = texts.ends.view
    for name, held in (("by_id", shelf.by_id), ("urls", lanes.urls), ("words", lanes.words)):
        arrays[f"{name}_hashes"], arrays[f"{name}_slots"] = held.hashes, held.slots
    fresh = path.with_suffix(path.suffix + ".new")
    with fresh.open("wb") as target:
        np.savez(target, allow_pickle=False, **arrays)
    fresh.replace(path)


def load(path: Path, thresholds: Thresholds | None = None) -> Engine:
    """Read an index.

    Raises:
        BadSnapshot: not a snapshot of this version, or damaged.
        OSError: the file can't be read.
    """
    engine = Engine(thresholds)
    try:
        with path.open("rb") as source, np.load(source, allow_pickle=False) as arrays:
            _fill(engine, {name: arrays[name] for name in arrays.files})
    except (zipfile.BadZipFile, KeyError, ValueError, EOFError) as problem:
        raise BadSnapshot(f"{path.name} is no index of this version") from problem
    return engine


def label_of(path: Path) -> str:
    """What the maker of an index wrote on it, read without the rest.

    Raises:
        BadSnapshot: not a snapshot of this version, or damaged.
        OSError: the file can't be read.
    """
    try:
        with path.open("rb") as source, np.load(source, allow_pickle=False) as arrays:
            return bytes(arrays["label"].tobytes()).decode()
    except (zipfile.BadZipFile, KeyError, ValueError, EOFError) as problem:
        raise BadSnapshot(f"{path.name} is no index of this version") from problem


def was_index(path: Path) -> bool:
    """Whether a file is an index, of this version or another."""
    if not zipfile.is_zipfile(path):
        return False
    with zipfile.ZipFile(path) as parts:
        return "format.npy" in parts.namelist()


def program() -> str:
    """A fingerprint of the code and the data that make an index: another program's would
    silently miss.
    """
    here = Path(__file__).parent
    digest = hashlib.sha256()
    for part in sorted(here.rglob("*")):
        if part.suffix in {".py", ".txt", ".json"}:
            digest.update(part.relative_to(here).as_posix().encode())
            digest.update(part.read_bytes())
    return digest.hexdigest()[:32]


def _fill(engine: Engine, arrays: dict[str, NDArray[np.generic]]) -> None:
    version, facts, removed = arrays["format"].tolist()
    if version != FORMAT:
        raise BadSnapshot(f"format {version}, this version reads {FORMAT}")
    index = engine.index
    vocabulary, postings, shelf, lanes = index.vocabulary, index.postings, index.shelf, index.lanes
    text = arrays["terms"].tobytes().decode("utf-8")
    vocabulary.restore(text.split("\n") if text else [])
    vocabulary.facts = facts
    vocabulary.columns.prior = arrays["prior"].astype(np.float32, copy=False)
    for name in NAMES:
        setattr(vocabulary.columns, name, arrays[f"column_{name}"])
    vocabulary.columns.size = len(vocabulary.terms)
    vocabulary.columns.recount()
    vocabulary.columns.freeze()
    postings.starts = arrays["starts"].astype(np.int64, copy=False)
    postings.slots = arrays["slots"].astype(np.uint32, copy=False)
    postings.impacts = arrays["impacts"].astype(np.uint8, copy=False)
    shelf.removed = removed
    for name in _SHELF:
        setattr(shelf, name, Growing(arrays[f"shelf_{name}"]))
        getattr(shelf, name).trim()  # room for what comes next
    shelf.ids, shelf.texts = _texts(arrays, "ids"), _texts(arrays, "texts")
    for name, held in (("by_id", shelf.by_id), ("urls", lanes.urls), ("words", lanes.words)):
        held.hashes = arrays[f"{name}_hashes"].astype(np.uint64, copy=False)
        held.slots = arrays[f"{name}_slots"].astype(np.uint32, copy=False)
    scopes = json.loads(arrays["scopes"].tobytes())
    shelf.scopes = scopes["names"]
    vocabulary.by_scope = {
        scope: (count, {int(term): times for term, times in held.items()})
        for scope, (count, held) in scopes["counts"].items()
    }


def _texts(arrays: dict[str, NDArray[np.generic]], name: str) -> Texts:
    texts = Texts()
    texts.block = bytearray(arrays[f"{name}_block"].tobytes())
    texts.block += bytes(_ROOM)
    del texts.block[-_ROOM:]  # the room stays: the first addition moves nothing
    texts.ends = Growing(arrays[f"{name}_ends"].astype(np.uint32, copy=False))
    texts.ends.trim()
    return texts

"""The index in a file: a large base can be searched a moment after the start.

Written by `factbot index save`, in a process of its own, because packing takes time in proportion
to the base. Read at the start when it was made by this very program and of a state that the base
went through; what changed since is read from the base.
"""

from __future__ import annotations

import asyncio
import json
from dataclasses import asdict, dataclass
from pathlib import Path

import structlog

from bot.checking.live_index import AGAIN, LiveIndex, entry_of
from factbase.errors import StoreUnavailable
from factbase.matching.decision import Entry
from factbase.matching.engine import Engine
from factbase.matching.semantic_scoring import Semantic
from factbase.matching.snapshot import BadSnapshot, label_of, load, program, save, was_index
from factbase.model import Status
from factbase.ports import FactBase

log = structlog.get_logger()

_BATCH = 500


@dataclass(frozen=True, slots=True)
class Label:
    """What an index was made by, and of which state of which base."""

    program: str
    revision: int
    mark: str


async def write_index(base: FactBase, path: Path) -> int:
    """Make an index of all published facts and write it; says how many it holds.

    Raises:
        StoreUnavailable: the base can't be read, or the file can't be written.
    """
    entries: dict[str, Entry] = {}
    revision = 0
    while True:
        async with base.begin() as unit:
            changes = await unit.facts.changes(revision, _BATCH)
            mark = await unit.facts.mark(changes.revision)
        for fact in changes.facts:
            entries.pop(fact.id, None)  # it may have changed since an earlier batch
            if fact.status is Status.PUBLISHED:
                entries[fact.id] = entry_of(fact)
        revision = changes.revision
        if len(changes.facts) < _BATCH:
            break
    engine = Engine()
    engine.load(entries.values())
    label = Label(program(), revision, mark)
    _mind_what_is_there(path)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        save(engine, path, json.dumps(asdict(label)))
    except OSError as problem:
        raise StoreUnavailable("the file of the index can't be written: name another") from problem
    return len(engine)


def _mind_what_is_there(path: Path) -> None:
    """Raises `StoreUnavailable` instead of writing over somebody's file that never was an index."""
    if not path.exists() or (path.is_file() and (not path.stat().st_size or was_index(path))):
        return
    raise StoreUnavailable(f"{path.name} exists and is no index: remove it, or name another file")


async def open_index(
    base: FactBase, path: Path | None, again: float = AGAIN, semantic: Semantic | None = None
) -> LiveIndex:
    """The index from its file where that fits, else an empty one, to be filled from the base.
    `again` is how many seconds a base that is away is left alone. With a sentence encoder the
    file isn't read: it holds no explanations, which have vectors, too.

    Raises:
        StoreUnavailable: the base can't be read.
    """
    if semantic is not None:
        if path is not None:
            log.warning("index_not_read", why="a sentence encoder is in use")
        return LiveIndex(base, Engine(semantic=semantic), foresee=semantic.meanings.foresee)
    if path is None:
        return LiveIndex(base, Engine())
    try:
        label = Label(**json.loads(await asyncio.to_thread(label_of, path)))
        if await _fits(label, base):
            engine = await asyncio.to_thread(load, path)
            log.info("index_read", revision=label.revision, facts=len(engine))
            return LiveIndex(base, engine, label.revision, again)
        why = "of another base or program"
    except (BadSnapshot, OSError, ValueError, TypeError) as problem:
        why = type(problem).__name__
    log.warning("index_not_read", why=why)
    return LiveIndex(base, Engine())


async def _fits(label: Label, base: FactBase) -> bool:
    async with base.begin() as unit:
        mark = await unit.facts.mark(label.revision)
    return label.program == program() and bool(mark) and label.mark == mark

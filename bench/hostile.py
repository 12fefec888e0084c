"""What hostile bytes are thrown at, one function each: none may raise anything unforeseen, show
what is private, say what would come alive on a platform, or take long.

`bench/fuzz_guided.py` drives them by coverage without end, a test in CI by Hypothesis for a
moment.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from functools import partial

from bench.fuzz_files import documents, facts, packs, reviews, sheets
from bench.fuzz_platforms import callbacks, doors, drafts, presses, webhooks
from bench.fuzz_seeds import OWN_SEEDS, SEEDS
from bench.fuzz_texts import answers, entries, folding, messages, searches, urls

Target = Callable[[bytes], None]

TARGETS: Mapping[str, Target] = {
    "messages": messages,
    "answers": answers,
    "entries": entries,
    "folding": folding,
    "urls": urls,
    "searches": searches,
    "packs": packs,
    "facts": facts,
    "reviews": reviews,
    "sheets": sheets,
    "documents": documents,
    "callbacks": callbacks,
    "presses": presses,
    "drafts": drafts,
    "webhooks": webhooks,
    "doors": doors,
}

LONGEST = 2.0
"""Seconds of a processor that one input may take: a catastrophic one takes minutes, an
honest one of the longest allowed length some hundredths."""


def seeds(name: str) -> tuple[bytes, ...]:
    """What a target begins with."""
    return (*SEEDS, *OWN_SEEDS.get(name, ()))


def bounded(name: str, longest: float = LONGEST) -> Target:
    """A target that also fails when an input takes longer than so many seconds. Processor time is
    measured, so that a busy machine makes little difference.
    """
    return partial(_bounded, TARGETS[name], longest)


def _bounded(target: Target, longest: float, data: bytes) -> None:
    began = time.process_time()
    target(data)
    took = time.process_time() - began
    assert took <= longest, f"{len(data)} bytes took {took:.1f} s"

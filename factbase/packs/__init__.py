"""Fact packs: facts as a YAML file that people can read, review and share."""

from factbase.packs.nodes import PackError
from factbase.packs.reading import PackReading, Reject, read_fact, read_pack
from factbase.packs.writing import write_fact, write_pack

__all__ = [
    "PackError",
    "PackReading",
    "Reject",
    "read_fact",
    "read_pack",
    "write_fact",
    "write_pack",
]

"""Fact packs: facts as a YAML file that people can read, review and share."""

from factbase.packs.reading import PackReading, Reject, read_pack
from factbase.packs.writing import write_pack

__all__ = ["PackReading", "Reject", "read_pack", "write_pack"]

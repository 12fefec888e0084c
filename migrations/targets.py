"""The tables that the steps must lead to, of everybody who keeps rows in the base."""

from __future__ import annotations

from sqlalchemy import MetaData

from factbase.storage import tables

METADATAS: list[MetaData] = [tables.metadata]

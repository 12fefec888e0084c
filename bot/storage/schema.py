"""Every table of the conversation: what the steps of `migrations` must lead to."""

from __future__ import annotations

from bot.storage import errand_tables, tables

TOPICS = (tables, errand_tables)
"""Modules with tables; importing them is what fills `metadata`."""

metadata = tables.metadata

"""Every table of the conversation: what the steps of `migrations` must lead to."""

from __future__ import annotations

from bot.storage import asking_tables, errand_tables, governing_tables, limit_tables, tables

TOPICS = (tables, errand_tables, governing_tables, asking_tables, limit_tables)
"""Modules with tables; importing them is what fills `metadata`."""

metadata = tables.metadata

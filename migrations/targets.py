"""The tables that the steps must lead to, of everybody who keeps rows in the base."""

from __future__ import annotations

from sqlalchemy import MetaData

from bot.storage import schema as conversation
from factbase.storage import tables as facts

METADATAS: list[MetaData] = [facts.metadata, conversation.metadata]

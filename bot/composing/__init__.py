"""Replies turned into documents: what is said, in which order and in which language."""

from bot.composing.compose import compose
from bot.composing.fitting import fit

__all__ = ["compose", "fit"]

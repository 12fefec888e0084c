"""Marks sentences that are said elsewhere, so that they are found for translation."""

from __future__ import annotations


def N_(sentence: str) -> str:  # noqa: N802 - gettext's own name for this
    """The sentence itself; the call is what `pybabel extract` looks for."""
    return sentence

"""Every sentence the bot says, in the reader's language."""

from bot.wording.catalogue import LANGUAGES, Words, is_spoken, words_for
from bot.wording.marking import N_

__all__ = ["LANGUAGES", "N_", "Words", "is_spoken", "words_for"]

"""Every sentence the bot says, in the reader's language."""

from bot.wording.catalogue import LANGUAGES, Words, words_for

__all__ = ["LANGUAGES", "Words", "words_for"]

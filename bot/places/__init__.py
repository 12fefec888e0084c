"""Where the bot is, and how it behaves there."""

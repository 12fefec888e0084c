"""Discord as a platform."""

from adapters.discord.platform import DiscordPlatform

platform = DiscordPlatform()

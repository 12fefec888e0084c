"""Run the server by itself: `python -m tests.adapters.discord.server --port 8123`.

Prints the environment for the bot, one `NAME=value` a line, then serves until interrupted.
People are driven through `/control/*` (see `control.py`).
"""

import argparse
import asyncio
import contextlib
import sys

from .clock import RealClock
from .control import Control
from .server import DiscordServer


def arguments(given: list[str]) -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, default=0, help="0 takes a free one")
    parser.add_argument("--guild", default="News", help="name of the one guild")
    parser.add_argument("--channels", default="general", help="names, separated by commas")
    parser.add_argument("--message-content", action="store_true", help="portal has the intent on")
    return parser.parse_args(given)


async def run(options: argparse.Namespace) -> None:
    """Serve until cancelled."""
    server = DiscordServer(
        clock=RealClock(), port=options.port, message_content=options.message_content
    )
    server.extras.append(Control(server).attach)
    town = server.guild(options.guild)
    for name in options.channels.split(","):
        town.channel(name)
    async with server:
        for name, value in server.environment().items():
            sys.stdout.write(f"{name}={value}\n")
        sys.stdout.flush()
        await asyncio.Event().wait()


if __name__ == "__main__":
    with contextlib.suppress(KeyboardInterrupt):
        asyncio.run(run(arguments(sys.argv[1:])))

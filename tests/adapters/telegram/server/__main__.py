"""`python -m tests.adapters.telegram.server --port 8081`: the server by itself."""

import argparse
import asyncio
import sys

from .flood import FloodLimits
from .server import TelegramServer
from .validation import summary
from .world import BotSettings


async def serve(port: int, *, flood: bool, privacy: bool) -> None:
    """Serves until cancelled."""
    server = TelegramServer(
        BotSettings(privacy=privacy), flood=FloodLimits() if flood else None, port=port
    )
    await server.start()
    try:
        sys.stdout.write(f"FACTBOT_TELEGRAM__API_BASE_URL={server.base_url}\n")
        sys.stdout.write(f"FACTBOT_TELEGRAM__TOKEN={server.token}\n")
        sys.stdout.flush()
        await asyncio.Event().wait()
    finally:
        await server.stop()
        sys.stdout.write(f"{summary()}\n")


def main() -> None:
    parser = argparse.ArgumentParser(description="A Bot API server for tests, on loopback")
    parser.add_argument("--port", type=int, default=8081, help="0 takes any free port")
    parser.add_argument("--flood", action="store_true", help="apply the real limits on sending")
    parser.add_argument("--no-privacy", action="store_true", help="the bot sees whole groups")
    given = parser.parse_args()
    try:
        asyncio.run(serve(given.port, flood=given.flood, privacy=not given.no_privacy))
    except KeyboardInterrupt:
        return


if __name__ == "__main__":
    main()

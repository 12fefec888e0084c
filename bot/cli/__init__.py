"""The command line: `factbot`.

Nothing is imported here, because loading all of it takes a second, in which somebody may think
better of it.
"""

from __future__ import annotations

import os
import signal
from types import FrameType

__all__ = ["INTERRUPTED", "main"]

INTERRUPTED = 130
"""Exit code for ^C, as shells have it: 128 + SIGINT."""


def main() -> None:
    """Run one command; whatever goes wrong is told in one line, an interrupt before it too."""
    # Who starts us without interrupts (a shell, in the background) goes on so.
    heeded = signal.getsignal(signal.SIGINT) is signal.default_int_handler
    if heeded:
        signal.signal(signal.SIGINT, _end)
    from bot.cli.app import main as run

    run(lambda: heeded and signal.signal(signal.SIGINT, signal.default_int_handler))


def _end(_number: int, _frame: FrameType | None) -> None:
    """End at once, and whatever library is just being loaded with it: nothing was begun."""
    os.write(2, b"factbot: interrupted; nothing was done\n")
    os._exit(INTERRUPTED)

"""`python -m bench NAME …`: run one benchmark, or list them."""

from __future__ import annotations

import importlib
import sys

BENCHMARKS = {
    "matching": "ranking, silence and calibration on labelled data, beside the peers",
    "latency": "time per message against the size of the base, beside rapidfuzz",
    "pairs": "minimal pairs by kind",
    "load": "messages a second through the core of one process, unprompted matching on",
    "load_many": "messages a second through many processes on one PostgreSQL, and what one costs",
    "propagation": "how soon five processes on one PostgreSQL match what one published",
    "fuzz_guided": "hostile input, led by coverage (needs atheris, and says how to get it)",
    "fit": "fit the engine's weights anew",
    "load_discord": "200 messages a second through the Discord adapter, --kill ends it half-way",
}

_ASKS = ("-h", "--help", "help")


def main(arguments: list[str]) -> int:
    """Run the benchmark named first; the rest are its own arguments."""
    if not arguments or arguments[0] in _ASKS:
        for name, about in BENCHMARKS.items():
            print(f"python -m bench {name:14s} {about}")
        return 0
    if arguments[0] not in BENCHMARKS:
        known = ", ".join(BENCHMARKS)
        print(f"no benchmark is called {arguments[0]!r}; there are {known}", file=sys.stderr)
        return 2
    module = importlib.import_module(f"bench.{arguments[0]}")
    return int(module.main(arguments[1:]))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""Logging: events with fields; ids and fingerprints, never anybody's words or a token."""

from __future__ import annotations

import hashlib
import logging
import re
import sys
from collections.abc import MutableMapping
from typing import Any, Literal

import structlog
from structlog.typing import Processor

QUIET = (
    "httpx",
    "httpcore",
    "telegram",
    "discord.http",
    "aiohttp.access",
    "sqlalchemy.engine",
    "aiosqlite",
    "alembic",
)
"""Loggers that write addresses with tokens in them, or every statement; warnings only."""


_CODE = re.compile(r"[a-z0-9][a-z0-9_-]{0,39}")


def fingerprint(text: str) -> str:
    """Twelve hex digits that tell texts apart in a log without showing them."""
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=6).hexdigest()


_WORDS = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")


def code_of(error: BaseException) -> str:
    """An error's type as a code: `BadRequest` is `bad-request`."""
    return code(_WORDS.sub("-", type(error).__name__).lower())


def code(reason: str) -> str:
    """A reason as long as it is a code, such as `not-found`: anything else may quote somebody."""
    return reason if _CODE.fullmatch(reason) else "other"


def set_up_logging(level: str, form: Literal["auto", "console", "json"]) -> None:
    """Send all logging, libraries' too, to standard error in one shape."""
    as_json = form == "json" or (form == "auto" and not sys.stderr.isatty())
    shared: list[Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        _name_errors,
    ]
    renderer = (
        structlog.processors.JSONRenderer()
        if as_json
        else structlog.dev.ConsoleRenderer(colors=False)
    )
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=False,
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(foreign_pre_chain=shared, processor=renderer)
    )
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(level.upper())
    for name in QUIET:
        logging.getLogger(name).setLevel(logging.WARNING)


def _name_errors(
    _logger: Any, _method: str, event: MutableMapping[str, Any]
) -> MutableMapping[str, Any]:
    """An error becomes its type and where it was raised: its words may quote a message, and
    a traceback's locals may hold one.
    """
    raised = event.pop("exc_info", None)
    error = (
        sys.exc_info()[1] if raised is True else raised[1] if isinstance(raised, tuple) else raised
    )
    if isinstance(error, BaseException):
        event["error"] = type(error).__qualname__
        trace = error.__traceback__
        while trace is not None and trace.tb_next is not None:
            trace = trace.tb_next
        if trace is not None:
            event["at"] = f"{trace.tb_frame.f_code.co_filename}:{trace.tb_lineno}"
    return event

"""What a database says when it refuses, in the words of the fact base."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from sqlalchemy.exc import (
    DataError,
    DBAPIError,
    IntegrityError,
    InterfaceError,
    OperationalError,
    PendingRollbackError,
)
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.orm.exc import StaleDataError

from factbase.errors import (
    CommunityNotFound,
    Conflict,
    FactbaseError,
    InvalidValue,
    SchemaOutdated,
    SlugTaken,
    StaleFact,
    StoreUnavailable,
)
from factbase.model import Fact
from factbase.storage.sqlite import ENDED

_UNREACHABLE = "the fact base can't be reached: check that its database runs, then repeat"
_BUSY = "the fact base is busy with another change: repeat in a moment"
_FULL = "there is no room left where the fact base is kept: free some space, then repeat"
_READ_ONLY = (
    "the fact base can only be read: let this account write to its file and the folder around it"
)
_NO_FILE = (
    "the file of the fact base can't be opened: check that its folder exists "
    "and that this account may write there"
)
_BROKEN = "the file is not a sound fact base: restore a backup, or name another file"
_SLOW = "the fact base took too long to answer: repeat in a moment"
_CROWDED = "every connection to the fact base is in use: repeat in a moment"
_REFUSED = "the database refuses this account: check the database address"
_ABSENT = "there is no database of that name: create it, or check the database address"
_FORBIDDEN = "this account may not use the tables of the fact base: check the database address"
_RACE = "somebody else changed the same thing at the same moment: read it again and repeat"

_CONSTRAINTS: dict[str, Callable[[Fact], FactbaseError]] = {
    "uq_facts_slug_scope": lambda fact: SlugTaken(fact.slug),
    "facts.slug, facts.scope": lambda fact: SlugTaken(fact.slug),
    "fk_facts_community_id_communities": lambda fact: CommunityNotFound(fact.scope),
    "FOREIGN KEY": lambda fact: CommunityNotFound(fact.scope),
    "pk_facts": lambda _: Conflict("a fact with this id is stored already: save it instead"),
    "facts.id": lambda _: Conflict("a fact with this id is stored already: save it instead"),
    "uq_fact_versions_fact_id_version": lambda fact: StaleFact(fact.slug, fact.version - 1),
    "fact_versions.fact_id, fact_versions.version": (
        lambda fact: StaleFact(fact.slug, fact.version - 1)
    ),
}
"""Names of constraints; below each what SQLite says instead: the columns, or just the kind."""

_REFUSALS: tuple[tuple[str, str], ...] = (
    ("SQLITE_BUSY", _BUSY),
    ("SQLITE_LOCKED", _BUSY),
    ("SQLITE_FULL", _FULL),
    ("SQLITE_READONLY", _READ_ONLY),
    ("SQLITE_CANTOPEN", _NO_FILE),
    ("SQLITE_NOTADB", _BROKEN),
    ("SQLITE_CORRUPT", _BROKEN),
    ("55P03", _BUSY),  # lock_not_available
    ("57014", _SLOW),  # query_canceled, by statement_timeout
    ("53300", _CROWDED),  # too_many_connections
    ("53", _FULL),  # insufficient_resources: disk_full, out_of_memory
    ("42501", _FORBIDDEN),  # insufficient_privilege
    ("25006", _READ_ONLY),  # read_only_sql_transaction
    ("28", _REFUSED),  # invalid_authorization_specification
    ("3D000", _ABSENT),  # invalid_catalog_name
    ("XX001", _BROKEN),  # data_corrupted
    ("08", _UNREACHABLE),  # connection_exception
    ("57P", _UNREACHABLE),  # admin_shutdown, cannot_connect_now and the like
    ("SQLITE_IOERR_WRITE", _FULL),  # a quota, or a limit on the size of files
    ("SQLITE_IOERR", _UNREACHABLE),
    ("SQLITE_PROTOCOL", _BUSY),
)
"""Beginnings of SQLite's names for its result codes (sqlite.org/rescode.html), and of
PostgreSQL's SQLSTATE codes (its manual, appendix A); the first that fits counts.
"""

_RACES = ("40001", "40P01", "SQLITE_BUSY_SNAPSHOT")
"""serialization_failure, deadlock_detected, and SQLite's word for the former."""
_NO_TABLE = ("42P01",)
"""undefined_table. SQLite has no code of its own for it, only words."""
_LOST = (OSError, InterfaceError, OperationalError)
"""Without any code these speak of the connection. What nothing here knows is a mistake of
ours, which nobody at a keyboard can help: it is left as it is, to be seen.
"""


@contextmanager
def in_plain_words(fact: Fact | None = None) -> Iterator[None]:
    """Translate what the database refuses within; `fact` is what was to be written.

    Only for calls to the database: an `OSError` is taken for a lost connection.

    Raises:
        FactbaseError: `Conflict` and its kin for constraints, else `StoreUnavailable`.
    """
    try:
        yield
    except StaleDataError as problem:
        raise _race(fact) from problem
    except PendingRollbackError as problem:
        raise StoreUnavailable(ENDED) from problem
    except (DBAPIError, PoolTimeout, OSError, sqlite3.Error) as problem:
        told = plain(problem, fact)
        if told is None:
            raise
        raise told from problem


def plain(problem: Exception, fact: Fact | None = None) -> FactbaseError | None:
    """The fact base's own error for a database's; none when it is not for us to explain."""
    if isinstance(problem, IntegrityError):
        return _constraint(problem, fact)
    if isinstance(problem, DataError):
        return InvalidValue("text", "holds something that the database can't keep")
    code = _code(problem)
    if code in _RACES:
        return _race(fact)
    if code in _NO_TABLE:
        return SchemaOutdated()
    refusals = (words for beginning, words in _REFUSALS if code.startswith(beginning))
    words = next(refusals, _UNREACHABLE if not code and isinstance(problem, _LOST) else None)
    return None if words is None else StoreUnavailable(words)


def _code(problem: Exception) -> str:
    if isinstance(problem, PoolTimeout):
        return "53300"
    origin = getattr(problem, "orig", None) or problem
    if "no such table" in str(origin):
        return _NO_TABLE[0]
    return getattr(origin, "sqlstate", None) or getattr(origin, "sqlite_errorname", None) or ""


def _race(fact: Fact | None) -> Conflict:
    return Conflict(_RACE) if fact is None else StaleFact(fact.slug, fact.version - 1)


def _constraint(problem: IntegrityError, fact: Fact | None) -> FactbaseError | None:
    if fact is None:
        return None
    name = getattr(getattr(problem.orig, "__cause__", None), "constraint_name", None)
    _, _, said = str(problem.orig).partition("constraint failed: ")
    key = name or said or str(problem.orig).removesuffix(" constraint failed")
    told = _CONSTRAINTS.get(key)
    return None if told is None else told(fact)

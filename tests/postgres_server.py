"""A real PostgreSQL server for tests: found, started on this machine alone, ended with the session.

PostgreSQL refuses to run as root, so root starts it as another user of the system. `RETINUE_POSTGRES` names a server
that is there already; its user must be allowed to create databases.
"""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import URL, Engine, create_engine, make_url, text
from sqlalchemy.pool import NullPool

from retinue.store import Store
from retinue.store.schema import metadata

__all__ = ["Databases", "Server", "missing", "serving"]

GIVEN = os.environ.get("RETINUE_POSTGRES", "")
USER = "retinue"
QUICK = (
    "fsync=off", "synchronous_commit=off", "full_page_writes=off", "shared_buffers=32MB", "max_connections=80",
    "autovacuum=off", "max_wal_size=256MB", "min_wal_size=80MB",
    "wal_level=minimal", "max_wal_senders=0",
)  # fmt: skip
LOCAL = ("listen_addresses=127.0.0.1", "unix_socket_directories=", "logging_collector=off", "lc_messages=C")
SHAPE = """SELECT (SELECT count(*) FROM pg_class WHERE relnamespace = 'public'::regnamespace),
    (SELECT count(*) FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid
        WHERE relnamespace = 'public'::regnamespace AND attnum > 0 AND NOT attisdropped),
    (SELECT count(*) FROM pg_attribute WHERE attgenerated = 's'),
    (SELECT count(*) FROM pg_trigger WHERE tgenabled = 'O')"""  # of the schema, as far as tests change it
ROOM = 2 * 2**30
WAIT = 60.0  # seconds for the server to come up


def _programs() -> Path | None:
    """The folder that holds `initdb` and `postgres`, the newest of several."""
    here = shutil.which("postgres")
    found = [Path(here).resolve().parent] if here else []
    kept = Path("/usr/lib/postgresql").glob("*/bin") if Path("/usr/lib/postgresql").is_dir() else ()
    found += sorted(kept, key=lambda path: (len(path.parent.name), path.parent.name), reverse=True)
    return next((path for path in found if (path / "initdb").exists() and (path / "postgres").exists()), None)


def missing() -> str:
    """Why there can be no server here; empty when there can."""
    if GIVEN:
        return ""
    if _programs() is None:
        return "PostgreSQL is not installed: neither on PATH nor under /usr/lib/postgresql"
    if os.geteuid() == 0 and _other_user() is None:
        return "PostgreSQL does not run as root, and there is no user `postgres` or `nobody`"
    return ""


def _other_user() -> pwd.struct_passwd | None:
    known = {one.pw_name: one for one in pwd.getpwall()}
    return known.get("postgres") or known.get("nobody")


@dataclass(eq=False)
class Server:
    """A running server. `process` is None for one that was there before."""

    url: URL
    folder: Path | None = None
    settings: Sequence[str] = QUICK
    process: subprocess.Popen[bytes] | None = None

    def stop(self, mode: str = "fast") -> None:
        """End the server as its `pg_ctl stop -m` would: smart, fast or immediate."""
        if self.process is not None and self.process.poll() is None:
            self.process.send_signal({"smart": 15, "fast": 2, "immediate": 3}[mode])
            self.process.wait(WAIT)

    def start(self) -> None:
        """Start it over the folder it has, and wait until it answers."""
        programs, port = _programs(), self.url.port
        assert programs is not None
        assert self.folder is not None
        settings = [part for one in (*LOCAL, *self.settings, f"port={port}") for part in ("-c", one)]
        with (self.folder / "log").open("ab") as log:
            self.process = subprocess.Popen(
                [str(programs / "postgres"), "-D", str(self.folder / "data"), *settings],
                stdin=subprocess.DEVNULL, stdout=log, stderr=log, cwd="/", **_as_other(),
            )  # fmt: skip
        ends = time.monotonic() + WAIT
        while not _answers(self.url):
            if self.process.poll() is not None or time.monotonic() > ends:
                raise RuntimeError(f"PostgreSQL did not start: {(self.folder / 'log').read_text()[-2000:]}")
            time.sleep(0.05)


def _as_other() -> dict[str, object]:
    other = _other_user() if os.geteuid() == 0 else None
    return {} if other is None else {"user": other.pw_uid, "group": other.pw_gid, "extra_groups": []}


def _answers(url: URL) -> bool:
    engine = create_engine(url, poolclass=NullPool)
    try:
        with engine.connect() as connection:
            return connection.execute(text("SELECT 1")).scalar_one() == 1
    except Exception:  # noqa: BLE001 (whatever it is, it does not answer yet)
        return False
    finally:
        engine.dispose()


def _memory() -> str | None:
    """Where files are kept in memory, if there is room: thousands of small ones take long to make and to delete."""
    held = Path("/dev/shm")
    return str(held) if held.is_dir() and shutil.disk_usage(held).free > ROOM else None


@contextmanager
def serving(settings: Sequence[str] = QUICK) -> Iterator[Server]:
    """The server that is given, or one of our own on a free port of the loopback, gone afterwards."""
    if GIVEN:
        yield Server(make_url(GIVEN))
        return
    made = {"prefix": "retinue-pg-", "dir": _memory() if settings is QUICK else None, "ignore_cleanup_errors": True}
    with tempfile.TemporaryDirectory(**made) as name, ExitStack() as last:  # type: ignore[call-overload]
        folder, other = Path(name), _as_other()
        if other:
            os.chown(folder, int(str(other["user"])), int(str(other["group"])))
        programs = _programs()
        assert programs is not None
        made = [str(programs / "initdb"), "-D", str(folder / "data"), "-U", USER, "-E", "UTF8", "--locale=C.UTF-8"]
        subprocess.run([*made, "--no-sync", "--auth=trust"], check=True, capture_output=True, cwd="/", **_as_other())  # type: ignore[call-overload]
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        url = URL.create("postgresql+psycopg", USER, host="127.0.0.1", port=port, database="postgres")
        server = Server(url, folder, settings)
        last.callback(server.stop)
        server.start()
        yield server


@dataclass(eq=False)
class Databases:
    """Databases of a server, each for one test at a time; a used one is emptied and lent again."""

    server: Server
    free: list[str] = field(default_factory=list)
    made: int = 0

    def __post_init__(self) -> None:
        self.admin: Engine = create_engine(self.server.url, isolation_level="AUTOCOMMIT", poolclass=NullPool)
        self.prefix = f"retinue_test_{os.getpid()}"
        self.blank(f"{self.prefix}_0")
        Store.open(self.url(f"{self.prefix}_0")).close()
        engine = create_engine(self.url(f"{self.prefix}_0"), poolclass=NullPool)
        with engine.connect() as connection:
            self.shape = connection.exec_driver_sql(SHAPE).one()

    def url(self, name: str) -> str:
        """The URL of a database."""
        return self.server.url.set(database=name).render_as_string(hide_password=False)

    def blank(self, name: str) -> str:
        """A new database without tables; its URL."""
        self._say(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)', f'CREATE DATABASE "{name}" TEMPLATE template0')
        return self.url(name)

    def new(self) -> str:
        """A database never used before, without tables."""
        self.made += 1
        return self.blank(f"{self.prefix}_{self.made}")

    @contextmanager
    def lent(self) -> Iterator[str]:
        """The URL of a database with our tables and nothing in them."""
        if self.free:
            name = self.free.pop()
        else:
            self.made += 1
            name = f"{self.prefix}_{self.made}"
            self._say(f'CREATE DATABASE "{name}" TEMPLATE "{self.prefix}_0"')
        yield self.url(name)
        if self._emptied(name):
            self.free.append(name)

    def _emptied(self, name: str) -> bool:
        engine = create_engine(self.url(name), poolclass=NullPool)
        gone = "; ".join(
            f'DELETE FROM "{one.name}"' for one in metadata.sorted_tables if one.name != "retinue_schema"
        )
        again = "SELECT setval(seqrelid, 1, false) FROM pg_sequence"
        try:
            with engine.begin() as connection:
                connection.exec_driver_sql("SET LOCAL lock_timeout = '5s'")
                if connection.exec_driver_sql(SHAPE).one() != self.shape:
                    return False  # a test changed the schema: the database is not lent again
                connection.exec_driver_sql("SET LOCAL session_replication_role = replica")
                connection.exec_driver_sql(gone)
                connection.exec_driver_sql(again)
            return True
        except Exception:  # noqa: BLE001 (whatever a test left there: the database is not lent again)
            return False
        finally:
            engine.dispose()

    def _say(self, *statements: str) -> None:
        with self.admin.connect() as connection:
            for statement in statements:
                connection.exec_driver_sql(statement)

    def close(self) -> None:
        """Drop all of them, where the server stays."""
        if self.server.process is None:
            for number in range(self.made + 1):
                self._say(f'DROP DATABASE IF EXISTS "{self.prefix}_{number}" WITH (FORCE)')
        self.admin.dispose()

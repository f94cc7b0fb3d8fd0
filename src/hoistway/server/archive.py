"""One file that holds an installation: database, attachments, history, keys, and their hashes.

The file is a gzipped tar: `manifest.json` (written last), `database.dump` (pg_dump's custom
form), and the folders `secrets`, `attachments`, `history`. Telemetry that was acknowledged but
not yet judged or kept stays in NATS and is not in the file.
"""

import hashlib
import io
import json
import os
import subprocess
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path, PurePosixPath

from psycopg.conninfo import conninfo_to_dict, make_conninfo

from hoistway.server import addresses, embedded_postgres, postgres_place, secrets
from hoistway.server.config import CannotStart, Config
from hoistway.server.lock import Lock
from hoistway.server.lone_postgres import lone_postgres

FORM = 1
FOLDERS = ("secrets", "attachments", "history")
_NOTES = ("kind",)


def write(*, config: Config, target: Path, now: datetime) -> int:
    """Write the backup of this home, running or not, and return its size in bytes.

    Raises: CannotStart when there is nothing to keep, or on a full disk.
    """
    if not (config.home / "secrets").is_dir():
        raise CannotStart(sentence=f"{config.home} holds no installation.")
    fresh = target.with_name(target.name + ".new")
    try:
        with (
            database_of(config),
            tempfile.TemporaryDirectory(dir=target.absolute().parent) as scratch,
        ):
            dump = Path(scratch) / "database.dump"
            _run(config, "pg_dump", "--format=custom", "--no-owner", "--no-acl", f"--file={dump}")
            fresh.unlink(missing_ok=True)
            fresh.touch(mode=0o600)
            _pack(config.home, dump, fresh, now)
        fresh.replace(target)
    except OSError as error:
        fresh.unlink(missing_ok=True)
        raise CannotStart(sentence=f"{target} cannot be written: {error.strerror}.") from None
    return target.stat().st_size


def read(*, config: Config, source: Path, force: bool, now: datetime) -> None:
    """Put a backup into this home, which must not run and, unless forced, must be empty.

    What a forced restore replaces is moved aside, not deleted.
    Raises: CannotStart for a foreign, broken or newer file, before anything is changed.
    """
    if not source.is_file():
        raise CannotStart(sentence=f"There is no file {source}.")
    lock = Lock(home=config.home)
    if not lock.take():
        raise CannotStart(sentence=f"Hoistway is running at {lock.said()}: end it first.")
    try:
        if is_filled(config) and not force:
            sentence = f"{config.home} already holds an installation: --force moves it aside."
            raise CannotStart(sentence=sentence)
        with tempfile.TemporaryDirectory(dir=config.home, prefix="restore-") as scratch:
            folder = Path(scratch)
            _unpack(source, folder)
            move_aside(config, suffix=f".before-{now:%Y%m%dT%H%M%S}")
            for name in (*FOLDERS, *_NOTES):
                if (folder / name).exists():
                    (folder / name).rename(config.home / name)
            with database_of(config, locked=True):
                dump = f"{folder / 'database.dump'}"
                options = ("--no-owner", "--no-acl", "--exit-on-error", "--single-transaction")
                _run(config, "pg_restore", *options, dump)
    except OSError as error:
        raise CannotStart(sentence=f"{source} cannot be restored: {error.strerror}.") from None
    finally:
        lock.release()


@contextmanager
def database_of(config: Config, *, locked: bool = False) -> Iterator[None]:
    """Give a block in which the database answers: given, already running, or started here."""
    lock = Lock(home=config.home)
    if config.database_url or not (locked or lock.take()):
        yield
        return
    try:
        with lone_postgres(home=config.home, secrets=secrets.keep(home=config.home)):
            yield
    finally:
        lock.release()


def _run(config: Config, program: str, *options: str) -> None:
    """Run pg_dump or pg_restore as the owner role; the password is not on the command line."""
    url = addresses.owner_database_url(config=config, secrets=secrets.keep(home=config.home))
    parts = conninfo_to_dict(url)
    password = str(parts.pop("password", "") or "")
    programs = postgres_place.prepare_programs(home=config.home)
    command = [str(programs / "bin" / program), f"--dbname={make_conninfo('', **parts)}"]
    result = subprocess.run(
        [*command, *options],
        env=config.environment() | {"PGPASSWORD": password},
        stderr=subprocess.PIPE,
        text=True,
        check=False,
    )
    if result.returncode:
        lines = result.stderr.strip().splitlines() or ["no message"]
        raise CannotStart(sentence=f"{program} failed: {lines[0]}")


def _pack(home: Path, dump: Path, target: Path, now: datetime) -> None:
    hashes: dict[str, str] = {}
    with tarfile.open(target, "w:gz", compresslevel=1) as archive:
        _add(archive, dump, "database.dump", hashes)
        for name in _NOTES:
            if (home / name).exists():
                _add(archive, home / name, name, hashes)
        for folder in FOLDERS:
            # sorted: a Delta log comes before the files it names, which are never rewritten
            for path in sorted(p for p in (home / folder).rglob("*") if p.is_file()):
                _add(archive, path, f"{folder}/{path.relative_to(home / folder)}", hashes)
        manifest = {"form": FORM, "written_at": now.isoformat(), "sha256": hashes}
        text = json.dumps(manifest, indent=1, sort_keys=True).encode()
        entry = tarfile.TarInfo("manifest.json")
        entry.size = len(text)
        archive.addfile(entry, io.BytesIO(text))
    with target.open("rb") as file:
        os.fsync(file.fileno())


def _add(archive: tarfile.TarFile, path: Path, name: str, hashes: dict[str, str]) -> None:
    """Add one file as it is now; a file that vanished meanwhile (compaction) is left out."""
    try:
        file = path.open("rb")
    except FileNotFoundError:
        return
    with file:
        entry = archive.gettarinfo(arcname=name, fileobj=file)
        entry.uid = entry.gid = 0
        entry.uname = entry.gname = ""
        hashes[name] = hashlib.file_digest(file, "sha256").hexdigest()
        file.seek(0)
        archive.addfile(entry, file)


def _unpack(source: Path, folder: Path) -> None:
    try:
        with tarfile.open(source, "r:gz") as archive:
            for entry in archive:
                _unpack_one(archive, entry, folder)
        manifest = json.loads((folder / "manifest.json").read_text())
        form, hashes = manifest["form"], manifest["sha256"]
    except (tarfile.TarError, EOFError, ValueError, KeyError, FileNotFoundError) as error:
        raise CannotStart(
            sentence=f"{source} is not a whole backup of Hoistway: {error}."
        ) from None
    if form != FORM:
        raise CannotStart(sentence=f"{source} has form {form}, this Hoistway reads form {FORM}.")
    for name, expected in hashes.items():
        with (folder / name).open("rb") as file:
            if hashlib.file_digest(file, "sha256").hexdigest() != expected:
                raise CannotStart(sentence=f"{source} is damaged: {name} differs from its hash.")


def _unpack_one(archive: tarfile.TarFile, entry: tarfile.TarInfo, folder: Path) -> None:
    path = PurePosixPath(entry.name)
    if not entry.isfile() or path.is_absolute() or ".." in path.parts:
        raise ValueError(f"it holds {entry.name}")
    target = folder / path
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    content = archive.extractfile(entry)
    target.touch(mode=0o600)
    if content is not None:
        with target.open("wb") as file:
            while block := content.read(1 << 20):
                file.write(block)


def is_filled(config: Config) -> bool:
    """Return whether this home holds an installation."""
    ours = postgres_place.place(home=config.home)
    return ours.data.exists() or any((config.home / name).exists() for name in FOLDERS)


def move_aside(config: Config, *, suffix: str) -> None:
    """Rename what makes this home an installation, so that nothing is lost and it is empty."""
    data = postgres_place.place(home=config.home).data
    (config.home / "run" / embedded_postgres.MADE).unlink(missing_ok=True)
    for path in [data, *(config.home / name for name in (*FOLDERS, *_NOTES, "nats"))]:
        if path.exists():
            path.rename(path.with_name(path.name + suffix))

"""`./hoistway load`: what was taken away, into an empty installation."""

import hashlib
import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path, PurePosixPath
from typing import Any

import psycopg

from hoistway.server import addresses, archive, secrets
from hoistway.server.config import CannotStart, Config
from hoistway.server.leaving.tables import Table, fill
from hoistway.server.leaving.taking_away import FORM, MANIFEST, migrations_in
from hoistway.server.lock import Lock


def bring_in(*, config: Config, source: Path, said: Callable[[str], None]) -> dict[str, Any]:
    """Fill this home, which must be empty and not run, from a folder; return its manifest.

    The tables come in one transaction: all or nothing. Raises: CannotStart for a foreign, altered
    or differently formed folder, before anything is written.
    """
    manifest = _manifest(source)
    _check_files(source, manifest["files"])
    lock = Lock(home=config.home)
    if not lock.take():
        raise CannotStart(sentence=f"Hoistway is running at {lock.said()}: end it first.")
    try:
        if archive.is_filled(config):
            raise CannotStart(sentence=f"{config.home} already holds an installation.")
        for place in manifest["files"]:
            target = config.home / place
            target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            shutil.copy2(source / place, target)
        if (source / "kind").exists():
            shutil.copy2(source / "kind", config.home / "kind")
        try:
            with archive.database_of(config, locked=True):
                _tables(config, source, manifest, said)
        except BaseException:
            archive.move_aside(config, suffix=".not-loaded")
            raise
    except (OSError, ValueError, psycopg.Error, subprocess.CalledProcessError) as error:
        sentence = f"{source} cannot be brought in: {error}."
        raise CannotStart(sentence=sentence) from None
    finally:
        lock.release()
    return manifest


def _manifest(source: Path) -> dict[str, Any]:
    try:
        manifest: dict[str, Any] = json.loads((source / MANIFEST).read_text(encoding="utf-8"))
        form = manifest["form"]
    except (OSError, ValueError, KeyError):
        raise CannotStart(sentence=f"{source} is not what ./hoistway export writes.") from None
    if form != FORM:
        raise CannotStart(sentence=f"{source} has form {form}, this Hoistway reads form {FORM}.")
    return manifest


def _check_files(source: Path, files: dict[str, str]) -> None:
    for place, expected in files.items():
        path = PurePosixPath(place)
        if path.is_absolute() or ".." in path.parts or path.parts[0] not in archive.FOLDERS:
            raise CannotStart(sentence=f"{source} names a file outside itself: {place}.")
        try:
            with (source / place).open("rb") as file:
                found = hashlib.file_digest(file, "sha256").hexdigest()
        except OSError:
            found = ""
        if found != expected:
            raise CannotStart(sentence=f"{source} was altered: {place} differs from its hash.")


def _tables(
    config: Config, source: Path, manifest: dict[str, Any], said: Callable[[str], None]
) -> None:
    said("laying the tables …")
    command = [sys.executable, "-m", "hoistway.server.cli", "migrate"]
    quiet = {"HOISTWAY_DEMO": "false", "HOISTWAY_LOG_LEVEL": "warning"}
    subprocess.run(command, env=config.environment() | quiet, check=True)  # noqa: S603 -- ours
    url = addresses.owner_database_url(config=config, secrets=secrets.keep(home=config.home))
    with psycopg.connect(url) as link:
        held = link.execute("SELECT count(*) FROM parties_organisation").fetchone()
        if held is None or held[0]:
            raise ValueError("the database already holds a city")
        ours, theirs = set(migrations_in(link)), set(manifest["migrations"])
        if ours != theirs:
            other = sorted(ours ^ theirs)[0]
            raise ValueError(f"it was written by another version (step {other}); use that one")
        tables = [Table(**{**one, "columns": tuple(one["columns"])}) for one in manifest["tables"]]
        fill(link, tables, source / "tables", said)
    with psycopg.connect(url, autocommit=True) as link:
        link.execute("ANALYZE")

"""Files handed in at a page, kept under their fingerprint for the task that reads them."""

import hashlib
import os
import tempfile
from collections.abc import Iterable
from pathlib import Path

from django.conf import settings

from hoistway.registry.adapters.tables.table import CannotRead

LARGEST_BYTES = 2 * 2**30
"""Largest file that a page takes. Chosen: a city of 330,000 rows is some 200 MB as text."""


def folder() -> Path:
    """Return the folder of stored files; only this installation's user may look into it."""
    path = Path(settings.HOME) / "imports"
    path.mkdir(parents=True, exist_ok=True, mode=0o700)
    return path


def store(*, content: Iterable[bytes], suffix: str) -> tuple[str, str]:
    """Keep a file and return its name in the folder and its fingerprint.

    Raises: CannotRead when it is too large.
    """
    digest, size = hashlib.sha256(), 0
    handle, name = tempfile.mkstemp(dir=folder(), prefix="coming-")
    try:
        with os.fdopen(handle, "wb") as file:
            for part in content:
                size += len(part)
                if size > LARGEST_BYTES:
                    raise CannotRead(file="…", sentence="it is larger than 2 GiB.")
                digest.update(part)
                file.write(part)
        kept = f"{digest.hexdigest()}{suffix}"
        Path(name).chmod(0o600)
        Path(name).rename(folder() / kept)
    finally:
        Path(name).unlink(missing_ok=True)
    return kept, digest.hexdigest()


def stored(*, name: str) -> Path:
    """Return where a stored file lies. Raises: CannotRead when it is no longer kept."""
    path = folder() / Path(name).name
    if not name or not path.exists():
        raise CannotRead(file=name or "…", sentence="it is no longer kept; hand it in again.")
    return path


def drop(*, name: str) -> None:
    """Delete a stored file."""
    (folder() / Path(name).name).unlink(missing_ok=True)

"""The children's log files: kept below a size, and their last lines."""

import json
import os
import shutil
from pathlib import Path

LARGEST = 10 * 1024**2  # Chosen: five children with one old file each stay below 100 MB.


def rotate(path: Path, *, largest: int = LARGEST) -> bool:
    """Move a log that has grown beyond `largest` bytes to `.1`; tell whether it did.

    The child keeps its file open for appending, so it is copied and emptied; lines written
    between the two are lost.
    """
    try:
        if path.stat().st_size <= largest:
            return False
        shutil.copyfile(path, path.with_suffix(".log.1"))
        os.truncate(path, 0)
    except OSError:
        return False  # a full disk must not stop the children; the next round tries again
    return True


def tail(path: Path, *, lines: int) -> str:
    """Return the last lines of a log, empty when there is none."""
    try:
        with path.open("rb") as file:
            file.seek(max(0, path.stat().st_size - 16_384))
            return "\n".join(file.read().decode(errors="replace").rstrip().splitlines()[-lines:])
    except OSError:
        return ""


def last_words(path: Path) -> str:
    """Return the last line of a log as a person reads it, at most 300 characters."""
    line = tail(path, lines=1)
    if line.startswith("{"):
        try:
            fields = json.loads(line)
        except ValueError:
            return line[:300]
        causes = [f"{e['exc_type']}: {e['exc_value']}" for e in fields.get("exception", [])[:1]]
        line = ": ".join([str(fields.get("event", "")), *causes])
    return line[:300]

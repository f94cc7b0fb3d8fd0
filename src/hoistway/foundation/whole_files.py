"""Files that take their name only when they are whole and safe on disk."""

import contextlib
import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from hoistway.foundation.refusal import Refusal

MAKING = ".making"
FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
"""What the system says when a disk, a quota or a limit is used up."""


@contextmanager
def written_whole(*, path: Path, full: type[Refusal]) -> Iterator[IO[bytes]]:
    """Give a file to write; a kill leaves the old one, or none.

    Raises: the refusal `full` when it does not fit on the disk.
    """
    fresh = path.with_name(path.name + MAKING)
    try:
        with fresh.open("wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        fresh.rename(path)
    except OSError as error:
        with contextlib.suppress(OSError):
            fresh.unlink(missing_ok=True)
        if error.errno in FULL:
            raise full from None
        raise

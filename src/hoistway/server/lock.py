"""One running installation per home: a lock that the kernel gives back when its holder dies."""

import fcntl
import os
from pathlib import Path

from hoistway.server.config import CannotStart


class Lock:
    """The lock on a home, with a line of text for the one who comes second."""

    def __init__(self, *, home: Path, name: str = "lock") -> None:
        self._path = home / "run" / name
        self._descriptor: int | None = None

    def take(self) -> bool:
        """Take the lock, and tell whether it was free.

        Raises: CannotStart when the folder cannot be written.
        """
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            descriptor = os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        except OSError as error:
            sentence = f"The folder {self._path.parent} cannot be used: {error.strerror}."
            raise CannotStart(sentence=sentence) from None
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(descriptor)
            return False
        self._descriptor = descriptor
        return True

    def say(self, text: str) -> None:
        """Write the line that `said` returns elsewhere."""
        if self._descriptor is not None:
            os.ftruncate(self._descriptor, 0)
            os.pwrite(self._descriptor, text.encode(), 0)

    def said(self) -> str:
        """Return the line of the present or last holder."""
        return self._path.read_text(encoding="utf-8") if self._path.exists() else ""

    def release(self) -> None:
        """Give the lock back."""
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None

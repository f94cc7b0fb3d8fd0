"""Processes of ours: started in an own session, dying with their parent, known after a crash."""

import contextlib
import ctypes
import json
import os
import signal
import sys
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from time import monotonic, sleep
from typing import Any

_PR_SET_PDEATHSIG = 1  # Source: linux/prctl.h
_LIBC = ctypes.CDLL(None) if sys.platform == "linux" else None  # loaded before any fork


@dataclass(frozen=True, slots=True)
class Known:
    """A started process, named so that a later process with the same id is not taken for it."""

    name: str
    pid: int
    started: str
    stop_signal: int


@dataclass(frozen=True, slots=True)
class Child:
    """One line of the table of processes; children of one wave start and stop together.

    Without the probe `ready` a child counts as ready when it has lived for `settle_s`.
    """

    name: str
    wave: int
    command: tuple[str, ...]
    ready: Callable[[], bool] | None = None
    once: bool = False
    before: Callable[[], object] = lambda: None
    after: Callable[[], object] = lambda: None
    stop_signal: int = signal.SIGTERM
    stop_s: float = 10.0
    settle_s: float = 1.0
    spawn: Mapping[str, Any] = field(default_factory=dict)


def dying_with_parent(stop_signal: int) -> Callable[[], None]:
    """Return what a child runs before its program, so that it stops when its parent dies."""
    parent = os.getpid()

    def before_program() -> None:
        if _LIBC is not None:
            _LIBC.prctl(_PR_SET_PDEATHSIG, stop_signal)
            if os.getppid() != parent:
                os._exit(1)

    return before_program


def spawn_arguments(stop_signal: int) -> dict[str, Any]:
    """Return the arguments by which `subprocess` starts a child of ours in its own session."""
    return {"start_new_session": True, "preexec_fn": dying_with_parent(stop_signal)}


def known(child: Child, pid: int) -> Known:
    """Return the note by which the next start recognises this process."""
    return Known(child.name, pid, started_at(pid), child.stop_signal)


def ending(status: int | None) -> str:
    """Return how a process ended, as a person says it."""
    if status is None or status >= 0:
        return f"status {status}"
    return signal.Signals(-status).name


def started_at(pid: int) -> str:
    """Return the kernel's start time of the process, empty when it is gone or a zombie."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return ""
    return "" if fields[0] in "ZX" else fields[19]


class Register:
    """The file that names the running children, for the start after a crash."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def write(self, children: list[Known]) -> None:
        """Replace the file by these children; on a full disk the older note stays."""
        fresh = self._path.with_suffix(".new")
        with contextlib.suppress(OSError):  # restarting a child matters more than this note
            fresh.write_text(json.dumps([asdict(child) for child in children]))
            fresh.replace(self._path)

    def leftovers(self) -> list[Known]:
        """Return the children of the last run that still live."""
        try:
            rows = json.loads(self._path.read_text())
            known = [Known(**row) for row in rows]
        except (OSError, ValueError, TypeError):
            return []
        return [child for child in known if started_at(child.pid) == child.started != ""]


def end(leftover: Known, *, within_s: float = 15.0) -> None:
    """Stop a process that is not our child any more: by its signal, then by force."""
    for number, patience in ((leftover.stop_signal, within_s), (signal.SIGKILL, 5.0)):
        with contextlib.suppress(ProcessLookupError):
            os.kill(leftover.pid, number)
        until = monotonic() + patience
        while monotonic() < until:
            if started_at(leftover.pid) != leftover.started:
                return
            sleep(0.02)

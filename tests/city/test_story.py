"""The whole city as a stranger starts it, judged from outside by its last line."""

import json
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from hoistway.server.config import REPOSITORY
from tests.city.installation import Installation

ELEVATORS = 200
WITHIN_S = 20
"""Seconds from finding to calling that are a fault on any machine. Chosen: it takes under two on a
quiet one; all other tests run beside this one."""


class City:
    """One demo city in a home of its own, started by the command."""

    def __init__(self, home: Path, *arguments: str, **settings: str) -> None:
        self.home = home
        self.process = subprocess.Popen(
            [sys.executable, "-m", "hoistway.server.cli", "demo", "--story",
             "--elevators", str(ELEVATORS), *arguments],
            env=Installation(home, **settings).environment, stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT, text=True, cwd=REPOSITORY,
        )  # fmt: skip
        self.lines: list[str] = []
        self._seen = threading.Condition()
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            with self._seen:
                self.lines.append(line.rstrip())
                self._seen.notify_all()

    def wait_for(self, words: str, within_s: float) -> None:
        """Wait until a line with these words has been printed."""
        end = time.monotonic() + within_s
        with self._seen:
            while not any(words in line for line in self.lines):
                left = end - time.monotonic()
                assert left > 0, "\n".join(self.lines)
                self._seen.wait(left)

    def kill(self, name: str) -> None:
        """Kill one process of the city without warning."""
        rows = json.loads((self.home / "run" / "children.json").read_text())
        (pid,) = [row["pid"] for row in rows if row["name"] == name]
        os.kill(pid, signal.SIGKILL)

    def told(self, within_s: float = 1500) -> tuple[int, dict[str, object]]:
        """Return the exit status and the last line."""
        try:
            status = self.process.wait(within_s)
        finally:
            if self.process.poll() is None:
                self.process.send_signal(signal.SIGINT)
                self.process.wait(30)
        self._reader.join(5)
        assert self.process.stdout is not None
        self.process.stdout.close()
        return status, json.loads(self.lines[-1])


@pytest.mark.story
def test_the_story_ends_well_for_a_seed_never_tried(tmp_path: Path) -> None:
    seed = str(int(time.time()) % 100_000)

    status, told = City(tmp_path / "city", "--seed", seed).told()

    assert (status, told.get("missing"), told["ok"]) == (0, None, True)
    assert told["dispatched_s"] - told["detected_s"] <= WITHIN_S  # type: ignore[operator]


@pytest.mark.long
@pytest.mark.story
def test_without_the_worker_the_story_fails(tmp_path: Path) -> None:
    status, told = City(tmp_path / "city", HOISTWAY_WITHOUT="work").told()

    assert (status, told["ok"]) == (1, False)


@pytest.mark.long
@pytest.mark.crash
@pytest.mark.story
def test_the_story_ends_well_though_everything_is_killed_while_the_technician_is_under_way(
    tmp_path: Path,
) -> None:
    city = City(tmp_path / "city", "--seed", "11")

    city.wait_for("is under way", 1200)
    for name in ("watch", "work", "web", "nats", "postgres"):
        city.kill(name)
        time.sleep(1.2)
    status, told = city.told()

    assert (status, told.get("missing"), told["ok"]) == (0, None, True)

"""`./hoistway bench scan`, whole, over a small register."""

import json
import os
import subprocess
import sys

import pytest

from hoistway.server.config import REPOSITORY


@pytest.mark.long
def test_the_scan_is_timed_weighed_and_set_beside_a_bare_view() -> None:
    words = ["bench", "scan", "--elevators", "300", "--seconds", "5"]
    environment = {**os.environ, "PYTHONPATH": str(REPOSITORY / "src")}
    done = subprocess.run(
        [sys.executable, "-m", "hoistway.server.cli", *words],
        env=environment, cwd=REPOSITORY, capture_output=True, text=True, timeout=600, check=False,
    )  # fmt: skip

    told = json.loads(done.stdout.strip().splitlines()[-1])
    measured = {one["target"]: one["measured"] for one in told["targets"]}

    assert done.returncode == (0 if told["ok"] else 1)
    assert measured["failures"] == 0
    assert 0 < measured["scan page with all it loads, bytes"] <= 40_960
    assert told["results"]["times_bare_view"] > 0

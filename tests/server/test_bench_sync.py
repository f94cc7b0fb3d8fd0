"""Visits sent by many phones while the web process is killed: none is lost, none is doubled."""

import pytest

from hoistway.server.bench.scratch import scratch
from hoistway.server.bench.syncing import measure_in


@pytest.mark.long
@pytest.mark.crash
def test_a_killed_web_process_loses_and_doubles_nothing():
    with scratch() as place:
        told = measure_in(place=place, scale=0.004, seed=5)

    assert told["kills"] >= 1
    assert (told["lost"], told["doubled"], told["failed"]) == (0, 0, [])
    assert told["stands"]["signed"] == told["visits"] == 100

"""The kernels against the plain oracle, over worlds neither has seen."""

import pytest

from hoistway.detection.engine import Engine
from tests.detection.oracle import Oracle
from tests.detection.worlds import random_log, record


def said_by_engine(records):
    return [
        (
            int(alarm["slot"]),
            int(alarm["kind"]),
            ("begins", "ends")[alarm["phase"]],
            int(alarm["began_at_ms"]),
            int(alarm["detected_at_ms"]),
        )
        for alarm in records
    ]


@pytest.mark.parametrize("seed", range(40))
def test_kernels_and_oracle_say_the_same(seed):
    enrolled = [(0, 0), (1, 0)]
    engine, oracle = Engine(), Oracle(enrolled)
    engine.enrol(*zip(*enrolled, strict=True))

    for number, (way, what) in enumerate(random_log(seed, length=500, slots=3)):
        if way == "tick":
            mine, theirs = said_by_engine(engine.tick(what)), oracle.tick(what)
        else:
            mine, theirs = said_by_engine(engine.take(record(what))), oracle.take(what)
        assert mine == theirs, f"step {number}: {way} {what}"


def test_worlds_cause_every_alarm_and_every_end():
    seen = set()
    for seed in range(40):
        oracle = Oracle([(0, 0), (1, 0)])
        for way, what in random_log(seed, length=500, slots=3):
            said = oracle.tick(what) if way == "tick" else oracle.take(what)
            seen |= {(kind, phase, way) for _, kind, phase, _, _ in said}

    assert {(kind, phase) for kind, phase, _ in seen} == {
        (kind, phase) for kind in range(1, 7) for phase in ("begins", "ends")
    }
    assert {kind for kind, _, way in seen if way == "tick"} == {1, 2, 3, 4, 6}

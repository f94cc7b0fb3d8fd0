"""What monitoring heard beside the visits of a demo, read back as evidence is."""

from datetime import timedelta
from pathlib import Path
from random import Random

from hoistway.maintenance.adapters.samples import Window, samples_of
from hoistway.maintenance.rules.evidence.motion import motion_of
from hoistway.telemetry.adapters.history import kept_sequence
from hoistway.telemetry.seed.beside import lay_out_beside
from tests.world.parties import NOW

LONG = timedelta(minutes=40)


def test_most_visits_of_a_demo_were_heard_and_a_few_were_not(tmp_path: Path) -> None:
    hours = [(n, NOW - timedelta(days=1), NOW - timedelta(days=1) + LONG) for n in range(1, 101)]

    lay_out_beside(windows=hours, folder=tmp_path, chance=Random("beside"))

    windows = [Window(elevator, elevator, begun, ended) for elevator, begun, ended in hours]
    heard = samples_of(folder=tmp_path, windows=windows)
    motions = [
        motion_of(samples=heard[one.visit_id], since=one.since, until=one.until)
        for one in windows
    ]  # fmt: skip
    known = [motion for motion in motions if motion is not None]
    assert 80 <= len(known) <= 97
    assert min(motion.covered for motion in known) > 0.95
    ridden = [motion for motion in known if motion.rides]
    assert 1 <= len(ridden) <= 20
    assert all(motion.inspection_s > 0 for motion in known if not motion.rides)


def test_what_is_invented_takes_no_place_of_the_log(tmp_path: Path) -> None:
    lay_out_beside(windows=[(n, NOW - LONG, NOW) for n in range(9)], folder=tmp_path,
                   chance=Random("log"))  # fmt: skip

    assert kept_sequence(folder=tmp_path) == 0

"""Elevators that wear: the same chances for each arm, worlds as files."""

import numpy as np

from hoistway.simulation.wear import WORLDS, Wearing, read_world


def lived(fleet, *, days, every):
    count = np.zeros(len(fleet.use), int)
    for day in range(days):
        visited = np.full(len(fleet.use), day % every == 0)
        count += fleet.live(visited=visited, targeted=np.zeros_like(fleet.wear, bool)).faults
    return count


def test_every_world_is_read_and_says_what_it_expects():
    worlds = [read_world(path=path) for path in WORLDS.glob("*.toml")]

    assert len(worlds) >= 4
    assert {one.expects for one in worlds} == {"fewer", "fixed", "blind", "safe"}


def test_noise_spoils_sensors_dates_and_hearing():
    calm, loud = (read_world(path=WORLDS / "wear-answers.toml", noise=x) for x in (0.5, 2.0))

    assert loud.sensor_noise == 4 * calm.sensor_noise
    assert loud.jitter_days == 4 * calm.jitter_days
    assert loud.heard < calm.heard


def test_arms_that_are_treated_alike_fail_alike_and_worse_visits_show():
    fleet = Wearing(
        world=read_world(path=WORLDS / "fifteen-days-optimal.toml"), elevators=600, seed=5
    )
    twin, seldom = fleet.copy(), fleet.copy()

    usual = lived(fleet, days=200, every=15)

    assert (usual == lived(twin, days=200, every=15)).all()
    assert lived(seldom, days=200, every=60).sum() > 1.5 * usual.sum()
    assert 1.0 < usual.mean() / (200 / 365.25) < 4.0

import numpy as np
import pytest

from hoistway.simulation.traffic import (
    DAYS,
    HOUR_MS,
    Profile,
    companions,
    local_hour,
    next_arrival,
    trips_per_hour,
    ways,
)
from tests.simulation.worlds import MONDAY_0800

MIDNIGHT = MONDAY_0800 - 8 * HOUR_MS


def rates(profile):
    at = MIDNIGHT + np.arange(24) * HOUR_MS
    return trips_per_hour(profile=np.full(24, int(profile)), at_ms=at)


@pytest.mark.parametrize(
    ("profile", "peaks"),
    [
        (Profile.RESIDENTIAL, {7, 18}),
        (Profile.OFFICE, {8, 18}),
        (Profile.HOSPITAL, {8, 9}),
        (Profile.METRO, {17, 18}),
    ],
)
def test_each_profile_has_its_peaks_in_local_hours(profile, peaks):
    rate = rates(profile)

    assert set(np.argsort(rate)[-2:].tolist()) == peaks
    assert rate.sum() == pytest.approx(DAYS[profile].trips)
    assert rate[2:5].max() < rate.max() / 5


def test_weekends_are_quieter():
    saturday = MIDNIGHT + 5 * 24 * HOUR_MS + 9 * HOUR_MS
    monday = MIDNIGHT + 9 * HOUR_MS

    weekday, weekend = trips_per_hour(profile=np.array([1, 1]), at_ms=np.array([monday, saturday]))

    assert weekend == pytest.approx(weekday * DAYS[Profile.OFFICE].weekend)


def test_hours_are_those_of_shanghai():
    assert local_hour([MONDAY_0800, MIDNIGHT, MIDNIGHT - 1]).tolist() == [8, 0, 23]


def test_arrivals_are_as_frequent_as_the_profile_says():
    generator = np.random.default_rng(5)
    n = 4_000
    at = np.full(n, MIDNIGHT)
    arrivals = []
    while len(at):
        at = next_arrival(
            profile=np.zeros(len(at), np.int64),
            busy=np.ones(len(at)),
            after_ms=at,
            exponential=generator.standard_exponential(len(at)),
        )
        at = at[at < MIDNIGHT + 24 * HOUR_MS]
        arrivals.append(at)

    counted = np.bincount(local_hour(np.concatenate(arrivals)), minlength=24) / n
    assert counted == pytest.approx(rates(Profile.RESIDENTIAL), rel=0.06)


def test_an_elevator_without_night_traffic_waits_for_the_morning():
    late = MIDNIGHT + HOUR_MS

    found = next_arrival(
        profile=np.array([int(Profile.METRO)]),
        busy=np.array([1.0]),
        after_ms=np.array([late]),
        exponential=np.array([1e-9]),
    )

    assert local_hour(found[0]) == 5


def test_morning_people_leave_home_and_go_up_in_offices():
    n = 3_000
    generator = np.random.default_rng(2)
    common = {
        "hour": np.full(n, 8),
        "floors": np.full(n, 18),
        "lobby": np.full(n, 1),
        "uniform": generator.random((3, n)),
    }

    home, _ = ways(profile=np.zeros(n, np.int64), **common)
    office, target = ways(profile=np.ones(n, np.int64), **common)

    assert (home == 1).mean() == pytest.approx(0.2, abs=0.03)
    assert (office == 1).mean() > 0.85
    assert (office != target).all()
    assert target.min() >= 0
    assert target.max() <= 17


def test_companions_are_poisson():
    drawn = companions(mean=np.full(20_000, 1.2), uniform=np.random.default_rng(1).random(20_000))

    assert drawn.mean() == pytest.approx(1.2, abs=0.03)
    assert drawn.var() == pytest.approx(1.2, abs=0.05)

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hoistway.simulation.kinematics import comfort, door_seconds, flight, ride

TABLE = {
    (0.63, 0.4, 0.75): (6.7, 11.3, 25.1, 48.1, 94.2),
    (1.0, 0.5, 0.8): (5.5, 8.4, 17.1, 31.6, 60.6),
    (1.5, 0.7, 1.0): (4.8, 6.7, 12.5, 22.2, 41.5),
    (1.75, 0.7, 1.0): (4.8, 6.5, 11.5, 19.8, 36.3),
    (2.0, 0.8, 1.2): (4.5, 6.1, 10.4, 17.7, 32.2),
    (2.5, 0.8, 1.2): (4.5, 6.1, 9.6, 15.4, 27.0),
    (4.0, 1.0, 1.5): (4.1, 5.5, 8.3, 11.9, 19.2),
}
FLOORS = np.array([1, 2, 5, 10, 20])


@pytest.mark.parametrize(("limits", "seconds"), TABLE.items())
def test_flight_times_equal_the_published_closed_forms(limits, seconds):
    speed, acceleration, jerk = limits

    travel = flight(
        distance_m=2.9 * FLOORS,
        speed_mps=speed,
        acceleration_mps2=acceleration,
        jerk_mps3=jerk,
    )

    assert travel.seconds == pytest.approx(np.array(seconds), abs=0.06)
    assert comfort(speed) == (acceleration, jerk)


travels = {
    "distance_m": st.floats(0.01, 600.0),
    "speed_mps": st.floats(0.1, 20.0),
    "acceleration_mps2": st.floats(0.1, 1.5),
    "jerk_mps3": st.floats(0.3, 3.0),
}


@given(**travels)
def test_travel_is_smooth_within_its_limits_and_arrives(**limits):
    steps = 401
    travel = flight(**{name: np.full(steps, value) for name, value in limits.items()})
    seconds = np.linspace(0.0, travel.seconds[0], steps)
    step = seconds[1]

    position, speed = travel.position_m(seconds), travel.speed_mps(seconds)
    acceleration = travel.acceleration_mps2(seconds)

    tolerance = 1e-6
    assert position[0] == pytest.approx(0.0, abs=tolerance)
    assert position[-1] == pytest.approx(limits["distance_m"], abs=tolerance)
    assert speed[[0, -1]] == pytest.approx(np.zeros(2), abs=tolerance)
    assert speed.max() <= limits["speed_mps"] + tolerance
    assert speed.min() >= -tolerance
    assert np.abs(acceleration).max() <= limits["acceleration_mps2"] + tolerance
    assert np.abs(np.diff(acceleration)).max() <= limits["jerk_mps3"] * step + tolerance
    jerk_error = limits["jerk_mps3"] * step**2
    assert np.diff(speed) == pytest.approx(
        (acceleration[1:] + acceleration[:-1]) / 2 * step, abs=jerk_error + tolerance
    )
    assert np.diff(position) == pytest.approx(
        (speed[1:] + speed[:-1]) / 2 * step, abs=jerk_error * step + tolerance
    )


@given(**travels, share=st.floats(0.0, 1.0))
def test_the_instant_of_a_position_inverts_the_position_of_an_instant(share, **limits):
    travel = flight(**limits)

    asked = share * limits["distance_m"]

    assert travel.position_m(travel.seconds_at(asked)) == pytest.approx(asked, abs=1e-6)


def test_doors_move_within_the_limits_of_gb_t_10058():
    opening, closing = door_seconds([700, 800, 801, 1000, 1100, 1300])

    assert (opening < closing).all()
    assert (closing <= np.array([3.2, 3.2, 4.0, 4.0, 4.3, 4.9])).all()


def test_a_ride_uses_the_usual_comfort_of_its_rated_speed():
    assert float(ride(distance_m=29.0, rated_speed_mps=1.75).seconds) == pytest.approx(
        19.8, abs=0.1
    )

from datetime import date, timedelta

import numpy as np
import pytest

from hoistway.foundation.periods import local_day
from hoistway.telemetry.actions import keep_days
from hoistway.telemetry.queries import (
    DOOR_DAY,
    continuity_on,
    days_of_use,
    door_days,
    feed_quality,
)
from tests.world.parties import NOW
from tests.world.registry import an_elevator
from tests.world.use import door_rows, heard_elevator, used_days

pytestmark = pytest.mark.django_db
LAST = date(2026, 11, 21)


def test_days_that_are_kept_are_read_back_as_they_were() -> None:
    days = used_days(slot=700, last=LAST, count=3)
    doors = door_rows(slot=700, day=LAST)

    keep_days(days=days, doors=doors, now=NOW)

    span = {"elevator_ids": [700], "first": LAST - timedelta(days=9), "last": LAST}
    assert days_of_use(**span).tobytes() == days.tobytes()
    assert door_days(**span).tobytes() == doors.tobytes()
    assert len(days_of_use(elevator_ids=[701], first=LAST, last=LAST)) == 0


def test_a_day_kept_again_stands_once_and_leaves_its_neighbour_alone() -> None:
    keep_days(
        days=np.concatenate([used_days(slot=slot, last=LAST, count=1) for slot in (5, 6)]),
        doors=np.concatenate([door_rows(slot=slot, day=LAST) for slot in (5, 6)]), now=NOW,
    )  # fmt: skip

    again = used_days(slot=5, last=LAST, count=1, runs=7)
    keep_days(days=again, doors=np.zeros(0, DOOR_DAY), now=NOW)

    kept = days_of_use(elevator_ids=None, first=LAST, last=LAST)
    assert kept[["slot", "runs"]].tolist() == [(5, 7), (6, 120)]
    assert set(door_days(elevator_ids=None, first=LAST, last=LAST)["slot"]) == {6}


def test_silence_runs_from_the_last_accepted_sample() -> None:
    silent, never = an_elevator(), an_elevator()
    heard_elevator(slot=silent.pk, silent_for=timedelta(days=13))

    told = continuity_on(elevator_ids=[silent.pk, never.pk], now=NOW)

    assert set(told) == {silent.pk}
    assert told[silent.pk].silent_for == timedelta(days=13)


def test_a_firms_platform_is_measured_by_what_it_reports() -> None:
    one, other = an_elevator(), an_elevator()
    other.firm_id = one.firm_id
    other.save(update_fields=["firm_id"])
    heard_elevator(slot=one.pk)
    heard_elevator(slot=other.pk, silent_for=timedelta(days=2))

    told = feed_quality(organisation_id=one.firm_id or 0, now=NOW)

    assert (told.elevators_named, told.elevators_reporting) == (2, 1)
    assert told.silent_elevators == (other.pk,)
    assert local_day(at=NOW) > LAST

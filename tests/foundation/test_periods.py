from datetime import UTC, date, datetime, timedelta

import pytest

from hoistway.foundation.periods import local_day, seconds_between


@pytest.mark.parametrize(
    ("at", "day"),
    [
        (datetime(2026, 11, 22, 15, 59, 59, 999_999, tzinfo=UTC), date(2026, 11, 22)),
        (datetime(2026, 11, 22, 16, 0, tzinfo=UTC), date(2026, 11, 23)),
    ],
)
def test_the_day_in_shanghai_begins_at_sixteen_hours_utc(at: datetime, day: date) -> None:
    assert local_day(at=at) == day


def test_the_stretch_between_two_instants_is_told_in_seconds() -> None:
    start = datetime(2026, 11, 22, tzinfo=UTC)

    assert seconds_between(start=start, end=start + timedelta(minutes=1, milliseconds=5)) == 60.005


@pytest.mark.parametrize(("start", "end"), [(True, False), (False, True), (False, False)])
def test_a_stretch_without_both_ends_has_no_length(*, start: bool, end: bool) -> None:
    now = datetime(2026, 11, 22, tzinfo=UTC)

    assert seconds_between(start=now if start else None, end=now if end else None) is None

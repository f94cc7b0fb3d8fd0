from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from hoistway.emergency.rules.duplicates import Known, joins
from hoistway.emergency.rules.policy import SHANGHAI_2026

FREED = datetime(2026, 11, 22, 4, 30, tzinfo=UTC)
ENDED = Known(incident_id=1, is_open=False, freed_at=FREED)
MS = timedelta(milliseconds=1)
LATE = timedelta(seconds=600)


def joined(known: Known | None, began_at: datetime, seen_at: datetime) -> bool:
    return joins(known=known, began_at=began_at, seen_at=seen_at, policy=SHANGHAI_2026)


def test_the_first_report_of_an_elevator_joins_nothing() -> None:
    assert joined(None, FREED, FREED) is False


@pytest.mark.parametrize("hours", [0, 30])
def test_every_report_joins_an_open_rescue(hours: int) -> None:
    known = Known(incident_id=1, is_open=True, freed_at=None)
    at = FREED + timedelta(hours=hours)

    assert joined(known, at, at) is True


@pytest.mark.parametrize(
    ("began_at", "seen_at", "expected"),
    [
        (FREED, FREED + LATE, True),
        (FREED + MS, FREED + LATE, False),
        (FREED, FREED + LATE + MS, False),
        (FREED - timedelta(minutes=20), FREED, True),
    ],
)
def test_late_news_speaks_of_before_the_freeing_and_comes_within_ten_minutes(
    began_at: datetime, seen_at: datetime, *, expected: bool
) -> None:
    assert joined(ENDED, began_at, seen_at) is expected


def test_nothing_joins_a_rescue_that_ended_without_anybody_freed() -> None:
    false_alarm = replace(ENDED, freed_at=None)

    assert joined(false_alarm, FREED - timedelta(hours=1), FREED) is False

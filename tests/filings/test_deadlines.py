from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hoistway.filings.rules.deadlines import (
    elevator_due_on,
    firm_due_on,
    step_on,
    warning_on,
)
from hoistway.filings.rules.policy import policy_on

GOLDEN = policy_on(day=date(2020, 6, 18))
TODAYS = policy_on(day=date(2026, 11, 22))
DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("since", "due"),
    [
        (date(2011, 5, 4), date(2020, 6, 30)), (date(2020, 6, 18), date(2020, 6, 30)),
        (date(2020, 6, 19), date(2020, 7, 19)), (date(2020, 8, 1), date(2020, 8, 31)),
    ],
)  # fmt: skip
def test_the_notices_deadline_holds_for_what_stood_when_it_came(since: date, due: date) -> None:
    assert elevator_due_on(policy=GOLDEN, since=since) == due
    assert firm_due_on(policy=GOLDEN, since=since) == due


def test_without_a_day_for_all_so_many_days_after_the_edition_or_the_registration() -> None:
    span = timedelta(days=TODAYS.file_within_days)

    assert elevator_due_on(policy=TODAYS, since=date(2011, 5, 4)) == TODAYS.in_force + span
    assert elevator_due_on(policy=TODAYS, since=date(2026, 11, 1)) == date(2026, 11, 1) + span


@given(st.dates(date(2019, 1, 1), date(2027, 1, 1)), st.sampled_from([GOLDEN, TODAYS]))
def test_what_came_later_is_never_due_earlier(since: date, policy) -> None:
    due = elevator_due_on(policy=policy, since=since)

    assert elevator_due_on(policy=policy, since=since + DAY) >= due
    assert due >= since or due >= policy.in_force


@pytest.mark.parametrize(
    ("overdue", "step"),
    [(-1, None), (0, None), (1, 1), (2, 1), (6, 1), (7, 7), (9, 7), (14, 7), (15, 15), (99, 15)],
)
def test_days_1_7_and_15_are_urged_and_a_missed_night_is_made_up_for(
    overdue: int, step: int | None
) -> None:
    due = date(2026, 11, 1)

    assert step_on(due=due, today=due + overdue * DAY, urge_on_days=(1, 7, 15)) == step


@pytest.mark.parametrize(("left", "warned"), [(0, False), (1, True), (30, True), (31, False)])
def test_a_warning_stands_from_its_first_day_to_the_last(left: int, warned: bool) -> None:
    today = date(2026, 11, 22)

    assert warning_on(ends=today + left * DAY, today=today, warn_days=30) is warned

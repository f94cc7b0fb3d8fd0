"""When maintenance falls due, on both sides of each edge."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hoistway.maintenance.rules.calibration import (
    Governor,
    asks_for_calibration,
    calibration_due,
)
from hoistway.maintenance.rules.items import LEVELS
from hoistway.maintenance.rules.months import months_after
from hoistway.maintenance.rules.policy import policy_on
from hoistway.maintenance.rules.schedule import (
    Pause,
    Standing,
    coming_visits,
    is_in_time,
    overdue_days,
    warning,
    worked_out,
)
from hoistway.maintenance.vocabulary import Annex, Level

DAY = timedelta(days=1)
POLICY = policy_on(day=date(2026, 3, 1))
HALF_MONTH, QUARTER, HALF_YEAR, YEAR = LEVELS
days = st.dates(min_value=date(2020, 1, 1), max_value=date(2032, 12, 31))


def a_standing(*, annex=Annex.A, began_on=date(2026, 3, 1), lasts=None, pauses=(), governor=None):
    return Standing(
        annex=annex, began_on=began_on, lasts=lasts or {}, pauses=pauses,
        governor=governor or Governor(),
    )  # fmt: skip


def worked(**known):
    return worked_out(standing=a_standing(**known), policy=POLICY)


@pytest.mark.parametrize(
    ("level", "last", "latest"),
    [
        (HALF_MONTH, date(2026, 2, 20), date(2026, 3, 7)),
        (HALF_MONTH, date(2028, 2, 20), date(2028, 3, 6)),
        (QUARTER, date(2025, 11, 30), date(2026, 2, 28)),
        (QUARTER, date(2027, 11, 30), date(2028, 2, 29)),
        (HALF_YEAR, date(2026, 8, 31), date(2027, 2, 28)),
        (YEAR, date(2028, 2, 29), date(2029, 2, 28)),
        (YEAR, date(2026, 1, 31), date(2027, 1, 31)),
    ],
)
def test_a_gap_is_in_time_on_its_last_day_and_late_on_the_next(level, last, latest):
    assert is_in_time(last=last, done=latest, level=level, policy=POLICY)
    assert not is_in_time(last=last, done=latest + DAY, level=level, policy=POLICY)


@pytest.mark.parametrize(("year", "end"), [(2026, 28), (2027, 28), (2028, 29)])
def test_a_month_after_the_31st_of_january_is_the_end_of_february(year, end):
    assert months_after(day=date(year, 1, 31), months=1) == date(year, 2, end)


@settings(max_examples=60, deadline=None)
@given(day=days, months=st.integers(min_value=-30, max_value=30))
def test_months_keep_the_day_or_take_the_last_of_the_month(day, months):
    there = months_after(day=day, months=months)

    assert (there.year - day.year) * 12 + there.month - day.month == months
    assert there.day == day.day or (there + DAY).day == 1


def test_twenty_four_visits_a_year_are_not_enough_where_one_gap_is_too_long():
    first = date(2026, 1, 1)
    done = [first + n * 15 * DAY for n in range(23)]

    assert not is_in_time(last=done[-1], done=done[-1] + 16 * DAY, level=HALF_MONTH, policy=POLICY)
    assert is_in_time(last=done[-1], done=done[-1] + 15 * DAY, level=HALF_MONTH, policy=POLICY)


def test_a_yearly_visit_resets_all_lower_levels_and_a_lower_one_none_above():
    lasts = {HALF_MONTH: date(2026, 2, 1), QUARTER: date(2025, 12, 1), YEAR: date(2026, 2, 20)}

    found = worked(lasts=lasts)

    assert dict(found.lasts) == dict.fromkeys(LEVELS, date(2026, 2, 20))
    assert found.dues[HALF_MONTH] == date(2026, 3, 7)
    assert found.dues[YEAR] == date(2027, 2, 20)

    later = worked(lasts={**lasts, HALF_MONTH: date(2026, 3, 6)})
    assert later.lasts[HALF_MONTH] == date(2026, 3, 6)
    assert later.lasts[QUARTER] == date(2026, 2, 20)


@settings(max_examples=60, deadline=None)
@given(done=st.dictionaries(st.sampled_from(LEVELS), days, max_size=4))
def test_a_higher_level_is_never_done_later_than_a_lower_one(done):
    found = worked(lasts=done, began_on=date(2026, 1, 1))

    counted = [found.lasts[level] for level in LEVELS if level in found.lasts]
    assert counted == sorted(counted, reverse=True)
    assert found.next_due_on == min(found.dues.values())


def test_the_next_visit_takes_in_what_the_one_after_it_could_not_do_in_time():
    lasts = {YEAR: date(2025, 12, 5), HALF_MONTH: date(2026, 3, 1)}

    inside = worked(lasts={**lasts, QUARTER: date(2025, 12, 30)})
    outside = worked(lasts={**lasts, QUARTER: date(2025, 12, 31)})

    assert (inside.next_level, inside.next_due_on) == (QUARTER, date(2026, 3, 16))
    assert inside.dues[QUARTER] == date(2026, 3, 30)
    assert outside.dues[QUARTER] == date(2026, 3, 31)
    assert outside.next_level is HALF_MONTH


@pytest.mark.parametrize(
    ("today", "warned", "late"),
    [
        (date(2026, 3, 10), None, 0),
        (date(2026, 3, 11), 5, 0),
        (date(2026, 3, 13), 5, 0),
        (date(2026, 3, 14), 2, 0),
        (date(2026, 3, 16), 2, 0),
        (date(2026, 3, 17), 2, 1),
        (date(2026, 4, 16), 2, 31),
    ],
)
def test_it_is_warned_before_the_last_day_and_counted_after_it(today, warned, late):
    due = date(2026, 3, 16)

    assert warning(due=due, today=today, policy=POLICY) == warned
    assert overdue_days(due=due, today=today) == late


def test_days_out_of_use_do_not_count():
    pause = Pause(date(2026, 3, 11), date(2026, 5, 10))

    found = worked(lasts={YEAR: date(2026, 3, 1)}, pauses=(pause,))

    assert found.dues[HALF_MONTH] == date(2026, 5, 15)
    assert found.dues[HALF_MONTH] - pause.until <= 15 * DAY
    assert found.dues[QUARTER] == date(2026, 6, 1) + 60 * DAY


def test_a_pause_before_the_last_visit_moves_nothing():
    pause = Pause(date(2026, 1, 1), date(2026, 3, 1))

    found = worked(lasts={YEAR: date(2026, 3, 1)}, pauses=(pause,))

    assert found.dues[HALF_MONTH] == date(2026, 3, 16)


def test_nothing_is_due_while_an_elevator_is_out_of_use():
    found = worked(lasts={YEAR: date(2026, 3, 1)}, pauses=(Pause(date(2026, 3, 5), None),))

    assert (found.next_level, found.next_due_on) == (None, None)
    assert found.paused_since == date(2026, 3, 5)


@settings(max_examples=60, deadline=None)
@given(
    last=days, since=st.integers(0, 40), length=st.integers(0, 400),
    level=st.sampled_from(LEVELS),
)  # fmt: skip
def test_after_a_resumption_the_rest_of_the_gap_is_left_and_never_more(last, since, length, level):
    start = last + since * DAY
    pause = Pause(start, start + length * DAY)

    plain = worked(lasts={YEAR: last})
    paused = worked(lasts={YEAR: last}, pauses=(pause,))

    assert paused.dues[level] - pause.until == plain.dues[level] - start


def test_without_any_visit_the_clock_starts_on_the_firms_first_day():
    found = worked(began_on=date(2026, 3, 1))

    assert found.dues[HALF_MONTH] == date(2026, 3, 16)
    assert found.dues[YEAR] == date(2027, 3, 1)


@pytest.mark.parametrize(
    ("made", "last", "due"),
    [
        (date(2011, 3, 2), date(2026, 3, 1), date(2027, 3, 1)),
        (date(2006, 5, 1), date(2026, 3, 1), date(2027, 3, 1)),
        (date(2020, 1, 1), date(2026, 3, 1), date(2028, 3, 1)),
        (date(2012, 8, 1), date(2026, 3, 1), date(2027, 8, 1)),
        (date(2013, 3, 1), date(2026, 3, 1), date(2028, 3, 1)),
        (None, date(2026, 3, 1), date(2028, 3, 1)),
        (date(2006, 5, 1), None, None),
    ],
)
def test_a_governor_above_fifteen_years_is_calibrated_every_year(made, last, due):
    assert calibration_due(annex=Annex.A, governor=Governor(made, last)) == due


@pytest.mark.parametrize(
    ("annex", "due"),
    [(Annex.B, date(2028, 3, 1)), (Annex.C, date(2031, 3, 1)), (Annex.D, None)],
)
def test_other_annexes_have_their_own_time_for_the_governor(annex, due):
    governor = Governor(date(2000, 1, 1), date(2026, 3, 1))

    assert calibration_due(annex=annex, governor=governor) == due


def test_a_calibration_that_would_lapse_brings_the_yearly_visit_forward():
    governor = Governor(date(2006, 5, 1), date(2025, 6, 10))

    found = worked(lasts={YEAR: date(2026, 1, 10)}, governor=governor)

    assert found.calibration_due == date(2026, 6, 10)
    assert found.dues[YEAR] == date(2026, 6, 10)


@pytest.mark.parametrize(("last", "asked"), [(date(2025, 2, 28), True), (date(2025, 3, 1), False)])
def test_a_yearly_visit_asks_for_what_would_lapse_before_the_next_one(last, asked):
    governor = Governor(date(2020, 1, 1), last)

    found = asks_for_calibration(
        annex=Annex.A, governor=governor, on=date(2026, 3, 1), year_months=12
    )

    assert found is asked


@pytest.mark.parametrize(
    ("level", "last", "due"),
    [
        (QUARTER, date(2026, 3, 31), date(2026, 5, 31)),
        (QUARTER, date(2026, 4, 1), date(2026, 7, 1)),
        (QUARTER, date(2026, 2, 10), date(2026, 5, 10)),
        (HALF_YEAR, date(2026, 9, 30), date(2026, 11, 30)),
        (HALF_YEAR, date(2026, 10, 1), date(2027, 4, 1)),
    ],
)
def test_an_escalators_seasonal_item_is_done_before_its_season(level, last, due):
    walks = worked(annex=Annex.D, lasts={level: last}, began_on=last)
    lift = worked(annex=Annex.A, lasts={level: last}, began_on=last)

    assert walks.dues[level] == due
    assert lift.dues[level] >= due


def test_a_year_of_visits_keeps_every_gap_and_ends_with_the_yearly_one():
    standing = a_standing(lasts={YEAR: date(2026, 3, 1)})

    found = coming_visits(
        standing=standing, policy=POLICY, first=date(2026, 3, 2), last=date(2027, 3, 1)
    )

    for level in LEVELS:
        done = [
            date(2026, 3, 1),
            *(d for one, d in found if LEVELS.index(one) >= LEVELS.index(level)),
        ]
        gaps = [is_in_time(last=a, done=b, level=level, policy=POLICY) for a, b in pairwise(done)]
        assert all(gaps)
    assert [one for one, _ in found].count(Level.YEAR) == 1
    assert len(found) == 24

"""What is due next: years 1, 4, 7, 9, 11, 13, 15 and then each; a test in the others."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from hoistway.inspection.rules.cycle import Due, Held, Past, Pause, next_due, standing
from hoistway.inspection.vocabulary import DueStanding, InspectionKind

BASE = date(2024, 5, 12)
TODAY = date(2026, 11, 22)
KIND = InspectionKind


def held(kind: InspectionKind, on: date, *, good: bool = True) -> Held:
    return Held(kind=kind, good=good, on=on)


NEW = held(KIND.INSTALLATION, BASE)


def due_after(*reports: Held, pauses: tuple[Pause, ...] = (), today: date = TODAY) -> Due:
    found = next_due(past=Past(held=[NEW, *reports], pauses=pauses), today=today)
    assert found is not None
    return found


def test_the_series_of_a_new_elevator_is_the_one_of_the_rule() -> None:
    reports, found = [NEW], []
    for _ in range(18):
        due = next_due(past=Past(held=reports), today=TODAY)
        assert due is not None
        assert due.due_on is not None
        found.append((due.due_on.year, str(due.kind)))
        reports.append(held(due.kind, due.due_on))

    inspected = [year for year, kind in found if kind == "periodic"]
    assert inspected == [2025, 2028, 2031, 2033, 2035, 2037, 2039, 2040, 2041, 2042]
    assert [year for year, _ in found] == list(range(2025, 2043))


@pytest.mark.parametrize(
    ("kind", "held_on", "next_year"),
    [
        (KIND.PERIODIC, date(2025, 2, 28), 2025),  # too early: a day before the window
        (KIND.PERIODIC, date(2025, 3, 1), 2026),  # two months early
        (KIND.TEST, date(2025, 5, 1), 2025),  # a test is no inspection
        (KIND.PERIODIC, date(2026, 2, 1), 2026),  # late, but for its own year
    ],
)
def test_an_early_inspection_counts_for_its_year_within_its_window(
    kind: InspectionKind, held_on: date, next_year: int
) -> None:
    due = due_after(held(kind, held_on))

    assert due.due_on == date(next_year, 5, 31)


def test_a_test_may_be_a_month_early_and_no_more() -> None:
    first = held(KIND.PERIODIC, date(2025, 5, 3))

    assert due_after(first, held(KIND.TEST, date(2026, 3, 31))).due_on == date(2026, 5, 31)
    assert due_after(first, held(KIND.TEST, date(2026, 4, 1))).due_on == date(2027, 5, 31)


def test_what_failed_does_not_count() -> None:
    due = due_after(held(KIND.PERIODIC, date(2025, 5, 3), good=False))

    assert due.due_on == date(2025, 5, 31)


def test_a_supervised_major_repair_takes_the_place_of_that_years_inspection_only() -> None:
    due = due_after(held(KIND.MAJOR_REPAIR, date(2025, 9, 9)))

    assert (due.kind, due.due_on) == (KIND.TEST, date(2026, 5, 31))
    after_test_year = due_after(
        held(KIND.PERIODIC, date(2025, 5, 1)), held(KIND.MAJOR_REPAIR, date(2026, 5, 1))
    )
    assert (after_test_year.kind, after_test_year.due_on) == (KIND.TEST, date(2026, 5, 31))


def test_an_alteration_begins_the_years_anew() -> None:
    due = due_after(held(KIND.PERIODIC, date(2025, 5, 3)), held(KIND.ALTERATION, date(2026, 8, 20)))

    assert (due.kind, due.due_on, due.year) == (KIND.PERIODIC, date(2027, 8, 31), 1)


@pytest.mark.parametrize(
    ("until", "kind"), [(date(2026, 9, 1), KIND.TEST), (date(2026, 9, 2), KIND.RETURN_TO_USE)]
)
def test_only_more_than_a_year_out_of_use_asks_for_an_inspection_first(
    until: date, kind: InspectionKind
) -> None:
    pause = Pause(since=date(2025, 9, 1), until=until)

    due = due_after(held(KIND.PERIODIC, date(2025, 5, 3)), pauses=(pause,))

    assert due.kind is kind


def test_the_series_goes_on_after_use_again_in_its_new_month() -> None:
    pause = Pause(since=date(2025, 6, 1), until=date(2026, 10, 10))
    back = held(KIND.RETURN_TO_USE, date(2026, 10, 8))

    due = due_after(held(KIND.PERIODIC, date(2025, 5, 3)), back, pauses=(pause,))

    assert (due.kind, due.due_on, due.year) == (KIND.TEST, date(2027, 10, 31), 3)


def test_while_it_is_out_of_use_nothing_runs_out() -> None:
    due = due_after(pauses=(Pause(since=date(2024, 6, 1), until=None),))

    assert (due.kind, due.due_on) == (KIND.RETURN_TO_USE, None)
    assert standing(due=due, on=TODAY) is DueStanding.PAUSED


def test_the_older_cycle_was_every_year_and_the_pilot_took_tests() -> None:
    old = held(KIND.INSTALLATION, date(2016, 3, 4))
    looked = [held(KIND.PERIODIC, date(year, 3, 1)) for year in (2017, 2018, 2019, 2020)]

    plain = next_due(past=Past(held=[old, *looked]), today=TODAY)
    test_of_2019 = held(KIND.TEST, date(2019, 3, 1))
    before_pilot = next_due(past=Past(held=[old, *looked[:2], test_of_2019]), today=TODAY)
    test_of_2021 = held(KIND.TEST, date(2021, 3, 1))
    in_pilot = next_due(past=Past(held=[old, *looked, test_of_2021]), today=TODAY)

    assert plain
    assert (plain.kind, plain.due_on) == (KIND.PERIODIC, date(2021, 3, 31))
    assert before_pilot
    assert before_pilot.due_on == date(2019, 3, 31)
    assert in_pilot
    assert in_pilot.due_on == date(2022, 3, 31)


def test_years_before_the_first_known_report_are_not_judged() -> None:
    known = Past(held=[held(KIND.TEST, date(2026, 5, 3))], registered_base=date(2014, 5, 1))

    due = next_due(past=known, today=TODAY)

    assert due
    assert (due.kind, due.due_on) == (KIND.PERIODIC, date(2027, 5, 31))


def test_nothing_is_due_where_nothing_is_known() -> None:
    assert next_due(past=Past(held=[], registered_base=BASE), today=TODAY) is None
    assert next_due(past=Past(held=[held(KIND.TEST, TODAY)]), today=TODAY) is None
    assert standing(due=None, on=TODAY) is DueStanding.UNKNOWN


@settings(max_examples=60, deadline=None)
@given(
    days=some.lists(some.integers(30, 500), min_size=1, max_size=12),
    kinds=some.lists(some.sampled_from([KIND.PERIODIC, KIND.TEST]), min_size=12, max_size=12),
)
def test_a_further_good_report_never_brings_the_next_day_nearer(
    days: list[int], kinds: list[InspectionKind]
) -> None:
    reports, on, last = [NEW], BASE, date.min
    for gap, kind in zip(days, kinds, strict=False):
        on += timedelta(days=gap)
        reports.append(held(kind, on))
        due = next_due(past=Past(held=reports), today=on)
        assert due is not None
        assert due.due_on is not None
        assert due.due_on >= last
        assert due.due_on.month == BASE.month
        last = due.due_on

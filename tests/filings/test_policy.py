from dataclasses import fields
from datetime import date

import pytest

from hoistway.filings.rules.policy import FilingPolicy, policy_on
from hoistway.filings.standards import editions


def test_the_golden_edition_holds_the_deadlines_of_the_notice() -> None:
    golden = policy_on(day=date(2020, 6, 18))

    assert golden.edition == "286-2020"
    assert (golden.firm_due, golden.elevator_due) == (date(2020, 6, 30), date(2020, 6, 30))
    assert golden.app_from == date(2020, 7, 1)
    assert golden.urge_on_days == (1, 7, 15)
    assert golden.promise_max_min == 30


@pytest.mark.parametrize(
    ("day", "edition"),
    [
        (date(2015, 1, 1), "286-2020"),
        (date(2020, 6, 18), "286-2020"),
        (date(2023, 4, 30), "286-2020"),
        (date(2023, 5, 1), "shanghai-2023"),
        (date(2026, 11, 22), "shanghai-2023"),
    ],
)
def test_the_edition_of_the_day_is_used_whatever_today_is(day: date, edition: str) -> None:
    assert policy_on(day=day).edition == edition


def test_no_day_is_set_for_all_once_the_deadlines_of_the_notice_are_past() -> None:
    today = policy_on(day=date(2026, 11, 22))

    assert (today.firm_due, today.elevator_due, today.app_from) == (None, None, None)
    assert today.keep_years == 5


def test_an_unknown_jurisdiction_has_the_numbers_of_the_city() -> None:
    day = date(2026, 11, 22)

    assert policy_on(day=day, jurisdiction_code="310101") == policy_on(day=day)


@pytest.mark.parametrize("name", sorted(editions()))
def test_every_number_of_an_edition_has_a_source_or_a_reason(name: str) -> None:
    told = {one.name for one in fields(FilingPolicy)} - {
        "edition", "in_force", "legal_basis", "sources",
    }  # fmt: skip
    table = editions()[name]

    assert set(table["sources"]) == told & set(table)
    assert all(table["sources"].values())

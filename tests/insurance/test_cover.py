"""In force on a day, chains of policies, sums of money, rows of a table."""

import itertools
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hoistway.insurance.rules.cover import Span, moment, runs, standing
from hoistway.insurance.rules.entry import PolicyWords, faults_of
from hoistway.insurance.rules.money import fen_of
from hoistway.insurance.rules.policy import policy_on
from hoistway.insurance.rules.table_row import HeadingsMissing, places_of, read_row
from hoistway.insurance.vocabulary import CoverStanding, HolderKind, RowFault, TableColumn

WARN = (30, 7, 1)
FIRST, LAST = date(2026, 1, 1), date(2026, 11, 30)
YEAR = Span(FIRST, LAST + timedelta(days=1))


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2025, 12, 31), CoverStanding.NEVER),
        (FIRST, CoverStanding.COVERED),
        (date(2026, 10, 30), CoverStanding.COVERED),
        (date(2026, 10, 31), CoverStanding.ENDING),
        (LAST, CoverStanding.ENDING),
        (date(2026, 12, 1), CoverStanding.LAPSED),
    ],
)
def test_an_elevator_stands_on_each_day_as_its_policy_says(
    day: date, expected: CoverStanding
) -> None:
    assert standing(spans=[YEAR], day=day, warn_days=WARN).standing is expected


def test_a_renewal_without_a_gap_carries_the_cover_on_and_one_with_a_gap_does_not() -> None:
    seamless = Span(date(2026, 12, 1), date(2027, 12, 1))
    late = Span(date(2026, 12, 2), date(2027, 12, 1))

    assert standing(spans=[YEAR, seamless], day=LAST, warn_days=WARN).last == date(2027, 11, 30)
    assert standing(spans=[YEAR, late], day=LAST, warn_days=WARN).last == LAST
    gap = standing(spans=[YEAR, late], day=date(2026, 12, 1), warn_days=WARN)
    assert gap.standing is CoverStanding.LAPSED


_DAYS = st.dates(min_value=date(2026, 1, 1), max_value=date(2026, 3, 31))
_SPANS = st.lists(st.builds(Span, _DAYS, _DAYS), max_size=6)


@settings(max_examples=40, deadline=None)
@given(_SPANS, _DAYS)
def test_runs_cover_just_the_days_that_some_policy_covers(spans: list[Span], day: date) -> None:
    covered = any(span.first <= day < span.after for span in spans)
    found = runs(spans=spans)

    assert any(run.first <= day < run.after for run in found) is covered
    assert all(one.after < two.first for one, two in itertools.pairwise(found))


def test_each_moment_comes_once_and_the_last_after_the_last_day() -> None:
    days = {31: None, 30: 30, 8: 30, 7: 7, 2: 7, 1: 1, 0: 1, -1: -1, -6: -1}

    found = {left: moment(last=LAST, day=LAST - timedelta(days=left), warn_days=WARN)
             for left in days}  # fmt: skip

    assert found == days


@pytest.mark.parametrize(
    ("text", "fen"),
    [
        ("500万元", 500_000_000), ("5,000,000.00", 500_000_000), ("¥ 1.5亿", 15_000_000_000),
        ("0.01", 1), ("0.001", None), ("0", None), ("五百万", None), ("1e7", None),
        ("99999999999999", None),
    ],
)  # fmt: skip
def test_sums_are_read_as_people_write_them(text: str, fen: int | None) -> None:
    assert fen_of(text=text) == fen


def words(**given: object) -> PolicyWords:
    plain = {
        "number": "P1", "holder_kind": HolderKind.FIRM, "holder_name": "甲", "first": FIRST,
        "last": LAST, "sum_insured_fen": 100, "each_accident_fen": 100,
    }  # fmt: skip
    return PolicyWords(**{**plain, **given})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("given", "fault"),
    [
        ({}, None),
        ({"last": FIRST}, None),
        ({"last": FIRST - timedelta(days=1)}, RowFault.DAYS_REVERSED),
        ({"last": date(2031, 1, 1)}, None),
        ({"last": date(2031, 1, 2)}, RowFault.DAYS_REVERSED),
        ({"each_accident_fen": 101}, RowFault.SUM_TOO_SMALL),
        ({"number": " "}, RowFault.MISSING),
    ],
)  # fmt: skip
def test_what_cannot_be_is_found(given: dict[str, object], fault: RowFault | None) -> None:
    found = [one.fault for one in faults_of(words=words(**given), most_years=5)]

    assert found == ([fault] if fault else [])


def test_a_row_tells_everything_that_is_wrong_in_it() -> None:
    header = [one.zh for one in TableColumn]
    places = places_of(header=header)
    good = ["P1", "使用单位", "某物业", "", "2026/1/1", "20261231", "500万", "", "3110"]
    bad = ["", "业委会", "某物业", "", "明天", "20261331", "很多", "", "3.11031E+19"]

    read = read_row(cells=good, places=places, most_years=5)
    assert read.words is not None
    assert (read.words.first, read.words.last) == (FIRST, date(2026, 12, 31))
    assert read.words.sum_insured_fen == 500_000_000
    faults = read_row(cells=bad, places=places, most_years=5).faults
    assert [one.fault for one in faults] == [
        RowFault.MISSING, RowFault.NUMBER_SPOILT, RowFault.KIND_UNKNOWN,
        RowFault.DAY_UNREADABLE, RowFault.DAY_UNREADABLE, RowFault.SUM_UNREADABLE,
    ]  # fmt: skip
    with pytest.raises(HeadingsMissing):
        places_of(header=header[:-1])


def test_the_policy_names_a_source_for_every_number() -> None:
    policy = policy_on(day=FIRST)

    assert {"warn_days", "look_back_days", "void_days", "most_years"} == set(policy.sources)

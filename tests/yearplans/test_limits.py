"""What no plan may do, by rule: both sides of each edge; and the year that a plan makes."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hoistway.maintenance.queries.standards import LEVELS, checklist
from hoistway.maintenance.vocabulary import Annex
from hoistway.maintenance.vocabulary.regime import ItemWay
from hoistway.yearplans.models import SAFETY_CONTACTS, YEARLY_TESTS
from hoistway.yearplans.rules.compared import differences
from hoistway.yearplans.rules.limits import PlainLine, breaches, line_breaches
from hoistway.yearplans.rules.policy import edition_named
from hoistway.yearplans.rules.said import items_of_defects, part_ages
from hoistway.yearplans.rules.year import months_of, months_on, visits_of_year
from hoistway.yearplans.vocabulary import LimitKind

POLICY = edition_named(edition="hoistway-2026")
SITE, HINT, REMOTE, NEVER = ItemWay.SITE, ItemWay.HINT, ItemWay.REMOTE, ItemWay.NEVER_REMOTE
YEAR = (date(2026, 11, 22), date(2027, 11, 21))


def _kinds(item, way, days, months, **more):
    line = PlainLine(item, way, days, months)
    return [one.kind for one in line_breaches(line=line, policy=POLICY, **more)]


def _fixed(annex="A"):
    interval = {1: (15, 0), 2: (0, 3), 3: (0, 6), 4: (0, 12)}
    return [
        PlainLine(code, POLICY.ways[code] if POLICY.ways[code] is NEVER else SITE,
                  *interval[int(code[2])])
        for code in POLICY.items_of(annex)
    ]  # fmt: skip


@pytest.mark.parametrize(("days", "months", "kinds"), [
    (89, 0, []), (90, 0, [LimitKind.GAP]), (0, 3, []), (0, 4, [LimitKind.GAP]),
    (15, 3, [LimitKind.INTERVAL]), (0, 0, [LimitKind.INTERVAL]),
])  # fmt: skip
def test_notice_2_3_no_gap_above_three_months(days, months, kinds):
    assert _kinds("A-1-01", SITE, days, months) == kinds


@pytest.mark.parametrize(("item", "months", "kinds"), [
    ("A-3-01", 12, []), ("A-3-01", 13, [LimitKind.YEAR]),
    ("A-4-06", 12, []), ("A-4-06", 13, [LimitKind.TEST]),
])  # fmt: skip
def test_nothing_is_left_longer_than_a_year(item, months, kinds):
    assert _kinds(item, POLICY.ways[item] if item == "A-4-06" else SITE, 0, months) == kinds


@pytest.mark.parametrize(("item", "way", "kinds"), [
    ("A-1-28", HINT, []), ("A-1-28", REMOTE, [LimitKind.CONTACT]),
    ("A-1-22", REMOTE, []), ("A-1-01", HINT, [LimitKind.WAY]), ("A-1-29", SITE, [LimitKind.WAY]),
    ("A-1-29", NEVER, []), ("A-4-06", HINT, [LimitKind.TEST]),
])  # fmt: skip
def test_template_3_3_ways_are_only_made_stricter(item, way, kinds):
    assert _kinds(item, way, 0, 3 if item[2] == "1" else 12) == kinds


def test_annex_2_3_4_the_manual_is_a_limit_too():
    assert _kinds("A-1-13", SITE, 30, 0, makers={"A-1-13": 30}) == []
    assert _kinds("A-1-13", SITE, 31, 0, makers={"A-1-13": 30}) == [LimitKind.MAKER]


@pytest.mark.parametrize("annex", list(Annex))
def test_a_plan_names_every_item_of_its_annex(annex):
    lines = _fixed(str(annex))

    assert [one.item for one in lines] == [
        one.code for one in checklist(annex=annex, level=LEVELS[-1])
    ]
    assert breaches(lines=lines, annex=str(annex), policy=POLICY) == []
    assert breaches(lines=lines[1:], annex=str(annex), policy=POLICY) == [
        (lines[0].item, LimitKind.MISSING)
    ]


def test_the_tables_guard_what_the_edition_says():
    assert set(YEARLY_TESTS) == POLICY.tests
    assert all(POLICY.ways[item] is HINT for item in SAFETY_CONTACTS)
    assert all(POLICY.ways[item] is NEVER for item in YEARLY_TESTS)


@settings(max_examples=25, deadline=None)
@given(st.dates(date(2026, 1, 1), date(2030, 12, 31)), st.integers(7, 89))
def test_no_two_visits_of_a_year_are_more_than_three_months_apart(first, days):
    lines = [one._replace(days=days) if one.days else one for one in _fixed()]

    visits = visits_of_year(lines=lines, first=first, last=first + timedelta(days=364))

    came = [first - timedelta(days=1), *(one.on for one in visits)]
    assert all(later <= months_on(day=day, months=3) for day, later in pairwise(came))
    assert {one.item for one in lines} == {item for one in visits for item in one.items}


def test_a_year_of_fixed_intervals_has_a_visit_each_fortnight():
    visits = visits_of_year(lines=_fixed(), first=YEAR[0], last=YEAR[1])

    assert len(visits) == 24
    assert all("A-1-29" in one.items for one in visits)
    assert sum("A-4-06" in one.items for one in visits) == 1
    assert len(months_of(first=YEAR[0], last=YEAR[1])) == 13


def test_three_months_from_the_thirty_first():
    """286号 二（三）: calendar months, the end of the month where it has no such day."""
    lines = [PlainLine("A-1-29", NEVER, 0, 3)]

    visits = visits_of_year(
        lines=lines, first=date(2026, 12, 1), last=date(2027, 3, 1),
        done={"A-1-29": date(2026, 11, 30)},
    )  # fmt: skip

    assert [one.on for one in visits] == [date(2027, 2, 28)]


def test_versions_differ_where_an_item_does():
    before = _fixed()
    after = [before[0]._replace(days=30), *before[1:-1]]

    [changed, gone] = differences(before=before, after=after)

    assert (changed.item, changed.longer) == ("A-1-01", True)
    assert (gone.item, gone.after) == ("A-4-17", None)


def test_what_inspections_found_leads_to_items():
    day = date(2026, 11, 22)

    assert items_of_defects(words=["门锁啮合不足"], annex="A", day=day) == ("A-1-28", "A-1-29")
    assert items_of_defects(words=["无法归类"], annex="A", day=day) == ()
    ages = part_ages(
        annex="A", elevator_years=9.0, replaced={"A-2-02": date(2025, 11, 22)}, day=day
    )
    assert {one.item: one.years for one in ages if one.item in ("A-2-02", "A-3-08")} == {
        "A-2-02": 1.0, "A-3-08": 9.0,
    }  # fmt: skip

"""The rule of visits by need: three months, what data may check, safety items, calibration."""

from calendar import monthrange
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hoistway.maintenance.rules.calibration import Governor
from hoistway.maintenance.rules.items import checklist
from hoistway.maintenance.rules.on_demand import (
    ByNeed,
    LastDone,
    Limits,
    PlanLine,
    coming_by_need,
    items_due,
    limit_on,
    next_by_need,
)
from hoistway.maintenance.rules.on_demand_policy import on_demand_policy
from hoistway.maintenance.rules.pauses import Pause
from hoistway.maintenance.rules.policy import policy_on
from hoistway.maintenance.vocabulary import Annex, Level
from hoistway.maintenance.vocabulary.regime import ItemWay, VisitCause

DAY = timedelta(days=1)
TODAY = date(2026, 11, 22)
LIMITS = Limits(policy_on(day=TODAY), on_demand_policy(day=TODAY))
ITEMS = checklist(annex=Annex.A, level=Level.YEAR)
OFTEN = frozenset(one.code for one in ITEMS if one.level in {Level.HALF_MONTH, Level.QUARTER})
MONTHS = {Level.HALF_MONTH: 3, Level.QUARTER: 3, Level.HALF_YEAR: 6, Level.YEAR: 12}


def a_need(*, last: date = TODAY - DAY, lines=(), today: date = TODAY, **said) -> ByNeed:
    """Return an elevator all of whose items were done on a day, as seldom visited as may be."""
    plain = {
        one.code: PlanLine(item=one.code, way=ItemWay.SITE, months=MONTHS[one.level])
        for one in ITEMS
    }
    return ByNeed(
        annex=Annex.A, since=said.pop("since", last), today=today, on_site_on=last,
        lines=plain | {one.item: one for one in lines},
        done={one.code: LastDone(last, said.get("heard")) for one in ITEMS},
        **{name: value for name, value in said.items() if name != "heard"},
    )  # fmt: skip


def due(need: ByNeed, item: str):
    return next(one for one in items_due(by_need=need, limits=LIMITS) if one.item == item)


def coming(need: ByNeed):
    return next_by_need(by_need=need, limits=LIMITS)


@pytest.mark.parametrize(
    ("last", "limit"),
    [
        (date(2026, 11, 29), date(2027, 2, 28)), (date(2026, 11, 30), date(2027, 2, 28)),
        (date(2026, 12, 1), date(2027, 3, 1)), (date(2026, 1, 31), date(2026, 4, 30)),
        (date(2027, 11, 30), date(2028, 2, 29)),
    ],
)  # fmt: skip
def test_286_2_3_three_months_end_with_the_month(last, limit):
    found = coming(a_need(last=last, today=last))

    assert (found.due_on, found.limit_on) == (limit, limit)


@pytest.mark.parametrize(("until", "moved"), [(TODAY + 10 * DAY, 10), (None, 0)])
def test_days_out_of_use_move_the_three_months_once_they_are_over(until, moved):
    need = a_need(pauses=(Pause(TODAY, until),))

    assert limit_on(by_need=need, limits=LIMITS) == date(2027, 2, 21) + moved * DAY
    assert due(need, "A-1-15").due_on == date(2027, 2, 21) + moved * DAY


def test_days_out_of_use_before_the_last_visit_move_nothing():
    need = a_need(pauses=(Pause(TODAY - 30 * DAY, TODAY - 5 * DAY),))

    assert limit_on(by_need=need, limits=LIMITS) == date(2027, 2, 21)


@pytest.mark.parametrize(("ago", "on_site"), [(3, False), (4, True)])
def test_an_item_that_data_check_is_work_on_site_three_days_after_their_last(ago, on_site):
    line = PlanLine(item="A-1-22", way=ItemWay.REMOTE, days=1)
    need = a_need(
        last=TODAY - 20 * DAY, heard=TODAY - ago * DAY, lines=[line], since=TODAY - 20 * DAY
    )

    one = due(need, "A-1-22")

    assert one.on_site is on_site
    assert one.due_on == (TODAY - 3 * DAY if on_site else TODAY + DAY)
    assert (coming(need).due_on == one.due_on) is on_site
    assert ("A-1-22" in coming(need).items) is on_site


@pytest.mark.parametrize(("ago", "on_site"), [(3, False), (4, True)])
def test_a_plan_that_has_just_begun_gives_its_data_three_days(ago, on_site):
    line = PlanLine(item="A-1-22", way=ItemWay.REMOTE, days=1)
    need = a_need(last=TODAY - 20 * DAY, lines=[line], since=TODAY - ago * DAY)

    assert due(need, "A-1-22").on_site is on_site


def test_data_never_replace_the_eye_for_longer_than_a_year():
    line = PlanLine(item="A-1-22", way=ItemWay.REMOTE, days=1)
    need = a_need(lines=[line], heard=TODAY)
    done = {**need.done, "A-1-22": LastDone(TODAY.replace(year=2025), TODAY)}

    one = due(replace(need, done=done), "A-1-22")

    assert (one.due_on, one.on_site) == (TODAY, True)


@pytest.mark.parametrize(
    ("item", "always"), [("A-1-21", True), ("A-2-08", True), ("A-3-02", False)]
)
def test_only_safety_items_of_the_half_month_and_the_quarter_are_in_every_visit(item, always):
    often = PlanLine(item="A-1-15", way=ItemWay.SITE, days=20)
    need = a_need(lines=[often, PlanLine(item=item, way=ItemWay.NEVER_REMOTE, months=3)])

    found = coming(need)

    assert (found.due_on, found.first, found.cause) == (
        TODAY + 19 * DAY, "A-1-15", VisitCause.ITEM,
    )  # fmt: skip
    assert found.items == (("A-1-15", item) if always else ("A-1-15",))
    assert found.always == int(always)


@pytest.mark.parametrize(
    ("lapses", "due_on", "asked"),
    [
        (date(2026, 12, 12), date(2026, 12, 12), True),
        (date(2027, 5, 20), date(2027, 2, 21), True),
        (date(2027, 5, 21), date(2027, 2, 21), False),
    ],
)
def test_the_governor_is_calibrated_before_it_lapses_though_the_plan_waits(lapses, due_on, asked):
    last = lapses.replace(year=lapses.year - 2)
    found = coming(a_need(governor=Governor(made_on=date(2020, 1, 1), calibrated_on=last)))

    assert found.due_on == due_on
    assert ("A-4-06" in found.items) is asked
    assert (found.cause is VisitCause.CALIBRATION) is (due_on == lapses)


def test_an_item_that_the_plan_forgot_keeps_the_rules_own_interval():
    need = a_need()
    lines = {key: line for key, line in need.lines.items() if key != "A-1-15"}

    assert coming(replace(need, lines=lines)).due_on == TODAY + 14 * DAY


def three_months_after(day: date) -> date:
    """Return the same day three months on, or the last of that month: an oracle of its own."""
    year, month = divmod(day.year * 12 + day.month - 1 + 3, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


LINES = st.dictionaries(
    st.sampled_from([one.code for one in ITEMS]),
    st.tuples(
        st.sampled_from(list(ItemWay)),
        st.one_of(
            st.tuples(st.integers(1, 400), st.just(0)), st.tuples(st.just(0), st.integers(1, 24))
        ),
    ),
    max_size=12,
)
STARTS = st.one_of(
    st.sampled_from([date(2026, 11, 30), date(2026, 1, 31), date(2027, 11, 30), date(2027, 8, 31)]),
    st.dates(date(2026, 1, 1), date(2028, 12, 31)),
)


@settings(max_examples=25, deadline=None)
@given(told=LINES, start=STARTS, heard=st.booleans())
def test_286_2_3_no_gap_on_site_exceeds_three_months_whatever_the_plan_says(told, start, heard):
    lines = [
        PlanLine(item=item, way=way, days=days, months=months)
        for item, (way, (days, months)) in told.items()
    ]
    need = a_need(last=start, today=start, lines=lines, heard=start if heard else None)

    visits = coming_by_need(by_need=need, limits=LIMITS, last=start + 400 * DAY)

    assert visits
    seen, before = dict.fromkeys(OFTEN, start), start
    for one in visits:
        assert before < one.due_on <= three_months_after(before)
        assert one.items
        before = one.due_on
        for item in OFTEN & set(one.items):
            if told.get(item, (ItemWay.SITE,))[0] is not ItemWay.REMOTE:
                assert before <= three_months_after(seen[item])
            seen[item] = before

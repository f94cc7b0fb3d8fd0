"""What the desk calls irregular, on both sides of each edge, with the facts it names."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from hoistway.maintenance.vocabulary import VisitState
from hoistway.supervision.rules.irregular import (
    Irregular,
    VisitSaid,
    irregular,
    policy_named,
    policy_on,
)
from hoistway.supervision.vocabulary import Irregularity as Sign

NOW = datetime(2026, 11, 23, 4, 0, tzinfo=UTC)
DAY = date(2026, 11, 23)
POLICY = policy_on(day=DAY)
DONE = VisitSaid(
    state=VisitState.CONFIRMED, due_on=DAY, due_at=None, counted_on=DAY,
    confirm_by=NOW - timedelta(days=1), reasons={}, covered=1.0, monitored=True,
)  # fmt: skip
OPEN = replace(DONE, state=VisitState.PLANNED, counted_on=None, reasons=None, confirm_by=None)


def found(visit: VisitSaid) -> Irregular:
    return irregular(visit=visit, policy=POLICY, now=NOW)


def signs(visit: VisitSaid) -> set[Sign]:
    return {sign for sign, _facts in found(visit).signs}


def test_a_visit_in_order_bears_no_sign() -> None:
    assert found(DONE) == Irregular(weight=0.0)


def test_work_is_overdue_the_day_after_its_last_day_and_not_on_it() -> None:
    late = replace(OPEN, due_on=DAY - timedelta(days=1))

    assert signs(OPEN) == set()
    assert found(late).signs == ((Sign.OVERDUE, {"days": 1, "due": "2026-11-22"}),)


def test_work_done_late_stays_overdue_and_says_when_it_was_done() -> None:
    late = replace(DONE, due_on=DAY - timedelta(days=3))

    assert found(late).signs[0][1] == {"days": 3, "due": "2026-11-20", "done": "2026-11-23"}


def test_work_by_an_hour_is_overdue_when_the_hour_has_passed() -> None:
    by_hour = replace(OPEN, due_on=None, due_at=NOW)

    assert signs(by_hour) == set()
    assert signs(replace(by_hour, due_at=NOW - timedelta(seconds=1))) == {Sign.OVERDUE}


def test_thin_evidence_names_its_reasons_and_waits_for_the_judgement() -> None:
    reasons = {"photo_reused": {"visit": 7}}
    thin = replace(DONE, reasons=reasons, score=0.7, looks_thin=True)

    assert found(thin).signs == ((Sign.THIN, {"score": 0.7, "reasons": ["photo_reused"]}),)
    assert signs(replace(thin, reasons=None)) == set()
    assert signs(replace(thin, looks_thin=False)) == set()


@pytest.mark.parametrize("code", ["too_short", "all_at_once"])
def test_too_fast_is_told_with_its_minutes(code: str) -> None:
    fast = replace(DONE, reasons={code: {"minutes": 4, "least": 15}})

    assert found(fast).signs == ((Sign.FAST, {"minutes": 4, "least": 15}),)


def test_always_normal_needs_the_whole_run() -> None:
    run = POLICY.normal_run

    assert signs(replace(DONE, normal_run=run - 1)) == set()
    assert found(replace(DONE, normal_run=run)).signs == ((Sign.ALWAYS_NORMAL, {"visits": run}),)


def test_art_9_a_record_is_unconfirmed_once_its_time_is_over() -> None:
    waiting = replace(DONE, state=VisitState.SIGNED, confirm_by=NOW)

    assert signs(waiting) == set()
    assert signs(replace(waiting, confirm_by=NOW - timedelta(seconds=1))) == {Sign.UNCONFIRMED}
    assert signs(replace(DONE, state=VisitState.UNCONFIRMED)) == {Sign.UNCONFIRMED}


def test_a_gap_is_a_gap_only_where_data_was_due_and_not_where_we_were_away() -> None:
    gap = replace(DONE, covered=POLICY.covered_least - 0.01)

    assert signs(replace(gap, covered=POLICY.covered_least)) == set()
    assert signs(gap) == signs(replace(gap, covered=None)) == {Sign.DATA_GAP}
    assert signs(replace(gap, monitored=False)) == signs(replace(gap, ours=True)) == set()


@pytest.mark.parametrize("code", ["never_inspected", "doors_still", "riders_during"])
def test_monitoring_that_shows_no_visit_is_named(code: str) -> None:
    told = found(replace(DONE, reasons={code: {}}, rides=4)).signs

    assert told == ((Sign.NO_TRACE, {"reasons": [code], "rides": 4}),)


@settings(max_examples=30, deadline=None)
@given(some.sets(some.sampled_from(["too_short", "never_inspected", "doors_still"])),
       some.booleans(), some.integers(0, 20))  # fmt: skip
def test_more_signs_never_weigh_less_and_the_heaviest_comes_first(
    codes: set[str], late: bool, run: int
) -> None:
    visit = replace(
        DONE, reasons={code: {} for code in codes}, normal_run=run,
        due_on=DAY - timedelta(days=late),
    )  # fmt: skip
    more = replace(visit, state=VisitState.UNCONFIRMED)
    told = found(more)
    weights = [POLICY.weights[str(sign)] for sign, _facts in told.signs]

    assert found(visit).weight < told.weight < 1
    assert weights == sorted(weights, reverse=True)


def test_an_edition_is_found_by_its_day_and_by_its_name() -> None:
    assert policy_on(day=date(2001, 1, 1)) is policy_named(edition="hoistway-2026")
    assert set(POLICY.weights) == {str(sign) for sign in Sign}

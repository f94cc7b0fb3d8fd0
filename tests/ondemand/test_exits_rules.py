"""The clauses by which an elevator or a firm leaves the pilot, on both sides of their edges."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from math import comb

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from hoistway.ondemand.rules.exits import (
    ExitFacts,
    ExitVerdict,
    FaultPool,
    LostCondition,
    judge_exit,
)
from hoistway.ondemand.rules.exits_firm import FirmExitFacts, is_off_plan, judge_firm_exit
from hoistway.ondemand.rules.exits_warned import LimitFacts, due_warnings, period_mark
from hoistway.ondemand.rules.fault_rate import (
    JEFFREYS,
    FaultCounts,
    RatePrior,
    exact_p,
    judge_rates,
    share_above,
)
from hoistway.ondemand.rules.policy import edition_named
from hoistway.ondemand.vocabulary import EntryClause, ExitAnswer, ExitClause

POLICY = edition_named(edition="286-2020")
DAY = date(2026, 11, 23)
WELL = ExitFacts(day=DAY)
YEARS = {"now_days": 365, "before_days": 365}


def found(facts: ExitFacts) -> dict[ExitClause, ExitVerdict]:
    return {one.clause: one for one in judge_exit(facts=facts, policy=POLICY) if one.found}


def counts(now: int, before: int, **more: int) -> FaultCounts:
    return FaultCounts(now=now, before=before, **{**YEARS, **more})


def lost(clause: EntryClause, days: int) -> LostCondition:
    return LostCondition(clause=clause, since=DAY - timedelta(days=days))


def test_an_elevator_of_which_nothing_is_wrong_stays() -> None:
    assert found(WELL) == {}


def test_clause_2_1_a_failed_inspection_sends_back_at_once() -> None:
    assert found(replace(WELL, failed_on=DAY))[ExitClause.INSPECTION_FAILED].at_once


def test_clause_2_2_fifteen_days_are_fifteen_times_24_hours_across_midnight() -> None:
    last = datetime(2026, 11, 8, 15, 30, tzinfo=UTC)  # half an hour before midnight in Shanghai
    limit = last + timedelta(days=15)
    before, at = (
        found(replace(WELL, silent_for=now - last))
        for now in (limit - timedelta(seconds=1), limit)
    )  # fmt: skip

    assert ExitClause.SILENT not in before
    assert at[ExitClause.SILENT].at_once


@pytest.mark.parametrize(
    "clause",
    [EntryClause.CONSENT, EntryClause.INSURED, EntryClause.ANSWERED_FOR, EntryClause.YEAR_PLAN],
)
def test_clause_2_2_a_plain_condition_is_lost_on_its_first_day(clause: EntryClause) -> None:
    assert found(replace(WELL, lost=(lost(clause, 0),)))[ExitClause.CONDITION_LOST].at_once


def test_clause_2_2_a_device_that_is_gone_sends_back_at_once() -> None:
    assert found(replace(WELL, bound=False))[ExitClause.CONDITION_LOST].at_once


def test_clause_2_2_an_unsteady_connection_must_last_longer_than_its_measure_and_waits_then() -> (
    None
):
    within = replace(WELL, lost=(lost(EntryClause.ONLINE, POLICY.online_days),))
    after = replace(WELL, lost=(lost(EntryClause.ONLINE, POLICY.online_days + 1),))

    assert found(within) == {}
    assert not found(after)[ExitClause.CONDITION_LOST].at_once


@pytest.mark.parametrize(
    ("before", "least"), [(0, 5), (1, 7), (2, 10), (3, 13), (4, 15), (5, 17), (6, 19)]
)
def test_clause_2_3_so_many_faults_are_clearly_more_than_the_year_before(
    before: int, least: int
) -> None:
    short = judge_rates(counts=counts(least - 1, before), prior=JEFFREYS, policy=POLICY)
    enough = judge_rates(counts=counts(least, before), prior=JEFFREYS, policy=POLICY)

    assert short.answer is not ExitAnswer.FOUND
    assert enough.answer is ExitAnswer.FOUND


def test_clause_2_3_a_rate_needs_ninety_days_on_both_sides() -> None:
    for short in ({"now_days": 89}, {"before_days": 89}):
        facts = replace(WELL, faults=counts(30, 1, **short))
        assert found(facts) == {}
        assert judge_exit(facts=facts, policy=POLICY)[3].answer is ExitAnswer.INSUFFICIENT
    assert ExitClause.FAULT_RATE in found(replace(WELL, faults=counts(30, 1, now_days=90)))


def test_clause_2_3_uncounted_faults_are_an_answer_of_their_own() -> None:
    assert judge_exit(facts=WELL, policy=POLICY)[3].answer is ExitAnswer.INSUFFICIENT


def test_clause_2_3_faults_without_a_cause_are_asked_for_first() -> None:
    facts = replace(WELL, faults=counts(3, 1, open_now=6))

    assert judge_exit(facts=facts, policy=POLICY)[3].answer is ExitAnswer.CAUSES_OPEN
    told = due_warnings(
        facts=facts, limits=LimitFacts(), verdicts=judge_exit(facts=facts, policy=POLICY),
        policy=POLICY,
    )  # fmt: skip
    assert [(one.clause, one.episode) for one in told] == [
        (ExitClause.FAULT_RATE, date(2026, 10, 1))
    ]


def test_clause_2_3_the_pool_speaks_where_one_elevator_cannot() -> None:
    sparse = replace(WELL, faults=counts(2, 0))
    many = FaultPool(counts=counts(40, 10), elevators=12)
    own_word = replace(WELL, faults=counts(0, 2), pool=many)

    assert found(sparse) == {}
    assert found(replace(sparse, pool=FaultPool(counts=counts(20, 10), elevators=12))) == {}
    assert found(replace(sparse, pool=replace(many, elevators=1))) == {}
    assert not found(replace(sparse, pool=many))[ExitClause.FAULT_RATE].at_once
    assert found(own_word) == {}


def test_clause_2_3_a_fleet_that_is_known_draws_a_chance_cluster_back() -> None:
    fleet = RatePrior(shape=3.0, days=365.0)

    assert judge_rates(counts=counts(5, 0), prior=fleet, policy=POLICY).answer is (
        ExitAnswer.NOT_FOUND
    )
    assert judge_rates(counts=counts(30, 2), prior=fleet, policy=POLICY).answer is ExitAnswer.FOUND


@settings(max_examples=40, deadline=None)
@given(now=some.integers(0, 60), before=some.integers(0, 60), days=some.integers(1, 800))
def test_the_exact_test_is_a_binomial_tail(now: int, before: int, days: int) -> None:
    whole, share = now + before, days / (days + 365)
    tail = sum(
        comb(whole, k) * share**k * (1 - share) ** (whole - k) for k in range(now, whole + 1)
    )

    told = exact_p(counts=FaultCounts(now=now, before=before, now_days=days, before_days=365))
    assert told == pytest.approx(tail, abs=1e-10)


@settings(max_examples=30, deadline=None)
@given(now=some.integers(0, 50), before=some.integers(0, 50))
def test_more_faults_never_make_a_risen_rate_less_likely(now: int, before: int) -> None:
    fewer = share_above(counts=counts(now, before), prior=JEFFREYS, ratio=1.5)
    more = share_above(counts=counts(now + 1, before), prior=JEFFREYS, ratio=1.5)
    assert 0 <= fewer <= more <= 1


def test_clause_2_3_three_verified_complaints_within_a_quarter_are_frequent() -> None:
    edge = DAY - timedelta(days=POLICY.complaint_days - 1)
    inside = (edge, DAY, DAY)
    outside = (edge - timedelta(days=1), DAY, DAY)

    assert not found(replace(WELL, complaints=inside))[ExitClause.COMPLAINTS].at_once
    assert found(replace(WELL, complaints=outside)) == {}


@pytest.mark.parametrize(("days", "mark"), [(2.99, None), (3, 3), (6.9, 3), (7, 7), (14.9, 12)])
def test_silence_is_warned_of_at_three_seven_and_twelve_days(days: float, mark: int | None) -> None:
    facts = replace(WELL, silent_for=timedelta(days=days))
    limits = LimitFacts(silent_since=DAY - timedelta(days=int(days)))

    told = due_warnings(facts=facts, limits=limits, verdicts=(), policy=POLICY)
    assert [one.mark for one in told] == ([] if mark is None else [mark])


def test_what_is_found_is_no_warning() -> None:
    facts = replace(WELL, silent_for=timedelta(days=15))
    limits = LimitFacts(silent_since=DAY - timedelta(days=15))
    verdicts = judge_exit(facts=facts, policy=POLICY)

    assert due_warnings(facts=facts, limits=limits, verdicts=verdicts, policy=POLICY) == ()


@pytest.mark.parametrize(
    ("left", "mark"), [(31, None), (30, 30), (7, 7), (1, 1), (0, 1), (-1, None)]
)
def test_the_end_of_cover_is_warned_of_before_it(left: int, mark: int | None) -> None:
    limits = LimitFacts(insured_until=DAY + timedelta(days=left))
    told = due_warnings(facts=WELL, limits=limits, verdicts=(), policy=POLICY)
    assert [one.mark for one in told] == ([] if mark is None else [mark])


def test_an_inspection_due_an_unsteady_connection_and_a_second_complaint_are_warned_of() -> None:
    facts = replace(WELL, lost=(lost(EntryClause.ONLINE, 2),), complaints=(DAY, DAY))
    told = due_warnings(
        facts=facts, limits=LimitFacts(inspection_due=DAY + timedelta(days=8)),
        verdicts=judge_exit(facts=facts, policy=POLICY), policy=POLICY,
    )  # fmt: skip

    assert [(str(one.clause), one.mark) for one in told] == [
        ("inspection_failed", 30), ("condition_lost", 0), ("complaints", 2),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("day", "mark"),
    [
        (date(2022, 10, 1), None), (date(2022, 10, 2), 90), (date(2022, 12, 1), 30),
        (date(2022, 12, 24), 7), (date(2023, 1, 1), None),
    ],
)  # fmt: skip
def test_c11_a_periods_end_is_warned_of_ninety_thirty_and_seven_days_before(
    day: date, mark: int | None
) -> None:
    assert period_mark(day=day, last_day=date(2022, 12, 31), policy=POLICY) == mark


def firm_found(**facts: object) -> list[ExitClause]:
    told = judge_firm_exit(facts=FirmExitFacts(day=DAY, **facts), policy=POLICY)  # type: ignore[arg-type]
    return [one.clause for one in told if one.found]


def test_firm_clause_1_1_a_plan_is_lost_at_once_and_a_share_when_it_lasts() -> None:
    share = EntryClause.FIRM_MONITORING
    limit = POLICY.online_days

    assert firm_found(lost=(lost(EntryClause.FIRM_PLAN, 0),)) == [ExitClause.FIRM_CONDITION]
    assert firm_found(lost=(lost(share, limit),)) == []
    assert firm_found(lost=(lost(share, limit + 1),)) == [ExitClause.FIRM_CONDITION]
    assert firm_found(lost=(lost(EntryClause.PERIOD, 99),)) == []


@pytest.mark.parametrize(
    ("visits", "off", "is_off"), [(30, 3, True), (31, 3, False), (10, 2, False), (0, 0, False)]
)
def test_firm_clause_1_2_one_visit_in_ten_off_plan_is_to_be_corrected(
    visits: int, off: int, is_off: bool
) -> None:
    facts = FirmExitFacts(day=DAY, visits=visits, off_plan=off)
    assert is_off_plan(facts=facts, policy=POLICY) is is_off


def test_firm_clause_1_2_is_found_only_when_not_corrected_in_time() -> None:
    limit = timedelta(days=POLICY.correct_days)
    off = {"visits": 30, "off_plan": 3}

    assert firm_found(**off) == []
    assert firm_found(**off, told_on=DAY - limit) == []
    late = DAY - limit - timedelta(days=1)
    assert firm_found(**off, told_on=late) == [ExitClause.FIRM_OFF_PLAN]
    assert firm_found(visits=30, off_plan=2, told_on=late) == []

"""A firm has plans proposed, alters them with a reason, adopts them; others only read."""

from datetime import timedelta
from uuid import uuid4

import pytest

from hoistway.foundation.periods import local_day
from hoistway.foundation.refusal import NotAllowed, NotFound
from hoistway.inspection.vocabulary import Verdict
from hoistway.maintenance.vocabulary.regime import ItemWay
from hoistway.parties.models import Organisation
from hoistway.parties.vocabulary import RoleKind
from hoistway.registry.vocabulary import RunState
from hoistway.yearplans.actions import (
    BeyondLimits,
    LineChange,
    PlanReplaced,
    adjust_lines,
    adopt_plans,
    ask_plans,
    end_plans,
    end_run,
    stop_run,
    work_on_run,
)
from hoistway.yearplans.actions.adjusting import NothingChanged, ReasonForChangeMissing
from hoistway.yearplans.actions.proposing import NothingToPlan, PlanBeginsAmiss
from hoistway.yearplans.models import PlanRun, YearPlan
from hoistway.yearplans.queries import lines_of, plan_in_force, plan_seen, versions_of
from hoistway.yearplans.queries.shown import planned_ever
from hoistway.yearplans.vocabulary import LineReason, YearPlanState
from tests.world.inspections import an_inspection
from tests.world.parties import NOW, a_firm, a_use_unit, an_actor
from tests.world.registry import Site, an_elevator
from tests.world.use import heard_elevator
from tests.world.yearplans import a_year_plan

pytestmark = pytest.mark.django_db
TODAY = local_day(at=NOW)


@pytest.fixture
def office():
    return an_actor(role=RoleKind.FIRM_OFFICE, organisation=a_firm())


def _elevator(office, **more):
    return an_elevator(site=Site(firm=Organisation.objects.get(pk=office.organisation_id), **more))


def _ran(office, *elevators, first_day=TODAY):
    run = ask_plans(
        elevator_ids=[one.pk for one in elevators], first_day=first_day, form_id=uuid4(), now=NOW,
        by=office,
    )  # fmt: skip
    outcome = work_on_run(run_id=run.pk, now=NOW)
    end_run(run_id=run.pk, outcome=outcome, now=NOW)
    run.refresh_from_db()
    return run


def _change(*items, reason="制造单位同意", **more):
    return LineChange(items=items, reason=reason, **more)


def _adjusted(office, plan, *items, form_id=None, **more):
    change = _change(*items, **more)
    return adjust_lines(uid=plan.uid, change=change, form_id=form_id or uuid4(), now=NOW, by=office)


def test_a_run_proposes_a_plan_for_each_elevator(office):
    one, two = _elevator(office), _elevator(office)
    an_inspection(elevator=one, verdict=Verdict.FAILED)

    run = _ran(office, one, two)

    plans = {plan.elevator_id: plan for plan in YearPlan.objects.filter(run=run)}
    assert (run.state, run.done, run.refused) == (RunState.DONE, 2, [])
    assert {plan.state for plan in plans.values()} == {YearPlanState.PROPOSED}
    lines = {line.item: line for line in lines_of(plan_ids=[plans[one.pk].pk])[plans[one.pk].pk]}
    assert len(lines) == 76
    assert plans[one.pk].facts["defects"] == ["A-1-05", "A-2-02", "A-3-04"]
    assert plans[one.pk].thin  # nobody has ever listened: towards fixed intervals
    assert (lines["A-1-01"].days, lines["A-1-01"].reason) == (15, LineReason.THIN_DATA)
    assert plans[one.pk].last_day == TODAY.replace(year=2027) - timedelta(days=1)


def test_annex_2_3_4_a_proposal_is_worked_out_from_data(office):
    """286号 附件2 三 4: what the elevator's own roll-ups say stands in its facts."""
    elevator = _elevator(office)
    heard_elevator(slot=elevator.pk, days=60)

    run = _ran(office, elevator)

    facts = YearPlan.objects.get(run=run).facts
    assert (facts["online_share"], facts["known_days"], facts["use_ratio"]) == (1.0, 30, 1.0)


def test_a_run_goes_on_where_it_was_killed_and_is_one_run_however_often_it_is_sent(office):
    elevators = [_elevator(office) for _ in range(2)]
    form = uuid4()
    keys = [one.pk for one in elevators]
    run = ask_plans(elevator_ids=keys, first_day=TODAY, form_id=form, now=NOW, by=office)

    again = ask_plans(elevator_ids=keys, first_day=TODAY, form_id=form, now=NOW, by=office)
    work_on_run(run_id=run.pk, now=NOW)
    work_on_run(run_id=run.pk, now=NOW)

    assert again == run
    assert YearPlan.objects.filter(run=run).count() == 2


def test_a_stopped_run_proposes_nothing_more(office):
    run = ask_plans(
        elevator_ids=[_elevator(office).pk], first_day=TODAY, form_id=uuid4(), now=NOW, by=office
    )
    stop_run(number=run.number, now=NOW, by=office)

    assert work_on_run(run_id=run.pk, now=NOW) is None
    assert not YearPlan.objects.filter(run=run).exists()


def test_an_elevator_that_left_the_firm_is_refused_alone(office):
    kept, gone = _elevator(office), _elevator(office)
    run = ask_plans(
        elevator_ids=[kept.pk, gone.pk], first_day=TODAY, form_id=uuid4(), now=NOW, by=office
    )
    type(gone).objects.filter(pk=gone.pk).update(firm=a_firm())

    work_on_run(run_id=run.pk, now=NOW)

    run = PlanRun.objects.get(pk=run.pk)
    assert [one["register_number"] for one in run.refused] == [gone.register_number]
    assert YearPlan.objects.filter(run=run).count() == 1


def test_only_the_firms_own_elevators_from_a_day_to_come(office):
    own, foreign = _elevator(office), an_elevator()

    def ask(elevator, day):
        ask_plans(elevator_ids=[elevator.pk], first_day=day, form_id=uuid4(), now=NOW, by=office)

    with pytest.raises(NothingToPlan):
        ask(foreign, TODAY)
    with pytest.raises(PlanBeginsAmiss):
        ask(own, TODAY - timedelta(days=1))
    with pytest.raises(PlanBeginsAmiss):
        ask(own, TODAY + timedelta(days=93))
    ask(own, TODAY + timedelta(days=92))


def test_the_firm_alters_items_with_its_reason(office):
    plan = a_year_plan(elevator=_elevator(office), state=YearPlanState.PROPOSED)
    form = uuid4()

    adjusted = _adjusted(office, plan, "A-1-01", "A-1-02", days=30, form_id=form)
    again = _adjusted(office, plan, "A-1-01", days=45, form_id=form)

    lines = {line.item: line for line in lines_of(plan_ids=[plan.pk])[plan.pk]}
    assert adjusted == again == plan
    assert [lines[item].days for item in ("A-1-01", "A-1-02", "A-1-03")] == [30, 30, 60]
    assert lines["A-1-01"].reason is LineReason.FIRMS_CHOICE
    assert lines["A-1-01"].values["words"] == "制造单位同意"
    [said] = again.changes
    assert said["lines"][0] == ["A-1-01", "site", 60, 0, "site", 30, 0]


@pytest.mark.parametrize("change", [
    {"items": ("A-1-01",), "days": 90}, {"items": ("A-1-01",), "months": 4},
    {"items": ("A-4-06",), "months": 13}, {"items": ("A-1-21",), "way": ItemWay.REMOTE},
])  # fmt: skip
def test_requirements_c5_no_gap_above_three_months_whoever_asks(office, change):
    plan = a_year_plan(elevator=_elevator(office), state=YearPlanState.PROPOSED)

    with pytest.raises(BeyondLimits):
        _adjusted(office, plan, *change.pop("items"), **change)


def test_a_change_says_what_and_why(office):
    plan = a_year_plan(elevator=_elevator(office), state=YearPlanState.PROPOSED)

    with pytest.raises(ReasonForChangeMissing):
        _adjusted(office, plan, "A-1-01", days=30, reason=" ")
    with pytest.raises(NothingChanged):
        _adjusted(office, plan, "A-1-01", days=60)


def test_altering_an_adopted_plan_makes_a_new_version(office):
    elevator = _elevator(office)
    plan = a_year_plan(elevator=elevator, first_day=TODAY - timedelta(days=30))

    newer = _adjusted(office, plan, "A-1-01", days=30)

    plan.refresh_from_db()
    assert (newer.version, newer.state, plan.state) == (
        2, YearPlanState.PROPOSED, YearPlanState.ADOPTED,
    )  # fmt: skip
    with pytest.raises(PlanReplaced):
        _adjusted(office, plan, "A-1-01", days=20)
    adopt_plans(uids=[newer.uid], now=NOW, by=office)
    assert plan_in_force(elevator_ids=[elevator.pk], day=TODAY)[elevator.pk] == newer
    assert [one.state for one in versions_of(plan=newer, by=office)] == [
        YearPlanState.ADOPTED, YearPlanState.SUPERSEDED,
    ]  # fmt: skip


def test_plans_are_adopted_together_and_refused_alone(office):
    whole = a_year_plan(elevator=_elevator(office), state=YearPlanState.PROPOSED)
    short = a_year_plan(elevator=_elevator(office), state=YearPlanState.PROPOSED)
    over = a_year_plan(
        elevator=_elevator(office), state=YearPlanState.PROPOSED,
        first_day=TODAY - timedelta(days=365),
    )  # fmt: skip
    lines_of(plan_ids=[short.pk])[short.pk][0].delete()
    uids = [whole.uid, short.uid, over.uid]

    adoption = adopt_plans(uids=uids, now=NOW, by=office)
    again = adopt_plans(uids=uids, now=NOW, by=office)

    assert adoption.adopted == again.adopted == (whole,)
    assert [(one.plan, one.why.code) for one in adoption.refused] == [
        (short, "plan_beyond_limits"), (over, "plan_over"),
    ]  # fmt: skip


def test_a_plan_ends_the_day_after_its_last(office):
    plan = a_year_plan(elevator=_elevator(office), first_day=TODAY)

    assert end_plans(now=NOW + timedelta(days=364)) == 0
    assert end_plans(now=NOW + timedelta(days=365)) == 1
    plan.refresh_from_db()
    assert plan.state is YearPlanState.ENDED


def test_the_use_unit_reads_and_nobody_else_alters(office):
    unit = a_use_unit()
    elevator = _elevator(office, use_unit=unit)
    plan = a_year_plan(elevator=elevator, state=YearPlanState.PROPOSED)
    reader = an_actor(role=RoleKind.USE_UNIT, organisation=unit)
    stranger = an_actor(role=RoleKind.FIRM_OFFICE, organisation=a_firm())

    assert plan_seen(uid=plan.uid, by=reader) == plan
    with pytest.raises(NotAllowed):
        adopt_plans(uids=[plan.uid], now=NOW, by=reader)
    with pytest.raises(NotFound):
        plan_seen(uid=plan.uid, by=stranger)


def test_evidence_comes_from_every_firms_adopted_plans_and_from_no_proposal(office):
    theirs = [an_elevator(site=Site(firm=a_firm()), plate=False) for _ in range(2)]
    other = a_year_plan(elevator=theirs[0])
    a_year_plan(elevator=theirs[1], state=YearPlanState.PROPOSED)
    mine = _elevator(office)

    run = _ran(office, mine)

    assert planned_ever(most=10) == [other.elevator_id]
    assert run.state is RunState.DONE

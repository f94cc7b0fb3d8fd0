"""`/v1/year-plans` and `/v1/year-plan-runs`: proposed, altered, adopted as on the pages."""

from datetime import timedelta
from uuid import uuid4

import pytest

from hoistway.foundation.periods import local_day
from hoistway.parties.vocabulary import RoleKind
from hoistway.yearplans.models import PlanRun, YearPlan
from hoistway.yearplans.vocabulary import YearPlanState
from tests.world.clock import clock_in_hand
from tests.world.duties import Sides, notice_sides
from tests.world.parties import NOW, an_actor
from tests.world.programs import a_program, told
from tests.world.yearplans import a_year_plan, plan_rows

pytestmark = pytest.mark.django_db
TODAY = local_day(at=NOW)


@pytest.fixture(autouse=True)
def _now(tmp_path):
    with clock_in_hand(tmp_path / "clock", NOW):
        yield


@pytest.fixture
def sides() -> Sides:
    return notice_sides()


def test_a_proposed_plan_is_read_altered_with_a_reason_and_adopted(sides):
    plan = a_year_plan(elevator=sides.elevator, state=YearPlanState.PROPOSED)
    firm = a_program(by=sides.by("firm"))
    path = f"/v1/year-plans/{plan.uid}"

    whole = told(firm.get(path))
    wish = {"items": ["A-3-01"], "months": 3, "reason": "机房温度高"}
    altered = told(firm.send(f"{path}/changes", wish, write="once"))
    again = firm.send(f"{path}/changes", wish, write="once")
    adoption = told(firm.send("/v1/year-plans/adoptions", {"plans": [str(plan.uid)]}))
    after = told(firm.get(path))

    assert len(whole["lines"]) == 76
    assert whole["site_visits"][0]["items"]
    assert (altered["plan"], again["Idempotent-Replayed"]) == (str(plan.uid), "true")
    assert adoption == {"adopted": [str(plan.uid)], "refused": []}
    (change,) = after["changes"]
    assert (after["state"], change["reason"]) == ("adopted", "机房温度高")
    assert [one["item"] for one in change["items"]] == ["A-3-01"]
    line = next(one for one in after["lines"] if one["item"] == "A-3-01")
    assert (line["months"], line["reason"]) == (3, "firms_choice")


def test_of_an_adopted_plan_a_new_version_is_made_and_compared(sides):
    plan = a_year_plan(elevator=sides.elevator)
    firm, unit = (a_program(by=sides.by(who)) for who in ("firm", "unit"))

    wish = {"items": ["A-3-01"], "months": 4, "reason": "状态良好"}
    made = told(firm.send(f"/v1/year-plans/{plan.uid}/changes", wish))
    (difference,) = told(unit.get(f"/v1/year-plans/{made['plan']}/differences"))["items"]

    assert (made["version"], made["state"]) == (2, "proposed")
    assert (difference["item"], difference["longer"]) == ("A-3-01", False)
    assert difference["before"]["months"] == 6
    assert unit.get(f"/v1/year-plans/{plan.uid}/differences").status_code == 404
    states = [one["state"] for one in told(unit.get("/v1/year-plans"))["items"]]
    assert states == ["proposed", "adopted"]


@pytest.mark.parametrize(
    ("wish", "code"),
    [
        ({"items": ["A-1-01"], "months": 4}, "plan_beyond_limits"),
        ({"items": ["A-4-04"], "way": "remote"}, "plan_beyond_limits"),
        ({"items": ["Z-9-99"], "months": 1}, "plan_nothing_changed"),
        ({"items": ["A-1-01"], "months": 13}, "fields_unsound"),
    ],
)
def test_what_no_plan_may_do_is_refused_and_the_plan_stays(sides, wish, code):
    plan = a_year_plan(elevator=sides.elevator, state=YearPlanState.PROPOSED)
    firm = a_program(by=sides.by("firm"))

    answer = firm.send(f"/v1/year-plans/{plan.uid}/changes", {"reason": "试试", **wish})

    assert (answer.status_code, told(answer)["code"]) == (422, code)
    assert YearPlan.objects.get().changes == []


def test_plans_are_adopted_each_by_itself_and_by_their_firm_alone(sides):
    plan = a_year_plan(elevator=sides.elevator, state=YearPlanState.PROPOSED)
    over = a_year_plan(
        elevator=sides.elevator, state=YearPlanState.PROPOSED,
        first_day=TODAY - timedelta(days=500),
    )  # fmt: skip
    other = a_program(by=notice_sides().by("firm"))
    body = {"plans": [str(over.uid), str(plan.uid)]}

    foreign = other.send("/v1/year-plans/adoptions", body)
    unit = a_program(by=sides.by("unit")).send("/v1/year-plans/adoptions", body)
    adoption = told(a_program(by=sides.by("firm")).send("/v1/year-plans/adoptions", body))

    assert told(foreign)["code"] == "no_plan_chosen"
    assert unit.status_code == 403
    assert [one["code"] for one in adoption["refused"]] == ["plan_over"]
    assert adoption["adopted"] == [str(plan.uid)]
    assert other.get(f"/v1/year-plans/{plan.uid}").status_code == 404
    inspector = a_program(by=an_actor(role=RoleKind.INSPECTOR))
    assert inspector.get("/v1/year-plans").status_code == 403


def test_plans_are_asked_for_a_fleet_watched_and_stopped(sides):
    rows = plan_rows(elevator=sides.elevator, now=NOW)
    firm, unit = (a_program(by=sides.by(who)) for who in ("firm", "unit"))

    asked = told(firm.send("/v1/year-plan-runs", {"first_day": TODAY.isoformat()}))
    amiss = firm.send("/v1/year-plan-runs", {"first_day": "2020-01-01"})
    nothing = firm.send(
        "/v1/year-plan-runs",
        {"first_day": TODAY.isoformat(), "register_numbers": [str(uuid4())]},
    )
    known = told(firm.get("/v1/year-plan-runs"))["items"]
    stopped = told(firm.send(f"/v1/year-plan-runs/{rows.run.number}/stop"))

    assert (asked["elevators"], asked["state"]) == (1, "waiting")
    assert told(amiss)["code"] == "plan_begins_amiss"
    assert told(nothing)["code"] == "nothing_to_plan"
    assert {one["number"] for one in known} == {asked["number"], rows.run.number}
    assert (stopped["state"], PlanRun.objects.count()) == ("stopped", 2)
    assert unit.get("/v1/year-plan-runs").status_code == 403

"""The way into the on-demand pilot through the real pages, from a document to the first visit."""

import json
from argparse import Namespace
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from django.test import Client

from hoistway.foundation.periods import local_day
from hoistway.maintenance.models import Schedule, Visit
from hoistway.maintenance.vocabulary import VisitKind, VisitState
from hoistway.maintenance.vocabulary.regime import Regime
from hoistway.ondemand.models import FirmPilot
from hoistway.ondemand.vocabulary import ElevatorPilotState
from hoistway.registry.models import Elevator
from hoistway.server.cli.errands.explain import do as explain
from hoistway.yearplans.models import YearPlan
from tests.world.insurance import a_policy
from tests.world.maintenance import a_signed_visit
from tests.world.parties import NOW
from tests.world.passengers import Passenger, scanned
from tests.world.pilot_firms import a_fit_firm, a_plan
from tests.world.pilot_walk import Walk, paper, regime_of, shown, walking, way_of

pytestmark = pytest.mark.django_db
TODAY = local_day(at=NOW)


@pytest.fixture
def walk(tmp_path: Path) -> Iterator[Walk]:
    with walking(folder=tmp_path) as one:
        yield one


def open_a_period(walk: Walk) -> None:
    said = {
        "document_number": "沪市监特种〔2026〕1号", "legal_basis": "测试虚构",
        "edition": "286-2020", "first_day": TODAY, "last_day": TODAY + timedelta(days=729),
    }  # fmt: skip
    walk.say("city", "/pilot/periods", **said)


def apply_as_a_firm(walk: Walk) -> FirmPilot:
    walk.say("firm", "/pilot/firm/begin")
    plan = {name: said for name, said in a_plan().items() if name != "plan_file"}
    walk.say("firm", "/pilot/firm/plan", **plan, plan_file=paper("plan.jpg"))
    walk.say(
        "firm", "/pilot/firm/submit", signer="李总", position="总经理", agreed="on",
        seal_file=paper("seal.jpg"),
    )  # fmt: skip
    return FirmPilot.objects.get()


def publish(walk: Walk) -> None:
    walk.say("firm", "/pilot/firm/copy", copy_file=paper("page.jpg"), declared="on")


def adopt_a_year_plan(walk: Walk, elevator: Elevator) -> YearPlan:
    walk.say("firm", "/yearplans/new", elevator=elevator.pk, first_day=TODAY)
    plan = YearPlan.objects.get(elevator=elevator)
    walk.say("firm", "/yearplans/adopt", plan=plan.uid)
    return plan


def test_without_a_period_there_is_no_pilot(walk: Walk) -> None:
    """286号 附件2 一; requirements C11."""
    elevator = Elevator.objects.get(firm=a_fit_firm())
    walk.sides_of(elevator)

    walk.say("firm", "/pilot/firm/begin", expect=409)
    walk.say("firm", "/pilot/elevators/new", expect=422, numbers=elevator.register_number)

    assert "当前没有生效的试点期" in walk.read("firm", "/pilot/firm")
    assert not FirmPilot.objects.exists()


def read_where_it_stands(walk: Walk, plan: YearPlan, firm: FirmPilot) -> None:
    """Read the year on one page, its table, the elevator's page, and what its code tells."""
    number = plan.elevator.register_number
    for who in ("firm", "unit", "district"):
        assert "现场维保" in walk.read(who, f"/yearplans/{plan.uid}")
    assert walk.browsers["firm"].get(f"/yearplans/{plan.uid}/table.xlsx").status_code == 200
    own = walk.read("unit", f"/elevators/{number}")
    assert firm.number in own
    assert "按需维保试点" in Passenger().open(scanned(elevator=plan.elevator))


def test_from_the_citys_document_to_the_first_visit_by_need(
    walk: Walk, capsys: pytest.CaptureFixture[str]
) -> None:
    elevator = Elevator.objects.get(firm=a_fit_firm())
    walk.sides_of(elevator)
    number = elevator.register_number
    open_a_period(walk)

    # The firm: plan and sealed commitment; the city checks and lists; then the promise is public.
    firm = apply_as_a_firm(walk)
    assert firm.number not in shown(Client().get("/pilot"))
    walk.say("city", f"/pilot/firms/{firm.number}/list")

    # The elevator: what it lacks is named, one thing after the other, until nothing is.
    walk.say("firm", "/pilot/elevators/new", expect=200, numbers=number)
    walk.say("unit", "/pilot/elevators/unit", deed="consent", elevator=number)

    def lacking() -> str:
        return walk.say("firm", "/pilot/elevators/firm", expect=422, deed="submit", elevator=number)

    assert "尚未公布" in lacking()
    walk.say("firm", "/pilot/firm/page", website="https://firm.example/pilot")
    publish(walk)
    assert elevator.firm
    assert elevator.firm.name in shown(Client().get("/pilot"))
    assert "困人三十分钟内到场" in shown(Client().get(f"/pilot/published/{firm.number}"))
    assert "责任保险" in lacking()
    a_policy(elevators=[elevator])
    assert "年度计划表" in lacking()
    plan = adopt_a_year_plan(walk, elevator)
    walk.say("firm", "/pilot/elevators/firm", deed="submit", elevator=number)
    assert regime_of(elevator) is Regime.FIXED

    # The district lists and reports in one form; from that day visits follow the plan.
    walk.say("district", "/pilot/elevators/district", deed="list", elevator=number)
    assert (way_of(elevator).state, regime_of(elevator)) == (
        ElevatorPilotState.LISTED, Regime.ON_DEMAND,
    )  # fmt: skip
    assert "BS-310106-" in walk.read("city", f"/pilot/elevators/{number}")
    read_where_it_stands(walk, plan, firm)
    status = explain(Namespace(topic="pilot", code=number, on=TODAY, json=True))
    told = json.loads(capsys.readouterr().out.splitlines()[-1])
    assert (status, told["in_pilot"], told["holds"]) == (0, True, True)
    due_on = Schedule.objects.get(pk=elevator.pk).next_due_on
    assert due_on
    assert due_on <= plan.last_day

    # The first visit by need: exactly the items that fall due, signed by the crew.
    visit = Visit.objects.get(elevator=elevator, kind=VisitKind.MAINTENANCE, state="planned")
    assert (visit.level, bool(visit.items)) == (None, True)
    done = a_signed_visit(visit=visit)
    assert done.state is VisitState.SIGNED
    assert set(done.sheet["lines"]) >= set(visit.items)

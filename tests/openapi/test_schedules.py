"""`/v1/schedules`, `/v1/tours`, `/v1/makers-items`, `/v1/year-exports`, `/v1/deviations`."""

from datetime import timedelta
from pathlib import Path

import pytest

from hoistway.foundation.periods import local_day
from hoistway.maintenance.models import MakersItem, Visit
from hoistway.parties.vocabulary import RoleKind
from tests.world.clock import clock_in_hand
from tests.world.duties import Sides, notice_sides
from tests.world.maintenance import a_hand, a_visit
from tests.world.monitoring import deviated_here
from tests.world.parties import NOW, an_actor
from tests.world.programs import Program, a_program, told
from tests.world.regimes import on_demand
from tests.world.registry import an_elevator
from tests.world.schedules import an_upkept_elevator

pytestmark = pytest.mark.django_db
TODAY = local_day(at=NOW)


@pytest.fixture(autouse=True)
def _now(tmp_path):
    with clock_in_hand(tmp_path / "clock", NOW):
        yield


@pytest.fixture
def sides() -> Sides:
    return notice_sides()


def an_upkept(sides: Sides) -> Program:
    an_upkept_elevator(elevator=sides.elevator, person_id=sides.technician.person_id, now=NOW)
    return a_program(by=sides.by("firm"))


def test_a_firm_reads_what_falls_due_and_by_which_visit(sides):
    firm = an_upkept(sides)
    number = sides.elevator.register_number
    visit = Visit.objects.get(elevator=sides.elevator, planned_on=TODAY)

    (row,) = told(firm.get("/v1/schedules?due_until=2099-01-01"))["items"]
    whole = told(firm.get(f"/v1/schedules/{number}"))

    assert (row["register_number"], row["regime"]) == (number, "fixed")
    assert whole["next_due_on"] == row["next_due_on"]
    assert whole["planned"] == {"visit": str(visit.uid), "planned_on": TODAY.isoformat()}
    assert told(firm.get("/v1/schedules?regime=on_demand"))["items"] == []
    assert told(firm.get(f"/v1/visits?nobody=true&elevator={number}"))["items"] == []


def test_an_elevator_on_demand_tells_why_and_item_by_item(sides):
    on_demand(elevator=sides.elevator)
    unit = a_program(by=sides.by("unit"))

    whole = told(unit.get(f"/v1/schedules/{sides.elevator.register_number}"))

    assert (whole["regime"], whole["next_level"]) == ("on_demand", None)
    assert whole["items"][0].keys() >= {"item", "way", "due_on", "on_site"}
    assert [one["regime"] for one in whole["changes"]] == ["on_demand"]
    assert whole["why_en"]


def test_the_board_and_the_tours_are_the_offices_own(sides):
    firm = an_upkept(sides)
    unit = a_program(by=sides.by("unit"))
    person = f"P{sides.technician.person_id}"

    board = told(firm.get("/v1/schedule-board?days=3"))
    (tour,) = told(firm.get(f"/v1/tours?day={TODAY.isoformat()}"))["items"]

    assert (board["open"], board["planned_today"], len(board["days"])) == (1, 1, 3)
    assert [one["technician"] for one in board["technicians"]] == [person]
    assert tour["technician"] == person
    assert tour["stops"][0]["register_number"] == sides.elevator.register_number
    codes = [unit.get(path).status_code for path in ("/v1/schedule-board", "/v1/tours")]
    assert codes == [403, 403]


def test_visits_are_shared_out_as_tours_and_foreign_ones_refuse_the_whole(sides):
    visit = a_visit(elevator=sides.elevator, due_on=TODAY + timedelta(days=3))
    foreign = a_visit(elevator=an_elevator())
    hand = a_hand(firm=sides.elevator.firm)
    firm = a_program(by=sides.by("firm"))
    body = {
        "visits": [str(visit.uid)], "technicians": [f"P{hand.member.person_id}"],
        "day": (TODAY + timedelta(days=1)).isoformat(),
    }  # fmt: skip

    refused = firm.send("/v1/tours", {**body, "visits": [str(visit.uid), str(foreign.uid)]})
    laid = told(firm.send("/v1/tours", body))

    assert (refused.status_code, told(refused)["code"]) == (404, "not_found")
    assert [one["visits"] for one in laid["tours"]] == [[str(visit.uid)]]
    assert laid["left"] == []
    visit.refresh_from_db()
    assert (visit.lead_id, visit.place_in_route) == (hand.member.person_id, 1)


def test_a_makers_requirement_counts_from_today_until_it_is_ended(sides):
    firm = a_program(by=sides.by("firm"))
    body = {
        "made_by": "上海某厂", "manual": "使用维护说明书 6.2", "item": "a-1-05", "at_most": "7.5",
        "unit": "mm",
    }  # fmt: skip

    made = told(firm.send("/v1/makers-items", body))
    bad = firm.send("/v1/makers-items", {**body, "at_least": 9})
    ended = told(firm.send(f"/v1/makers-items/{made['number']}/end"))
    other = a_program(by=an_actor(role=RoleKind.FIRM_OFFICE, organisation=an_elevator().firm))

    assert (made["item"], made["at_most"]) == ("A-1-05", "7.5")
    assert (bad.status_code, told(bad)["code"]) == (422, "bad_makers_item")
    assert ended["ended_on"] == TODAY.isoformat()
    assert told(firm.get("/v1/makers-items"))["items"] == []
    assert len(told(firm.get("/v1/makers-items?in_force=false"))["items"]) == 1
    assert other.send(f"/v1/makers-items/{made['number']}/end").status_code == 404
    assert MakersItem.objects.count() == 1


def test_a_year_is_asked_for_watched_and_stopped(sides, settings, tmp_path):
    firm = an_upkept(sides)
    settings.HOME = Path(tmp_path)

    (known,) = told(firm.get("/v1/year-exports"))["items"]
    path = f"/v1/year-exports/{known['number']}"
    nothing = firm.send("/v1/year-exports", {"year": 2001})
    file = firm.get(f"{path}/file")
    stopped = told(firm.send(f"{path}/stop"))

    assert (nothing.status_code, told(nothing)["code"]) == (422, "nothing_to_export")
    assert (file.status_code, stopped["state"]) == (404, "stopped")
    unit = a_program(by=sides.by("unit"))
    assert (unit.get("/v1/year-exports").status_code, unit.get(path).status_code) == (403, 403)


def test_a_deviation_is_read_by_its_sides_and_dismissed_by_the_firm_with_a_reason(sides):
    deviation = deviated_here(elevator=sides.elevator)
    firm, unit = (a_program(by=sides.by(who)) for who in ("firm", "unit"))
    path = f"/v1/deviations/{deviation.number}"

    (row,) = told(unit.get("/v1/deviations?open=true"))["items"]
    whole = told(firm.get(path))
    wordless = firm.send(f"{path}/dismiss", {"words": ""})
    not_theirs = unit.send(f"{path}/dismiss", {"words": "无需处置"})
    dismissed = told(firm.send(f"{path}/dismiss", {"words": "门区临时施工"}))

    assert (row["number"], row["words_en"]) == (deviation.number, whole["words_en"])
    assert [step["state"] for step in whole["steps"]]
    assert [wordless.status_code, not_theirs.status_code] == [422, 403]
    assert dismissed["state"] == "dismissed"
    assert told(unit.get("/v1/deviations?open=true"))["items"] == []


def test_who_sees_no_monitoring_reads_no_deviation(sides):
    deviation = deviated_here(elevator=sides.elevator)
    stranger = a_program(by=an_actor(role=RoleKind.FIRM_OFFICE, organisation=an_elevator().firm))
    inspector = a_program(by=an_actor(role=RoleKind.INSPECTOR))

    assert stranger.get(f"/v1/deviations/{deviation.number}").status_code == 404
    assert inspector.get("/v1/deviations").status_code == 403

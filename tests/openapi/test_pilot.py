"""`/v1/pilot-…`: application, elevators, consent, warnings, exits and answers, by program."""

import json

import pytest

from hoistway.ondemand.models import ElevatorPilot, FirmPilot
from hoistway.ondemand.vocabulary import ElevatorPilotState
from hoistway.parties.vocabulary import RoleKind
from tests.world.clock import clock_in_hand
from tests.world.exits import a_silent_case, an_exit_case, someone_of, the_district_of
from tests.world.ondemand import a_listed_firm, a_period
from tests.world.parties import NOW, an_actor
from tests.world.pilot_elevators import a_pilot_elevator, a_ready_elevator
from tests.world.pilot_firms import a_plan, a_shown_pilot, an_office_of, the_city
from tests.world.plates import picture
from tests.world.programs import Program, a_program, told
from tests.world.registry import an_elevator

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _now(tmp_path):
    with clock_in_hand(tmp_path / "clock", NOW):
        yield


def sent(program: Program, of: int = 5) -> str:
    answer = program.send("/v1/attachments", picture(of=of), content_type="image/jpeg")
    return str(told(answer)["sha256"])


def unit_of(elevator) -> Program:
    return a_program(by=someone_of(elevator.use_unit, RoleKind.USE_UNIT))


def test_a_firm_applies_from_the_preview_to_the_sealed_plan():
    a_period(now=NOW)
    firm = an_elevator().firm
    office = a_program(by=an_office_of(firm=firm))
    sealed = sent(office)

    preview = told(office.get("/v1/pilot-applications/preview"))["clauses"]
    fields = told(office.get("/v1/pilot-applications/plan-fields"))["items"]
    number = told(office.send("/v1/pilot-applications"))["number"]
    path = f"/v1/pilot-applications/{number}"
    twice = office.send("/v1/pilot-applications")
    seal = {"signer": "李总", "position": "总经理", "attachment": sealed, "agreed": True}
    early = office.send(f"{path}/submit", seal)
    told(office.send(f"{path}/plan", {"plan": a_plan() | {"plan_file": sealed}}))
    careless = office.send(f"{path}/submit", seal | {"agreed": False})
    handed_in = told(office.send(f"{path}/submit", seal))
    whole = told(office.get(path))

    assert {one["clause"] for one in preview} >= {"period", "firm_plan"}
    assert {one["field"] for one in fields} == set(a_plan())
    assert told(twice)["code"] == "application_stands"
    assert told(early)["code"] == "plan_incomplete"
    assert (careless.status_code, handed_in["state"]) == (422, "submitted")
    assert (whole["plan_lacks"], whole["commitment_holds"]) == ([], True)
    assert [one["deed"] for one in whole["steps"]] == ["submitted", "drafted"]
    assert office.get(f"{path}/papers/seal").status_code == 200
    city = a_program(by=the_city())
    assert told(city.get(path))["number"] == number
    assert told(office.send(f"{path}/withdraw", {"words": "暂缓"}))["state"] == "withdrawn"


def test_an_application_is_its_firms_own_and_use_units_see_who_is_listed():
    listed = a_shown_pilot(firm=an_elevator().firm, now=NOW)
    path = f"/v1/pilot-applications/{listed.number}"
    unit = a_program(by=an_actor(role=RoleKind.USE_UNIT, organisation=an_elevator().use_unit))
    other = a_program(by=an_office_of(firm=an_elevator().firm))
    inspector = a_program(by=an_actor(role=RoleKind.INSPECTOR))
    page = {"address": "https://example.com/pilot"}

    assert [one["number"] for one in told(unit.get("/v1/pilot-applications"))["items"]] == [
        listed.number
    ]
    assert unit.get(path).status_code == 403
    assert [other.get(path).status_code, other.send(f"{path}/page", page).status_code] == [404] * 2
    assert inspector.get("/v1/pilot-applications").status_code == 403
    assert told(other.get("/v1/pilot-periods"))["items"][0]["edition"]


def test_an_elevator_goes_from_the_list_over_consent_to_the_district():
    pilot = a_listed_firm(now=NOW)
    elevator = a_ready_elevator(firm_pilot=pilot)
    foreign = an_elevator()
    number = elevator.register_number
    office, unit = a_program(by=an_office_of(firm=pilot.firm)), unit_of(elevator)
    body = {"register_numbers": [number, foreign.register_number]}

    listed = told(office.send("/v1/pilot-elevators", body, write="once"))
    again = office.send("/v1/pilot-elevators", body, write="once")
    early = told(office.send("/v1/pilot-elevators/submissions", {"register_numbers": [number]}))
    agreed = told(unit.send("/v1/pilot-elevators/consents", body))
    handed_in = told(office.send("/v1/pilot-elevators/submissions", {"register_numbers": [number]}))
    whole = told(unit.get(f"/v1/pilot-elevators/{number}"))

    assert listed["moved"] == [number]
    assert [one["code"] for one in listed["refused"]] == ["pilot_number_unknown"]
    assert again["Idempotent-Replayed"] == "true"
    assert early["moved"] == []
    assert agreed["moved"] == [number]
    assert [one["code"] for one in agreed["refused"]] == ["not_found"]
    assert handed_in["moved"] == [number], handed_in
    assert (whole["state"], whole["holds"]) == ("submitted", True)
    assert [one["deed"] for one in whole["steps"]] == ["submitted", "consented", "proposed"]
    way = ElevatorPilot.objects.select_related("consent_document").get()
    person = json.loads(way.consent_document.body)["person"]
    assert (person["way"], person["proof"]["program"]) == (
        "own_system", whole["steps"][1]["by_program"],
    )  # fmt: skip


def test_no_program_lists_an_elevator_and_a_consent_is_taken_back_with_a_reason():
    way = a_pilot_elevator(state=ElevatorPilotState.CONSENTED)
    unit, number = unit_of(way.elevator), way.elevator.register_number
    body = {"register_numbers": [number]}
    path = "/v1/pilot-elevators/revocations"

    wordless = unit.send(path, body)
    firms = a_program(by=an_office_of(firm=way.firm_pilot.firm)).send(path, body | {"words": "?"})
    revoked = told(unit.send(path, body | {"words": "业主反对"}))

    assert told(wordless)["code"] == "pilot_reason_missing"
    assert firms.status_code == 403
    assert revoked["moved"] == [number]
    assert told(unit.get(f"/v1/pilot-elevators/{number}"))["ended_at"]


def test_a_firm_takes_elevators_back_and_a_stranger_sees_none():
    way = a_pilot_elevator()
    office = a_program(by=an_office_of(firm=way.firm_pilot.firm))
    stranger = a_program(by=an_office_of(firm=an_elevator().firm))
    body = {"register_numbers": [way.elevator.register_number], "words": "设备更新"}

    foreign = told(stranger.send("/v1/pilot-elevators/withdrawals", body))
    moved = told(office.send("/v1/pilot-elevators/withdrawals", body))

    assert (foreign["moved"], foreign["refused"][0]["code"]) == ([], "not_found")
    assert moved["moved"] == [way.elevator.register_number]
    assert told(stranger.get("/v1/pilot-elevators"))["items"] == []
    assert told(office.get("/v1/pilot-elevators?state=withdrawn"))["items"]


def test_a_case_is_answered_by_each_side_and_nobody_decides_it_by_program():
    elevator = a_pilot_elevator().elevator
    case = an_exit_case(elevator=elevator, now=NOW)
    path = f"/v1/pilot-exits/{case.number}"
    office, unit = a_program(by=someone_of(elevator.firm, RoleKind.FIRM_OFFICE)), unit_of(elevator)
    district = a_program(by=the_district_of(elevator))
    file = sent(office)

    told(office.send(f"{path}/answer", {"words": "已更换模块", "attachment": file}))
    heard = told(unit.send(f"{path}/answer", {"words": "情况属实"}))
    whole = told(district.get(path))

    assert (heard["state"], heard["register_number"]) == ("answered", elevator.register_number)
    assert [one["deed"] for one in whole["steps"]] == ["opened", "answered", "answered"]
    assert district.get(f"{path}/files/{file}").status_code == 200
    assert district.send(f"{path}/answer", {"words": "?"}).status_code == 403
    early = unit.send(f"{path}/appeal", {"words": "不同意"})
    assert early.status_code == 409
    stranger = a_program(by=an_office_of(firm=an_elevator().firm))
    assert stranger.get(path).status_code == 404


def test_warnings_and_found_cases_reach_whom_they_concern():
    case = a_silent_case()
    elevator = case.elevator_pilot.elevator
    office = a_program(by=someone_of(elevator.firm, RoleKind.FIRM_OFFICE))

    (row,) = told(office.get("/v1/pilot-exits?pending=true"))["items"]
    warnings = told(office.get("/v1/pilot-warnings"))["items"]

    assert (row["clause"], row["at_once"]) == ("silent", True)
    assert all(one["register_number"] == elevator.register_number for one in warnings)
    assert told(office.get(f"/v1/pilot-exits/{row['number']}"))["evidence"]
    assert FirmPilot.objects.count() == 1


def test_how_far_districts_are_is_for_regulators():
    way = a_pilot_elevator()
    district = a_program(by=the_district_of(way.elevator))
    office = a_program(by=an_office_of(firm=way.firm_pilot.firm))

    rows = told(district.get("/v1/pilot-board"))["items"]

    code = way.elevator.jurisdiction.code
    assert [one["in_the_pilot"] for one in rows if one["jurisdiction"] == code] in ([1], [])
    assert told(district.get("/v1/pilot-outcomes"))["items"] == []
    paths = ("/v1/pilot-board", "/v1/pilot-outcomes")
    assert [office.get(path).status_code for path in paths] == [403, 403]

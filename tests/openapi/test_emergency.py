"""`/v1/faults`, `/v1/incidents`, `/v1/public-reports`, `/v1/alarms`: as the pages, by program."""

from datetime import timedelta

import pytest

from hoistway.emergency.models import TimelineEntry
from hoistway.faults.models import Fault
from hoistway.foundation import clock
from hoistway.foundation.actors import Actor
from hoistway.parties.models import Membership, ReadAudit
from hoistway.parties.vocabulary import RoleKind
from hoistway.programs.vocabulary import Scope
from hoistway.telemetry.models import Alarm
from hoistway.telemetry.vocabulary import AlarmKind
from tests.world.emergency import a_called_incident, acting, an_incident, rescuer_of
from tests.world.faults import a_fault, an_appealed_fault
from tests.world.parties import a_technician, an_actor
from tests.world.programs import Program, a_program, told
from tests.world.registry import an_elevator
from tests.world.reports import a_report, report_sides

pytestmark = pytest.mark.django_db


def test_a_firm_reports_mends_and_explains_a_fault_and_a_resend_changes_nothing() -> None:
    sides = report_sides()
    unit, firm = a_program(by=sides.by("unit")), a_program(by=sides.by("firm"))
    body = {"register_number": sides.elevator.register_number, "kind": "light", "words": "灯不亮"}

    made = told(unit.send("/v1/faults", body, write="once"))
    again = unit.send("/v1/faults", body, write="once")
    path = f"/v1/faults/{made['number']}"
    mended = told(firm.send(f"{path}/mend", {"words": "更换灯管"}))
    cause = told(firm.send(f"{path}/cause", {"cause": "equipment", "words": "灯管老化"}))
    whole = told(firm.get(path))

    assert (again["Idempotent-Replayed"], Fault.objects.count()) == ("true", 1)
    assert (mended["state"], cause["cause"], cause["cause_verified"]) == (
        "mended", "equipment", False,
    )  # fmt: skip
    assert [step["deed"] for step in whole["steps"]] == ["open", "note", "mend", "note"]
    assert whole["steps"][2]["by_program"].startswith("program of firm_office")


def test_no_program_judges_a_cause_and_nobody_mends_what_is_not_theirs() -> None:
    sides, fault = report_sides(), a_fault()
    unit = a_program(by=sides.by("unit"))

    hidden = unit.send(f"/v1/faults/{fault.number}/note", {"words": "?"})
    own = a_fault(elevator=sides.elevator)
    not_allowed = unit.send(f"/v1/faults/{own.number}/mend", {"words": "好了"})

    assert [hidden.status_code, not_allowed.status_code] == [404, 403]


def test_names_are_told_to_who_may_read_them_and_the_reading_is_kept() -> None:
    sides = report_sides()
    rows = an_appealed_fault(elevator=sides.elevator)
    firm = sides.by("firm")
    program = a_program(by=firm)
    program.send(f"/v1/faults/{rows.fault.number}/note", {"words": "已联系"})
    thin = a_program(by=firm, scopes=frozenset({Scope.FAULTS}), name="thin")

    named = told(program.get(f"/v1/faults/{rows.fault.number}"))["steps"][-1]
    assert (named["by_name"], ReadAudit.objects.count()) == (firm.name, 1)
    unnamed = told(thin.get(f"/v1/faults/{rows.fault.number}"))["steps"][-1]
    assert (unnamed["by_name"], ReadAudit.objects.count()) == ("", 1)


def technicians_program() -> tuple[Program, Actor, str]:
    incident = a_called_incident(now=clock.now())
    by = rescuer_of(incident=incident)
    return a_program(by=by), by, f"/v1/incidents/{incident.number}"


def test_a_technicians_program_goes_from_call_to_cause() -> None:
    program, by, path = technicians_program()
    incident = told(program.get(path))
    place = {"longitude": 121.4, "latitude": 31.2}

    assert incident["calls"][0]["technician"] == f"P{by.person_id}"
    assert told(program.send(f"{path}/accept"))["state"] == "accepted"
    assert program.send(f"{path}/set-out").status_code == 200
    assert told(program.send("/v1/positions", place)) == {"kept": True}
    far = program.send(f"{path}/arrive", {"code": "nonsense"})
    assert (far.status_code, told(far)["code"]) == (409, "no_proof_of_place")
    elevator = TimelineEntry.objects.order_by("pk")[0].incident.elevator
    there = {"longitude": elevator.longitude, "latitude": elevator.latitude}
    assert told(program.send(f"{path}/arrive", {"place": there}))["state"] == "arrived"
    assert told(program.send(f"{path}/freed", {"people": 2}))["people"] == 2
    closed = told(program.send(f"{path}/close", {"cause": "door", "words": "门锁触点"}))
    assert (closed["state"], closed["cause"]) == ("closed", "door")
    course = told(program.get(f"{path}/timeline?after=1"))["items"]
    assert [one["deed"] for one in course[:4]] == ["called", "accepted", "under_way", "arrived"]
    assert told(program.get(path))["figures"]


def test_a_technician_who_was_not_called_answers_nothing() -> None:
    _, by, path = technicians_program()
    firm = Membership.objects.get(person_id=by.person_id).organisation
    other = a_program(by=acting(membership=a_technician(firm=firm)))

    assert other.send(f"{path}/accept").status_code == 404


def test_a_call_for_a_rescue_joins_the_one_that_is_open() -> None:
    sides = report_sides()
    unit = a_program(by=sides.by("unit"))
    body = {"register_number": sides.elevator.register_number, "people": 2, "needs": ["elderly"]}

    first, second = (told(unit.send("/v1/incidents", body)) for _ in range(2))
    seen = told(unit.get("/v1/incidents?open=true&elevator=" + body["register_number"]))  # type: ignore[operator]

    assert (first["number"], first["people"]) == (second["number"], 2)
    assert [one["number"] for one in seen["items"]] == [first["number"]]
    assert [one["source"] for one in told(unit.get(f"/v1/incidents/{first['number']}"))["reports"]]


def test_the_desk_commands_and_others_do_not() -> None:
    incident = an_incident(now=clock.now())
    path = f"/v1/incidents/{incident.number}"
    desk = a_program(by=an_actor(role=RoleKind.DISPATCHER))
    inspector = a_program(by=an_actor(role=RoleKind.INSPECTOR))

    noted = desk.send(f"{path}/note", {"words": "已联系物业"})
    raised = told(desk.send(f"{path}/escalate", {"level": "2", "words": "人员不适"}))

    assert (noted.status_code, raised["level"]) == (200, "2")
    assert [inspector.get(one).status_code for one in ("/v1/incidents", path)] == [403, 403]


def test_a_report_is_answered_by_whose_turn_it_is() -> None:
    sides = report_sides()
    report = a_report(elevator=sides.elevator)
    unit, firm = a_program(by=sides.by("unit")), a_program(by=sides.by("firm"))
    path = f"/v1/public-reports/{report.number}"
    turn = unit if told(unit.get(path))["desk"] == "use_unit" else firm

    assert "answer" in told(turn.get(path))["deeds"]
    answered = told(turn.send(f"{path}/answer", {"words": "今天修好"}))
    other = (firm if turn is unit else unit).send(f"{path}/answer", {"words": "不归我们"})

    assert answered["state"] == "answered"
    assert other.status_code in {403, 409, 422}
    assert told(unit.get("/v1/public-reports?state=open"))["items"] == []


def test_alarms_name_the_rescue_they_led_to() -> None:
    sides, now = report_sides(), clock.now()
    for elevator in (sides.elevator, an_elevator()):
        Alarm.objects.create(
            elevator=elevator, kind=AlarmKind.POWER_LOST, began_at=now - timedelta(minutes=2),
            detected_at=now, edition="test",
        )  # fmt: skip

    page = told(a_program(by=sides.by("firm")).get("/v1/alarms?still_on=true"))

    assert [(one["kind"], one["incident"]) for one in page["items"]] == [("power_lost", None)]

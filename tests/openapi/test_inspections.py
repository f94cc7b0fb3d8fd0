"""`/v1/inspections` and what stands around them: sent once, read by all, asked for and mended."""

import json
from datetime import timedelta
from uuid import uuid4

import pytest
from django.http import HttpResponse
from django.test import Client

from hoistway.foundation import clock
from hoistway.foundation.actors import PLATFORM, Actor
from hoistway.foundation.periods import local_day
from hoistway.inspection.models import Inspection
from hoistway.inspection.vocabulary import InspectionKind, RecordSource
from hoistway.parties.models import Organisation
from hoistway.parties.vocabulary import RoleKind
from hoistway.programs.actions import Opening, open_key
from hoistway.programs.vocabulary import Scope
from hoistway.registry.models import Elevator
from tests.world.inspections import an_inspection, inspection_rows
from tests.world.maintenance import a_photo_file
from tests.world.parties import NOW, a_firm, a_use_unit, an_actor, an_inspection_body
from tests.world.programs import Program, a_program, told
from tests.world.registry import Site, an_elevator

pytestmark = pytest.mark.django_db(transaction=True)


def a_key(organisation: Organisation, *scopes: Scope) -> str:
    secret = uuid4().hex
    opening = Opening(
        name=secret[:12], organisation_id=organisation.pk, source="inspection", secret=secret,
        scopes=frozenset(scopes),
    )  # fmt: skip
    open_key(opening=opening, now=NOW, by=PLATFORM)
    return secret


def report(elevator: Elevator, **more: object) -> dict[str, object]:
    return {
        "register_number": elevator.register_number, "kind": "periodic", "verdict": "failed",
        "held_on": "2026-11-02", "report_number": "R-1",
        "defects": [{"words": "制动器制动力不足", "item": "7.8"}], **more,
    }  # fmt: skip


def sent(key: str, elevator: Elevator, *, once: str, **more: object) -> HttpResponse:
    answer: HttpResponse = Client().post(
        "/v1/inspections", json.dumps(report(elevator, **more)), content_type="application/json",
        headers={"Authorization": f"Bearer {key}", "Idempotency-Key": once},
    )  # type: ignore[assignment]  # fmt: skip
    return answer


def test_a_report_is_kept_once_and_its_consequence_is_told() -> None:
    elevator, body = an_elevator(), an_inspection_body()
    key, firms_key = a_key(body, Scope.INSPECTIONS), a_key(a_firm(), Scope.INSPECTIONS)

    first, again = sent(key, elevator, once="1"), sent(key, elevator, once="1")
    other = sent(key, elevator, once="2", verdict="passed")
    no_body = sent(firms_key, elevator, once="3")
    no_scope = sent(a_key(body, Scope.CODES), elevator, once="4")
    wrong = sent(key, elevator, once="5", kind="self_inspection", report_number="R-2")
    headers = {"Authorization": f"Bearer {key}"}
    read = Client().get("/v1/inspections/sent", headers=headers).json()

    assert (first.status_code, again["Idempotent-Replayed"]) == (201, "true")
    assert json.loads(first.content)["must_not_be_used"] is True
    assert json.loads(other.content)["code"] == "report_known"
    assert [one.status_code for one in (no_body, no_scope, wrong)] == [403, 403, 422]
    assert [one["report_number"] for one in read["items"]] == ["R-1"]
    assert Inspection.objects.get().source is RecordSource.API


def test_many_reports_come_as_lines_and_each_is_answered() -> None:
    by = an_actor(role=RoleKind.INSPECTOR)
    program, elevators = a_program(by=by), [an_elevator(), an_elevator()]
    lines = [
        report(elevators[0]), report(elevators[1], report_number="R-2", verdict="passed"),
        report(elevators[1], register_number="1", report_number="R-3"),
    ]  # fmt: skip
    body = "\n".join(json.dumps(one) for one in lines).encode()

    rows = told(program.send("/v1/inspections", body, content_type="application/x-ndjson"))["rows"]

    assert [(one["accepted"], one["code"]) for one in rows] == [
        (True, ""), (True, ""), (False, "not_found"),
    ]  # fmt: skip
    assert len(told(program.get("/v1/inspections?limit=1"))["items"]) == 1


def test_a_body_corrects_its_report_with_its_paper_and_the_earlier_one_stays() -> None:
    program, elevator = a_program(by=an_actor(role=RoleKind.INSPECTOR)), an_elevator()
    photo = told(
        program.send("/v1/attachments", a_photo_file(), content_type="image/jpeg")
    )["sha256"]  # fmt: skip
    first = told(program.send("/v1/inspections", report(elevator)))["number"]
    body = report(
        elevator, verdict="passed", defects=[], replaces=first, file_sha256=photo,
        replace_reason="结论录错", report_number="R-1b",
    )  # fmt: skip

    second = told(program.send("/v1/inspections", body))
    earlier = told(program.get(f"/v1/inspections/{first}"))

    assert (earlier["replaced_by"], second["must_not_be_used"]) == (second["number"], False)
    paper = program.get(f"/v1/inspections/{second['number']}/file")
    assert (paper.status_code, paper["Content-Type"]) == (200, "image/jpeg")
    numbers = [one["number"] for one in told(program.get("/v1/inspections"))["items"]]
    assert numbers == [second["number"]]


def sides() -> tuple[Elevator, Program, Program, Actor]:
    elevator = an_elevator(site=Site(firm=a_firm(), use_unit=a_use_unit()))
    unit = an_actor(role=RoleKind.USE_UNIT, organisation=elevator.use_unit)
    firm = an_actor(role=RoleKind.FIRM_OFFICE, organisation=elevator.firm)
    return elevator, a_program(by=unit), a_program(by=firm), unit


def test_a_unit_asks_a_body_agrees_and_the_report_ends_the_request() -> None:
    elevator, unit, firm, _ = sides()
    inspector = an_actor(role=RoleKind.INSPECTOR)
    body = a_program(by=inspector)
    day = (local_day(at=clock.now()) + timedelta(days=9)).isoformat()
    wish = {
        "register_number": elevator.register_number, "body": f"O{inspector.organisation_id}",
        "wished_on": day,
    }  # fmt: skip

    asked = told(unit.send("/v1/inspection-requests", wish))
    twice = unit.send("/v1/inspection-requests", wish)
    path = f"/v1/inspection-requests/{asked['request']}"
    agreed = told(body.send(f"{path}/agree", {"agreed_on": day}))
    body.send("/v1/inspections", report(elevator, verdict="passed", defects=[]))
    ended = told(unit.get(path))

    assert (asked["state"], told(twice)["code"]) == ("asked", "inspection_asked_before")
    assert (agreed["state"], agreed["agreed_on"], ended["state"]) == ("agreed", day, "done")
    assert ended["inspection"]
    assert unit.send(f"{path}/drop").status_code == 409
    assert firm.send("/v1/inspection-requests", wish).status_code == 403
    assert a_program(by=an_actor(role=RoleKind.INSPECTOR)).get(path).status_code == 404


def test_a_defect_is_mended_by_the_firm_and_seen_by_the_body() -> None:
    elevator, unit, firm, _ = sides()
    body = a_program(by=an_actor(role=RoleKind.INSPECTOR))
    number = told(body.send("/v1/inspections", report(elevator)))["number"]
    defect = told(unit.get(f"/v1/inspections/{number}"))["defects"][0]["defect"]
    path = f"/v1/defects/{defect}"

    mended = told(firm.send(f"{path}/mend", {"words": "已更换制动器"}))
    again = firm.send(f"{path}/mend", {"words": "已更换制动器"})
    own = firm.send(f"{path}/look", {"mended": True})
    seen = told(body.send(f"{path}/look", {"mended": True}))
    stands = told(unit.get(f"/v1/elevators/{elevator.register_number}/inspection"))

    assert (mended["state"], told(again)["code"]) == ("mended", "defect_settled")
    assert (own.status_code, seen["state"], stands["defects"]) == (403, "ended", [])
    assert (stands["must_not_be_used"], stands["in_force"]["verdict"]) == (True, "failed")
    assert stands["stops"][0]["reason"] == "failed"


def test_a_unit_receives_a_stop_and_no_program_lifts_it() -> None:
    elevator, unit, firm, _ = sides()
    inspection_rows(elevator=elevator, now=clock.now())
    [stop] = told(unit.get("/v1/stops"))["items"]
    path = f"/v1/stops/{stop['stop']}"

    received = told(unit.send(f"{path}/receive"))

    assert (stop["reason"], bool(received["received_at"])) == ("failed", True)
    assert firm.send(f"{path}/receive").status_code == 403
    assert unit.send(f"{path}/lift").status_code == 404
    assert a_program(by=an_actor(role=RoleKind.USE_UNIT)).get(path).status_code == 404


def test_what_is_due_is_listed_and_out_of_reach_is_not() -> None:
    elevator, unit, _firm, _ = sides()
    for one in (elevator, an_elevator()):
        day = local_day(at=clock.now()) - timedelta(days=300)
        an_inspection(elevator=one, kind=InspectionKind.INSTALLATION, held_on=day)

    rows = told(unit.get("/v1/due-inspections?within_days=3650"))["items"]

    assert [one["register_number"] for one in rows] == [elevator.register_number]
    assert told(unit.get("/v1/due-inspections?within_days=-3000"))["items"] == []

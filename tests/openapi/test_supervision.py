"""`/v1/checks`, `/v1/orders`, `/v1/inquiries`, `/v1/samples`: as the pages, by program."""

import pytest

from hoistway.foundation import clock
from hoistway.foundation.actors import Actor
from hoistway.parties.models import ReadAudit
from hoistway.parties.vocabulary import RoleKind
from hoistway.programs.vocabulary import Scope
from hoistway.sampling.models import SampleCheck
from hoistway.supervision.vocabulary import OrderState
from tests.world.emergency import acting
from tests.world.inspections import inspection_rows
from tests.world.maintenance import a_signed_visit
from tests.world.orders import OrderWorld, an_order
from tests.world.oversight import asked_about
from tests.world.parties import a_bureau, a_firm, a_jurisdiction, a_member, a_use_unit, an_actor
from tests.world.programs import a_program, told
from tests.world.registry import Site, an_elevator
from tests.world.samples import sample_rows
from tests.world.supervision import two_officers

pytestmark = pytest.mark.django_db


def regulator(area_of: OrderWorld) -> Actor:
    return area_of.bureau.officer


def test_a_unit_reads_its_order_reports_each_problem_and_a_resend_changes_nothing() -> None:
    world = an_order(elevator=an_elevator(site=Site(firm=a_firm())), now=clock.now())
    unit, other = a_program(by=world.unit), a_program(by=an_actor(role=RoleKind.FIRM_OFFICE))
    path = f"/v1/orders/{world.order.pk}"
    whole = told(unit.get(path))
    problem = whole["problems"][0]["finding"]
    body = {"problems": [{"finding": problem, "words": "已补齐记录"}]}

    asked = unit.send(f"{path}/ask-time", {"words": "等待配件"})
    bare = unit.send(f"{path}/report", {"problems": [{"finding": 0, "words": "好了"}]})
    done, again = (unit.send(f"{path}/report", body, write="r") for _ in range(2))

    assert [one["deed"] for one in whole["steps"]] == ["approved", "served"]
    assert (whole["case"], whole["state"], asked.status_code) == (None, "served", 200)
    assert (bare.status_code, told(bare)["code"]) == (422, "finding_unanswered")
    assert (told(done)["state"], again["Idempotent-Replayed"]) == ("reported", "true")
    assert told(unit.get(path))["problems"][0]["told"] == "已补齐记录"
    assert [other.get(path).status_code, told(other.get("/v1/orders"))["items"]] == [404, []]


def test_a_regulator_reads_drafts_and_a_unit_does_not() -> None:
    elevator = an_elevator(site=Site(firm=a_firm()))
    world = an_order(elevator=elevator, state=OrderState.DRAFT, now=clock.now())
    officer, unit = a_program(by=regulator(world)), a_program(by=world.unit)

    listed = told(officer.get("/v1/orders?state=draft"))["items"]
    steps = told(officer.get(f"/v1/orders/{world.order.pk}"))["steps"]

    assert ([one["id"] for one in listed], len(steps)) == ([world.order.pk], 1)
    assert unit.get(f"/v1/orders/{world.order.pk}").status_code == 404
    assert officer.get(f"/v1/orders/{2**70}").status_code == 404


def test_the_proof_of_an_order_is_taken_by_who_may_read_it() -> None:
    world = an_order(elevator=an_elevator(site=Site(firm=a_firm())), now=clock.now())
    unit = a_program(by=world.unit)
    path = f"/v1/orders/{world.order.pk}"

    name = told(unit.get(path))["steps"][-1]["files"][0]
    taken = unit.get(f"{path}/files/{name}")

    assert (taken.status_code, taken["Content-Type"], bool(taken.content)) == (
        200, "image/jpeg", True,
    )  # fmt: skip
    assert unit.get(f"{path}/files/{'0' * 64}").status_code == 404


def test_a_check_is_read_by_both_sides_and_names_need_a_scope() -> None:
    world = an_order(elevator=an_elevator(site=Site(firm=a_firm())), now=clock.now())
    unit = a_program(by=world.unit)
    thin = a_program(by=world.unit, scopes=frozenset({Scope.SUPERVISION}), name="thin")
    number = told(unit.get("/v1/checks"))["items"][0]["number"]

    whole, unnamed = (told(one.get(f"/v1/checks/{number}")) for one in (unit, thin))

    assert [one["weight"] for one in whole["found"]] == ["breach"]
    assert [one["side"] for one in whole["signatures"]].count("officer") == 2
    assert all(one["name"] for one in whole["signatures"])
    assert not any(one["name"] for one in unnamed["signatures"])
    assert ([unnamed["officers"], unnamed["unit"]], ReadAudit.objects.count()) == ([[], {}], 1)


def test_a_regulator_plans_a_check_of_the_own_area_alone() -> None:
    firm = a_firm()
    world = an_order(elevator=an_elevator(site=Site(firm=firm)), now=clock.now())
    officer, unit = a_program(by=regulator(world)), a_program(by=world.unit)
    body = {"organisation": f"O{firm.pk}", "lead": "complaint", "lead_ref": "12345-1"}
    far = a_bureau(jurisdiction=a_jurisdiction(code="310199", name="远区"))
    stranger = a_program(
        by=acting(membership=a_member(role=RoleKind.DISTRICT_REGULATOR, organisation=far))
    )

    made = officer.send("/v1/checks", body)
    refused = unit.send("/v1/checks", body)

    assert (made.status_code, told(made)["state"], told(made)["lead"]) == (
        201, "planned", "complaint",
    )  # fmt: skip
    assert refused.status_code in {403, 422}
    assert told(stranger.send("/v1/checks", body))["code"] == "nobody_to_check"
    assert stranger.get(f"/v1/checks/{told(made)['number']}").status_code == 404


def test_a_firm_answers_an_inquiry_and_a_regulator_settles_it() -> None:
    visit = a_signed_visit()
    row = asked_about(visit=visit, now=clock.now())
    firm = a_program(by=an_actor(role=RoleKind.FIRM_OFFICE, organisation=visit.firm))
    bureau = a_bureau(jurisdiction=visit.elevator.jurisdiction)
    desk = a_program(
        by=acting(membership=a_member(role=RoleKind.DISTRICT_REGULATOR, organisation=bureau))
    )
    path = f"/v1/inquiries/{row.number}"

    wordless = firm.send(f"{path}/answer", {"words": ""})
    answered = told(firm.send(f"{path}/answer", {"words": "当天两人作业"}))
    settled = told(desk.send(f"{path}/settle", {"words": "可信", "outcome": "sound"}))
    not_theirs = firm.send(f"{path}/settle", {"words": "可信", "outcome": "sound"})
    whole = told(firm.get(path))

    assert (wordless.status_code, answered["state"]) == (422, "answered")
    assert (settled["state"], settled["outcome"], not_theirs.status_code) == (
        "settled", "sound", 403,
    )  # fmt: skip
    assert [one["deed"] for one in whole["steps"]] == ["asked", "answered", "settled"]
    assert [bool(one["by_name"]) for one in whole["steps"]] == [False, True, False]
    assert firm.get(f"{path}/files/{whole['steps'][0]['file_sha256']}").status_code == 200
    again = desk.send("/v1/inquiries", {"visit": str(visit.uid), "words": "请说明"})
    assert (again.status_code, told(again)["kind"]) == (201, "question")


def test_irregular_visits_are_for_regulators() -> None:
    visit = a_signed_visit()
    asked_about(visit=visit, now=clock.now())
    firm = a_program(by=an_actor(role=RoleKind.FIRM_OFFICE, organisation=visit.firm))
    desk = a_program(by=an_actor(role=RoleKind.CITY_REGULATOR))

    listed = desk.get("/v1/irregular-visits?limit=1")

    assert listed.status_code == 200
    assert firm.get("/v1/irregular-visits").status_code == 403


def test_a_firm_mends_what_a_sample_found() -> None:
    elevator = an_elevator(site=Site(firm=a_firm()))
    check = sample_rows(elevator=elevator, now=clock.now()).check
    firm = a_program(by=an_actor(role=RoleKind.FIRM_OFFICE, organisation=elevator.firm))
    other = a_program(by=an_actor(role=RoleKind.FIRM_OFFICE))
    path = f"/v1/samples/{check.draw.number}/{elevator.register_number}"

    assert told(firm.get(path))["answers"]["marks"] == "no"
    assert told(firm.send(f"{path}/mend", {"words": "已补贴标志"}))["mended_words"] == "已补贴标志"
    assert firm.send(f"{path}/confirm", {"holds": True}).status_code == 403
    assert [one["draw"] for one in told(firm.get("/v1/samples?to_mend=true"))["items"]] == [
        check.draw.number
    ]
    assert other.get(path).status_code == 404
    assert SampleCheck.objects.get(pk=check.pk).mended_at


def test_a_lot_is_frozen_then_drawn_by_program_and_anybody_repeats_it() -> None:
    unit = a_use_unit()
    an_elevator(site=Site(use_unit=unit, jurisdiction=unit.jurisdiction))
    first, second = two_officers(jurisdiction=unit.jurisdiction)
    desk = a_program(by=acting(membership=first))
    firm = a_program(by=an_actor(role=RoleKind.FIRM_OFFICE))

    frozen = told(desk.send("/v1/draws", {"purpose": "use_units", "size": 1}))
    path = f"/v1/draws/{frozen['number']}"
    drawn = told(desk.send(f"{path}/seed", {"seed": "08211533", "seed_source": "福彩3D"}))
    file = told(desk.get(path))["file"]

    assert (frozen["state"], drawn["state"], second.organisation_id) == (
        "frozen", "drawn", first.organisation_id,
    )  # fmt: skip
    assert (file["frame_sha256"], len(file["drawn"])) == (frozen["frame_sha256"], 1)
    assert [one["lead"] for one in told(desk.get("/v1/checks"))["items"]] == ["draw"]
    assert [firm.get(one).status_code for one in ("/v1/draws", "/v1/check-shares")] == [403, 403]
    shares = told(desk.get("/v1/check-shares"))["shares"]
    assert {one["jurisdiction"] for one in shares} == {unit.jurisdiction.code}


def test_key_units_are_named_and_taken_off() -> None:
    unit = a_use_unit()
    [officer, _] = two_officers(jurisdiction=unit.jurisdiction)
    desk = a_program(by=acting(membership=officer))
    body = {"organisation": f"O{unit.pk}", "ground": "complaints"}

    bare = desk.send("/v1/key-units", body)
    made = told(desk.send("/v1/key-units", {**body, "words": "一年内 12 件"}))
    gone = told(desk.send(f"/v1/key-units/{made['key_unit']}/end"))

    assert told(bare)["code"] == "key_unit_words_missing"
    assert (made["until"], bool(gone["until"])) == (None, True)
    assert told(desk.get("/v1/key-units"))["items"] == []


def test_lists_for_meetings_and_frequencies_answer() -> None:
    elevator = an_elevator(site=Site(firm=a_firm()))
    inspection_rows(elevator=elevator, now=clock.now())
    city = a_program(by=an_actor(role=RoleKind.CITY_REGULATOR))
    firm = a_program(by=an_actor(role=RoleKind.FIRM_OFFICE, organisation=elevator.firm))
    names = ("old", "unanswered", "uninspected", "unmaintained", "bikes", "unconnected")

    answers = [city.get(f"/v1/meeting-lists/{name}").status_code for name in names]

    assert answers == [200] * len(names)
    assert city.get("/v1/meeting-lists/others").status_code == 422
    assert firm.get("/v1/meeting-lists/old").status_code == 403
    assert [one.get("/v1/check-frequencies").status_code for one in (city, firm)] == [200, 200]

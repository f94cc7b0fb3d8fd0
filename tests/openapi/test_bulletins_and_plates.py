"""Bulletins, plates and findings over HTTP, and that lists cost the same for one row and three."""

from dataclasses import replace

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from hoistway.filings.actions import check_filing
from hoistway.foundation import clock
from hoistway.foundation.actors import Actor
from hoistway.foundation.periods import local_day
from hoistway.foundation.refusal import NotAllowed
from hoistway.parties.vocabulary import RoleKind
from hoistway.plates.queries import plates_of
from tests.world.emergency import acting
from tests.world.filings import a_filing_firm, a_stage, an_elevator_filing
from tests.world.findings import a_correction, a_finding
from tests.world.mismatches import a_mismatch, four_sides
from tests.world.parties import NOW, a_bureau, a_firm, a_jurisdiction, a_member, an_actor
from tests.world.plates import an_issued_plate, picture
from tests.world.programs import Program, a_program, told
from tests.world.registry import Site, an_elevator

pytestmark = pytest.mark.django_db


def a_city() -> list[Actor]:
    bureau = a_bureau(jurisdiction=a_jurisdiction(code="310000", name="上海市"))
    pair = [a_member(role=RoleKind.CITY_REGULATOR, organisation=bureau) for _ in range(2)]
    return [acting(membership=one) for one in pair]


def test_a_bulletin_is_written_by_one_person_and_published_by_another() -> None:
    writer, checker = (a_program(by=one) for one in a_city())
    today = local_day(at=clock.now()).isoformat()
    body = {
        "kind": "safety", "scope": "city", "title_zh": "乘梯安全", "text_zh": "请勿扒门。",
        "first_day": today, "last_day": today,
    }  # fmt: skip

    number = told(writer.send("/v1/bulletins", body))["number"]
    waiting = told(checker.get("/v1/bulletins?box=to_check"))["items"]
    own = writer.send(f"/v1/bulletins/{number}/publish")
    before = Client().get("/v1/public-bulletins").json()["items"]
    published = told(checker.send(f"/v1/bulletins/{number}/publish"))
    (public,) = Client().get("/v1/public-bulletins").json()["items"]

    assert [one["number"] for one in waiting] == [number]
    assert (own.status_code, told(own)["code"]) == (403, "same_person")
    assert (before, published["state"]) == ([], "published")
    assert (public["number"], "state" in public) == (number, False)


def test_that_an_elevator_stands_is_public_at_once_and_only_there() -> None:
    elevator = an_elevator()
    unit = a_program(by=an_actor(role=RoleKind.USE_UNIT, organisation=elevator.use_unit))
    today = local_day(at=clock.now()).isoformat()
    body = {
        "kind": "stopped", "scope": "elevator", "register_number": elevator.register_number,
        "title_zh": "停梯", "text_zh": "更换钢丝绳。", "first_day": today, "last_day": today,
    }  # fmt: skip

    written = told(unit.send("/v1/bulletins", body))
    foreign = unit.send("/v1/bulletins", {**body, "register_number": an_elevator().register_number})
    there = Client().get(f"/v1/public-bulletins?elevator={elevator.register_number}").json()
    everywhere = Client().get("/v1/public-bulletins").json()

    assert (written["state"], foreign.status_code) == ("published", 404)
    assert [one["number"] for one in there["items"]] == [written["number"]]
    assert everywhere["items"] == []


def test_a_plate_is_put_up_with_a_photo_and_reported_as_lost() -> None:
    plate = an_issued_plate()
    office = a_program(by=an_actor(role=RoleKind.FIRM_OFFICE, organisation=plate.elevator.firm))
    path = f"/v1/plates/{plate.code}"
    photo = told(
        office.send("/v1/attachments", picture(of=7), content_type="image/jpeg")
    )["sha256"]  # fmt: skip
    body = {
        "photo": photo, "longitude": 121.443, "latitude": 31.233, "accuracy_m": 8,
        "posted_at": NOW.isoformat(), "facts": {"stops": 9, "estate": plate.elevator.estate},
    }  # fmt: skip

    wrong = office.send(f"{path}/postings", {**body, "facts": {"stops": "neun"}})
    unsent = office.send(f"{path}/postings", {**body, "photo": "0" * 64})
    hung = told(office.send(f"{path}/postings", body))
    lost = told(office.send(f"{path}/reports", {"lost": True}))
    whole = told(office.get(path))
    plate.elevator.refresh_from_db()

    assert [told(one)["code"] for one in (wrong, unsent)] == [
        "not_seen_on_site", "attachment_unknown"
    ]  # fmt: skip
    assert (hung["state"], lost["state"]) == ("posted", "lost")
    assert [one["deed"] for one in whole["steps"]] == ["issue", "post", "report_lost"]
    assert whole["postings"][0]["photo"] == photo
    assert plate.elevator.stops == 9


def test_a_finding_is_answered_by_the_firm_and_settled_by_the_district() -> None:
    stage = a_stage()
    elevator, firm = stage.elevator, stage.elevator.firm
    finding = a_finding(elevator=elevator)
    office = a_program(by=an_actor(role=RoleKind.FIRM_OFFICE, organisation=firm))
    district = a_program(by=stage.by_district)
    path = f"/v1/findings/{finding.pk}"

    answered = told(office.send(f"{path}/answers", {"agrees": True, "text": "铭牌为 1.75"}))
    refused = office.send(f"{path}/settle", {"deed": "accept", "reason": "铭牌"})
    settled = told(district.send(f"{path}/settle", {"deed": "accept", "reason": "铭牌"}))
    (made,) = told(district.get("/v1/corrections"))["items"]
    undone = told(district.send(f"/v1/corrections/{made['number']}/undo", {"reason": "看错"}))
    elevator.refresh_from_db()

    assert [one["agrees"] for one in answered["answers"]] == [True]
    assert refused.status_code == 403
    assert (settled["state"], made["after"]) == ("accepted", 1.75)
    assert undone["undone_reason"] == "看错"
    assert elevator.rated_speed_mps == 1.0


def test_what_a_district_decides_no_program_decides() -> None:
    stage, firm = a_stage(), a_filing_firm()
    filing = an_elevator_filing(stage=stage, firm=firm, confirmed=True)

    with pytest.raises(NotAllowed):
        check_filing(
            filing_id=filing.pk, now=NOW, by=replace(stage.by_district, program="a program")
        )


def _a_row(site: Site) -> None:
    elevator = an_elevator(site=site)
    a_correction(finding=a_finding(elevator=elevator))
    sides = four_sides(site=site)
    a_mismatch(sides=sides)
    assert plates_of(elevator_id=elevator.pk)


@pytest.mark.parametrize(
    "path", ["elevators", "plates", "findings", "corrections", "mismatches", "organisations"]
)
def test_a_list_costs_the_same_for_one_row_and_for_three(path: str) -> None:
    site = Site(firm=a_firm())
    office = a_program(by=an_actor(role=RoleKind.FIRM_OFFICE, organisation=site.firm))

    costs = []
    for more in (1, 2):
        for _ in range(more):
            _a_row(site)
        costs.append(_queries(office, f"/v1/{path}"))

    assert costs[0] == costs[1]


def test_a_list_of_filings_costs_the_same_for_one_row_and_for_three() -> None:
    firm = a_filing_firm()
    office = a_program(by=firm.by)

    costs = []
    for more in (1, 2):
        for _ in range(more):
            an_elevator_filing(stage=a_stage(), firm=firm)
        costs.append(_queries(office, "/v1/filings"))

    assert costs[0] == costs[1]


def _queries(program: Program, path: str) -> int:
    with CaptureQueriesContext(
        connection,
    ) as caught:
        assert program.get(path).status_code == 200
    return len(caught)

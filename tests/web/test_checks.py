"""The pages of checks: from the code to the signed record, to the public, to nobody else."""

import base64
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from hoistway.foundation.periods import SHANGHAI
from hoistway.parties.models import Membership
from hoistway.parties.vocabulary import RoleKind
from hoistway.plates.queries import address_of, living_plates
from hoistway.registry.models import Elevator
from hoistway.supervision.models import Check, Finding, KeyUnit
from hoistway.supervision.queries import checklist_on
from hoistway.supervision.vocabulary import CheckLead, CheckState
from tests.world.parties import NOW, a_member, client_of, signed_in_client
from tests.world.plates import picture
from tests.world.registry import an_elevator
from tests.world.supervision import a_check, a_planned_check, check_rows, two_officers

pytestmark = pytest.mark.django_db


class Round:
    """Two officers at an elevator, each with a phone."""

    def __init__(self) -> None:
        self.elevator: Elevator = an_elevator()
        self.officers: list[Membership] = two_officers(jurisdiction=self.elevator.jurisdiction)
        self.phones: list[Client] = [client_of(membership=one) for one in self.officers]
        plate = living_plates(elevator_ids=[self.elevator.pk])[self.elevator.pk]
        code = address_of(plate=plate, keys=settings.PLATE_KEYS).split("/")[2:]
        self.here = f"/p/{code[0]}/{code[1]}/check"

    def form(self, **changes: Any) -> dict[str, Any]:
        """Return what a sound form posts: one item failed, the unit signs later."""
        items = checklist_on(audience="use_unit", day=NOW.date()).items
        answers = {f"q-{one.code}": "yes" for one in items}
        began = (NOW - timedelta(hours=1)).astimezone(SHANGHAI)
        return answers | {
            "q-marks": "no", "w-marks": "轿厢内没有使用标志", "g-marks": "minor",
            "a-marks": ["safety-43"], "card": "沪A1", "partner": self.officers[1].person_id,
            "partner_card": "沪A2", "began_at": f"{began:%Y-%m-%dT%H:%M}", "way": "account",
            "elevators": self.elevator.register_number, "measures": ["order"],
            "form_id": str(uuid4()), **changes,
        }  # fmt: skip


@pytest.fixture
def on_site() -> Round:
    """Return two officers at an elevator."""
    return Round()


def _drawn() -> str:
    return "data:image/png;base64," + base64.b64encode(picture(of=3, width=200)).decode()


def test_an_officer_checks_from_the_code_and_the_other_signs_the_same_record(
    on_site: Round,
) -> None:
    first, second = on_site.phones
    page = first.get(on_site.here).content.decode()
    assert "电梯使用单位监督检查项目" in page
    assert 'name="measures"' in page
    assert "checked" not in page.split('name="measures"', 1)[1].split("</fieldset>", 1)[0]
    form = on_site.form(way="hand", unit_name="王", unit_post="经理", unit_drawing=_drawn())
    sent = first.post(on_site.here, form | {"f-marks": _photo()})
    row = Check.objects.get()
    assert (sent.status_code, sent["Location"]) == (302, f"/checks/{row.number}")
    assert (row.lead, row.state) == (CheckLead.ON_THE_SPOT, CheckState.UNDERWAY)
    finding = Finding.objects.get()
    assert (finding.articles, len(finding.files)) == (["safety-43"], 1)
    assert finding.elevator_id == on_site.elevator.pk
    photo = first.get(f"/checks/{row.number}/files/{finding.files[0]}")
    assert photo["Content-Type"] == "image/jpeg"

    again = first.post(on_site.here, form | {"f-marks": ""})
    assert again["Location"] == sent["Location"]
    assert "等待您签字" in second.get(sent["Location"]).content.decode()
    second.post(f"{sent['Location']}/say", {"deed": "sign"})
    row.refresh_from_db()
    assert row.state is CheckState.SIGNED


def _photo() -> Any:
    return SimpleUploadedFile("a.jpg", picture(of=5, width=400), content_type="image/jpeg")


def test_a_form_that_lacks_something_says_what_and_keeps_nothing(on_site: Round) -> None:
    bare = on_site.form(**{"w-marks": ""})
    answer = on_site.phones[0].post(on_site.here, bare)
    assert answer.status_code == 422
    assert "没有写明问题" in answer.content.decode()
    alone = on_site.form(partner="")
    assert on_site.phones[0].post(on_site.here, alone).status_code == 422
    undrawn = on_site.form(way="hand", unit_name="王", unit_post="经理", unit_drawing="data:x")
    assert on_site.phones[0].post(on_site.here, undrawn).status_code == 422
    assert not Check.objects.exists()


def test_the_organisation_reads_what_awaits_it_and_signs(on_site: Round) -> None:
    first, second = on_site.phones
    url = first.post(on_site.here, on_site.form())["Location"]
    second.post(f"{url}/say", {"deed": "sign"})
    unit = signed_in_client(role=RoleKind.USE_UNIT, organisation=on_site.elevator.use_unit)
    assert "请核对并签字" in unit.get(url).content.decode()
    unit.post(f"{url}/sign", {"post": "安全总监", "words": "属实"})
    assert Check.objects.get().state is CheckState.SIGNED
    assert unit.get(f"{url}/record.pdf").status_code in {200, 503}
    assert url in unit.get("/checks").content.decode()


def test_a_check_of_the_desk_is_planned_by_name_and_leads_to_its_form(on_site: Round) -> None:
    unit = on_site.elevator.use_unit
    assert unit is not None
    desk = on_site.phones[0]
    assert unit.name in desk.get("/checks/new", {"q": unit.name}).content.decode()
    said = {
        "organisation": unit.pk, "kind": "special", "lead": "complaint", "lead_ref": "12345",
        "form_id": str(uuid4()),
    }  # fmt: skip
    url = desk.post("/checks/new", said)["Location"]
    assert desk.get(f"{url}/do").status_code == 200
    stranger = said | {"organisation": an_elevator().pk + 9999, "form_id": str(uuid4())}
    assert desk.post("/checks/new", stranger).status_code == 422
    desk.post(f"{url}/say", {"deed": "drop", "words": "已由街道处理"})
    assert Check.objects.get().state is CheckState.DROPPED


def test_the_public_reads_results_of_draws_without_any_persons_name(on_site: Round) -> None:
    rows = check_rows(elevator=on_site.elevator, now=NOW)
    anybody = Client()
    assert rows.check.organisation.name not in anybody.get("/checks/results").content.decode()
    Check.objects.filter(pk=rows.check.pk).update(draw=rows.draw, lead=CheckLead.DRAW)
    page = anybody.get("/checks/results").content.decode()
    assert rows.check.organisation.name in page
    assert all(one["name"] not in page for one in rows.check.officers)


def test_a_lot_is_frozen_drawn_and_becomes_checks_on_the_plan_page(on_site: Round) -> None:
    desk, said = on_site.phones[0], {"deed": "freeze", "purpose": "use_units", "size": "1"}
    url = desk.post("/checks/plan", said | {"form_id": str(uuid4())})["Location"]
    desk.post(url, {"seed": "03172425", "seed_source": "彩票"})
    assert Check.objects.get().officers[0]["name"] in desk.get(url).content.decode()
    unit = on_site.elevator.use_unit_id
    desk.post("/checks/plan", {"deed": "key", "key": unit, "ground": "other", "words": "养老院"})
    assert "养老院" in desk.get("/checks/plan").content.decode()
    desk.post("/checks/plan", {"deed": "end", "key": KeyUnit.objects.get().pk})
    assert not KeyUnit.objects.filter(until=None).exists()


def test_the_list_asks_the_database_as_often_for_many_checks_as_for_one(
    on_site: Round, django_assert_max_num_queries: Any
) -> None:
    desk = client_of(
        membership=a_member(
            role=RoleKind.DISTRICT_REGULATOR, organisation=on_site.officers[0].organisation
        )
    )
    a_check(jurisdiction=on_site.elevator.jurisdiction)
    with django_assert_max_num_queries(30) as few:
        desk.get("/checks")
    for _ in range(3):
        a_check(jurisdiction=on_site.elevator.jurisdiction)
        a_planned_check(jurisdiction=on_site.elevator.jurisdiction)
    with django_assert_max_num_queries(len(few.captured_queries)):
        assert desk.get("/checks").status_code == 200

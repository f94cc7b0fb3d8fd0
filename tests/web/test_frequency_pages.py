"""Whom to look at first: regulators plan and set, a firm reads its own reasons."""

from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from hoistway.parties.vocabulary import RoleKind
from hoistway.supervision.actions.weighing import weigh_firms
from hoistway.supervision.models import Check, FirmFrequency
from tests.world.clock import clock_in_hand
from tests.world.parties import NOW, a_bureau, a_member, client_of
from tests.world.registry import an_elevator

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _noon(tmp_path: Path) -> Iterator[None]:
    with clock_in_hand(tmp_path / "clock", NOW):
        yield


def test_a_district_ticks_firms_and_has_them_checked() -> None:
    elevator = an_elevator()
    weigh_firms(now=NOW)
    row = FirmFrequency.objects.get()
    district = client_of(membership=a_member(
        role=RoleKind.DISTRICT_REGULATOR, organisation=a_bureau()
    ))  # fmt: skip
    page = district.get("/g/frequency").content.decode()
    assert "checked" not in page.split("安排检查")[-1]

    nothing = district.post("/g/frequency/plan", {"form_id": str(uuid4())})
    planned = district.post("/g/frequency/plan", {"form_id": str(uuid4()), "row": [row.pk]})

    assert (nothing.status_code, planned.status_code) == (422, 302)
    assert Check.objects.get().organisation_id == elevator.firm_id
    assert "已有待检查" in district.get("/g/frequency").content.decode()


def test_a_regulator_sets_it_and_the_firm_reads_why() -> None:
    elevator = an_elevator()
    weigh_firms(now=NOW)
    row = FirmFrequency.objects.get()
    district = client_of(membership=a_member(
        role=RoleKind.DISTRICT_REGULATOR, organisation=a_bureau()
    ))  # fmt: skip
    said = {
        "frequency": row.pk, "band": "more", "until": "2026-12-31", "words": "整改期内",
        "form_id": str(uuid4()),
    }  # fmt: skip
    url = f"/frequency/{elevator.firm_id}"

    bad = district.post(f"{url}/set", {**said, "words": ""})
    good = district.post(f"{url}/set", said)

    firm = client_of(membership=a_member(role=RoleKind.FIRM_OFFICE, organisation=elevator.firm))
    page = firm.get("/f/frequency").content.decode()
    assert (bad.status_code, good.status_code) == (422, 302)
    assert "整改期内" in page
    assert "改定频次" not in page


def test_the_list_asks_the_same_whatever_its_length() -> None:
    client = client_of(membership=a_member(
        role=RoleKind.DISTRICT_REGULATOR, organisation=a_bureau()
    ))  # fmt: skip
    counts = []
    for more in (1, 2):
        for _ in range(more):
            an_elevator()
        weigh_firms(now=NOW)
        with CaptureQueriesContext(connection) as asked:
            assert client.get("/g/frequency").status_code == 200
        counts.append(len(asked))
    assert counts[0] == counts[1]

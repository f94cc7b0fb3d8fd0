"""Pages of a use unit's own duties: one press on a phone, lists that ask no more for more rows."""

from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from hoistway.parties.vocabulary import RoleKind
from hoistway.safety.models import Appointment, KeptRound
from tests.world.clock import clock_in_hand
from tests.world.parties import NOW, a_bureau, a_member, client_of
from tests.world.registry import an_elevator
from tests.world.safety import TODAY, a_keeper, a_kept_round

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _noon(tmp_path: Path) -> Iterator[None]:
    with clock_in_hand(tmp_path / "clock", NOW):
        yield


def test_a_round_without_anything_wrong_is_kept_by_one_press_and_signed() -> None:
    elevator = an_elevator()
    member = a_member(role=RoleKind.USE_UNIT, organisation=elevator.use_unit)
    a_keeper(elevator=elevator)
    client = client_of(membership=member)
    url = f"/safety/{elevator.use_unit_id}/daily/{TODAY}"
    assert 'value="sound" required' not in client.get(url).content.decode()
    asked = {"press": "all", "form_id": str(uuid4()), "q-faults": "sound", "q-visits": "sound"}

    answer = client.post(url, asked)

    row = KeptRound.objects.get()
    assert answer.status_code == 302
    assert set(row.answers.values()) == {"sound"}
    assert row.facts["holder"] == "某电梯安全员"
    assert row.signed_text["sha256"] in client.get(url).content.decode()


def test_a_unit_names_who_holds_a_post_and_a_regulator_reads_no_telephone() -> None:
    elevator = an_elevator()
    member = a_member(role=RoleKind.USE_UNIT, organisation=elevator.use_unit)
    client = client_of(membership=member)
    bad = {"post": "officer", "name": "", "since": "2026-01-01", "form_id": str(uuid4())}

    refused = client.post("/u/safety/posts", bad)
    kept = client.post("/u/safety/posts", {**bad, "name": "陈安", "telephone": "13900000001"})

    district = a_member(role=RoleKind.DISTRICT_REGULATOR, organisation=a_bureau())
    page = client_of(membership=district).get(f"/g/safety/{elevator.use_unit_id}")
    assert (refused.status_code, kept.status_code) == (422, 302)
    assert Appointment.objects.get().name == "陈安"
    assert "陈安" in page.content.decode()
    assert "13900000001" not in page.content.decode()
    assert "13900000001" in client.get("/u/safety").content.decode()


def test_a_month_is_handed_out_as_a_table_and_on_paper() -> None:
    elevator = an_elevator()
    a_kept_round(by=a_keeper(elevator=elevator))
    member = a_member(role=RoleKind.USE_UNIT, organisation=elevator.use_unit)
    client = client_of(membership=member)

    table = b"".join(client.get("/u/safety?export=csv").streaming_content).decode()  # type: ignore[attr-defined]
    paper = client.get(f"/safety/{elevator.use_unit_id}/paper?month=2026-11")

    assert table.count("日管控") == 7
    assert paper.content.startswith(b"%PDF")


def test_lists_ask_the_same_whatever_their_length() -> None:
    counts = []
    district = a_member(role=RoleKind.DISTRICT_REGULATOR, organisation=a_bureau())
    client = client_of(membership=district)
    for more in (1, 2):
        for _ in range(more):
            a_kept_round(by=a_keeper(elevator=an_elevator()))
        with CaptureQueriesContext(connection) as asked:
            assert client.get("/g/safety").status_code == 200
        counts.append(len(asked))
    assert counts[0] == counts[1]

"""The pages of faults: reported, read by each side, moved, counted."""

import csv
import io
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest

from hoistway.faults.models import Fault
from hoistway.faults.vocabulary import FaultKind, FaultState
from tests.world.clock import clock_in_hand
from tests.world.duties import notice_sides
from tests.world.faults import a_fault, a_mended_fault, an_appealed_fault
from tests.world.parties import NOW, client_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _noon(tmp_path: Path) -> Iterator[None]:
    with clock_in_hand(tmp_path / "clock", NOW):
        yield


def test_a_use_unit_reports_a_fault_and_reads_what_became_of_it() -> None:
    sides = notice_sides()
    unit = client_of(membership=sides.unit)
    url = f"/faults/new?elevator={sides.elevator.register_number}"
    assert unit.get(url).status_code == 200
    said = {"form_id": str(uuid4()), "kind": "shaking", "words": "三楼到五楼异响"}

    answers = [unit.post(url, said) for _ in range(2)]

    fault = Fault.objects.get()
    assert {answer["Location"] for answer in answers} == {f"/faults/{fault.number}"}
    page = unit.get(f"/faults/{fault.number}").content.decode()
    assert "三楼到五楼异响" in page
    assert "开修理单" not in page


def test_a_firm_orders_the_repair_from_the_page_and_a_refusal_stands_above_it() -> None:
    sides = notice_sides()
    fault = a_fault(elevator=sides.elevator, kind=FaultKind.NOT_RUNNING)
    office = client_of(membership=sides.firm)
    said = {"form_id": str(uuid4()), "deed": "order", "urgency": "at_once", "words": "换触点"}

    assert office.post(f"/faults/{fault.number}/say", said).status_code == 302
    again = office.post(
        f"/faults/{fault.number}/say", {"form_id": str(uuid4()), "deed": "mend", "words": "好"}
    )

    fault.refresh_from_db()
    assert fault.state is FaultState.UNDER_REPAIR
    assert again.status_code == 409
    assert "尚未恢复使用" in again.content.decode()


def test_a_regulator_judges_and_the_list_is_a_file_too() -> None:
    sides = notice_sides()
    fault = a_mended_fault(elevator=sides.elevator)
    desk = client_of(membership=sides.district)
    said = {"form_id": str(uuid4()), "deed": "judge", "cause": "maintenance", "words": "积灰"}

    assert desk.post(f"/faults/{fault.number}/say", said).status_code == 302

    fault.refresh_from_db()
    assert fault.state is FaultState.CLOSED
    body = b"".join(desk.get("/faults?tab=all&export=csv")).decode("utf-8-sig")
    (line,) = csv.DictReader(io.StringIO(body))
    assert (line["编号"], line["已核实"]) == (fault.number, "是")


def test_the_photo_of_an_appeal_is_for_those_who_see_the_fault() -> None:
    sides, foreign = notice_sides(), notice_sides()
    rows = an_appealed_fault(elevator=sides.elevator)
    url = f"/faults/{rows.fault.number}/files/{rows.step.pk}"

    assert client_of(membership=sides.unit).get(url).status_code == 200
    assert client_of(membership=foreign.unit).get(url).status_code == 404


def test_the_figures_say_what_they_are_divided_by() -> None:
    sides = notice_sides()
    a_fault(elevator=sides.elevator)

    page = client_of(membership=sides.district).get("/g/faults").content.decode()

    assert "样本不足 · 1 / 1.0" in page
    assert "elevator-years/1" in page

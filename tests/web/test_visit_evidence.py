"""What speaks against a visit stands on its page, for those who can act on it."""

from datetime import timedelta
from pathlib import Path

import pytest

from hoistway.maintenance.actions.judging import judge_visits
from hoistway.maintenance.models import Judgement
from hoistway.parties.vocabulary import RoleKind
from tests.world.maintenance import a_crew, a_kept_photo, a_signed_visit
from tests.world.parties import NOW, a_member, client_of
from tests.world.registry import an_elevator

pytestmark = pytest.mark.django_db


def test_firm_and_regulator_read_the_reasons_and_technicians_do_not(tmp_path: Path) -> None:
    elevator = an_elevator()
    crew = a_crew(firm=elevator.firm)
    photo = {"sha256": a_kept_photo(), "item": "", "taken_at": (NOW - timedelta(0, 60)).isoformat()}
    earlier = a_signed_visit(
        elevator=elevator, crew=crew, photos=[photo], begun_at=NOW - timedelta(days=12)
    )
    visit = a_signed_visit(elevator=elevator, crew=crew, photos=[photo])
    judge_visits(visit_ids=[visit.pk], history=tmp_path, now=NOW)
    office = client_of(membership=a_member(role=RoleKind.FIRM_OFFICE, organisation=elevator.firm))

    page = office.get(f"/visits/{visit.uid}").content.decode()

    assert "照片重复使用" in page
    assert "证据薄弱" in page
    assert f"/visits/{earlier.uid}" in page
    city = client_of(membership=a_member(role=RoleKind.CITY_REGULATOR))
    assert "照片重复使用" in city.get(f"/visits/{visit.uid}").content.decode()
    technician = client_of(membership=crew[0].member).get(f"/visits/{visit.uid}")
    assert technician.status_code == 200
    assert "照片重复使用" not in technician.content.decode()


def test_lists_show_thin_evidence_to_who_can_act_and_regulators_come_to_it_first():
    thin, sound = a_signed_visit(), a_signed_visit()
    for visit, score in ((thin, 0.99), (sound, 0.0)):
        Judgement.objects.create(
            visit=visit, edition="test", score=score, reasons=[], facts={}, judged_at=NOW
        )
    office = client_of(
        membership=a_member(role=RoleKind.FIRM_OFFICE, organisation=thin.elevator.firm)
    )
    city = client_of(membership=a_member(role=RoleKind.CITY_REGULATOR))

    first = city.get("/visits").content.decode()
    assert f"/visits/{thin.uid}" in first
    assert f"/visits/{sound.uid}" not in first
    assert f"/visits/{sound.uid}" in city.get("/visits?tab=all").content.decode()
    assert "0.99" in office.get("/visits").content.decode()
    file = b"".join(office.get("/visits?tab=thin&export=csv").streaming_content).decode()
    assert "证据薄弱" in file
    assert "0.99" in file
    Judgement.objects.create(
        visit=thin,
        edition="test",
        score=0.0,
        reasons=[],
        facts={},
        judged_at=NOW + timedelta(hours=1),
    )
    assert f"/visits/{thin.uid}" not in city.get("/visits?tab=thin").content.decode()


def test_a_use_unit_reads_nothing_of_evidence_in_lists():
    visit = a_signed_visit()
    Judgement.objects.create(
        visit=visit, edition="test", score=0.99, reasons=[], facts={}, judged_at=NOW
    )
    unit = client_of(
        membership=a_member(role=RoleKind.USE_UNIT, organisation=visit.elevator.use_unit)
    )

    page = unit.get("/visits?tab=thin").content.decode()

    assert f"/visits/{visit.uid}" in page
    assert "0.99" not in page
    assert "证据薄弱" not in page

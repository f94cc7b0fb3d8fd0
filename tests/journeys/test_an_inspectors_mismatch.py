"""An inspector finds another firm at work than was filed; nobody lets go until it is mended."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from django.conf import settings as house
from pytest_django.fixtures import Settings

from hoistway.filings.actions import agree_to_hand_over
from hoistway.filings.actions.mismatches import escalate_mismatches
from hoistway.filings.models import Mismatch, MismatchStep
from hoistway.filings.rules.mismatches import moment_of
from hoistway.filings.vocabulary import MismatchDeed, MismatchState
from hoistway.foundation import clock
from hoistway.messages.models import Message
from hoistway.messages.vocabulary import Channel, Purpose
from hoistway.parties.vocabulary import RoleKind
from hoistway.plates.queries import address_of, living_plates
from hoistway.registry.models import Elevator
from tests.world.clock import HandClock, clock_in_hand
from tests.world.filings import (
    DAY,
    TODAY,
    Firm,
    Stage,
    a_checked_filing,
    a_filing_firm,
    a_filing_wish,
    a_stage,
    an_elevator_filing,
)
from tests.world.jobs import failed_jobs, work_off
from tests.world.mismatches import a_picture
from tests.world.parties import (
    NOW,
    a_bureau,
    a_jurisdiction,
    a_member,
    client_of,
    signed_in_client,
)
from tests.world.registry import an_elevator

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def hand(tmp_path: Path, settings: Settings) -> Iterator[HandClock]:
    settings.HOME, settings.SMS_GATEWAY_URL = tmp_path, ""
    with clock_in_hand(tmp_path / "clock-offset", NOW) as clock_of_the_house:
        yield clock_of_the_house


def told() -> set[int]:
    """Return whom messages about mismatches have gone to since this was asked last."""
    work_off()
    rows = Message.objects.filter(purpose=Purpose.MISMATCH, channel=Channel.SMS)
    found = set(rows.values_list("organisation_id", flat=True))
    rows.delete()
    return found


def found_on_site(stage: Stage, new: Firm) -> Mismatch:
    """Let an inspector scan the plate and say who really maintains the elevator."""
    inspector = signed_in_client(role=RoleKind.INSPECTOR)
    plate = living_plates(elevator_ids=[stage.elevator.pk])[stage.elevator.pk]
    scanned = f"https://ti.example{address_of(plate=plate, keys=house.PLATE_KEYS)}"
    page = inspector.get("/i/", {"q": scanned})
    assert page["Location"].endswith(f"/elevators/{stage.elevator.register_number}/compare")
    form = {
        "found_on": "2026-11-22", "form_id": str(uuid4()), "words": "轿厢内张贴的是另一家单位",
        "firm_answer": "differs", "firm_found": new.firm.name, "firm_photo": a_picture(),
        "use_unit_answer": "agrees", "address_answer": "agrees",
    }  # fmt: skip
    answer = inspector.post(page["Location"], form)
    mismatch = Mismatch.objects.get()
    assert answer["Location"] == f"/mismatches/{mismatch.number}"
    assert inspector.get(f"{answer['Location']}/photo")["Content-Type"] == "image/jpeg"
    return mismatch


def test_an_inspectors_mismatch_comes_to_its_end(hand: HandClock) -> None:
    old, new = a_filing_firm(), a_filing_firm()
    stage = a_stage(elevator=an_elevator())
    assert stage.unit is not None
    wish = a_filing_wish(firm=old, first=TODAY - 200 * DAY, last=None)
    a_checked_filing(stage=stage, firm=old, wish=wish)
    unit, district = stage.unit.organisation_id, stage.district.organisation_id
    told()

    mismatch = found_on_site(stage, new)
    address = f"/mismatches/{mismatch.number}"
    assert told() == {old.firm.pk, unit}
    assert mismatch.filed == old.firm.name

    hand.set(moment_of(opened_at=NOW, days=5) + timedelta(minutes=1))
    assert escalate_mismatches(now=clock.now()) == 1
    urged = told()
    assert {old.firm.pk, unit, district} <= urged
    assert stage.city.organisation_id not in urged
    late = client_of(membership=stage.district).get("/mismatches?tab=overdue").content.decode()
    assert mismatch.number in late

    office = client_of(membership=old.office)
    answer = {"words": "合同已于上月转给新单位", "form_id": str(uuid4())}
    assert office.post(f"{address}/answer", answer).status_code == 302
    began = a_filing_wish(firm=new, first=TODAY - 7 * DAY)
    claim = an_elevator_filing(
        stage=stage, firm=new, wish=began, now=clock.now(), confirmed=True, checked=True
    )
    work_off()
    assert Mismatch.objects.get().state is MismatchState.OPEN
    agree_to_hand_over(filing_id=claim.pk, now=clock.now(), by=old.by)

    work_off()

    settled = Mismatch.objects.get()
    assert failed_jobs() == 0
    assert Elevator.objects.get(pk=stage.elevator.pk).firm == new.firm
    assert settled.state is MismatchState.CLOSED
    last = settled_step(settled)
    assert last["firm"] == last["unit"] == claim.number
    assert told() == {old.firm.pk, new.firm.pk, unit, settled.reporter_id}
    for member in (stage.unit, old.office, new.office, stage.district):
        page = client_of(membership=member).get(address).content.decode()
        assert "变更并确认，闭环" in page
        assert "办结还差什么" not in page
    there = a_bureau(jurisdiction=a_jurisdiction(code="310115", name="浦东新区"))
    foreign = a_member(role=RoleKind.DISTRICT_REGULATOR, organisation=there)
    assert client_of(membership=foreign).get(address).status_code == 404


def settled_step(mismatch: Mismatch) -> dict[str, str]:
    """Return by what a mismatch was judged to be mended."""
    step = MismatchStep.objects.get(mismatch=mismatch, deed=MismatchDeed.CLOSE)
    return dict(step.facts)

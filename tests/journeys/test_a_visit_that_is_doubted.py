"""Two technicians in a pit without signal, a use unit that objects, a photo used before."""

from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest

from hoistway.foundation.actors import Actor
from hoistway.ledger.actions import sign_digests
from hoistway.ledger.queries import verify_document
from hoistway.ledger.vocabulary import Finding
from hoistway.maintenance.actions.answers import confirm_visit, object_to_visit
from hoistway.maintenance.actions.judging import judge_visits
from hoistway.maintenance.actions.notes import Correction, correct_record
from hoistway.maintenance.models import Operation, Schedule, Visit
from hoistway.maintenance.queries.evidence import judgement_of
from hoistway.maintenance.tasks import count_visit
from hoistway.maintenance.vocabulary import VisitState
from hoistway.parties.vocabulary import RoleKind
from hoistway.registry.models import Elevator
from tests.world.emergency import acting
from tests.world.maintenance import Hand, a_crew, a_job, a_kept_photo, a_signed_visit
from tests.world.parties import NOW, a_member
from tests.world.registry import an_elevator

pytestmark = pytest.mark.django_db
UP_THE_STREET = NOW + timedelta(hours=5)


def in_the_pit(one: Hand, other: Hand, *, photo: str) -> Visit:
    """Let both work without signal, meet each other's word later, settle it, and sign."""
    taken = {"sha256": photo, "item": "", "taken_at": NOW.isoformat()}
    elevator = an_elevator_of(one)
    job = a_job(elevator=elevator, crew=[one, other], photos=[taken])
    kept_by_one = [one.begin(job=job), *one.lines(job=job)]
    begun = other.begin(job=job)
    pumped = other.line(job=job, item="A-1-30", result="adjusted", note="清理积水")
    kept_by_other = [begun, pumped]
    one.send(*kept_by_one, now=UP_THE_STREET)
    met = other.send(*kept_by_other, now=UP_THE_STREET)
    assert [str(answer.verdict) for answer in met] == ["applied", "conflict"]
    one.send(one.line(job=job, item="A-1-30", base=1), now=UP_THE_STREET)
    one.send(*kept_by_one, one.sign(job=job), now=UP_THE_STREET)
    other.send(other.sign(job=job), now=UP_THE_STREET)
    return Visit.objects.select_related("record", "elevator", "firm").get(uid=job.uid)


def an_elevator_of(hand: Hand) -> Elevator:
    elevator = an_elevator()
    elevator.firm = hand.member.organisation
    elevator.save()
    return elevator


def somebody(role: RoleKind, organisation: object) -> Actor:
    return acting(membership=a_member(role=role, organisation=organisation))


def test_nothing_is_lost_or_doubled_and_every_word_stays_beside_the_record(tmp_path: Path) -> None:
    firm = an_elevator().firm
    one, other = a_crew(firm=firm)
    photo = a_kept_photo(shade=77)
    before = {"sha256": photo, "item": "", "taken_at": (NOW - timedelta(days=9)).isoformat()}
    a_signed_visit(photos=[before], begun_at=NOW - timedelta(days=9))

    visit = in_the_pit(one, other, photo=photo)
    unit = somebody(RoleKind.USE_UNIT, visit.elevator.use_unit)
    object_to_visit(
        visit_uid=visit.uid, form_id=uuid4(), reason="底坑仍有积水", now=UP_THE_STREET, by=unit
    )
    correction = Correction(about="A-1-30", reads="已调整", words="当日下午已再次清理积水")
    correct_record(
        visit_uid=visit.uid, correction=correction, form_id=uuid4(),
        now=UP_THE_STREET + timedelta(hours=1), by=somebody(RoleKind.FIRM_OFFICE, firm),
    )  # fmt: skip
    confirm_visit(
        visit_uid=visit.uid, form_id=uuid4(), now=UP_THE_STREET + timedelta(hours=2), by=unit
    )
    count_visit(visit_id=visit.pk)
    judge_visits(visit_ids=[visit.pk], history=tmp_path, now=UP_THE_STREET)
    sign_digests(now=UP_THE_STREET + timedelta(days=1))

    visit.refresh_from_db()
    assert visit.state is VisitState.CONFIRMED
    assert Operation.objects.filter(visit_uid=visit.uid, verdict="conflict").count() == 1
    assert Schedule.objects.get(elevator=visit.elevator).half_month_on == visit.counted_on
    judgement = judgement_of(visit_id=visit.pk)
    assert judgement is not None
    assert "photo_reused" in [reason[0] for reason in judgement.reasons]
    assert visit.record is not None
    record = verify_document(uid=visit.record.uid, now=UP_THE_STREET + timedelta(days=1))
    assert record.finding is Finding.TRUE
    forged = visit.record.body.replace('"A-1-30"', '"A-1-31"', 1)
    assert not verify_document(body=forged, now=UP_THE_STREET + timedelta(days=1)).true

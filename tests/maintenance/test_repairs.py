"""Repairs from their cause to the return to service."""

import json
from datetime import timedelta
from uuid import uuid4

import pytest

from hoistway.duties.queries import do_not_use
from hoistway.foundation.actors import PLATFORM
from hoistway.foundation.periods import local_day
from hoistway.foundation.refusal import NotFound
from hoistway.ledger.models import Document
from hoistway.ledger.vocabulary import DocumentKind
from hoistway.maintenance.actions.answers import confirm_visit, object_to_visit
from hoistway.maintenance.actions.repairing import (
    NoSuchRecord,
    NotOurTechnician,
    Solution,
    StoppedStays,
    assign_repair,
    drop_repair,
    finish_repair,
    follow_signed,
    give_up_repair,
    stop_elevator,
)
from hoistway.maintenance.actions.repairs import RepairWordsMissing, open_repair
from hoistway.maintenance.actions.returning import confirm_return, reject_repair
from hoistway.maintenance.actions.telling import tell_repair
from hoistway.maintenance.models import Repair, RepairStep, Visit
from hoistway.maintenance.queries.repairs import out_of_service
from hoistway.maintenance.rules.repairs import COURSE, RepairMovedOn, state_after
from hoistway.maintenance.vocabulary import VisitKind, VisitState
from hoistway.maintenance.vocabulary.repairs import (
    RepairDeed,
    RepairSource,
    RepairState,
    Urgency,
)
from hoistway.parties.vocabulary import RoleKind
from tests.world.emergency import acting
from tests.world.maintenance import a_crew, a_signed_visit
from tests.world.parties import NOW, a_member
from tests.world.registry import an_elevator
from tests.world.repairs import a_repair

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("urgency", "hours"),
    [(Urgency.AT_ONCE, 24), (Urgency.SOON, 7 * 24), (Urgency.NEXT_VISIT, 15 * 24)],
)
def test_a_repair_is_due_by_its_urgency(urgency, hours):
    repair = a_repair(elevator=an_elevator(), urgency=urgency)

    assert repair.due_at == NOW + timedelta(hours=hours)
    assert (repair.stopped_at == NOW) is (urgency is Urgency.AT_ONCE)


def test_the_same_form_is_one_repair_with_one_first_step():
    elevator, form = an_elevator(), uuid4()
    told = {
        "form_id": form, "elevator_id": elevator.pk, "firm_id": elevator.firm_id,
        "source": RepairSource.FAULT, "urgency": Urgency.SOON, "now": NOW, "by": PLATFORM,
    }  # fmt: skip

    first = open_repair(words="异响", **told)
    again = open_repair(words="异响", **told)

    assert first.pk == again.pk
    assert first.number.startswith("WX")
    assert Repair.objects.count() == RepairStep.objects.count() == 1


def test_a_repair_says_what_is_wrong():
    with pytest.raises(RepairWordsMissing):
        a_repair(elevator=an_elevator(), words="  ")


AN_HOUR = timedelta(hours=1)


class Yard:
    """An elevator with everybody who has to do with its repair."""

    def __init__(self):
        self.elevator = an_elevator()
        self.crew = a_crew(firm=self.elevator.firm)
        self.office = self._by(RoleKind.FIRM_OFFICE, self.elevator.firm)
        self.unit = self._by(RoleKind.USE_UNIT, self.elevator.use_unit)

    @staticmethod
    def _by(role, organisation):
        return acting(membership=a_member(role=role, organisation=organisation))

    def repair(self, **said):
        return a_repair(elevator=self.elevator, now=NOW - 5 * AN_HOUR, **said)

    def visit(self, **said):
        return a_signed_visit(elevator=self.elevator, crew=self.crew, **said)

    def done(self, repair):
        """Let a repair visit of two hands be signed, and the repair follow it."""
        assign(repair, self)
        job = Visit.objects.get(repair=repair)
        signed = self.visit(visit=job, remark="已更换门锁触点")
        assert follow_signed(visit_id=signed.pk, now=NOW) == 1
        repair.refresh_from_db()
        return signed


def assign(repair, yard):
    return assign_repair(
        repair_id=repair.pk, person_id=yard.crew[0].by.person_id, planned_on=local_day(at=NOW),
        form_id=uuid4(), now=NOW, by=yard.office,
    )  # fmt: skip


@pytest.fixture
def yard():
    return Yard()


def test_a_repair_that_is_given_to_a_technician_is_one_job_on_the_phone(yard):
    repair = yard.repair()

    assign(repair, yard)
    assign(repair, yard)

    job = Visit.objects.get(repair=repair)
    assert (job.kind, job.state) == (VisitKind.REPAIR, VisitState.PLANNED)
    assert job.lead_id == yard.crew[0].by.person_id
    with pytest.raises(NotOurTechnician):
        assign_repair(
            repair_id=repair.pk, person_id=yard.unit.person_id, planned_on=local_day(at=NOW),
            form_id=uuid4(), now=NOW, by=yard.office,
        )  # fmt: skip


def test_a_repaired_elevator_returns_to_service_only_by_its_use_units_word(yard):
    repair = yard.repair(urgency=Urgency.AT_ONCE)
    tell_repair(repair_id=repair.pk, now=NOW)
    assert do_not_use(elevator_ids=[yard.elevator.pk], now=NOW)

    signed = yard.done(repair)
    stands = out_of_service(elevator_ids=[yard.elevator.pk], now=NOW)
    confirm_return(repair_id=repair.pk, form_id=uuid4(), now=NOW, by=yard.unit)

    repair.refresh_from_db()
    signed.refresh_from_db()
    assert list(stands) == [yard.elevator.pk]
    assert (repair.state, repair.done_in_id) == (RepairState.RETURNED, signed.pk)
    assert repair.returned_at == NOW
    assert signed.state is VisitState.CONFIRMED
    assert out_of_service(elevator_ids=[yard.elevator.pk], now=NOW) == {}
    assert do_not_use(elevator_ids=[yard.elevator.pk], now=NOW + AN_HOUR) == {}
    kept = Document.objects.get(kind=DocumentKind.RETURN)
    assert json.loads(kept.body)["repair"] == repair.number


def test_who_confirms_a_repair_visit_returns_the_elevator_too_and_who_objects_does_not(yard):
    first, second = yard.repair(), yard.repair(words="轿门异响")
    one = yard.done(first)
    confirm_visit(visit_uid=one.uid, form_id=uuid4(), now=NOW, by=yard.unit)
    other = yard.done(second)
    object_to_visit(visit_uid=other.uid, reason="还在响", form_id=uuid4(), now=NOW, by=yard.unit)

    states = [Repair.objects.get(pk=row.pk).state for row in (first, second)]

    assert states == [RepairState.RETURNED, RepairState.UNDER_WAY]


def test_a_stranger_neither_confirms_nor_works_on_a_repair(yard):
    repair = yard.repair()
    stranger = acting(membership=a_member(role=RoleKind.FIRM_OFFICE))
    neighbour = acting(membership=a_member(role=RoleKind.USE_UNIT))

    with pytest.raises(NotFound):
        stop_elevator(repair_id=repair.pk, words="x", form_id=uuid4(), now=NOW, by=stranger)
    with pytest.raises(NotFound):
        confirm_return(repair_id=repair.pk, form_id=uuid4(), now=NOW, by=neighbour)
    with pytest.raises(RepairMovedOn):
        confirm_return(repair_id=repair.pk, form_id=uuid4(), now=NOW, by=yard.unit)


def test_a_repair_sent_back_goes_on_with_the_reason(yard):
    repair = yard.repair()
    yard.done(repair)

    reject_repair(repair_id=repair.pk, words="仍有异响", form_id=uuid4(), now=NOW, by=yard.unit)

    repair.refresh_from_db()
    last = RepairStep.objects.filter(repair=repair).order_by("pk").last()
    assert (repair.state, last.words) == (RepairState.UNDER_WAY, "仍有异响")


def test_only_a_signed_visit_after_the_opening_finishes_a_repair(yard):
    before = yard.visit(begun_at=NOW - 9 * AN_HOUR)
    repair = yard.repair()
    after = yard.visit(begun_at=NOW - 2 * AN_HOUR)
    told = {"repair_id": repair.pk, "words": "", "form_id": uuid4(), "now": NOW}

    with pytest.raises(NoSuchRecord):
        finish_repair(visit_uid=before.uid, by=yard.office, **told)
    finish_repair(visit_uid=after.uid, by=yard.office, **told)

    repair.refresh_from_db()
    assert (repair.state, repair.done_in_id) == (RepairState.REPAIRED, after.pk)


def test_an_item_that_is_found_in_order_later_does_its_repair(yard):
    first = yard.visit(
        begun_at=NOW - 8 * AN_HOUR,
        answers={"A-1-07": {"result": "abnormal", "note": "间隙过大"}},
        repairs=[{"item": "A-1-07", "words": "间隙过大", "urgency": "soon"}],
    )  # fmt: skip
    repair = Repair.objects.get(found_in=first)
    later = yard.visit(begun_at=NOW - AN_HOUR)

    follow_signed(visit_id=later.pk, now=NOW)
    follow_signed(visit_id=later.pk, now=NOW)

    repair.refresh_from_db()
    assert (repair.state, repair.done_in_id) == (RepairState.REPAIRED, later.pk)


def test_an_urgent_repair_without_an_order_waits_for_the_use_unit_too(yard):
    signed = yard.visit(kind=VisitKind.URGENT_REPAIR, level=None, remark="更换门机皮带")

    follow_signed(visit_id=signed.pk, now=NOW)
    follow_signed(visit_id=signed.pk, now=NOW)

    repair = Repair.objects.get()
    assert (repair.state, repair.done_in_id) == (RepairState.REPAIRED, signed.pk)
    assert repair.words == "更换门机皮带"
    assert repair.stopped_at == signed.begun_at


def test_what_cannot_be_cleared_is_told_in_writing_and_must_not_be_used(yard):
    repair = yard.repair()

    with pytest.raises(RepairWordsMissing):
        give_up_repair(
            repair_id=repair.pk, solution=Solution(words=""), form_id=uuid4(), now=NOW,
            by=yard.office,
        )  # fmt: skip
    give_up_repair(
        repair_id=repair.pk, solution=Solution(words="等待主机厂供货，约两周"), form_id=uuid4(),
        now=NOW, by=yard.office,
    )  # fmt: skip

    repair.refresh_from_db()
    assert (repair.state, repair.stopped_at) == (RepairState.CANNOT_CLEAR, NOW)
    assert do_not_use(elevator_ids=[yard.elevator.pk], now=NOW)
    with pytest.raises(StoppedStays):
        drop_repair(repair_id=repair.pk, words="x", form_id=uuid4(), now=NOW, by=yard.office)


def test_a_repair_that_stops_an_elevator_is_never_dropped(yard):
    repair = yard.repair()
    stop_elevator(repair_id=repair.pk, words="门锁失效", form_id=uuid4(), now=NOW, by=yard.office)

    with pytest.raises(StoppedStays):
        drop_repair(repair_id=repair.pk, words="误报", form_id=uuid4(), now=NOW, by=yard.office)


def test_a_stop_of_a_day_hangs_a_notice_and_not_a_second_sooner(yard):
    yard.repair(urgency=Urgency.AT_ONCE)
    since, keys = NOW - 5 * AN_HOUR, [yard.elevator.pk]
    second = timedelta(seconds=1)

    before = out_of_service(elevator_ids=keys, now=since + timedelta(hours=24) - second)
    after = out_of_service(elevator_ids=keys, now=since + timedelta(hours=24))

    assert [row.notice for row in (*before.values(), *after.values())] == [False, True]


def test_every_open_state_of_a_repair_leads_to_its_end():
    for state in RepairState.open_states():
        reached, fresh = {state}, {state}
        while fresh:
            fresh = {after for (old, _deed), after in COURSE.items() if old in fresh} - reached
            reached |= fresh
        assert RepairState.RETURNED in reached
    with pytest.raises(RepairMovedOn):
        state_after(state=RepairState.RETURNED, deed=RepairDeed.BEGIN)

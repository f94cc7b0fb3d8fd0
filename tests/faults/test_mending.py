"""From a fault to a repair, to a cause that somebody else may settle."""

from datetime import timedelta
from uuid import uuid4

import pytest

from hoistway.emergency.vocabulary import Cause
from hoistway.faults.actions import (
    AppealTooLate,
    NotOurFault,
    SamePerson,
    UnderRepair,
    appeal_cause,
    dismiss_fault,
    follow_repair,
    judge_cause,
    mend_fault,
    order_repair,
    reopen_fault,
    settle_appeal,
    sight_fault,
    state_cause,
)
from hoistway.faults.models import Fault, FaultStep
from hoistway.faults.queries import open_faults_of, past_faults
from hoistway.faults.rules.lifecycle import FaultMovedOn
from hoistway.faults.vocabulary import FaultCause, FaultDeed, FaultKind, FaultSource, FaultState
from hoistway.foundation.actors import A_PASSENGER, Actor
from hoistway.foundation.refusal import NotAllowed, NotFound
from hoistway.maintenance.models import Repair
from hoistway.maintenance.vocabulary.repairs import RepairSource, RepairState, Urgency
from hoistway.parties.vocabulary import RoleKind
from tests.world.duties import Sides, notice_sides
from tests.world.emergency import a_rescue, acting
from tests.world.faults import a_fault, a_mended_fault, a_sighting
from tests.world.parties import NOW, a_bureau, a_member
from tests.world.repairs import a_repair

pytestmark = pytest.mark.django_db

LATER = NOW + timedelta(hours=6)


def ordered(fault: Fault, sides: Sides, *, urgency: Urgency = Urgency.AT_ONCE) -> Fault:
    return order_repair(
        fault_id=fault.pk, form_id=uuid4(), urgency=urgency, words="更换门锁触点", now=NOW,
        by=sides.by("firm"),
    )  # fmt: skip


def returned(repair: Repair) -> None:
    Repair.objects.filter(pk=repair.pk).update(state=RepairState.RETURNED, returned_at=LATER)


def other_regulator(sides: Sides) -> Actor:
    bureau = a_bureau(jurisdiction=sides.elevator.jurisdiction)
    return acting(membership=a_member(role=RoleKind.DISTRICT_REGULATOR, organisation=bureau))


def judged(fault: Fault, sides: Sides, *, cause: FaultCause = FaultCause.MAINTENANCE) -> Fault:
    return judge_cause(
        fault_id=fault.pk, form_id=uuid4(), cause=cause, words="触点积灰", now=LATER,
        by=sides.by("district"),
    )  # fmt: skip


def test_an_urgent_repair_returns_the_elevator_and_mends_its_fault() -> None:
    sides = notice_sides()
    fault = a_fault(elevator=sides.elevator)
    form = uuid4()

    for _ in range(2):
        order_repair(
            fault_id=fault.pk, form_id=form, urgency=Urgency.AT_ONCE, words="更换门锁触点",
            now=NOW, by=sides.by("firm"),
        )  # fmt: skip
    repair = Repair.objects.get()
    follow_repair(repair_id=repair.pk, now=NOW)
    fault.refresh_from_db()
    assert (fault.state, fault.stopped) == (FaultState.UNDER_REPAIR, True)
    assert repair.source is RepairSource.FAULT

    returned(repair)
    for _ in range(2):
        follow_repair(repair_id=repair.pk, now=LATER)

    fault.refresh_from_db()
    assert (fault.state, fault.mended_at) == (FaultState.MENDED, LATER)
    assert open_faults_of(elevator_ids=[sides.elevator.pk]) == {}
    (past,) = past_faults(elevator_id=sides.elevator.pk, since=NOW - timedelta(days=1))
    assert past.repair_number == repair.number


def test_a_fault_under_repair_ends_by_the_repair_alone() -> None:
    sides = notice_sides()
    fault = ordered(a_fault(elevator=sides.elevator), sides)

    with pytest.raises(UnderRepair):
        mend_fault(fault_id=fault.pk, form_id=uuid4(), words="好了", now=NOW, by=sides.by("firm"))


def test_a_dropped_repair_leaves_the_fault_open() -> None:
    sides = notice_sides()
    fault = ordered(a_fault(elevator=sides.elevator), sides, urgency=Urgency.SOON)
    repair = Repair.objects.get()
    Repair.objects.filter(pk=repair.pk).update(state=RepairState.DROPPED)

    follow_repair(repair_id=repair.pk, now=LATER)

    fault.refresh_from_db()
    assert (fault.state, fault.repair_id) == (FaultState.OPEN, None)


def test_a_technicians_repair_is_a_fault_but_a_worn_part_that_waits_is_none() -> None:
    sides = notice_sides()
    repair = a_repair(elevator=sides.elevator, urgency=Urgency.SOON)
    Repair.objects.filter(pk=repair.pk).update(source=RepairSource.ITEM)

    follow_repair(repair_id=repair.pk, now=NOW)
    assert not Fault.objects.exists()

    Repair.objects.filter(pk=repair.pk).update(source=RepairSource.FAULT)
    follow_repair(repair_id=repair.pk, now=NOW)
    fault = Fault.objects.get()
    assert (fault.repair_id, fault.state) == (repair.pk, FaultState.UNDER_REPAIR)


def test_a_repair_without_an_order_is_that_of_the_fault_that_waits() -> None:
    sides = notice_sides()
    fault = a_fault(elevator=sides.elevator, kind=FaultKind.NOT_RUNNING)

    follow_repair(repair_id=a_repair(elevator=sides.elevator).pk, now=NOW)

    fault.refresh_from_db()
    assert fault.state is FaultState.UNDER_REPAIR
    assert Fault.objects.count() == 1


def test_only_the_firm_that_maintains_the_elevator_orders_and_mends() -> None:
    sides, foreign = notice_sides(), notice_sides()
    fault = a_fault(elevator=sides.elevator)

    with pytest.raises(NotFound):
        ordered(fault, foreign)
    with pytest.raises(NotAllowed):
        mend_fault(fault_id=fault.pk, form_id=uuid4(), words="好", now=NOW, by=sides.by("unit"))
    sides.elevator.firm = foreign.elevator.firm
    sides.elevator.save(update_fields=["firm"])
    with pytest.raises(NotOurFault):
        ordered(fault, sides)


def test_a_passenger_who_sees_it_still_opens_it_again() -> None:
    fault = a_mended_fault()

    reopen_fault(
        fault_id=fault.pk, form_id=uuid4(), words="反映人：没修好", now=LATER, by=A_PASSENGER
    )

    fault.refresh_from_db()
    assert (fault.state, fault.mended_at, fault.cause) == (FaultState.OPEN, None, "")


def test_the_firms_word_on_the_cause_is_not_verified_and_a_regulators_is() -> None:
    sides = notice_sides()
    fault = a_mended_fault(elevator=sides.elevator)

    state_cause(
        fault_id=fault.pk, form_id=uuid4(), cause=FaultCause.USE, words="乘客扒门", now=LATER,
        by=sides.by("firm"),
    )  # fmt: skip
    fault.refresh_from_db()
    assert (fault.cause, fault.verified, fault.state) == (
        FaultCause.USE, False, FaultState.MENDED,
    )  # fmt: skip

    fault = judged(fault, sides)
    assert (fault.cause, fault.verified, fault.state) == (
        FaultCause.MAINTENANCE, True, FaultState.CLOSED,
    )  # fmt: skip


def test_an_appeal_is_settled_by_somebody_else_for_good() -> None:
    sides = notice_sides()
    fault = judged(a_mended_fault(elevator=sides.elevator), sides)
    appeal_cause(
        fault_id=fault.pk, form_id=uuid4(), words="触点是本月新换的", now=LATER, by=sides.by("firm")
    )

    def settle(by: Actor) -> Fault:
        return settle_appeal(
            fault_id=fault.pk, form_id=uuid4(), cause=FaultCause.FALSE, words="监控可证", now=LATER,
            by=by,
        )  # fmt: skip

    with pytest.raises(SamePerson):
        settle(sides.by("district"))
    settled = settle(other_regulator(sides))

    assert (settled.state, settled.cause) == (FaultState.FALSE, FaultCause.FALSE)
    assert FaultStep.objects.latest("pk").deed is FaultDeed.REVISE
    assert past_faults(elevator_id=sides.elevator.pk, since=NOW - timedelta(days=1)) == []


@pytest.mark.parametrize(("days", "late"), [(15, False), (16, True)])
def test_an_appeal_has_its_days(days: int, late: bool) -> None:
    sides = notice_sides()
    fault = judged(a_mended_fault(elevator=sides.elevator), sides)

    def appeal() -> Fault:
        return appeal_cause(
            fault_id=fault.pk, form_id=uuid4(), words="不同意", now=LATER + timedelta(days=days),
            by=sides.by("unit"),
        )  # fmt: skip

    if late:
        with pytest.raises(AppealTooLate):
            appeal()
    else:
        assert appeal().appealed_at is not None


def test_a_false_fault_is_dismissed_by_a_regulator_and_no_more_is_done_with_it() -> None:
    sides = notice_sides()
    fault = a_fault(elevator=sides.elevator)

    dismiss_fault(
        fault_id=fault.pk, form_id=uuid4(), words="现场无异常", now=NOW, by=sides.by("district")
    )

    with pytest.raises(FaultMovedOn):
        ordered(fault, sides)


def test_a_rescue_with_a_cause_of_the_elevator_is_a_fault_of_it() -> None:
    incident = a_rescue(cause=Cause.DOOR)

    fault = Fault.objects.get()
    assert fault.elevator_id == incident.elevator_id
    assert (fault.kind, fault.stopped) == (FaultKind.ENTRAPMENT, True)


def test_what_is_seen_again_at_once_after_the_repair_opens_the_fault_again() -> None:
    fault = a_mended_fault()
    assert fault.mended_at is not None
    seen = a_sighting(
        elevator=fault.elevator, seen_at=fault.mended_at + timedelta(hours=1),
        source=FaultSource.USE_UNIT,
    )  # fmt: skip

    again = sight_fault(sighting=seen, now=seen.seen_at, by=A_PASSENGER)

    assert (again.pk, again.state) == (fault.pk, FaultState.OPEN)

"""Who is told of a fault: whoever has to act and does not know yet."""

from uuid import uuid4

import pytest

from hoistway.faults.actions import judge_cause, tell_found, tell_moved
from hoistway.faults.models import Fault
from hoistway.faults.queries import steps_of
from hoistway.faults.vocabulary import FaultCause, FaultSource
from hoistway.foundation.actors import PLATFORM
from hoistway.messages.models import Message
from hoistway.messages.vocabulary import Channel, Purpose
from tests.world.faults import a_fault, a_mended_fault
from tests.world.parties import NOW

pytestmark = pytest.mark.django_db


def told(fault: Fault) -> set[int | None]:
    rows = Message.objects.filter(purpose=Purpose.FAULT, channel=Channel.PAGE)
    return set(
        rows.filter(link=f"/faults/{fault.number}").values_list("organisation_id", flat=True)
    )


def test_firm_and_use_unit_are_told_once_what_a_device_has_seen() -> None:
    fault = a_fault(source=FaultSource.TELEMETRY)

    tell_found(fault_id=fault.pk, now=NOW)
    tell_found(fault_id=fault.pk, now=NOW)

    assert told(fault) == {fault.firm_id, fault.use_unit_id}
    assert Message.objects.filter(purpose=Purpose.FAULT, channel=Channel.PAGE).count() == 2


def test_who_reported_a_fault_is_not_told_of_it() -> None:
    fault = a_fault(source=FaultSource.USE_UNIT)

    tell_found(fault_id=fault.pk, now=NOW)

    assert told(fault) == {fault.firm_id}


def test_what_a_passenger_reported_is_told_by_the_report() -> None:
    fault = a_fault(source=FaultSource.RIDER)

    tell_found(fault_id=fault.pk, now=NOW)

    assert told(fault) == set()


def test_a_judged_cause_is_told_to_both_sides_with_its_name() -> None:
    fault = a_mended_fault()
    judge_cause(
        fault_id=fault.pk, form_id=uuid4(), cause=FaultCause.USE, words="货物撞门", now=NOW,
        by=PLATFORM,
    )  # fmt: skip

    tell_moved(step_id=list(steps_of(fault_id=fault.pk))[-1].pk, now=NOW)

    assert told(fault) == {fault.firm_id, fault.use_unit_id}
    said = Message.objects.filter(purpose=Purpose.FAULT).first()
    assert said is not None
    assert FaultCause.USE.zh in said.zh

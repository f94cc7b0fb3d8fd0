"""Repairs from their cause to the return to service."""

from datetime import timedelta
from uuid import uuid4

import pytest

from hoistway.foundation.actors import PLATFORM
from hoistway.maintenance.actions.repairs import RepairWordsMissing, open_repair
from hoistway.maintenance.models import Repair, RepairStep
from hoistway.maintenance.vocabulary.repairs import RepairSource, Urgency
from tests.world.parties import NOW
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

"""The demo: most elevators are inspected in time, a few are late or stopped, nothing fails."""

from random import Random

import pytest

from hoistway.foundation.periods import local_day
from hoistway.inspection.models import Inspection, NextInspection, StopUse
from hoistway.inspection.seed import lay_out
from hoistway.inspection.vocabulary import StopReason, Verdict
from hoistway.parties.vocabulary import RoleKind
from hoistway.registry.models import Elevator
from tests.world.duties import notice_sides
from tests.world.parties import NOW, a_member, an_account
from tests.world.registry import an_elevator

pytestmark = pytest.mark.django_db


def test_the_demo_is_in_time_but_for_a_few() -> None:
    sides = notice_sides()
    for who in (sides.firm, sides.unit, a_member(role=RoleKind.INSPECTOR)):
        an_account(membership=who)
    rows = [sides.elevator, *(an_elevator() for _ in range(14))]
    for number, row in enumerate(rows):
        Elevator.objects.filter(pk=row.pk).update(
            installed_on=f"{2005 + number}-{3 + number % 9}-05"
        )

    laid = lay_out(elevators=rows, chance=Random(1), now=NOW)

    assert laid == Inspection.objects.exclude(verdict__in=["failed", "passed_after"]).count()
    assert NextInspection.objects.count() == len(rows)
    late = NextInspection.objects.filter(due_on__lt=local_day(at=NOW)).count()
    assert late == StopUse.objects.filter(reason=StopReason.OVERDUE, lifted_at=None).count() <= 2
    assert Inspection.objects.filter(verdict=Verdict.FAILED).exists()

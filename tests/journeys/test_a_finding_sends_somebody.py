"""Monitoring finds something, somebody is sent with an hour, and calm days settle it."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from hoistway.maintenance.models import Schedule, Visit
from hoistway.maintenance.vocabulary import VisitKind
from hoistway.monitoring.actions import examine
from hoistway.monitoring.models import Deviation
from hoistway.monitoring.vocabulary import DeviationState
from hoistway.registry.models import Elevator
from tests.world.exits import a_following_elevator
from tests.world.maintenance import Hand, a_crew, a_signed_visit
from tests.world.monitoring import a_slow_door, days_of_use, keep_use, use_until
from tests.world.parties import NOW, client_of
from tests.world.pilot_walk import Walk, walking

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def walk(tmp_path: Path) -> Iterator[Walk]:
    with walking(folder=tmp_path) as one:
        yield one


def looked_after(walk: Walk) -> tuple[Elevator, list[Hand]]:
    """Return an elevator in the pilot, and the crew whose first hand looks after it."""
    elevator = a_following_elevator().elevator
    assert elevator.firm
    crew = a_crew(firm=elevator.firm)
    Schedule.objects.filter(pk=elevator.pk).update(technician_id=crew[0].member.person_id)
    walk.sides_of(elevator)
    walk.browsers["technician"] = client_of(membership=crew[0].member)
    return elevator, crew


def blocked_door(elevator: Elevator) -> Deviation:
    """Let the door of one floor be pushed open ever more often: a finding that is for safety."""
    use = use_until(elevators=[elevator], now=NOW)
    days, doors = days_of_use(use=use)
    late = (doors["floor"] == 2) & (doors["day"] > doors["day"].max() - 10)
    doors["reversals"][late] = doors["cycles"][late] // 2
    doors["failed"][late] = doors["cycles"][late] // 3
    keep_use(use=use, days=days, doors=doors, now=NOW)
    examine(elevator_ids=[elevator.pk], now=NOW)
    return Deviation.objects.filter(elevator=elevator, safety=True).earliest("pk")


def test_other_findings_are_ordered_within_seven_days_done_and_settled(walk: Walk) -> None:
    elevator, crew = looked_after(walk)
    number = elevator.register_number
    found = a_slow_door(elevator=elevator)
    walk.settle()
    assert (found.safety, found.due_at) == (False, NOW + 7 * DAY)

    assert found.number in walk.read("firm", f"/monitoring/{number}")
    assert "最晚 11月29日 12:00" in walk.read("technician", "/t/")
    visit = Visit.objects.get(elevator=elevator, kind=VisitKind.TARGETED)
    assert (visit.items, visit.due_at) == (found.items, found.due_at)

    walk.hand.set(NOW + DAY)
    done = a_signed_visit(visit=visit, crew=crew, begun_at=NOW + DAY - timedelta(hours=1))
    assert set(done.sheet["lines"]) == set(found.items)
    walk.settle()
    found.refresh_from_db()
    assert found.state is DeviationState.DONE

    later = NOW + 6 * DAY
    walk.hand.set(later)
    use = use_until(elevators=[elevator], now=later)
    days, doors = days_of_use(use=use)
    new = days["day"].max() - 6
    keep_use(use=use, days=days[days["day"] > new], doors=doors[doors["day"] > new], now=later)
    examine(elevator_ids=[elevator.pk], now=later)
    found.refresh_from_db()
    assert found.state is DeviationState.SETTLED
    assert DeviationState.SETTLED.zh in walk.read("firm", f"/monitoring/{number}")


def test_what_is_for_safety_is_ordered_within_a_day(walk: Walk) -> None:
    elevator, _ = looked_after(walk)

    found = blocked_door(elevator)

    assert found.due_at == NOW + DAY
    visit = Visit.objects.get(elevator=elevator, kind=VisitKind.TARGETED)
    assert visit.due_at == NOW + DAY
    assert set(found.items) <= set(visit.items)
    assert "最晚 11月23日 12:00" in walk.read("technician", "/t/")

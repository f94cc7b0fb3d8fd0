"""From the days of use to somebody on site: found, ordered, worked on, settled, dismissed."""

from collections.abc import Mapping
from datetime import timedelta
from uuid import uuid4

import pytest

from hoistway.foundation.refusal import NotAllowed, NotFound
from hoistway.maintenance.models import RemoteCheck, Visit
from hoistway.maintenance.rules.on_demand import PlanLine
from hoistway.maintenance.vocabulary import VisitKind, VisitState
from hoistway.maintenance.vocabulary.regime import ItemWay
from hoistway.monitoring.actions import (
    DeviationMovedOn,
    DeviationWordsMissing,
    dismiss_deviation,
    examine,
    find_silence,
    follow_visit,
)
from hoistway.monitoring.models import Deviation, DeviationStep
from hoistway.monitoring.queries import health_facts, health_of, open_deviations
from hoistway.monitoring.vocabulary import DeviationState, HealthState, IndicatorKind
from hoistway.parties.vocabulary import RoleKind
from tests.world.emergency import acting
from tests.world.monitoring import a_slow_door, days_of_use, drift, keep_use, use_until
from tests.world.parties import NOW, a_member, an_actor
from tests.world.regimes import on_demand
from tests.world.registry import an_elevator
from tests.world.use import heard_elevator

pytestmark = pytest.mark.django_db

REMOTE: Mapping[str, PlanLine] = {
    item: PlanLine(item=item, way=ItemWay.REMOTE, days=15) for item in ("A-1-22", "A-1-23")
}
DAY = timedelta(days=1)


def test_a_finding_on_an_elevator_on_demand_becomes_an_order_within_seven_days() -> None:
    elevator = on_demand()

    row = a_slow_door(elevator=elevator)

    assert (row.kind, row.floor, row.state) == (
        IndicatorKind.DOOR_OPENING, 3, DeviationState.ORDERED,
    )  # fmt: skip
    assert row.visit is not None
    assert (row.visit.kind, row.visit.due_at) == (VisitKind.TARGETED, NOW + 7 * DAY)
    assert set(row.visit.items) == set(row.items)
    assert health_of(elevator_ids=[elevator.pk])[elevator.pk].state is HealthState.DEVIATING
    facts = health_facts(elevator_ids=[elevator.pk])[elevator.pk]
    assert not facts.blind
    assert facts.open_items == set(row.items)
    assert facts.scores["A-1-22"] > 5


def test_on_fixed_intervals_it_is_a_hint_and_no_order() -> None:
    row = a_slow_door(elevator=an_elevator())

    assert (row.state, row.visit) == (DeviationState.OPEN, None)


def test_a_second_round_of_the_same_night_changes_nothing() -> None:
    elevator = on_demand()
    row = a_slow_door(elevator=elevator)

    again = examine(elevator_ids=[elevator.pk], now=NOW + timedelta(minutes=5))

    assert (again.elevators, again.found, again.settled, again.counted) == (1, 0, 0, 0)
    assert Visit.objects.filter(kind=VisitKind.TARGETED).count() == 1
    assert DeviationStep.objects.filter(deviation=row).count() == 2


def test_the_signed_visit_works_on_it_and_calm_days_settle_it() -> None:
    elevator = on_demand()
    row = a_slow_door(elevator=elevator)
    _signed(row.visit_id, NOW + DAY)

    follow_visit(visit_id=row.visit_id or 0, now=NOW + DAY)
    follow_visit(visit_id=row.visit_id or 0, now=NOW + DAY)
    row.refresh_from_db()
    assert (row.state, row.done_at) == (DeviationState.DONE, NOW + DAY)

    use = use_until(elevators=[elevator], now=NOW + 5 * DAY)
    days, doors = days_of_use(use=use)
    new = days["day"] > use.first + use.length - 6
    keep_use(use=use, days=days[new], doors=doors[doors["day"] > use.first + use.length - 6],
             now=NOW + 5 * DAY)  # fmt: skip
    settled = examine(elevator_ids=[elevator.pk], now=NOW + 5 * DAY)

    row.refresh_from_db()
    assert (settled.settled, row.state) == (1, DeviationState.SETTLED)
    assert open_deviations(elevator_ids=[elevator.pk]) == {}


def test_what_a_visit_did_not_mend_is_found_again_after_four_days() -> None:
    elevator = on_demand()
    row = a_slow_door(elevator=elevator)
    _signed(row.visit_id, NOW)
    follow_visit(visit_id=row.visit_id or 0, now=NOW)

    for after, count in ((3, 1), (4, 2)):
        now = NOW + after * DAY
        use = use_until(elevators=[elevator], now=now)
        days, doors = days_of_use(use=use)
        drift(doors=doors, floors=(3,), by=0.4, days=20)
        keep_use(use=use, days=days, doors=doors, now=now)
        examine(elevator_ids=[elevator.pk], now=now)
        assert Deviation.objects.filter(elevator=elevator).count() == count


def test_a_person_dismisses_it_with_a_reason_and_the_visit_is_taken_back() -> None:
    elevator = on_demand()
    row = a_slow_door(elevator=elevator)
    office = acting(membership=a_member(role=RoleKind.FIRM_OFFICE, organisation=elevator.firm))
    form = uuid4()

    with pytest.raises(DeviationWordsMissing):
        dismiss_deviation(number=row.number, form_id=form, words=" ", now=NOW, by=office)
    for _ in range(2):
        dismiss_deviation(number=row.number, form_id=form, words="业主要求慢开", now=NOW, by=office)

    row.refresh_from_db()
    assert row.visit is not None
    assert (row.state, row.visit.state) == (DeviationState.DISMISSED, VisitState.VOID)
    assert DeviationStep.objects.filter(form_id=form).count() == 1
    assert examine(elevator_ids=[elevator.pk], now=NOW + timedelta(hours=1)).found == 0
    with pytest.raises(DeviationMovedOn):
        dismiss_deviation(number=row.number, form_id=uuid4(), words="再次", now=NOW, by=office)


def test_another_firm_does_not_see_it_and_a_use_unit_does_not_dismiss_it() -> None:
    row = a_slow_door(elevator=an_elevator())
    said = {"number": row.number, "form_id": uuid4(), "words": "无需处置", "now": NOW}

    with pytest.raises(NotFound):
        dismiss_deviation(**said, by=an_actor(role=RoleKind.FIRM_OFFICE))  # type: ignore[arg-type]
    with pytest.raises(NotAllowed):
        dismiss_deviation(**said, by=an_actor(role=RoleKind.USE_UNIT))  # type: ignore[arg-type]


def test_remote_items_count_day_by_day_and_a_missed_night_is_made_up_for() -> None:
    elevator = on_demand(changed=REMOTE)
    use = use_until(elevators=[elevator], now=NOW + 3 * DAY, length=63)
    days, doors = days_of_use(use=use)
    keep_use(use=use, days=days, doors=doors, now=NOW + 3 * DAY)

    first = examine(elevator_ids=[elevator.pk], now=NOW + DAY)
    third = examine(elevator_ids=[elevator.pk], now=NOW + 3 * DAY)

    today = NOW.date()
    assert (first.counted, third.counted) == (2, 2)
    found = {
        (one.item, one.first_day, one.last_day)
        for one in RemoteCheck.objects.filter(elevator=elevator)
    }
    assert found == {(item, today, today + 2 * DAY) for item in ("A-1-22", "A-1-23")}


def test_an_open_deviation_keeps_its_item_from_counting_and_no_other() -> None:
    elevator = on_demand(changed=REMOTE)
    a_slow_door(elevator=elevator)
    use = use_until(elevators=[elevator], now=NOW + DAY)
    days, doors = days_of_use(use=use)
    keep_use(use=use, days=days[-1:], doors=doors[doors["day"] == days["day"][-1]], now=NOW + DAY)

    examine(elevator_ids=[elevator.pk], now=NOW + DAY)

    assert [one.item for one in RemoteCheck.objects.filter(elevator=elevator)] == ["A-1-23"]


@pytest.mark.parametrize(("minutes", "count"), [(60, 0), (61, 1)])
def test_an_elevator_on_demand_that_is_silent_for_over_an_hour_is_a_finding(
    minutes: int, count: int
) -> None:
    elevator = on_demand()
    heard_elevator(slot=elevator.pk, silent_for=timedelta(minutes=minutes))

    assert find_silence(now=NOW) == count
    assert find_silence(now=NOW) == 0
    assert Visit.objects.filter(kind=VisitKind.TARGETED).count() == 0


def test_somebody_is_sent_after_half_a_day_and_not_where_the_device_is_heard_again() -> None:
    elevator = on_demand(changed=REMOTE)
    heard_elevator(slot=elevator.pk, silent_for=timedelta(hours=13))

    find_silence(now=NOW)
    (row,) = Deviation.objects.select_related("visit")
    assert row.visit is not None
    assert (row.state, row.visit.items) == (DeviationState.ORDERED, ["A-1-22", "A-1-23"])

    heard_elevator(slot=elevator.pk, now=NOW + timedelta(hours=1))
    find_silence(now=NOW + timedelta(hours=1))
    row.refresh_from_db()
    assert (row.state, row.visit.state) == (DeviationState.SETTLED, VisitState.VOID)


def _signed(visit_id: int | None, at: object) -> None:
    """The visit as its signature leaves it; how it is signed the maintenance room's tests show."""
    columns = {"signed_at": at, "counted_on": NOW.date()}
    rows = Visit.objects.filter(pk=visit_id)
    record = Visit.objects.exclude(record=None).values_list("record_id", flat=True).first()
    rows.update(state=VisitState.SIGNED, record_id=record, **columns)

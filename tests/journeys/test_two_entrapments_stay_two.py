"""Two elevators of one building stop at once; a neighbour's cry is not mixed up with theirs."""

from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from pytest_django.fixtures import Settings

from hoistway.emergency.models import Call, Incident
from hoistway.emergency.vocabulary import CallState, IncidentState
from hoistway.riders.actions import Cry, ask_for_rescue
from hoistway.riders.vocabulary import AskerKind
from tests.emergency.course import after, deeds
from tests.emergency.test_dispatch import FARTHER
from tests.emergency.test_intake import a_sighting, take_in
from tests.world.clock import HandClock, clock_in_hand
from tests.world.emergency import an_elevator_of, on_call
from tests.world.jobs import failed_jobs, work_off
from tests.world.parties import NOW, a_firm

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def hand(tmp_path: Path, settings: Settings) -> Iterator[HandClock]:
    settings.HOME, settings.SMS_GATEWAY_URL = tmp_path, ""
    with clock_in_hand(tmp_path / "clock-offset", NOW) as clock_of_the_house:
        yield clock_of_the_house


@pytest.mark.usefixtures("hand")
def test_two_at_once_and_the_neighbours_cry_are_three_rescues_with_three_technicians() -> None:
    firm = a_firm()
    left, right, neighbour = (an_elevator_of(firm=firm) for _ in range(3))
    crew = {on_call(firm=firm, place=place).person_id for place in (FARTHER,) * 3}

    opened = take_in(a_sighting(left, "left"), a_sighting(right, "right"))
    request = ask_for_rescue(
        cry=Cry(
            elevator_id=neighbour.pk, has_car=True, form_id=uuid4(), asker=AskerKind.OUTSIDE,
            genuine_code=True, origin="203.0.113.7",
        ),
        now=after(5),
    )  # fmt: skip
    again = take_in(a_sighting(left, "left"), a_sighting(right, "second signal"), at_s=10)
    work_off()

    rescues = list(Incident.objects.order_by("elevator_id"))
    assert [r.elevator_id for r in rescues] == [left.pk, right.pk, neighbour.pk]
    assert [r.state for r in rescues] == [IncidentState.OPEN] * 3
    assert opened == again == [r.pk for r in rescues[:2]]
    assert request.incident_id == rescues[2].pk
    assert sorted(deeds(rescues[0])) == ["called", "opened"]
    assert sorted(deeds(rescues[1])) == ["called", "opened", "reported"]
    ringing = Call.objects.filter(state=CallState.RINGING)
    assert set(ringing.values_list("technician_id", flat=True)) == crew
    assert failed_jobs() == 0

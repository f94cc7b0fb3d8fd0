import pytest
from django.db import IntegrityError, transaction

from hoistway.emergency.actions import note, passenger_says
from hoistway.emergency.models import TimelineEntry
from hoistway.foundation.actors import A_PASSENGER
from hoistway.parties.vocabulary import RoleKind
from tests.emergency.course import after, fresh, timeline
from tests.world.emergency import a_rescue, an_incident
from tests.world.parties import NOW, an_actor
from tests.world.threads import at_once

pytestmark = pytest.mark.django_db


@pytest.mark.django_db(transaction=True)
def test_eight_writers_at_once_leave_no_gap_in_the_numbers() -> None:
    incident = an_incident()
    desk = an_actor(role=RoleKind.DISPATCHER)

    def write(writer: int) -> None:
        for line in range(3):
            if writer % 2:
                note(incident_id=incident.pk, text=f"{writer}.{line}", now=after(line), by=desk)
            else:
                passenger_says(
                    incident_id=incident.pk, key=f"{writer}.{line}", facts={}, now=after(line),
                    by=A_PASSENGER,
                )  # fmt: skip

    failures = at_once(*(lambda w=w: write(w) for w in range(8)))  # type: ignore[misc]

    assert failures == [None] * 8
    assert [entry.sequence for entry in timeline(incident)] == list(range(1, 26))
    assert fresh(incident).entries == 25


def test_each_step_keeps_the_state_that_it_led_to() -> None:
    incident = a_rescue()

    assert [(str(e.deed), str(e.state)) for e in timeline(incident)] == [
        ("opened", "open"), ("called", "open"), ("accepted", "accepted"),
        ("under_way", "accepted"), ("arrived", "arrived"), ("freed", "freed"),
        ("closed", "closed"), ("evaluated", "closed"),
    ]  # fmt: skip


def test_a_number_is_given_once_per_rescue() -> None:
    incident = an_incident()

    with pytest.raises(IntegrityError, match="one_entry_per_sequence"), transaction.atomic():
        TimelineEntry.objects.create(
            incident=incident, sequence=1, deed="noted", state="open", at=NOW, recorded_at=NOW,
            by={},
        )  # fmt: skip

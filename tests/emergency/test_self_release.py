import pytest

from hoistway.emergency.actions import Cleared, clear_sightings, look_at
from hoistway.emergency.models import Evaluation, Incident, Report
from hoistway.emergency.vocabulary import IncidentSource, IncidentState
from hoistway.foundation.actors import PLATFORM
from tests.emergency.course import after, calls, deeds, fresh, last, timeline
from tests.emergency.test_intake import a_sighting, take_in
from tests.world.emergency import a_called_incident, a_rescue, an_incident, the_call

pytestmark = pytest.mark.django_db


def clear(incident: Incident, *keys: str, at_s: float = 30) -> None:
    items = [
        Cleared(elevator_id=incident.elevator_id, key=key, at=after(at_s), facts={"alarm": "x"})
        for key in keys or Report.objects.filter(incident=incident).values_list("key", flat=True)
    ]
    clear_sightings(cleared=items, now=after(at_s + 1), by=PLATFORM)


def test_a_rescue_that_only_signals_reported_ends_with_them() -> None:
    incident = a_called_incident()
    technician = the_call(incident=incident).technician_id

    clear(incident)

    ended = fresh(incident)
    assert deeds(incident)[2:] == ["cleared", "freed", "closed", "stood_down", "evaluated"]
    assert (ended.state, ended.freed_at, ended.closed_at) == (
        IncidentState.CLOSED, after(30), after(31),
    )  # fmt: skip
    assert (ended.next_look_at, ended.people) == (None, None)
    assert calls(incident) == [(technician, "1", "stood_down")]
    assert Evaluation.objects.filter(incident=incident).count() == 1


def test_the_end_by_itself_is_told_as_such() -> None:
    incident = an_incident()

    clear(incident)

    assert [e.facts for e in timeline(incident) if str(e.deed) in {"freed", "closed"}] == [
        {"self_released": True}, {"self_released": True},
    ]  # fmt: skip


def test_a_rescue_for_which_a_human_being_called_does_not_end_by_itself() -> None:
    incident = an_incident()
    signal = Report.objects.get(incident=incident).key
    take_in(a_sighting(incident.elevator, "rider", source=IncidentSource.RIDER))

    clear(incident, signal)

    assert deeds(incident) == ["opened", "reported", "cleared"]
    assert fresh(incident).state is IncidentState.OPEN


def test_both_signals_must_end() -> None:
    incident = an_incident()
    first = Report.objects.get(incident=incident).key
    take_in(a_sighting(incident.elevator, "second"))

    clear(incident, first)
    half_way = fresh(incident).state
    clear(incident, "second", at_s=40)

    assert (half_way, fresh(incident).state) == (IncidentState.OPEN, IncidentState.CLOSED)


@pytest.mark.parametrize("state", [IncidentState.ACCEPTED, IncidentState.ARRIVED])
def test_once_somebody_comes_a_person_ends_it(state: IncidentState) -> None:
    incident = a_rescue(state=state)

    clear(incident, at_s=1000)

    assert (str(last(incident).deed), fresh(incident).state) == ("cleared", state)


def test_clearing_twice_is_once() -> None:
    incident = a_rescue(state=IncidentState.ACCEPTED)

    clear(incident, at_s=100)
    clear(incident, at_s=200)

    assert deeds(incident).count("cleared") == 1
    assert Report.objects.get(incident=incident).cleared_at == after(100)


def test_what_clears_after_the_end_adds_no_step() -> None:
    incident = a_rescue()
    before = deeds(incident)

    clear(incident, at_s=2000)

    assert deeds(incident) == before
    assert Report.objects.get(incident=incident).cleared_at == after(2000)


def test_an_unknown_key_clears_nothing() -> None:
    incident = an_incident()

    clear(incident, "never heard of")

    assert deeds(incident) == ["opened"]


def test_a_rescue_that_ended_before_its_first_look_calls_nobody() -> None:
    incident = an_incident()
    clear(incident)

    look_at(incident_id=incident.pk, now=after(40), by=PLATFORM)

    assert calls(incident) == []

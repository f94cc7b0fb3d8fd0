import pytest

from hoistway.emergency import queries
from hoistway.emergency.actions import look_at
from hoistway.emergency.models import Report
from hoistway.emergency.vocabulary import (
    CallState,
    IncidentSource,
    IncidentState,
    RescueLevel,
)
from hoistway.foundation.actors import A_PASSENGER, PLATFORM, Actor
from hoistway.parties.vocabulary import RoleKind
from tests.emergency.course import after, fresh
from tests.emergency.test_dispatch import at_a_station
from tests.emergency.test_intake import a_sighting, take_in
from tests.world.emergency import a_called_incident, a_rescue, an_incident, the_call
from tests.world.parties import NOW, a_bureau, a_firm, a_jurisdiction, an_actor

pytestmark = pytest.mark.django_db


def seen(by: Actor) -> list[int]:
    return list(queries.incidents(by=by).values_list("pk", flat=True))


def test_everybody_sees_the_rescues_within_the_own_reach_and_no_others() -> None:
    mine, other = an_incident(), an_incident()
    pudong = a_bureau(jurisdiction=a_jurisdiction(code="310115", name="浦东新区"))
    actors = {
        "firm": an_actor(role=RoleKind.FIRM_OFFICE, organisation=mine.firm),
        "technician": an_actor(role=RoleKind.TECHNICIAN, organisation=mine.firm),
        "unit": an_actor(role=RoleKind.USE_UNIT, organisation=mine.elevator.use_unit),
        "district": an_actor(role=RoleKind.DISTRICT_REGULATOR, organisation=a_bureau()),
        "elsewhere": an_actor(role=RoleKind.DISTRICT_REGULATOR, organisation=pudong),
        "city": an_actor(role=RoleKind.CITY_REGULATOR),
        "desk": an_actor(role=RoleKind.DISPATCHER),
        "stranger": an_actor(role=RoleKind.FIRM_OFFICE),
        "passenger": A_PASSENGER,
        "platform": PLATFORM,
    }
    both = [other.pk, mine.pk]

    assert {name: seen(by) for name, by in actors.items()} == {
        "firm": [mine.pk], "technician": [mine.pk], "unit": [mine.pk], "district": both,
        "elsewhere": [], "city": both, "desk": both, "stranger": [], "passenger": [],
        "platform": both,
    }  # fmt: skip


def test_a_firm_sees_the_rescues_to_which_its_people_were_called_from_a_station() -> None:
    incident = an_incident()
    rescuer, _ = at_a_station()
    office = an_actor(role=RoleKind.FIRM_OFFICE, organisation=rescuer.organisation)
    before = seen(office)

    look_at(incident_id=incident.pk, now=after(180), by=PLATFORM)

    assert (before, seen(office)) == ([], [incident.pk])


def test_a_firm_keeps_sight_of_its_rescues_when_another_firm_takes_the_elevator() -> None:
    incident = an_incident()
    first, second = incident.firm, a_firm()
    incident.elevator.firm = second
    incident.elevator.save(update_fields=["firm"])

    offices = [an_actor(role=RoleKind.FIRM_OFFICE, organisation=f) for f in (first, second)]

    assert [seen(office) for office in offices] == [[incident.pk], [incident.pk]]


def test_of_open_rescues_the_longest_wait_comes_first() -> None:
    late, early = an_incident(now=after(60)), an_incident()
    a_rescue()

    open_now = queries.open_incidents_seen(by=PLATFORM)

    assert list(open_now.values_list("pk", flat=True)) == [early.pk, late.pk]


def test_elevators_in_which_somebody_waits() -> None:
    waiting = a_rescue(state=IncidentState.ARRIVED)
    a_rescue(state=IncidentState.FREED)

    assert queries.elevators_with_open_incidents() == {waiting.elevator_id}


def test_who_was_freed_since_an_instant() -> None:
    freed = a_rescue(state=IncidentState.FREED)
    at = fresh(freed).freed_at
    assert at is not None

    assert queries.last_freed(since=NOW) == [(freed.elevator_id, at)]
    assert queries.last_freed(since=at) == []


def test_reports_calls_and_judgements_of_a_rescue_stand_in_their_order() -> None:
    incident = a_rescue()
    early = a_sighting(incident.elevator, "early", began_at=after(-60), seen_at=after(-60))
    take_in(early, at_s=100)

    assert [r.key for r in queries.reports_of(incident_id=incident.pk)][:1] == ["early"]
    assert [str(c.state) for c in queries.calls_of(incident_id=incident.pk)] == ["done"]
    assert queries.evaluations_of(incident_id=incident.pk).count() == 1
    assert [e.sequence for e in queries.timeline_of(incident_id=incident.pk)] == list(range(1, 10))


def test_the_calls_of_a_technician_are_found_by_rescue_and_by_number() -> None:
    incident = a_called_incident()
    call = the_call(incident=incident)
    person = call.technician_id

    assert queries.live_call_of(incident_id=incident.pk, person_id=person) == call
    assert queries.live_call_of(incident_id=incident.pk, person_id=person + 1) is None
    assert queries.call_for(number=incident.number, person_id=person) == call
    assert queries.call_for(number="0", person_id=person) is None
    assert list(queries.calls_to(person_id=person)) == [call]
    assert queries.call_of(call_id=call.pk) == call


def test_live_calls_of_many_rescues_in_one_query(django_assert_num_queries: object) -> None:
    one, two = a_called_incident(), a_called_incident()
    assert one.firm is not None
    assert two.firm is not None

    with django_assert_num_queries(1):  # type: ignore[operator]
        found = queries.live_calls(incident_ids=[one.pk, two.pk])

    assert found == {
        incident.pk: [
            (CallState.RINGING, RescueLevel.FIRM, (incident.firm.name, incident.firm.name_en))
        ]
        for incident in (one, two)
    }


def test_the_first_source_and_any_suspicion_of_many_rescues() -> None:
    plain, doubtful = an_incident(), an_incident()
    facts = {"suspicion": "unverified_code"}
    take_in(a_sighting(doubtful.elevator, "x", source=IncidentSource.RIDER, facts=facts))

    assert queries.suspicious_incidents(incident_ids=[plain.pk, doubtful.pk]) == (
        {plain.pk: IncidentSource.TELEMETRY, doubtful.pk: IncidentSource.TELEMETRY},
        {doubtful.pk},
    )
    assert Report.objects.count() == 3


def test_the_phone_that_rings_is_the_one_of_this_elevator_else_of_the_firm() -> None:
    incident = a_called_incident()
    assert incident.firm_id is not None
    person = the_call(incident=incident).technician_id
    asked = [(incident.elevator_id, 0), (0, incident.firm_id), (0, 0)]

    assert [queries.ringing_technician(elevator_id=e, firm_id=f) for e, f in asked] == [
        person, person, 0,
    ]  # fmt: skip


def test_of_due_rescues_only_as_many_as_asked_the_longest_due_first() -> None:
    late, early = an_incident(now=after(5)), an_incident()

    assert queries.due_incidents(now=after(5)) == [early.pk, late.pk]
    assert queries.due_incidents(now=after(5), limit=1) == [early.pk]
    assert queries.due_incidents(now=after(4.999)) == [early.pk]

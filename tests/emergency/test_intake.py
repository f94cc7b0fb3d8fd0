import time
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection, transaction

from hoistway.emergency.actions import Sighting, close_incident, free_passengers, open_incidents
from hoistway.emergency.actions.intake import NobodyIsShutIn
from hoistway.emergency.models import Incident, Report, TimelineEntry
from hoistway.emergency.vocabulary import Cause, IncidentKind, IncidentSource, IncidentState
from hoistway.foundation.actors import A_PASSENGER, PLATFORM, Actor
from hoistway.foundation.refusal import NotAllowed, NotFound
from hoistway.parties.vocabulary import RoleKind
from hoistway.registry.models import Elevator
from hoistway.registry.vocabulary import ElevatorKind
from tests.emergency.course import after, deeds, fresh, timeline
from tests.world.emergency import a_rescue, an_incident
from tests.world.jobs import Job, jobs_waiting
from tests.world.parties import NOW, an_actor
from tests.world.registry import Site, an_elevator
from tests.world.threads import at_once

pytestmark = pytest.mark.django_db
COMMITTED = pytest.mark.django_db(transaction=True)


def a_sighting(elevator: Elevator, key: str, **changes: object) -> Sighting:
    facts: dict[str, object] = {
        "elevator_id": elevator.pk, "source": IncidentSource.TELEMETRY,
        "kind": IncidentKind.ENTRAPMENT, "began_at": after(-40), "seen_at": NOW, "key": key,
        "facts": {"alarm": "off_level"}, **changes,
    }  # fmt: skip
    return Sighting(**facts)  # type: ignore[arg-type]


def take_in(*sightings: Sighting, by: Actor = PLATFORM, at_s: float = 0) -> list[int]:
    return open_incidents(sightings=list(sightings), now=after(at_s), by=by)


def test_a_signal_opens_a_rescue_that_is_to_be_looked_at_at_once() -> None:
    elevator = an_elevator()

    (key,) = take_in(a_sighting(elevator, "a"))

    incident = Incident.objects.get(pk=key)
    assert incident.number == f"261122{key:06d}"
    assert (incident.state, incident.kind) == (IncidentState.OPEN, IncidentKind.ENTRAPMENT)
    assert (incident.elevator_id, incident.firm_id) == (elevator.pk, elevator.firm_id)
    assert (incident.began_at, incident.opened_at) == (after(-40), NOW)
    assert (incident.next_look_at, incident.firm_told_at, incident.drill) == (NOW, None, False)


def test_the_first_step_tells_the_source_and_the_evidence() -> None:
    incident = an_incident(facts={"alarm": "off_level"})

    (step,) = timeline(incident)
    assert (str(step.deed), str(step.state), step.sequence) == ("opened", "open", 1)
    assert step.facts == {"source": "S04", "alarm": "off_level"}
    assert step.by == PLATFORM.as_json()


def test_an_opened_rescue_is_dispatched_and_told_to_the_use_unit() -> None:
    incident = an_incident()

    assert [job for job in jobs_waiting() if job.queue == "rescue"] == [
        Job("emergency.dispatch_incident", "rescue", {"incident_id": incident.pk}),
        Job("emergency.tell_use_unit", "rescue", {"incident_id": incident.pk}),
    ]


def test_trouble_that_is_said_to_begin_in_the_future_began_now() -> None:
    elevator = an_elevator()

    (key,) = take_in(a_sighting(elevator, "a", began_at=after(900)))

    assert Incident.objects.get(pk=key).began_at == NOW


def test_the_same_key_again_changes_nothing() -> None:
    elevator = an_elevator()
    first = take_in(a_sighting(elevator, "a"))

    second = take_in(a_sighting(elevator, "a"), at_s=5)

    assert second == first
    assert (Report.objects.count(), TimelineEntry.objects.count()) == (1, 1)


def test_a_passenger_joins_the_rescue_that_a_signal_opened() -> None:
    elevator = an_elevator()
    first = take_in(a_sighting(elevator, "a"))

    second = take_in(
        a_sighting(elevator, "b", source=IncidentSource.RIDER, began_at=after(-90)),
        by=A_PASSENGER, at_s=20,
    )  # fmt: skip

    incident = Incident.objects.get()
    assert second == first == [incident.pk]
    assert deeds(incident) == ["opened", "reported"]
    assert incident.began_at == after(-90)


def test_every_sighting_of_a_batch_gets_its_own_answer_in_order() -> None:
    high, low = an_elevator(), an_elevator()
    assert high.pk < low.pk

    answer = take_in(a_sighting(low, "a"), a_sighting(high, "b"), a_sighting(low, "c"))

    opened = dict(Incident.objects.values_list("elevator_id", "pk"))
    assert answer == [opened[low.pk], opened[high.pk], opened[low.pk]]


@pytest.mark.parametrize("kind", sorted(ElevatorKind.without_riders()))
def test_nobody_is_shut_in_on_an_escalator(kind: ElevatorKind) -> None:
    escalator = an_elevator(kind=kind)

    with pytest.raises(NobodyIsShutIn):
        take_in(a_sighting(escalator, "a"))

    assert Incident.objects.count() == 0


def test_on_an_escalator_somebody_may_be_hurt() -> None:
    escalator = an_elevator(kind=ElevatorKind.ESCALATOR)

    take_in(a_sighting(escalator, "a", kind=IncidentKind.INJURY))

    assert Incident.objects.get().kind is IncidentKind.INJURY


def test_late_news_joins_the_rescue_that_has_ended() -> None:
    incident = a_rescue()
    freed_at = fresh(incident).freed_at
    assert freed_at is not None

    (key,) = take_in(
        a_sighting(incident.elevator, "late", began_at=freed_at, seen_at=freed_at), at_s=1500
    )

    assert key == incident.pk
    assert deeds(incident)[-1] == "reported"
    assert fresh(incident).state is IncidentState.CLOSED


def test_whoever_calls_after_the_freeing_is_trapped_anew() -> None:
    incident = a_rescue(state=IncidentState.FREED)
    cry = after(1200)

    (key,) = take_in(a_sighting(incident.elevator, "new", began_at=cry, seen_at=cry), at_s=1200)

    assert key != incident.pk
    assert Incident.objects.filter(state=IncidentState.OPEN).get().pk == key


@pytest.mark.parametrize(
    ("role", "column"),
    [(RoleKind.USE_UNIT, "use_unit"), (RoleKind.TECHNICIAN, "firm"), (RoleKind.DISPATCHER, "")],
)
def test_people_report_for_elevators_within_their_reach(role: RoleKind, column: str) -> None:
    elevator = an_elevator()
    by = an_actor(role=role, organisation=getattr(elevator, column) if column else None)

    (key,) = take_in(a_sighting(elevator, "a", source=IncidentSource.USE_UNIT), by=by)

    assert timeline(Incident.objects.get(pk=key))[0].by == by.as_json()


@pytest.mark.parametrize(
    ("role", "refusal"),
    [
        (RoleKind.USE_UNIT, NotFound), (RoleKind.TECHNICIAN, NotFound),
        (RoleKind.FIRM_OFFICE, NotAllowed), (RoleKind.DISTRICT_REGULATOR, NotAllowed),
    ],
)  # fmt: skip
def test_people_report_for_no_other_elevator(role: RoleKind, refusal: type[Exception]) -> None:
    own = an_elevator()
    organisation = own.firm if role is RoleKind.TECHNICIAN else own.use_unit
    people = {RoleKind.TECHNICIAN, RoleKind.USE_UNIT}
    by = an_actor(role=role, organisation=organisation if role in people else None)
    foreign = an_elevator()

    with pytest.raises(refusal):
        take_in(a_sighting(own, "a"), a_sighting(foreign, "b"), by=by)

    assert Incident.objects.count() == 0


@COMMITTED
def test_two_intakes_at_once_open_one_rescue_and_keep_both_reports() -> None:
    elevator = an_elevator()

    answers = at_once(
        *(
            lambda key=key: take_in(a_sighting(elevator, key))  # type: ignore[misc]
            for key in ("a", "b", "c", "d")
        )
    )

    incident = Incident.objects.get()
    assert answers == [[incident.pk]] * 4
    assert deeds(incident) == ["opened", "reported", "reported", "reported"]
    assert sorted(Report.objects.values_list("key", flat=True)) == ["a", "b", "c", "d"]


@COMMITTED
def test_the_same_report_at_once_is_kept_once() -> None:
    elevator = an_elevator()

    answers = at_once(*(lambda: take_in(a_sighting(elevator, "a")) for _ in range(4)))

    incident = Incident.objects.get()
    assert answers == [[incident.pk]] * 4
    assert (deeds(incident), Report.objects.count()) == (["opened"], 1)


@COMMITTED
def test_batches_that_cross_do_not_wait_for_each_other_in_a_circle() -> None:
    one, two = an_elevator(), an_elevator()

    answers = at_once(
        *(
            lambda n=n: take_in(  # type: ignore[misc]
                a_sighting((one, two)[n % 2], f"{n}.x"), a_sighting((two, one)[n % 2], f"{n}.y")
            )
            for n in range(6)
        )
    )

    assert [type(answer) for answer in answers] == [list] * 6
    assert (Incident.objects.count(), Report.objects.count()) == (2, 12)


@COMMITTED
def test_a_cry_that_meets_the_end_of_a_rescue_is_not_swallowed_by_it() -> None:
    incident = an_incident(elevator=an_elevator(site=Site()))
    desk = an_actor(role=RoleKind.DISPATCHER)

    def cry() -> list[int]:
        try:
            late = after(60)
            cried = a_sighting(incident.elevator, "cry", began_at=late, seen_at=late)
            return take_in(cried, by=A_PASSENGER, at_s=60)
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            free_passengers(incident_id=incident.pk, people=1, injured=0, now=after(50), by=desk)
            close_incident(
                incident_id=incident.pk, cause=Cause.DOOR, note="", now=after(55), by=desk
            )
            answer = pool.submit(cry)
            time.sleep(0.3)
            assert not answer.done()
        (key,) = answer.result(timeout=10)

    assert key != incident.pk
    assert Incident.objects.get(pk=key).state is IncidentState.OPEN
    assert Incident.objects.get(pk=key).opened_at - incident.opened_at == timedelta(seconds=60)

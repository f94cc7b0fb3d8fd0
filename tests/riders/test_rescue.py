from datetime import timedelta
from uuid import UUID, uuid4

import pytest

from hoistway.emergency.models import Incident, Report
from hoistway.emergency.vocabulary import IncidentKind, IncidentState
from hoistway.foundation.refusal import NotAllowed, NotFound
from hoistway.parties.vocabulary import RoleKind
from hoistway.registry.models import Elevator
from hoistway.registry.vocabulary import ElevatorKind
from hoistway.riders import queries
from hoistway.riders.actions import (
    Cry,
    More,
    NoAddress,
    ask_for_rescue,
    call_without_code,
    place_call,
    settle_call,
    tell_more,
)
from hoistway.riders.models import CallerNumber, RiderRequest, UnplacedCall
from hoistway.riders.vocabulary import AskerKind, Need, Suspicion
from tests.emergency.course import after, deeds, fresh, last
from tests.world.emergency import a_rescue, an_incident
from tests.world.parties import NOW, an_actor
from tests.world.registry import an_elevator
from tests.world.threads import at_once

pytestmark = pytest.mark.django_db
COMMITTED = pytest.mark.django_db(transaction=True)


def a_cry(elevator: Elevator, form_id: UUID | None = None, **changes: object) -> Cry:
    said: dict[str, object] = {
        "elevator_id": elevator.pk, "has_car": True, "form_id": form_id or uuid4(),
        "asker": AskerKind.INSIDE, "genuine_code": True, "origin": "203.0.113.7", **changes,
    }  # fmt: skip
    return Cry(**said)  # type: ignore[arg-type]


def ask(elevator: Elevator, seconds: float = 0, **changes: object) -> RiderRequest:
    return ask_for_rescue(cry=a_cry(elevator, **changes), now=after(seconds))  # type: ignore[arg-type]


def test_two_taps_open_a_rescue_and_give_a_link_to_follow() -> None:
    elevator = an_elevator()

    request = ask(elevator)

    incident = Incident.objects.get()
    assert (incident.elevator_id, incident.kind) == (elevator.pk, IncidentKind.ENTRAPMENT)
    assert last(incident).facts == {"source": "S05", "asker": "inside", "suspicion": "none"}
    assert last(incident).by["kind"] == "passenger"
    assert queries.request_with_token(token=request.token) == request
    assert list(queries.requests_of(incident_id=incident.pk)) == [request]


def test_the_network_address_is_not_kept() -> None:
    request = ask(an_elevator())

    assert "203.0.113" not in request.origin_hash
    assert len(request.origin_hash) == 32


def test_the_same_form_twice_is_one_request() -> None:
    elevator, form_id = an_elevator(), uuid4()

    first, second = (ask(elevator, s, form_id=form_id) for s in (0, 5))

    assert first == second == queries.request_with_form(form_id=form_id)
    assert (deeds(Incident.objects.get()), Report.objects.count()) == (["opened"], 1)


def test_another_passenger_of_the_same_elevator_joins_and_has_an_own_link() -> None:
    elevator = an_elevator()

    one, two = ask(elevator), ask(elevator, 5)

    assert one.incident_id == two.incident_id
    assert one.token != two.token


def test_a_passenger_joins_the_rescue_that_signals_opened() -> None:
    incident = an_incident()

    request = ask(incident.elevator, 10)

    assert request.incident_id == incident.pk
    assert deeds(incident) == ["opened", "reported"]


def test_the_neighbouring_elevator_is_another_rescue() -> None:
    one, two = ask(an_elevator()), ask(an_elevator())

    assert one.incident_id != two.incident_id


def test_on_an_escalator_somebody_is_hurt_and_nobody_shut_in() -> None:
    escalator = an_elevator(kind=ElevatorKind.ESCALATOR)

    ask(escalator, has_car=False, asker=AskerKind.AT_ESCALATOR)

    assert Incident.objects.get().kind is IncidentKind.INJURY


def test_an_unverified_code_is_marked_and_helped() -> None:
    request = ask(an_elevator(), genuine_code=False)

    assert request.suspicion is Suspicion.UNVERIFIED_CODE
    assert last(Incident.objects.get()).facts["suspicion"] == "unverified_code"
    assert Incident.objects.get().state is IncidentState.OPEN


def test_the_fourth_place_from_one_address_is_marked_and_helped() -> None:
    requests = [ask(an_elevator(), s) for s in range(5)]

    assert [str(r.suspicion) for r in requests] == ["none"] * 3 + ["many_places"] * 2
    assert Incident.objects.filter(state=IncidentState.OPEN).count() == 5


def test_many_passengers_of_one_elevator_are_not_suspicious() -> None:
    elevator = an_elevator()

    assert {ask(elevator, s).suspicion for s in range(6)} == {Suspicion.NONE}


@pytest.mark.parametrize(
    ("seconds", "suspicion"), [(600, Suspicion.MANY_PLACES), (600.001, Suspicion.NONE)]
)
def test_places_are_counted_over_ten_minutes(seconds: float, suspicion: Suspicion) -> None:
    for _ in range(3):
        ask(an_elevator())

    assert ask(an_elevator(), seconds).suspicion is suspicion


def test_other_addresses_are_not_counted() -> None:
    for number in range(6):
        ask(an_elevator(), origin=f"203.0.113.{number}")

    assert ask(an_elevator(), origin="198.51.100.1").suspicion is Suspicion.NONE


@COMMITTED
def test_a_double_tap_is_one_request() -> None:
    cry = a_cry(an_elevator())

    answers = at_once(*(lambda: ask_for_rescue(cry=cry, now=NOW).token,) * 4)

    assert answers == [RiderRequest.objects.get().token] * 4
    assert deeds(Incident.objects.get()) == ["opened"]


@COMMITTED
def test_passengers_at_once_are_one_rescue() -> None:
    elevator = an_elevator()

    answers = at_once(*(lambda: ask(elevator).incident_id,) * 4)

    assert answers == [Incident.objects.get().pk] * 4
    assert RiderRequest.objects.count() == 4


def test_what_a_passenger_adds_stands_in_the_course() -> None:
    request = ask(an_elevator())
    incident = Incident.objects.get()
    more = More(
        key="k", people=3, needs=(Need.CHILD, Need.HURT), phone="13800000000", is_worse=True,
        words="很闷",
    )  # fmt: skip

    for seconds in (10, 11):
        tell_more(token=request.token, more=more, now=after(seconds))

    assert deeds(incident) == ["opened", "told"]
    assert last(incident).facts == {
        "key": f"{request.pk}.k", "people": 3, "needs": ["child", "hurt"],
        "phone_left": True, "is_worse": True, "words": "很闷",
    }  # fmt: skip
    assert queries.caller_number(incident_id=incident.pk) == "13800000000"
    assert CallerNumber.objects.count() == 1


@pytest.mark.parametrize(
    ("more", "facts"),
    [
        (More(key="k", people=0), {"people": 0}),
        (More(key="k", people=500), {"people": 60}),
        (More(key="k", people=-3), {"people": 0}),
        (More(key="k", is_out=True), {"is_out": True}),
        (More(key="k", needs=(Need.ELDERLY,)), {"needs": ["elderly"]}),
        (More(key="k", words="长" * 600), {"words": "长" * 500}),
    ],
)
def test_every_answer_stands_alone_and_within_bounds(more: More, facts: dict[str, object]) -> None:
    request = ask(an_elevator())

    tell_more(token=request.token, more=more, now=after(10))

    assert last(Incident.objects.get()).facts == {"key": f"{request.pk}.k", **facts}


def test_an_empty_answer_adds_nothing() -> None:
    request = ask(an_elevator())

    tell_more(token=request.token, more=More(key="k"), now=after(10))

    assert deeds(Incident.objects.get()) == ["opened"]


def test_saying_that_one_is_out_does_not_end_the_rescue() -> None:
    request = ask(an_elevator())

    tell_more(token=request.token, more=More(key="k", is_out=True), now=after(10))

    assert fresh(Incident.objects.get()).state is IncidentState.OPEN


def test_nobody_adds_by_an_unknown_link() -> None:
    with pytest.raises(NotFound):
        tell_more(token="nothing", more=More(key="k", people=1), now=NOW)


def test_equal_answers_of_two_passengers_are_both_kept() -> None:
    elevator = an_elevator()
    requests = ask(elevator), ask(elevator, 1)

    for request in requests:
        tell_more(token=request.token, more=More(key="k", people=2), now=after(10))

    assert deeds(Incident.objects.get()).count("told") == 2


def by_address(form_id: UUID | None = None, address: str = " 延平路 9 号 3 号楼 ") -> UnplacedCall:
    return call_without_code(
        form_id=form_id or uuid4(), typed_code="abc", address=address, phone="138", now=NOW
    )


def test_a_call_by_address_waits_before_the_desk() -> None:
    call = by_address()
    desk = an_actor(role=RoleKind.DISPATCHER)

    assert (call.address, call.typed_code, call.phone) == ("延平路 9 号 3 号楼", "abc", "138")
    assert list(queries.unplaced_calls(by=desk)) == [call]
    assert queries.unplaced(token=call.token) == call


@pytest.mark.parametrize("address", ["", "   ", " 路口 "])
def test_a_call_without_code_and_address_is_asked_for_one(address: str) -> None:
    with pytest.raises(NoAddress):
        by_address(address=address)


@COMMITTED
def test_a_double_tap_by_address_is_one_call() -> None:
    form_id = uuid4()

    answers = at_once(*(lambda: by_address(form_id).pk,) * 4)

    assert answers == [UnplacedCall.objects.get().pk] * 4


def test_the_desk_places_a_call_and_the_rescue_counts_from_the_call() -> None:
    call, elevator = by_address(), an_elevator()
    desk = an_actor(role=RoleKind.DISPATCHER)

    keys = [
        place_call(call_id=call.pk, elevator_id=elevator.pk, now=after(s), by=desk)
        for s in (90, 95)
    ]

    incident = Incident.objects.get()
    assert keys == [incident.pk] * 2
    assert (incident.began_at, incident.opened_at) == (NOW, after(90))
    assert (deeds(incident), last(incident).by) == (["opened"], desk.as_json())
    assert list(queries.unplaced_calls(by=desk)) == []


def test_the_desk_ends_a_call_by_address_with_its_reason_once() -> None:
    call, desk = by_address(), an_actor(role=RoleKind.DISPATCHER)

    settle_call(call_id=call.pk, note="重复", now=after(60), by=desk)
    settle_call(call_id=call.pk, note="anders", now=after(90), by=desk)

    settled = UnplacedCall.objects.get()
    assert (settled.note, settled.settled_at) == ("重复", after(60))
    assert Incident.objects.count() == 0


def test_an_unknown_call_is_not_placed() -> None:
    with pytest.raises(NotFound):
        place_call(
            call_id=1, elevator_id=an_elevator().pk, now=NOW,
            by=an_actor(role=RoleKind.DISPATCHER),
        )  # fmt: skip


def test_only_the_desk_reads_places_and_ends_calls_by_address() -> None:
    call, elevator = by_address(), an_elevator()
    unit = an_actor(role=RoleKind.USE_UNIT, organisation=elevator.use_unit)

    with pytest.raises(NotAllowed):
        place_call(call_id=call.pk, elevator_id=elevator.pk, now=NOW, by=unit)
    with pytest.raises(NotAllowed):
        settle_call(call_id=call.pk, note="", now=NOW, by=unit)
    with pytest.raises(NotAllowed):
        queries.unplaced_calls(by=unit)


def test_a_cry_after_the_rescue_has_ended_is_a_new_rescue() -> None:
    ended = a_rescue()

    request = ask(ended.elevator, 3600)

    assert request.incident_id != ended.pk
    assert request.made_at - NOW == timedelta(hours=1)

"""The desk's day: a call by telephone, a call by address, a rescue commanded and ended."""

import re
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from hoistway.emergency.actions import accept_call
from hoistway.emergency.models import Call, Evaluation, Incident, Report, TimelineEntry
from hoistway.emergency.vocabulary import (
    CallState,
    Cause,
    Deed,
    IncidentKind,
    IncidentState,
    RescueLevel,
)
from hoistway.foundation import clock
from hoistway.parties.models import ReadAudit
from hoistway.parties.vocabulary import RoleKind
from hoistway.plates.queries import living_plates
from hoistway.registry.vocabulary import ElevatorKind
from hoistway.riders.models import UnplacedCall
from tests.web.desk_world import an_unplaced_call
from tests.world.emergency import a_called_incident, an_incident, on_call, rescuer_of, the_call
from tests.world.parties import signed_in_client
from tests.world.registry import an_elevator

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk() -> Client:
    return signed_in_client(role=RoleKind.DISPATCHER)


def filled(**changes: object) -> dict[str, object]:
    form = {
        "where": "延平路", "kind": "entrapment", "people": "3", "phone": "139-DEMO-0009",
        "words": "灯灭了", "needs": ["elderly"], "form_id": str(uuid4()), "deed": "open",
    }  # fmt: skip
    return {**form, **changes}


def deed(client: Client, name: str, incident: Incident, **fields: object):
    return client.post(reverse(f"dispatcher-{name}", args=[incident.number]), fields)


def steps(incident: Incident) -> list[Deed]:
    rows = TimelineEntry.objects.filter(incident=incident).order_by("sequence")
    return [row.deed for row in rows]


def test_a_rescue_number_leads_the_desk_to_one_elevator(desk: Client) -> None:
    elevator, _other = an_elevator(), an_elevator()
    number = living_plates(elevator_ids=[elevator.pk])[elevator.pk].rescue_number

    page = desk.get(reverse("dispatcher-intake"), {"where": number}).content.decode()

    assert re.findall(r'name="elevator" value="(\d+)"', page) == [elevator.register_number]


def test_a_spoken_address_finds_the_building_and_what_is_done_there(desk: Client) -> None:
    elevator = an_elevator()
    incident = a_called_incident(elevator=elevator)

    page = desk.get(reverse("dispatcher-intake"), {"where": f"{elevator.address}3号楼右边"})

    assert elevator.register_number in page.content.decode()
    assert incident.number in page.content.decode()


def test_the_same_telephone_form_twice_is_one_rescue(desk: Client) -> None:
    elevator = an_elevator()
    form = filled(elevator=elevator.register_number)

    answers = [desk.post(reverse("dispatcher-intake"), form) for _ in range(2)]

    incident = Incident.objects.get()
    assert [a["Location"] for a in answers] == [f"/d/incidents/{incident.number}"] * 2
    assert (incident.people, Report.objects.count()) == (3, 1)
    assert steps(incident) == [Deed.OPENED, Deed.TOLD]


def test_a_call_for_an_elevator_with_an_open_rescue_joins_it(desk: Client) -> None:
    incident = an_incident()

    desk.post(reverse("dispatcher-intake"), filled(elevator=incident.elevator.register_number))

    assert Incident.objects.count() == 1
    assert Report.objects.filter(incident=incident).count() == 2


def test_an_open_press_without_an_elevator_asks_which_one(desk: Client) -> None:
    an_elevator(), an_elevator()

    answer = desk.post(reverse("dispatcher-intake"), filled())

    assert answer.status_code == 422
    assert "请选择是哪一台电梯" in answer.content.decode()
    assert Incident.objects.count() == 0


def test_nobody_is_shut_in_on_an_escalator(desk: Client) -> None:
    elevator = an_elevator(kind=ElevatorKind.ESCALATOR)

    answer = desk.post(reverse("dispatcher-intake"), filled(elevator=elevator.register_number))

    assert answer.status_code == 409
    assert "不会困人" in answer.content.decode()


def test_a_call_by_address_stands_on_top_of_the_board_until_it_is_placed(desk: Client) -> None:
    elevator = an_elevator()
    call = an_unplaced_call(address=elevator.address)

    before = desk.get(reverse("dispatcher-board")).content.decode()
    answer = desk.post(
        reverse("dispatcher-place", args=[call.pk]), {"elevator": elevator.register_number}
    )
    after = desk.get(reverse("dispatcher-board")).content.decode()

    incident = Incident.objects.get(elevator=elevator)
    assert answer["Location"] == f"/d/incidents/{incident.number}"
    link = reverse("dispatcher-unplaced", args=[call.pk])
    assert (link in before, link in after, incident.number in after) == (True, False, True)


def test_a_call_by_address_at_an_escalator_is_a_person_hurt(desk: Client) -> None:
    elevator = an_elevator(kind=ElevatorKind.ESCALATOR)
    call = an_unplaced_call(address=elevator.address)

    desk.post(reverse("dispatcher-place", args=[call.pk]), {"elevator": elevator.register_number})

    assert Incident.objects.get().kind is IncidentKind.INJURY


def test_a_call_by_address_is_settled_only_with_a_reason(desk: Client) -> None:
    call = an_unplaced_call()
    url = reverse("dispatcher-settle", args=[call.pk])

    statuses = [desk.post(url).status_code, desk.post(url, {"reason": "已脱困"}).status_code]

    kept = UnplacedCall.objects.get()
    assert (statuses, kept.note, kept.settled_at is not None) == ([422, 302], "已脱困", True)


def test_the_desk_passes_over_who_does_not_answer(desk: Client) -> None:
    incident = a_called_incident()
    on_call(firm=incident.firm)
    first = the_call(incident=incident)

    deed(desk, "call-next", incident, level="1")

    first.refresh_from_db()
    assert first.state is CallState.STOOD_DOWN
    assert the_call(incident=incident).technician_id != first.technician_id


def test_the_desk_raises_a_rescue_only_with_a_reason(desk: Client) -> None:
    incident = a_called_incident(now=clock.now())

    statuses = [
        deed(desk, "level-up", incident, level="2", reason=reason).status_code
        for reason in ("", "维保单位无人")
    ]

    incident.refresh_from_db()
    assert (statuses, incident.level) == ([422, 302], RescueLevel.STATION)


def test_the_desk_brings_a_rescue_to_its_end(desk: Client) -> None:
    incident = a_called_incident(now=clock.now())

    deed(desk, "take-over", incident)
    deed(desk, "note", incident, text="已联系物业")
    deed(desk, "close", incident, outcome="freed", people="2", injured="0")
    deed(desk, "close", incident, outcome="closed", cause=str(Cause.DOOR), text="门锁触点")

    incident.refresh_from_db()
    assert (incident.state, incident.people, incident.cause) == (
        IncidentState.CLOSED, 2, Cause.DOOR,
    )  # fmt: skip
    assert steps(incident)[2:] == [
        Deed.NOTED, Deed.NOTED, Deed.FREED, Deed.STOOD_DOWN, Deed.CLOSED, Deed.EVALUATED,
    ]  # fmt: skip
    page = desk.get(reverse("dispatcher-incident", args=[incident.number])).content.decode()
    assert "TSG T5002-2017 第五条" in page
    assert Evaluation.objects.get().edition in page


def test_a_deed_at_the_wrong_moment_is_refused_in_the_room(desk: Client) -> None:
    incident = a_called_incident()

    answer = deed(desk, "close", incident, outcome="closed", cause="door")

    assert answer.status_code == 409
    assert "不能进行" in answer.content.decode()


def test_a_false_alarm_needs_somebody_who_says_how_it_is_known(desk: Client) -> None:
    incident = a_called_incident()

    statuses = [
        deed(desk, "close", incident, outcome="false_alarm", reason=reason).status_code
        for reason in ("", "对讲确认轿厢内无人")
    ]

    incident.refresh_from_db()
    assert (statuses, incident.state) == ([422, 302], IncidentState.FALSE_ALARM)


def test_reading_a_passengers_telephone_number_is_kept(desk: Client) -> None:
    elevator = an_elevator()
    desk.post(reverse("dispatcher-intake"), filled(elevator=elevator.register_number))
    number = Incident.objects.get().number

    pages = [reverse("dispatcher-incident", args=[number])] * 2
    pages += [reverse("dispatcher-incident-live", args=[number])] * 2
    shown = ["139-DEMO-0009" in desk.get(page).content.decode() for page in pages]

    assert shown == [True] * 4
    assert ReadAudit.objects.filter(subject=f"incident {number} caller").count() == 2


def test_an_automatic_call_is_explained_and_taken_back_with_a_reason(desk: Client) -> None:
    incident = a_called_incident()
    on_call(firm=incident.firm)
    call = the_call(incident=incident)
    url = reverse("decision-reverse", args=[call.pk])

    page = desk.get(reverse("decision-explain", args=[call.pk])).content.decode()
    statuses = [desk.post(url).status_code, desk.post(url, {"reason": "人在外地"}).status_code]

    call.refresh_from_db()
    assert all(word in page for word in (call.technician.name, "shanghai-2026-01", "950 米"))
    assert (statuses, call.state) == ([422, 302], CallState.STOOD_DOWN)
    assert Call.objects.filter(incident=incident, state=CallState.RINGING).count() == 1
    after = desk.get(reverse("decision-explain", args=[call.pk])).content.decode()
    assert "人在外地" in after


def test_whoever_is_not_accepted_yet_stands_first_on_the_board(desk: Client) -> None:
    early, late = a_called_incident(), a_called_incident()
    call = the_call(incident=early)
    accept_call(call_id=call.pk, now=call.called_at, by=rescuer_of(incident=early))

    page = desk.get(reverse("dispatcher-board-live")).content.decode()

    assert page.index(late.number) < page.index(early.number)

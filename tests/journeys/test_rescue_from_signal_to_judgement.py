"""One rescue, told from the first signal to the judgement, with a real queue and a real worker."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from pytest_django.fixtures import Settings

from hoistway.emergency.actions import (
    SignIn,
    accept_call,
    arrive,
    close_incident,
    free_passengers,
    set_out,
    sweep,
)
from hoistway.emergency.models import Call, Evaluation, Incident
from hoistway.emergency.vocabulary import CallState, Cause, IncidentKind, IncidentSource
from hoistway.foundation import clock
from hoistway.foundation.actors import PLATFORM
from hoistway.riders.actions import Cry, More, ask_for_rescue, tell_more
from hoistway.riders.vocabulary import AskerKind
from tests.emergency.course import after, timeline
from tests.emergency.test_dispatch import FARTHER
from tests.emergency.test_intake import a_sighting, take_in
from tests.world.clock import HandClock, clock_in_hand
from tests.world.emergency import acting, an_elevator_of, on_call
from tests.world.jobs import failed_jobs, jobs_waiting, work_off
from tests.world.parties import NOW, a_firm

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def hand(tmp_path: Path, settings: Settings) -> Iterator[HandClock]:
    settings.HOME, settings.SMS_GATEWAY_URL = tmp_path, ""
    with clock_in_hand(tmp_path / "clock-offset", NOW) as clock_of_the_house:
        yield clock_of_the_house


def phone_of(person: Any, home: Path) -> list[str]:
    """What the telephone of somebody has received."""
    lines = (home / "outbox" / "sms.ndjson").read_text(encoding="utf-8").splitlines()
    return [m["text"] for m in map(json.loads, lines) if m["phone"] == person.phone]


def test_people_are_found_called_for_freed_and_the_course_judged(
    hand: HandClock, tmp_path: Path
) -> None:
    firm = a_firm()
    elevator = an_elevator_of(firm=firm)
    silent, helper = on_call(firm=firm), on_call(firm=firm, place=FARTHER)
    by = acting(membership=helper)

    # The elevator's own signals say that people are shut in; nobody has called.
    (key,) = take_in(
        a_sighting(
            elevator, "telemetry:1", source=IncidentSource.TELEMETRY,
            kind=IncidentKind.ENTRAPMENT, began_at=after(-32),
        )
    )  # fmt: skip
    work_off()
    where = f"{elevator.address} {elevator.name}"
    assert phone_of(silent.person, tmp_path) == [
        f"【慧梯】{where} 有人被困，预计 9 分钟可到，请在 60 秒内接单。"
    ]
    assert phone_of(elevator.use_unit, tmp_path) == [
        f"【慧梯】{where} 有人被困，平台已自动派单，请到现场照看。"
    ]

    # A passenger scans the plate: the same rescue, and a link to follow it.
    hand.later(20)
    request = ask_for_rescue(
        cry=Cry(
            elevator_id=elevator.pk, has_car=True, form_id=uuid4(), asker=AskerKind.INSIDE,
            genuine_code=True, origin="203.0.113.7",
        ),
        now=clock.now(),
    )  # fmt: skip
    assert request.incident_id == key
    tell_more(token=request.token, more=More(key="a", people=2), now=clock.now())

    # The nearest does not answer for a minute; the next is called and accepts.
    hand.later(42)
    sweep(now=clock.now(), by=PLATFORM)
    work_off()
    assert phone_of(helper.person, tmp_path) == [
        f"【慧梯】{where} 有人被困，预计 16 分钟可到，请在 60 秒内接单。"
    ]
    call = Call.objects.get(incident_id=key, state=CallState.RINGING)
    hand.later(15)
    accept_call(call_id=call.pk, now=clock.now(), by=by)
    set_out(call_id=call.pk, now=clock.now(), by=by)
    sweep(now=clock.now(), by=PLATFORM)

    # Quarter of an hour later people are out, the cause is known, the course judged.
    hand.later(900)
    sweep(now=clock.now(), by=PLATFORM)
    proof = SignIn(scanned_elevator_id=elevator.pk, place=None, accuracy_m=None)
    arrive(call_id=call.pk, sign_in=proof, now=clock.now(), by=by)
    hand.later(300)
    free_passengers(incident_id=key, people=2, injured=0, now=clock.now(), by=by)
    hand.later(240)
    close_incident(incident_id=key, cause=Cause.DOOR, note="门锁触点", now=clock.now(), by=by)
    work_off()

    incident = Incident.objects.get(pk=key)
    course = timeline(incident)
    assert [(e.sequence, str(e.deed)) for e in course] == list(
        enumerate(
            [
                "opened", "called", "reported", "told", "unanswered", "called", "accepted",
                "under_way", "arrived", "freed", "closed", "evaluated",
            ],
            start=1,
        )
    )  # fmt: skip
    assert [e.at for e in course] == sorted(e.at for e in course)
    figures = {f["name"]: f for f in Evaluation.objects.get(incident=incident).figures}
    assert {name: f["verdict"] for name, f in figures.items()} == dict.fromkeys(
        ("detection", "dispatch", "answer", "arrival", "on_site", "whole"), "kept"
    )
    assert figures["arrival"]["seconds"] == pytest.approx(977, abs=5)
    assert (incident.people, str(incident.cause), incident.next_look_at) == (2, "door", None)
    assert (jobs_waiting(), failed_jobs()) == ([], 0)

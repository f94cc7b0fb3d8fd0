import asyncio
import re
from collections.abc import Callable
from dataclasses import fields
from datetime import date, timedelta
from math import ceil
from uuid import uuid4

import pytest
from asgiref.sync import sync_to_async
from django.db import connections
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob
from procrastinate.periodic import PeriodicDeferrer

from hoistway.emergency.actions import place_technicians, put_on_duty
from hoistway.emergency.models import Call, Evaluation, Position, Report, TimelineEntry
from hoistway.foundation.actors import PLATFORM
from hoistway.foundation.geo import Point
from hoistway.foundation.periods import local_day
from hoistway.maintenance.models import YearExport
from hoistway.messages.models import Message
from hoistway.messages.vocabulary import Channel, DeliveryState, Purpose
from hoistway.parties.actions import Wish, hand_over
from hoistway.parties.rules.hand_over import GOOD_FOR
from hoistway.parties.vocabulary import RoleKind
from hoistway.plates.actions.doubting import keep_sighting
from hoistway.plates.models import Plate, PrintBatch
from hoistway.plates.rules.doubt import Seen
from hoistway.plates.vocabulary import BatchLayout, ScanPlace
from hoistway.programs.actions import Opening, Write, once, open_key
from hoistway.programs.models import ApiKey, Token, UseDay
from hoistway.registry.models import ImportRun
from hoistway.registry.vocabulary import RunState
from hoistway.riders.actions import call_without_code
from hoistway.riders.models import CallerNumber, PublicReport, UnplacedCall
from hoistway.riders.vocabulary import ReportState
from hoistway.safety.models import KeptRound
from hoistway.server import tasks
from hoistway.server.config import REPOSITORY
from hoistway.server.retention import EDITIONS, SHANGHAI_2026, forget_what_is_past, policy_on
from hoistway.telemetry.actions.refusals import Rejection, refuse
from hoistway.telemetry.models import Trace, UseBlock
from hoistway.telemetry.vocabulary import RefusedReason, Transport
from tests.world.emergency import a_rescue, an_incident
from tests.world.parties import NOW, a_firm, a_jurisdiction, a_technician, fresh_number
from tests.world.registry import an_elevator
from tests.world.reports import a_report

EDGE = timedelta(seconds=1)


def a_trace(age: timedelta) -> None:
    Trace.objects.create(
        elevator=an_elevator(), at=NOW - age, received_at=NOW - age, seq=1, flags=0, floor=0,
        door=0, car_status=0, direction=0, service_mode=1, power=0, speed_mm_s=0, codes=0,
    )  # fmt: skip


def a_refusal(age: timedelta) -> None:
    rejection = Rejection(
        at=NOW - age, transport=Transport.HTTP, source="x", reason=RefusedReason.NOT_JSON,
        detail="", payload=b"",
    )  # fmt: skip
    refuse(rejections=[rejection])


def a_message(age: timedelta, state: DeliveryState = DeliveryState.SENT) -> None:
    Message.objects.create(
        key=uuid4().hex, channel=Channel.SMS, purpose=Purpose.RESCUE_CALL, organisation=a_firm(),
        zh="", en="", link="/", state=state, queued_at=NOW - age,
    )  # fmt: skip


def an_unplaced_call(age: timedelta, *, settled: bool = True) -> None:
    call = call_without_code(
        form_id=uuid4(), typed_code="", address="延安东路", phone="", now=NOW - age
    )
    if settled:
        UnplacedCall.objects.filter(pk=call.pk).update(settled_at=NOW - age)


def a_caller_number(age: timedelta) -> None:
    CallerNumber.objects.create(incident=an_incident(), phone="138-DEMO-0001", told_at=NOW - age)


def a_reporter_phone(age: timedelta) -> None:
    a_report(phone="13800005678", now=NOW - age)


def a_closed_report(age: timedelta) -> None:
    report = a_report(now=NOW - age)
    PublicReport.objects.filter(pk=report.pk).update(
        state=ReportState.CLOSED, closed_at=NOW - age, due_at=None
    )


def a_position(age: timedelta) -> int:
    person = a_technician().person_id
    place_technicians(places={person: Point(121.0, 31.0)}, now=NOW - age)
    return person


def a_receipt(age: timedelta) -> None:
    name = f"cloud {age}"
    opening = Opening(name=name, organisation_id=a_firm().pk, source="firm:1", secret=name)
    open_key(opening=opening, now=NOW, by=PLATFORM)
    key = ApiKey.objects.get(name=name)
    once(write=Write(key=key, idempotency_key="a", body=b""), now=NOW - age, do=dict)


def a_program_key() -> ApiKey:
    name = f"cloud {fresh_number()}"
    opening = Opening(name=name, organisation_id=a_firm().pk, source="firm:1", secret=name)
    open_key(opening=opening, now=NOW, by=PLATFORM)
    return ApiKey.objects.get(name=name)


def a_token(age: timedelta) -> None:
    key = a_program_key()
    Token.objects.create(
        key=key, token_hash=key.key_hash, scopes=[], issued_at=NOW - age, expires_at=NOW - age
    )


def a_day_of_calls(age: timedelta) -> None:
    day = local_day(at=NOW) - timedelta(days=ceil(age / timedelta(days=1)))
    UseDay.objects.create(key=a_program_key(), day=day, calls=1, last_at=NOW - age)


def a_hand_over(age: timedelta) -> None:
    wish = Wish(
        program="property", organisation_id=a_firm().pk, roles=frozenset({RoleKind.TECHNICIAN}),
        subject="u1", shown_name="", code="abcdefghjkmn",
    )  # fmt: skip
    hand_over(wish=wish, now=NOW - age - GOOD_FOR, by=PLATFORM)


def a_register_file(age: timedelta) -> None:
    ImportRun.objects.create(
        at=NOW - age, by={}, source="city", file_name="city.csv", file_sha256="0" * 64,
        mapping_sha256="0" * 64, stored_file=f"{age.total_seconds():.0f}.csv",
    )  # fmt: skip


def a_drawn_batch(age: timedelta) -> None:
    PrintBatch.objects.create(
        form_id=uuid4(), number=f"ZP{age.total_seconds():.0f}", jurisdiction=a_jurisdiction(),
        layout=BatchLayout.SHEET, state=RunState.DONE, plates=0, at=NOW - age, by={},
        file_name=f"ZP{age.total_seconds():.0f}.zip", ended_at=NOW - age,
    )  # fmt: skip


def a_year_export(age: timedelta) -> None:
    YearExport.objects.create(
        form_id=uuid4(), number=f"DC{age.total_seconds():.0f}", firm=a_firm(), by={}, visits=0,
        first_day=NOW.date(), last_day=NOW.date(), state=RunState.DONE, at=NOW - age,
        file_name=f"DC{age.total_seconds():.0f}.zip", ended_at=NOW - age,
    )  # fmt: skip


def a_sighting(age: timedelta) -> None:
    plate = Plate.objects.get(elevator=an_elevator())
    seen = Seen(place=Point(121.4, 31.2), accuracy_m=10.0, at=NOW - age)
    keep_sighting(plate=plate, via=ScanPlace.BINDING, seen=seen)


def a_use_block(age: timedelta, **packed: bytes) -> None:
    day = local_day(at=NOW) - timedelta(days=ceil(age / timedelta(days=1)))
    empty = {"days": b"", "doors": b"", "hours": b""}
    UseBlock.objects.create(day=day, block=0, kept_at=NOW, **(empty | packed))


def a_safety_round(age: timedelta) -> None:
    first = local_day(at=NOW) - timedelta(days=ceil(age / timedelta(days=1)))
    KeptRound.objects.create(
        organisation=a_firm(), form_id=uuid4(), kind="daily", first_day=first, edition="x",
        at=NOW, by={},
    )  # fmt: skip


KINDS: dict[str, Callable[[timedelta], object]] = {
    "traces": a_trace, "refused": a_refusal, "messages": a_message,
    "unplaced_calls": an_unplaced_call, "caller_numbers": a_caller_number,
    "reporter_phones": a_reporter_phone, "report_words": a_closed_report,
    "positions": a_position, "receipts": a_receipt, "hand_overs": a_hand_over,
    "tokens": a_token, "program_use": a_day_of_calls,
    "import_files": a_register_file, "print_files": a_drawn_batch,
    "sightings": a_sighting, "year_exports": a_year_export, "use_days": a_use_block,
    "safety_rounds": a_safety_round,
    "use_doors": lambda age: a_use_block(age, doors=b"x"),
    "use_hours": lambda age: a_use_block(age, hours=b"x"),
}  # fmt: skip


@pytest.mark.django_db
@pytest.mark.parametrize("kind", KINDS)
def test_a_row_goes_when_its_time_is_past_and_not_a_second_before(kind: str) -> None:
    kept_for: timedelta = getattr(SHANGHAI_2026, kind)
    KINDS[kind](kept_for)
    KINDS[kind](kept_for + EDGE)

    gone = forget_what_is_past(now=NOW, policy=SHANGHAI_2026)

    assert gone == dict.fromkeys([*KINDS, "records", "silence", "passing"], 0) | {kind: 1}
    assert sum(forget_what_is_past(now=NOW, policy=SHANGHAI_2026).values()) == 0


@pytest.mark.django_db
def test_what_is_not_done_with_stays_however_old() -> None:
    ages = timedelta(days=9999)
    a_message(ages, DeliveryState.QUEUED)
    an_unplaced_call(ages, settled=False)
    person = a_position(ages)
    put_on_duty(
        person_id=person, firm_id=a_firm().pk, station_id=None, since=NOW - EDGE, until=NOW + EDGE
    )

    gone = forget_what_is_past(now=NOW, policy=SHANGHAI_2026)

    assert sum(gone.values()) == 0
    assert Position.objects.count() == 1


@pytest.mark.django_db
def test_rescues_their_timelines_and_judgements_are_never_touched() -> None:
    rescue = a_rescue()
    kept = (Report, TimelineEntry, Call, Evaluation)
    before = [table.objects.filter(incident=rescue).count() for table in kept]

    forget_what_is_past(now=NOW + timedelta(days=36_500), policy=SHANGHAI_2026)

    assert [table.objects.filter(incident=rescue).count() for table in kept] == before
    assert min(before) > 0


def test_the_worker_sweeps_once_a_day() -> None:
    found = [
        periodic.cron
        for periodic in app.periodic_registry.periodic_tasks.values()
        if periodic.task.name == tasks.forget.name
    ]

    assert found == ["17 19 * * *"]


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_the_same_hour_defer_one_job() -> None:
    async def strike() -> None:
        worker = app.with_connector(app.connector.get_worker_connector())  # type: ignore[attr-defined]
        (task,) = [
            periodic
            for periodic in worker.periodic_registry.periodic_tasks.values()
            if periodic.task.name == tasks.forget.name
        ]
        async with worker.open_async():
            for _ in range(2):
                deferrer = PeriodicDeferrer(registry=worker.periodic_registry)
                await deferrer.defer_jobs([(task, 1_795_288_620)])
        await sync_to_async(connections.close_all)()

    asyncio.run(strike())

    jobs = ProcrastinateJob.objects.filter(task_name=tasks.forget.name)
    assert [(job.queue_name, job.args) for job in jobs] == [
        ("tidying", {"timestamp": 1_795_288_620})
    ]


@pytest.mark.django_db
def test_the_task_itself_runs() -> None:
    tasks.forget(timestamp=1)

    assert policy_on(day=date(1999, 1, 1)) is EDITIONS[0]


def test_each_stretch_of_time_has_its_reason_and_stands_in_the_documentation() -> None:
    page = (REPOSITORY / "docs" / "operate" / "every-day.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| .* \| (\d+) (?:days|hours) \| `(\w+)` \|", page, re.MULTILINE)

    named = {f.name for f in fields(SHANGHAI_2026) if f.type in (timedelta, "timedelta")}
    days = {
        name: int(value.total_seconds() // (3600 if name == "positions" else 86_400))
        for name in named
        if isinstance(value := getattr(SHANGHAI_2026, name), timedelta)
    }
    assert set(SHANGHAI_2026.clauses) == named
    assert {name: int(number) for number, name in rows} == days

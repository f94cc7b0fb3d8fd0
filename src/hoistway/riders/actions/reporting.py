"""A passenger reports: kept once, joined to the same matter, brought to the desk that answers."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Count, F, Q

from hoistway.faults.actions import FaultSighting, sight_fault
from hoistway.faults.vocabulary import FaultSource
from hoistway.foundation.actors import A_PASSENGER, PLATFORM
from hoistway.foundation.announce import announce
from hoistway.foundation.bulk import fresh_key
from hoistway.foundation.live import touch
from hoistway.foundation.periods import local_day
from hoistway.foundation.refusal import NotFound, Refusal
from hoistway.registry.actions import suggest
from hoistway.registry.models import Elevator
from hoistway.registry.queries import elevators_at_hand, survivor_of
from hoistway.registry.vocabulary import ElevatorKind, SourceKind
from hoistway.riders.actions.me_too import counted_before
from hoistway.riders.actions.origins import blurred_origin, device_hash
from hoistway.riders.actions.steps import (
    MOST_WORDS,
    Told,
    bring_to,
    held_report,
    kept_step,
    lock,
)
from hoistway.riders.events import ReportFiled
from hoistway.riders.models import PublicReport, ReporterPhone
from hoistway.riders.queries.reports import present_desks
from hoistway.riders.rules.phones import plain_phone
from hoistway.riders.rules.policy import ReportPolicy, policy_on
from hoistway.riders.rules.routing import first_desk
from hoistway.riders.rules.throttle import REPORTS_WINDOW, Lately, is_too_many
from hoistway.riders.rules.topics import FAULT_KINDS, require_topic
from hoistway.riders.vocabulary import (
    ReportDeed,
    ReportKind,
    ReportState,
    Topic,
    WrongFact,
)

_OPEN = sorted(str(state) for state in ReportState.open_states())


@dataclass(frozen=True, slots=True, kw_only=True)
class Reported:
    """One form, as it came: `origin` and `device` are kept only as hashes.

    A correction says which `fact` is wrong and what `value` is right; its words say how the
    reporter knows.
    """

    elevator_id: int
    form_id: UUID
    kind: ReportKind
    topic: Topic
    origin: str
    words: str = ""
    longitude: float | None = None
    latitude: float | None = None
    phone: str = ""
    language: str = "zh-hans"
    device: str = ""
    fact: WrongFact | None = None
    value: str = ""


class TooManyReports(Refusal):
    """Raised when one phone, one network address or one code sends more than a person would."""

    code = "too_many_reports"
    zh = "一小时内从这里提交的较多，请过一会儿再试。需要救援时不受此限。"
    en = "Many reports came from here within an hour: try again later. Help can always be called."
    status = 429


class ValueMissing(Refusal):
    """Raised when a correction does not say what is right."""

    code = "value_missing"
    zh = "请选择不对的一项，并写下正确的内容。"
    en = "Choose what is wrong and write what is right."
    status = 422


@transaction.atomic
def file_report(*, report: Reported, now: datetime) -> PublicReport:
    """Keep what a passenger reports and return it; the same form again returns the same row.

    A fault becomes a sighting, a correction a claim of the register, in the same transaction.
    The same trouble of the same elevator joins the first open report of it and counts.
    Announces: ReportFiled. Raises: NotFound, WrongTopic, ValueMissing, TooManyReports, BadPhone.
    """
    lock(name=report.form_id.hex)
    known = PublicReport.objects.filter(form_id=report.form_id).first()
    if known is not None:
        return known
    row = _drafted(report, now)
    policy = _policy(row, now)
    _require_few(row, policy, now)
    lock(name=f"report.{row.elevator_id}")
    _tell_rooms_below(row, report, now)
    first = _same_matter(row, policy, now)
    if first is None:
        _open_matter(row, policy, now)
    else:
        _join(row, first, now)
    if report.phone.strip():
        phone = plain_phone(text=report.phone)
        ReporterPhone.objects.create(report=row, phone=phone, left_at=now)
    announce(ReportFiled(report_id=row.pk))
    touch(f"elevator.{row.elevator_id}", f"report.{row.joined_id or row.pk}")
    return row


def _drafted(report: Reported, now: datetime) -> PublicReport:
    elevator = _at_hand(report.elevator_id)
    has_car = elevator.kind not in ElevatorKind.without_car()
    require_topic(kind=report.kind, topic=report.topic, has_car=has_car)
    if report.kind is ReportKind.CORRECTION and not (report.fact and report.value.strip()):
        raise ValueMissing
    return PublicReport(
        token=secrets.token_urlsafe(16), form_id=report.form_id, kind=report.kind,
        topic=report.topic, elevator=elevator, jurisdiction=elevator.jurisdiction,
        firm=elevator.firm, use_unit=elevator.use_unit, words=report.words.strip()[:MOST_WORDS],
        longitude=report.longitude, latitude=report.latitude, made_at=now, promised_at=now,
        language=report.language, device_hash=device_hash(device=report.device),
        origin_hash=blurred_origin(origin=report.origin, now=now),
    )  # fmt: skip


def _at_hand(elevator_id: int) -> Elevator:
    today = survivor_of(elevator_id=elevator_id)
    found = elevators_at_hand(elevator_ids=[today]).select_related(
        "jurisdiction", "firm", "use_unit"
    )
    elevator = found.first()
    if elevator is None:
        raise NotFound
    return elevator


def _policy(row: PublicReport, now: datetime) -> ReportPolicy:
    policy = policy_on(day=local_day(at=now), jurisdiction_code=row.jurisdiction.code)
    row.edition = policy.edition
    return policy


def _require_few(row: PublicReport, policy: ReportPolicy, now: datetime) -> None:
    mine, here = Q(origin_hash=row.origin_hash), Q(elevator_id=row.elevator_id)
    own = Q(device_hash=row.device_hash) & ~Q(device_hash="")
    if row.kind is ReportKind.CORRECTION:
        mine &= Q(kind=ReportKind.CORRECTION)
    counted = PublicReport.objects.filter(
        mine | here | own, made_at__gt=now - REPORTS_WINDOW
    ).aggregate(
        device=Count("pk", filter=own), origin=Count("pk", filter=mine),
        code=Count("pk", filter=here),
    )  # fmt: skip
    if is_too_many(kind=row.kind, lately=Lately(**counted), policy=policy):
        raise TooManyReports


def _tell_rooms_below(row: PublicReport, report: Reported, now: datetime) -> None:
    if row.kind is ReportKind.FAULT:
        sighting = FaultSighting(
            elevator_id=row.elevator_id, kind=FAULT_KINDS[row.topic], source=FaultSource.RIDER,
            key=f"report.{row.form_id.hex}", seen_at=now, facts={"topic": str(row.topic)},
        )  # fmt: skip
        row.fault = sight_fault(sighting=sighting, now=now, by=A_PASSENGER)
    elif row.kind is ReportKind.CORRECTION and report.fact:
        counts = report.fact is WrongFact.FLOORS and report.value.isdecimal()
        row.claim = suggest(
            elevator_id=row.elevator_id, field=str(report.fact),
            value=int(report.value) if counts else report.value.strip(), text=row.words,
            evidence="", source=str(SourceKind.PASSENGER), now=now, by=A_PASSENGER,
        )  # fmt: skip


def _same_matter(row: PublicReport, policy: ReportPolicy, now: datetime) -> PublicReport | None:
    if row.kind is ReportKind.CORRECTION:
        return None
    same = Q(fault_id=row.fault_id) if row.fault_id else Q(topic=row.topic)
    found = PublicReport.objects.filter(
        same, elevator_id=row.elevator_id, kind=row.kind, joined=None, state__in=_OPEN,
        made_at__gt=now - timedelta(days=policy.join_days),
    )  # fmt: skip
    key = found.order_by("made_at", "pk").values_list("pk", flat=True).first()
    return held_report(report_id=key) if key else None


def _numbered(row: PublicReport, now: datetime) -> None:
    row.pk = fresh_key(table="riders_publicreport")
    row.number = f"FY{local_day(at=now):%y%m%d}{row.pk:06d}"


def _open_matter(row: PublicReport, policy: ReportPolicy, now: datetime) -> None:
    _numbered(row, now)
    desk = first_desk(
        kind=row.kind, topic=row.topic, present=present_desks(report=row), policy=policy
    )
    bring_to(report=row, desk=desk, now=now)
    row.promised_at = row.due_at or now
    row.save(force_insert=True)
    facts = {"edition": policy.edition, "desk": str(desk), "due": row.promised_at.isoformat()}
    told = Told(form_id=row.form_id, facts=facts)
    kept_step(row, ReportDeed.FILE, now=now, by=A_PASSENGER, told=told)


def _join(row: PublicReport, first: PublicReport, now: datetime) -> None:
    _numbered(row, now)
    is_fresh = not counted_before(report=first, device=row.device_hash)
    row.joined, row.state, row.desk, row.holder = first, first.state, first.desk, first.holder
    row.promised_at = first.promised_at
    row.save(force_insert=True)
    told = Told(form_id=row.form_id, facts={"number": row.number, "edition": row.edition})
    kept_step(first, ReportDeed.JOIN, now=now, by=PLATFORM, told=told)
    if is_fresh:
        PublicReport.objects.filter(pk=first.pk).update(also=F("also") + 1)

"""What a technician's phone takes along: whole jobs, so that no signal is needed until the end."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from hashlib import sha256
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from django.db.models import Exists, OuterRef, Q

from hoistway.foundation.actors import Actor
from hoistway.foundation.periods import local_day
from hoistway.foundation.refusal import NotFound
from hoistway.maintenance.models import Crew, PhoneKey, Repair, Schedule, Visit
from hoistway.maintenance.queries.checklists import checklist_of, makers_lines
from hoistway.maintenance.queries.facts import facts_of
from hoistway.maintenance.queries.orders import OrderNow, orders_of_visits, why_of
from hoistway.maintenance.rules.completeness import NOTE_FOR, PART_FOR, WORDS_FOR
from hoistway.maintenance.rules.items import LEVELS, Item, edition
from hoistway.maintenance.rules.makers import MakersLine
from hoistway.maintenance.rules.policy import policy_on
from hoistway.maintenance.vocabulary import Level, VisitKind, VisitState
from hoistway.maintenance.vocabulary.repairs import RepairState
from hoistway.parties.queries import certificates_of, members, organisations_of
from hoistway.parties.vocabulary import CertificateKind, RoleKind
from hoistway.plates.queries import living_plates
from hoistway.registry.queries import elevators

if TYPE_CHECKING:
    from hoistway.parties.models import Certificate
    from hoistway.plates.models import Plate
    from hoistway.registry.models import Elevator

Told = dict[str, Any]

MOST_VISITS = 60
"""Jobs of one pack. Chosen: three times what two technicians do in two days; 10 KB each."""

MOST_COLLEAGUES = 400
"""Colleagues of one pack. Chosen: the largest firms' crews of one station, several times over."""

_OPEN = sorted(str(state) for state in VisitState.open_states())
_AROUND = ("elevator__jurisdiction", "elevator__use_unit", "firm")


def pack_of_days(*, days: int, now: datetime, by: Actor) -> Told:
    """Return everything that a technician needs for the jobs until so many days from today."""
    last = local_day(at=now) + timedelta(days=days - 1)
    crew = Crew.objects.filter(visit=OuterRef("pk"), person_id=by.person_id)
    ahead = Q(planned_on__lte=last) | Q(planned_on=None, due_on__lte=last)
    ahead |= Q(kind=VisitKind.TARGETED)
    mine = Q(lead_id=by.person_id) & (ahead | Q(state=VisitState.UNDER_WAY))
    rows = Visit.objects.filter(mine | Exists(crew), state__in=_OPEN, firm_id=by.organisation_id)
    rows = rows.select_related(*_AROUND).order_by("planned_on", "place_in_route", "due_on", "pk")
    return _pack(list(rows[:MOST_VISITS]), now=now, by=by)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """Which job a technician would begin on an elevator without a plan."""

    kind: VisitKind | None = None
    level: Level | None = None


def pack_of_elevator(*, register_number: str, wish: Wish, now: datetime, by: Actor) -> Told:
    """Return what waits on one elevator, and the wished job where none of its kind waits.

    Raises: NotFound where the elevator is not of the technician's firm.
    """
    rows = elevators(by=by).select_related("jurisdiction", "use_unit", "firm")
    elevator = rows.filter(register_number=register_number).first()
    if elevator is None:
        raise NotFound
    waiting = Visit.objects.filter(
        elevator=elevator, state__in=_OPEN, firm_id=by.organisation_id
    ).select_related(*_AROUND)
    found = list(waiting.order_by("due_on", "pk")[:MOST_VISITS])
    if wish.kind is not None and wish.kind is not VisitKind.TARGETED:
        level = wish.level if wish.kind is VisitKind.MAINTENANCE else None
        if not any((one.kind, one.level) == (wish.kind, level) for one in found):
            found.append(_fresh(elevator, wish.kind, level, now=now, by=by))
    return _pack(found, now=now, by=by)


def _fresh(
    elevator: "Elevator", kind: VisitKind, level: Level | None, *, now: datetime, by: Actor
) -> Visit:
    """Return a visit that stands in no table: the phone gives it its number."""
    if kind is VisitKind.MAINTENANCE and level is None:
        level = Level.HALF_MONTH
    firm = organisations_of(organisation_ids=[by.organisation_id])[0]
    return Visit(
        uid=uuid4(), elevator=elevator, firm=firm, kind=kind, level=level, edition=edition(),
        state=VisitState.PLANNED, planned_on=local_day(at=now), made_at=now,
    )  # fmt: skip


def _pack(visits: Sequence[Visit], *, now: datetime, by: Actor) -> Told:
    around = _around(visits, today=local_day(at=now), firm_id=by.organisation_id)
    return {
        "at": now.isoformat(), "person": _person(by),
        "key_known": PhoneKey.objects.filter(person_id=by.person_id, revoked_at=None).exists(),
        "colleagues": _colleagues(now=now, by=by),
        "visits": [told_visit(visit=one, around=around) for one in visits], "words": {},
    }  # fmt: skip


def _person(by: Actor) -> Told:
    held = certificates_of(person_ids=[by.person_id], kind=CertificateKind.T)
    names = organisations_of(organisation_ids=[by.organisation_id]).values_list("name", flat=True)
    return {
        "id": by.person_id, "name": by.name, "organisation": names.first() or "",
        "certificates": [
            {"kind": str(row.kind), "number": row.number, "until": row.valid_until.isoformat()}
            for row in held
        ],
    }  # fmt: skip


def _colleagues(*, now: datetime, by: Actor) -> list[Told]:
    rows = members(organisation_id=by.organisation_id, role=RoleKind.TECHNICIAN, at=now)
    rows = rows.exclude(person_id=by.person_id).order_by("person__name", "pk")[:MOST_COLLEAGUES]
    people = {row.person_id: row.person.name for row in rows}
    held: dict[int, Certificate] = {}
    for one in certificates_of(person_ids=list(people), kind=CertificateKind.T):
        held.setdefault(one.person_id, one)
    return [
        {
            "id": person, "name": name,
            "certificate": held[person].number if person in held else "",
            "certificate_until": held[person].valid_until.isoformat() if person in held else None,
        }
        for person, name in people.items()
    ]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Around:
    """What stands around some visits: plates, schedules and open repairs of their elevators."""

    today: date
    plates: Mapping[int, "Plate"] = field(default_factory=dict)
    schedules: Mapping[int, Schedule] = field(default_factory=dict)
    repairs: Mapping[int, list[Told]] = field(default_factory=dict)
    makers: Sequence[MakersLine] = ()
    orders: Mapping[int, OrderNow] = field(default_factory=dict)


def _around(visits: Sequence[Visit], *, today: date, firm_id: int) -> Around:
    keys = {visit.elevator_id for visit in visits}
    orders = orders_of_visits(visit_ids=[visit.pk for visit in visits if visit.due_at])
    schedules = {row.pk: row for row in Schedule.objects.filter(pk__in=keys)}
    makers = makers_lines(firm_id=firm_id, day=today)
    plates = living_plates(elevator_ids=keys)
    return Around(today, plates, schedules, _repairs(keys), makers, orders)


def _repairs(keys: Collection[int]) -> dict[int, list[Told]]:
    states = sorted(str(state) for state in RepairState.open_states())
    rows = Repair.objects.filter(elevator_id__in=keys, state__in=states).order_by("due_at", "pk")
    found: dict[int, list[Told]] = {}
    for row in rows:
        told = {
            "number": row.number, "item": row.item, "words": row.words,
            "urgency": str(row.urgency), "state": str(row.state), "due_at": row.due_at.isoformat(),
        }  # fmt: skip
        found.setdefault(row.elevator_id, []).append(told)
    return found


def told_visit(*, visit: Visit, around: Around) -> Told:
    """Return one job as the phone keeps it."""
    elevator, plate = visit.elevator, around.plates.get(visit.elevator_id)
    code = elevator.jurisdiction.code
    return {
        "uid": str(visit.uid) if visit.pk else None, "kind": str(visit.kind),
        "level": str(visit.level) if visit.level else None, "due_on": _day(visit.due_on),
        "planned_on": _day(visit.planned_on), "route": visit.place_in_route,
        "due_at": visit.due_at.isoformat() if visit.due_at else None,
        "why": _why(visit, around),
        **told_state(visit=visit), "edition": edition(),
        "policy": _policy(around.today, code),
        "facts": facts_of(elevator=elevator, firm=visit.firm),
        "rescue_number": plate.rescue_number if plate else "",
        "checklist": _checklist(visit, around),
        "place": {"lon": elevator.longitude, "lat": elevator.latitude}
        if elevator.longitude is not None else None,
        "code": plate.code if plate else "", "last": _last(around.schedules.get(elevator.pk)),
        "open_repairs": around.repairs.get(elevator.pk, []),
    }  # fmt: skip


def _why(visit: Visit, around: Around) -> Told | None:
    """Return why the visit is due and why it has its items, in both languages."""
    why = why_of(visit=visit, order=around.orders.get(visit.pk))
    return why._asdict() if why.zh else None


def told_state(*, visit: Visit) -> Told:
    """Return where a visit stands: what every answer to a phone says of it."""
    sheet = dict(visit.sheet)
    content = sheet.pop("content", None)
    return {
        "state": str(visit.state), "version": visit.version, "sheet": sheet, "content": content,
        "record": str(visit.record.uid) if visit.record_id and visit.record else None,
        "signed_by": _signed_by(visit, content) if content and not visit.record_id else [],
    }  # fmt: skip


def _signed_by(visit: Visit, content: str) -> list[int]:
    """Return who has signed this very text while others of the crew are still to sign."""
    text = sha256(content.encode()).hexdigest()
    signed = Crew.objects.filter(visit=visit, signed_at__isnull=False, content_sha256=text)
    return list(signed.order_by("person_id").values_list("person_id", flat=True))


def _policy(today: date, jurisdiction_code: str) -> Told:
    """Return what the phone must know of the limits, and which results ask for more words."""
    policy = policy_on(day=today, jurisdiction_code=jurisdiction_code)
    return {
        "edition": policy.edition, "crew_size": policy.crew_size,
        "shortest_minutes": dict(policy.shortest_minutes), "confirm_days": policy.confirm_days,
        "note_for": sorted(NOTE_FOR), "part_for": sorted(PART_FOR), "words_for": sorted(WORDS_FOR),
    }  # fmt: skip


def _checklist(visit: Visit, around: Around) -> list[Told]:
    items = checklist_of(visit=visit, lines=around.makers, day=around.today)
    return [_item(one) for one in items]


def _item(item: Item) -> Told:
    return {
        "code": item.code, "zh": item.zh, "en": item.en, "asks_zh": item.asks_zh,
        "asks_en": item.asks_en, "place": str(item.place), "unit": item.unit,
        "at_least": None if item.at_least is None else str(item.at_least),
        "at_most": None if item.at_most is None else str(item.at_most),
        "load_test_percent": item.load_test_percent, "before": item.before,
        "calibrate_every_years": item.calibrate_every_years,
        "calibrate_old_every_years": item.calibrate_old_every_years,
        "old_above_years": item.old_above_years,
    }  # fmt: skip


def _last(schedule: Schedule | None) -> Told | None:
    """Return the last visit that counted, with the highest level that it reset."""
    if schedule is not None and schedule.on_site_on is not None:
        return {"on": schedule.on_site_on.isoformat(), "level": None}
    if schedule is None or schedule.half_month_on is None:
        return None
    reset = [
        level for level in LEVELS if getattr(schedule, f"{level}_on") == schedule.half_month_on
    ]
    return {"on": schedule.half_month_on.isoformat(), "level": str(reset[-1])}


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None

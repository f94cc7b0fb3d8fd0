"""The text that a firm's technicians are to sign, made of what its own system says was done."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

from hoistway.foundation.actors import Actor
from hoistway.foundation.periods import local_day
from hoistway.foundation.refusal import NotFound
from hoistway.maintenance.models import Visit
from hoistway.maintenance.queries.checklists import checklist_of, makers_lines
from hoistway.maintenance.queries.facts import facts_of
from hoistway.maintenance.rules.content import compose
from hoistway.maintenance.rules.items import Item, edition
from hoistway.maintenance.rules.policy import policy_on
from hoistway.maintenance.vocabulary import Level, SignInWay, VisitKind, VisitState
from hoistway.parties.queries import certificates_of, organisations_of, people_by_key
from hoistway.parties.vocabulary import CertificateKind
from hoistway.registry.queries import elevators

if TYPE_CHECKING:
    from datetime import date

    from hoistway.registry.models import Elevator

Said = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which work on which elevator; `visit` is the planned one that it does, if it does one."""

    register_number: str
    kind: VisitKind
    level: Level | None
    visit: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkDone:
    """What was done on site; lines, parts, photos and repairs as the signed text has them.

    Of a line `item`, `result`, `value`, `note` and `photos`; its words and unit are filled in.
    """

    begun_at: datetime
    ended_at: datetime
    crew: Sequence[int]
    way: SignInWay = SignInWay.LIST
    place: Said | None = None
    barrier: str | None = None
    lines: Sequence[Said] = ()
    parts: Sequence[Said] = ()
    photos: Sequence[Said] = ()
    remark: str = ""
    repairs: Sequence[Said] = ()


def visit_to_do(*, wanted: Wanted, now: datetime, by: Actor) -> Visit:
    """Return the visit that is meant: the named one, else what waits of that kind and level.

    Where none waits it is one that stands in no table, with a number of its own.
    Raises: NotFound where elevator or visit are not of the actor's firm.
    """
    rows = elevators(by=by).select_related("jurisdiction", "use_unit", "firm")
    elevator = rows.filter(register_number=wanted.register_number).first()
    if elevator is None:
        raise NotFound
    open_states = sorted(str(state) for state in VisitState.open_states())
    waiting = Visit.objects.filter(
        elevator=elevator, firm_id=by.organisation_id, kind=wanted.kind, state__in=open_states
    ).select_related("elevator__jurisdiction", "elevator__use_unit", "firm")  # fmt: skip
    if wanted.visit is not None:
        named = waiting.filter(uid=wanted.visit).first()
        return named or _fresh(elevator, wanted, now=now, by=by)
    same = waiting.filter(level=wanted.level) if wanted.level else waiting
    return same.order_by("due_on", "pk").first() or _fresh(elevator, wanted, now=now, by=by)


def _fresh(elevator: "Elevator", wanted: Wanted, *, now: datetime, by: Actor) -> Visit:
    firm = organisations_of(organisation_ids=[by.organisation_id])[0]
    return Visit(
        uid=wanted.visit or uuid4(), elevator=elevator, firm=firm, kind=wanted.kind,
        level=wanted.level, edition=edition(), state=VisitState.PLANNED,
        planned_on=local_day(at=now), made_at=now,
    )  # fmt: skip


def items_to_answer(*, visit: Visit, level: Level | None, day: "date") -> tuple[Item, ...]:
    """Return the checklist of a visit on a day, at another level where one is given."""
    lines = makers_lines(firm_id=visit.firm_id, day=day)
    asked = visit
    if level is not None and visit.level != level:
        asked = Visit(elevator=visit.elevator, kind=visit.kind, level=level, firm=visit.firm)
    return checklist_of(visit=asked, lines=lines, day=day)


def text_to_sign(*, visit: Visit, level: Level | None, work: WorkDone) -> str:
    """Return the canonical text of a visit's work, complete or not.

    Elevator, use unit, firm, names and certificates are those that the platform knows.
    """
    day = local_day(at=work.begun_at)
    items = {one.code: one for one in items_to_answer(visit=visit, level=level, day=day)}
    elevator = visit.elevator
    return compose(
        facts=facts_of(elevator=elevator, firm=visit.firm),
        work={
            "visit": str(visit.uid), "kind": str(visit.kind), "edition": edition(),
            "level": str(level) if level else None,
            "policy": policy_on(day=day, jurisdiction_code=elevator.jurisdiction.code).edition,
            "begun_at": work.begun_at.isoformat(), "ended_at": work.ended_at.isoformat(),
            "clock_offset_ms": 0, "place": _place(work.place), "way": str(work.way),
            "crew": _crew(work.crew, day), "barrier": work.barrier,
            "lines": [_line(one, items.get(str(one["item"]))) for one in work.lines],
            "parts": list(work.parts), "photos": list(work.photos), "remark": work.remark,
            "repairs": list(work.repairs),
        },
    )  # fmt: skip


def _place(place: Said | None) -> dict[str, str] | None:
    if place is None:
        return None
    return {
        "longitude": f"{place['longitude']:.6f}", "latitude": f"{place['latitude']:.6f}",
        "accuracy_m": f"{place['accuracy_m']:g}",
    }  # fmt: skip


def _line(said: Said, item: Item | None) -> dict[str, Any]:
    return {
        "item": said["item"], "zh": item.zh if item else "", "result": said["result"],
        "value": said.get("value") or None, "unit": item.unit if item else "",
        "note": said.get("note", ""), "photos": list(said.get("photos", ())), "part": None,
    }  # fmt: skip


def _crew(people: Sequence[int], day: "date") -> list[dict[str, Any]]:
    names = people_by_key(person_ids=people)
    held = certificates_of(person_ids=list(people), kind=CertificateKind.T)
    papers: dict[int, tuple[str, str]] = {}
    for row in held.filter(valid_from__lte=day, valid_until__gte=day):
        papers.setdefault(row.person_id, (row.number, row.valid_until.isoformat()))
    return [
        {
            "person": key, "name": names.get(key, ""),
            "certificate": papers.get(key, ("", ""))[0],
            "certificate_until": papers.get(key, ("", ""))[1] or None,
        }
        for key in people
    ]  # fmt: skip

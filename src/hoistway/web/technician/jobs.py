"""The jobs of a technician's day: what waits for a hand, what is overdue, what comes next."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _

from hoistway.dossier.elevator import ElevatorCard, cards_of
from hoistway.foundation.actors import Actor
from hoistway.foundation.periods import local_day
from hoistway.foundation.terms import Term
from hoistway.maintenance.queries.on_elevator import hands_on
from hoistway.maintenance.queries.visits import todays_visits
from hoistway.maintenance.vocabulary import SignInWay, VisitKind, VisitState
from hoistway.maintenance.vocabulary.regime import called
from hoistway.registry.queries import elevators_at_hand
from hoistway.web.parts.tones import Tone

if TYPE_CHECKING:
    from hoistway.maintenance.models import Crew, Visit
    from hoistway.maintenance.queries.plans import Ahead

JOB = "/t/job"
MOST = 200
"""Jobs shown of one day. Chosen: nobody reaches more in a week; the month shows all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ToDo:
    """One visit to be done: what, where, until when, whose, and where it is opened."""

    uid: str
    kind: VisitKind
    level: Term | None
    state: VisitState
    due_on: date | None
    planned_on: date | None
    counted_on: date | None = None
    place: int | None
    days: int
    lead: str
    mine: bool
    url: str
    elevator: ElevatorCard | None = None
    conflicts: int = 0
    due_at: datetime | None = None
    past_hour: bool = False
    items: int = 0
    expected: bool = False
    """Whether nothing is planned yet: it falls due if the visits before it are done in time."""

    @property
    def late(self) -> int:
        """Days since its last day, 0 while that has not passed or where the work is done."""
        waits = self.due_on and self.state in VisitState.open_states()
        return max(0, -self.days) if waits else 0

    @property
    def tone(self) -> Tone:
        """How urgent it is."""
        if self.late or self.past_hour or self.conflicts:
            return "caution"
        if self.state in VisitState.counted_states():
            return "safe"
        return "active" if self.begun else "quiet"

    @property
    def begun(self) -> bool:
        """Whether somebody has signed in to it."""
        return self.state is VisitState.UNDER_WAY

    @property
    def over(self) -> bool:
        """Whether nothing is left to do on site."""
        return self.state not in VisitState.open_states()


@dataclass(frozen=True, slots=True)
class Group:
    """Jobs that stand together, the most pressing group first."""

    key: str
    title: str
    jobs: tuple[ToDo, ...]


def to_do_of(
    *, visit: "Visit", person_id: int, now: datetime, way: SignInWay | None = None,
    elevator: ElevatorCard | None = None,
) -> ToDo:  # fmt: skip
    """Return a visit as the technician's lists show it; `way` is how it was come upon."""
    today, waits = local_day(at=now), visit.state in VisitState.open_states()
    anchor = f"{visit.uid}/{way}" if way else f"{visit.uid}"
    return ToDo(
        uid=str(visit.uid), kind=visit.kind, level=called(kind=visit.kind, level=visit.level),
        state=visit.state, due_at=visit.due_at, items=len(visit.items),
        past_hour=waits and visit.due_at is not None and visit.due_at < now,
        due_on=visit.due_on, planned_on=visit.planned_on, counted_on=visit.counted_on,
        place=visit.place_in_route, days=(visit.due_on - today).days if visit.due_on else 0,
        lead=visit.lead.name if visit.lead else "", mine=visit.lead_id == person_id,
        url=f"{JOB}#{anchor}", elevator=elevator,
        conflicts=len((visit.sheet or {}).get("conflicts", {})),
    )  # fmt: skip


def shown(*, visits: "Sequence[Visit]", person_id: int, now: datetime) -> list[ToDo]:
    """Return visits with their elevators; one query for all plates."""
    cards = cards_of(elevators=[visit.elevator for visit in visits])
    return [
        to_do_of(visit=visit, person_id=person_id, now=now, elevator=card)
        for visit, card in zip(visits, cards, strict=True)
    ]


def expected(*, some: "Sequence[Ahead]", today: date) -> list[ToDo]:
    """Return what will fall due and has no visit yet; two queries."""
    coming = [one for one in some if one.uid is None]
    rows = list(elevators_at_hand(elevator_ids={one.elevator_id for one in coming}))
    cards = {card.id: card for card in cards_of(elevators=rows)}
    return [
        ToDo(
            uid="", kind=VisitKind.MAINTENANCE, state=VisitState.PLANNED,
            level=called(kind=VisitKind.MAINTENANCE, level=one.level),
            due_on=one.due_on, planned_on=one.day, place=None, days=(one.due_on - today).days,
            lead="", mine=True, elevator=cards[one.elevator_id], expected=True,
            url=reverse("technician-elevator", args=[cards[one.elevator_id].register_number]),
        )
        for one in coming
        if one.elevator_id in cards
    ]  # fmt: skip


def groups_of(*, by: Actor, now: datetime) -> tuple[Group, ...]:
    """Return what this technician is to do, most pressing first; four queries."""
    today = local_day(at=now)
    visits = list(todays_visits(person_id=by.person_id, now=now)[:MOST])
    hands = hands_on(visit_ids=[visit.pk for visit in visits])
    waits = {str(row.uid): _waits(hands.get(row.pk, ()), by.person_id) for row in visits}
    sorted_in: dict[str, list[ToDo]] = {key: [] for key, _title in _titles()}
    for job in shown(visits=visits, person_id=by.person_id, now=now):
        sorted_in[_group(job, waits[job.uid], today)].append(job)
    return tuple(
        Group(key, title, tuple(sorted_in[key])) for key, title in _titles() if sorted_in[key]
    )


def _titles() -> tuple[tuple[str, str], ...]:
    return (
        ("sign", _("等您签名")), ("conflict", _("结果不一致，待核")), ("late", _("逾期")),
        ("found", _("监测发现，限时到场")), ("today", _("今天")),
        ("soon", _("接下来几天")), ("signed", _("您已签名，等同组人员签名")),
    )  # fmt: skip


def _waits(crew: "Iterable[Crew]", person_id: int) -> str:
    """Return «sign» where a colleague has signed and this person not, «signed» the other way."""
    signed = {hand.person_id for hand in crew if hand.signed_at is not None}
    if person_id in signed:
        return "signed"
    return "sign" if signed and person_id in {hand.person_id for hand in crew} else ""


def _group(job: ToDo, waits: str, today: date) -> str:
    if waits:
        return waits
    if job.conflicts:
        return "conflict"
    if job.late or job.past_hour:
        return "late"
    if job.due_at and not job.begun:
        return "found"
    here = any(day is not None and day <= today for day in (job.planned_on, job.due_on))
    return "today" if job.begun or here else "soon"

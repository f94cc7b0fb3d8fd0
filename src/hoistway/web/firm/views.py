"""The firm's office: its rescues, its people, and the rooms of its rescues."""

from dataclasses import dataclass
from datetime import date, datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from hoistway.dossier.firm import CrewMember, crew_of
from hoistway.dossier.search import within
from hoistway.dossier.statistics import summary_of
from hoistway.emergency.queries import incidents, open_incidents_seen
from hoistway.foundation import clock
from hoistway.foundation.actors import Actor
from hoistway.parties.vocabulary import RoleKind
from hoistway.registry.queries import elevators
from hoistway.web.desk.rooms import room_views
from hoistway.web.desk.rows import Row, shown_rows
from hoistway.web.desk.shapes import Number, or_failed
from hoistway.web.duties.shown import due_number
from hoistway.web.firm.duties import DutyLine, duty_lines
from hoistway.web.inspections.shown import due_number as inspections_due
from hoistway.web.notices.shown import waiting_number
from hoistway.web.parts.tones import Tone
from hoistway.web.regulator.home import main_numbers, this_month
from hoistway.web.repairs.shown import repair_number
from hoistway.web.reports.shown import reports_number
from hoistway.web.signing_in import by, signed_in

FIRM = RoleKind.FIRM_OFFICE
MOST_ROWS = 100


@dataclass(frozen=True, slots=True)
class Person:
    """One technician of the firm."""

    name: str
    state: str
    tone: Tone
    position_at: datetime | None
    load: int
    certificate_until: date | None
    certificate_valid: bool


@dataclass(frozen=True, slots=True)
class Firm:
    """What the office sees first."""

    duties: tuple[DutyLine, ...]
    numbers: tuple[Number, ...]
    incidents: tuple[Row, ...]
    technicians: tuple[Person, ...]
    failed: bool


def _person(member: CrewMember) -> Person:
    state: tuple[str, Tone] = (_("不在班"), "quiet")
    if member.load:
        state = (_("救援中"), "active")
    elif member.on_duty:
        state = (_("值班"), "safe")
    return Person(
        name=member.name, state=state[0], tone=state[1], position_at=member.position_at,
        load=member.load, certificate_until=member.certified_until,
        certificate_valid=member.certificate_valid,
    )  # fmt: skip


def firm_of(*, by: Actor, now: datetime) -> Firm:
    """Return the office's first page; a constant number of queries."""
    found = or_failed(lambda: list(open_incidents_seen(by=by)[:MOST_ROWS]))
    rows = shown_rows(incidents=found or [], role=by.role, now=now)
    crew = crew_of(by=by, now=now)
    month = within(rows=incidents(by=by), period=this_month(now))
    duty = sum(member.on_duty for member in crew)
    fit = sum(member.on_duty and member.certificate_valid for member in crew)
    numbers = (
        Number(
            label=_("进行中"), value=len(rows), tone="active" if rows else "quiet",
        ),
        Number(
            label=_("值班人员"), value=duty, tone="safe" if fit else "caution",
            note=_("其中证件有效 %(fit)s 人，共 %(all)s 人") % {"fit": fit, "all": len(crew)},
        ),
        Number(label=_("维保电梯"), value=elevators(by=by).count(), url=reverse("elevators")),
        repair_number(by=by),
        due_number(by=by, now=now), waiting_number(by=by), inspections_due(by=by, now=now),
        reports_number(by=by, now=now),
        *main_numbers(summary_of(rows=month, now=now)),
    )  # fmt: skip
    waiting = duty_lines(by=by, now=now)
    people = tuple(_person(member) for member in crew)
    return Firm(waiting, numbers, tuple(rows), people, failed=found is None)


@require_safe
@signed_in(FIRM)
def home(request: HttpRequest) -> HttpResponse:
    """Show the firm's rescues and people."""
    return render(request, "firm/home.html", {"firm": firm_of(by=by(request), now=clock.now())})


incident, incident_live, incident_events = room_views(
    roles=(FIRM,), page="firm/incident.html", live="use_unit/_incident_live.html"
)

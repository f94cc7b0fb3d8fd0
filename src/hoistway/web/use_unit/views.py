"""The use unit: its elevators, the rescues in them, and the call for a rescue."""

from dataclasses import dataclass
from datetime import datetime
from uuid import uuid4

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from hoistway.dossier.elevator import ElevatorCard, card_of, cards_of
from hoistway.dossier.search import elevator_seen, within
from hoistway.dossier.statistics import summary_of
from hoistway.emergency.queries import incident_at_hand, incidents, open_incidents_seen
from hoistway.emergency.vocabulary import IncidentKind, IncidentSource
from hoistway.foundation import clock
from hoistway.foundation.actors import Actor
from hoistway.parties.vocabulary import RoleKind
from hoistway.registry.queries import ElevatorSearch, find_elevators
from hoistway.riders.actions import SpokenReport, report_rescue
from hoistway.web.answers.shown import to_confirm_number
from hoistway.web.desk.rooms import room_views
from hoistway.web.desk.rows import Row, shown_rows
from hoistway.web.desk.shapes import Number, Turning, or_failed, turn_asked, turning
from hoistway.web.inspections.shown import due_number as inspections_due
from hoistway.web.mismatches.shown import asked_number
from hoistway.web.notices.shown import waiting_number
from hoistway.web.regulator.home import main_numbers, this_month
from hoistway.web.repairs.shown import repair_number
from hoistway.web.reports.shown import reports_number
from hoistway.web.safety.shown import safety_number
from hoistway.web.signing_in import by, signed_in

UNIT = RoleKind.USE_UNIT
MOST_ROWS = 50


@dataclass(frozen=True, slots=True)
class Unit:
    """What a use unit sees first."""

    numbers: tuple[Number, ...]
    incidents: tuple[Row, ...]
    elevators: tuple[ElevatorCard, ...]
    pages: Turning | None
    failed: bool


class CallForm(forms.Form):
    """A use unit's call: how many, and what else matters; none of it is required."""

    people = forms.IntegerField(
        label=gettext_lazy("几个人（可不填）"), required=False, min_value=0, max_value=60
    )
    words = forms.CharField(
        label=gettext_lazy("补充说明（可不填）"), required=False, max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip
    form_id = forms.UUIDField(widget=forms.HiddenInput)


def _unit(request: HttpRequest, actor: Actor, now: datetime) -> Unit:
    open_now = list(open_incidents_seen(by=actor)[:MOST_ROWS])
    rows = shown_rows(incidents=open_now, role=actor.role, now=now)
    search, turn = ElevatorSearch(), turn_asked(request)
    found = or_failed(lambda: find_elevators(by=actor, search=search, turn=turn))
    pages = turning(request, found) if found else None
    month = within(rows=incidents(by=actor), period=this_month(now))
    numbers = (
        Number(label=_("进行中"), value=len(rows), tone="help" if rows else "quiet"),
        Number(label=_("我的电梯"), value=pages.count if pages else "—"),
        to_confirm_number(by=actor),
        repair_number(by=actor),
        asked_number(by=actor),
        waiting_number(by=actor),
        inspections_due(by=actor, now=now),
        safety_number(by=actor, now=now),
        reports_number(by=actor, now=now),
        *main_numbers(summary_of(rows=month, now=now)),
    )
    cards = tuple(cards_of(elevators=found.elevators if found else []))
    return Unit(numbers, tuple(rows), cards, pages, failed=found is None)


@require_safe
@signed_in(UNIT)
def home(request: HttpRequest) -> HttpResponse:
    """Show the rescues in the unit's elevators, and these."""
    facts = {"unit": _unit(request, by(request), clock.now())}
    return render(request, "use_unit/home.html", facts)


incident, incident_live, incident_events = room_views(
    roles=(UNIT,), page="use_unit/incident.html", live="use_unit/_incident_live.html"
)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in(UNIT)
def call(request: HttpRequest, register_number: str) -> HttpResponse:
    """Ask once more, then call for a rescue in one of the unit's own elevators."""
    elevator = elevator_seen(by=by(request), register_number=register_number)
    card = card_of(elevator=elevator)
    form = CallForm(request.POST or None, initial={"form_id": uuid4()})
    if request.method != "POST" or not form.is_valid():
        facts = {"elevator": card, "form": form}
        return render(request, "use_unit/call.html", facts, status=422 if form.errors else 200)
    report = SpokenReport(
        elevator_id=elevator.pk, source=IncidentSource.USE_UNIT,
        kind=IncidentKind.INJURY if card.is_escalator else IncidentKind.ENTRAPMENT,
        form_id=form.cleaned_data["form_id"], people=form.cleaned_data["people"],
        words=form.cleaned_data["words"],
    )  # fmt: skip
    key = report_rescue(report=report, now=clock.now(), by=by(request))
    return redirect("use-unit-incident", incident_at_hand(incident_id=key).number)

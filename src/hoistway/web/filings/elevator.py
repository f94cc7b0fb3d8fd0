"""Who maintains one elevator on any day, and all that was filed and decided about it."""

from dataclasses import dataclass
from datetime import date

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from hoistway.dossier.elevator import ElevatorCard, card_of
from hoistway.dossier.search import elevator_seen
from hoistway.filings.queries import FilingSearch, decisions_of, found_filings, maintainer_on
from hoistway.foundation import clock
from hoistway.foundation.actors import Actor
from hoistway.foundation.periods import local_day
from hoistway.parties.queries import names_of
from hoistway.registry.models import Elevator
from hoistway.web.desk.filters import DayInput
from hoistway.web.filings.days import ElevatorDays, elevator_days
from hoistway.web.filings.decisions import DecisionLine, decision_lines, firms_in
from hoistway.web.filings.shown import FilingRow, Holder, filing_rows, holder_of
from hoistway.web.filings.views import READERS
from hoistway.web.signing_in import by, signed_in

MOST = 30
"""Filings and decisions shown. Chosen: ten years of contracts; the lists hold all."""


class DayForm(forms.Form):
    """On which day."""

    day = forms.DateField(label=_("哪一天"), required=False, widget=DayInput)


@dataclass(frozen=True, slots=True)
class ElevatorFilings:
    """What the page shows."""

    elevator: ElevatorCard
    day: date
    holder: Holder
    days: ElevatorDays
    filings: tuple[FilingRow, ...]
    decisions: tuple[DecisionLine, ...]


@require_safe
@signed_in(*READERS)
def elevator_filings(request: HttpRequest, register_number: str) -> HttpResponse:
    """Answer who maintains this elevator on a day, and show how that came about."""
    elevator = elevator_seen(by=by(request), register_number=register_number)
    today = local_day(at=clock.now())
    form = DayForm(request.GET if "day" in request.GET else None, initial={"day": today})
    asked = form.cleaned_data["day"] if form.is_bound and form.is_valid() else None
    shown = _shown(elevator, asked or today, by(request))
    return render(request, "filings/elevator.html", {"shown": shown, "form": form})


def _shown(elevator: Elevator, day: date, actor: Actor) -> ElevatorFilings:
    now = clock.now()
    maintainer = maintainer_on(elevator_id=elevator.pk, day=day)
    decisions = list(decisions_of(elevator_id=elevator.pk)[:MOST])
    firms = firms_in(decisions) | {maintainer.firm_id or 0}
    names = names_of(organisation_ids=firms - {0})
    search = FilingSearch(elevator_id=elevator.pk)
    return ElevatorFilings(
        elevator=card_of(elevator=elevator), day=day,
        holder=holder_of(maintainer=maintainer, names=names),
        days=elevator_days(elevator_id=elevator.pk, by=actor, now=now),
        filings=tuple(filing_rows(filings=found_filings(by=actor, search=search)[:MOST])),
        decisions=decision_lines(decisions=decisions, names=names, by=actor),
    )  # fmt: skip

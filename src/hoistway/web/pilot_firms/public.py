"""The published list of pilot firms, and what each of them promises, for everybody."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from hoistway.foundation import clock
from hoistway.foundation.periods import local_day
from hoistway.foundation.refusal import NotFound
from hoistway.ondemand.models import FirmPilot
from hoistway.ondemand.queries import (
    commitment_holds,
    commitment_sentences,
    period_on,
    published_firm,
    published_firms,
)
from hoistway.web.frame import english
from hoistway.web.parts.attachment import served
from hoistway.web.pilot_firms.shown import page_copy, pilot_rows, plan_parts
from hoistway.web.public.keeping import LIST_S, kept_for


@require_safe
def listed(request: HttpRequest) -> HttpResponse:
    """Show the period in force and the firms on the published list."""
    today = local_day(at=clock.now())
    found = published_firms(on=today).select_related("firm__jurisdiction", "period")
    facts = {
        "period": period_on(day=today), "rows": pilot_rows(pilots=found, today=today),
        "sentences": commitment_sentences(english=english()),
    }  # fmt: skip
    response = render(request, "pilot_firm/public_list.html", facts)
    return kept_for(response=response, request=request, seconds=LIST_S)


@require_safe
def firm(request: HttpRequest, firm_pilot: str) -> HttpResponse:
    """Show a firm's work standard and promise, its commitment, its own page and its copy."""
    pilot, today = _published(firm_pilot), local_day(at=clock.now())
    [row] = pilot_rows(pilots=[pilot], today=today)
    facts = {
        "row": row, "period": pilot.period, "parts": plan_parts(plan=pilot.plan, public=True),
        "copy": page_copy(pilot=pilot), "sentences": commitment_sentences(english=english()),
        "sealed_true": commitment_holds(pilot=pilot),
        "seal": (pilot.commitment or {}).get("sha256", ""),
    }  # fmt: skip
    response = render(request, "pilot_firm/public_firm.html", facts)
    return kept_for(response=response, request=request, seconds=LIST_S)


@require_safe
def copy(request: HttpRequest, firm_pilot: str) -> HttpResponse:
    """Give the kept copy of the firm's own page, as a file."""
    pilot = _published(firm_pilot)
    if pilot.website_copy is None:
        raise NotFound
    return served(attachment=pilot.website_copy, name=f"{pilot.number}-page", download=True)


def _published(number: str) -> FirmPilot:
    found = published_firm(number=number, on=local_day(at=clock.now()))
    if found is None:
        raise NotFound
    return found

"""Report what is wrong at a code: open it, choose, send. No account, no cookie, no JavaScript."""

from dataclasses import dataclass
from uuid import UUID, uuid4, uuid5

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from hoistway.dossier.elevator import ElevatorCard
from hoistway.foundation import clock
from hoistway.foundation.origin import comes_from_elsewhere, origin_of
from hoistway.foundation.refusal import Refusal
from hoistway.plates.queries import Resolved
from hoistway.plates.vocabulary import Scan
from hoistway.riders.actions import Reported, add_photo, file_report
from hoistway.riders.models import PublicReport
from hoistway.riders.vocabulary import ReportKind, WrongFact
from hoistway.web.frame import language
from hoistway.web.rider.device import device_of
from hoistway.web.rider.leading import led
from hoistway.web.rider.matters import Matter, matters_at
from hoistway.web.rider.report_form import CorrectionForm, ReportForm, form_for
from hoistway.web.rider.views import Printed, card_of_code, scanned, unknown_code

MOST_PHOTOS = 3  # Chosen: what one form may bring without JavaScript; more are added afterwards.


@dataclass(frozen=True, slots=True)
class Desk:
    """One opened form: whose code, which elevator, which kind of report."""

    found: Resolved
    plate: Printed
    elevator: ElevatorCard
    kind: ReportKind


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest, code: str, signature: str, kind: ReportKind) -> HttpResponse:
    """Take a report and lead to the page that follows it."""
    found, printed = scanned(code, signature)
    if found.scan is Scan.UNKNOWN:
        return unknown_code(request, typed=code, status=404)
    here = Desk(found, printed, card_of_code(found), kind)
    if request.method != "POST":
        return _page(request, here, _form(here, initial={"form_id": uuid4()}))
    form = _form(here, data=request.POST)
    if not form.is_valid() or comes_from_elsewhere(request):
        return _page(request, here, form, status=422)
    if form.is_urgent():
        calmed = _form(here, data={**request.POST.dict(), "calm": "1"})
        return _page(request, here, calmed, urgent=True)
    try:
        made = file_report(report=_reported(request, here, form), now=clock.now())
    except Refusal as refusal:
        form.add_error(None, refusal.sentence(language()))
        return _page(request, here, form, status=refusal.status)
    return _followed(request, made, form.number())


def _form(here: Desk, **more: object) -> ReportForm:
    return form_for(kind=here.kind, elevator=here.elevator.kind, **more)


def _page(
    request: HttpRequest, here: Desk, form: ReportForm, *, urgent: bool = False, status: int = 200
) -> HttpResponse:
    """Show the form with what was typed; help stands before it."""
    facts = {
        "plate": here.plate, "elevator": here.elevator, "kind": here.kind, "form": form,
        "form_url": FORM_URLS[here.kind], "urgent": urgent,
        "matters": () if form.is_bound else _known(here),
        "lost_photo": bool(request.FILES), "open_more": form.is_bound,
    }  # fmt: skip
    response = render(request, "rider/report.html", facts, status=status)
    response.headers["Cache-Control"] = "no-store"
    return response


def _known(here: Desk) -> tuple[Matter, ...]:
    return matters_at(elevator_id=here.elevator.id, kinds={here.kind})


FORM_URLS = {
    ReportKind.FAULT: "rider-report", ReportKind.COMPLAINT: "rider-complaint",
    ReportKind.SUGGESTION: "rider-suggestion", ReportKind.CORRECTION: "rider-correction",
}  # fmt: skip


def _reported(request: HttpRequest, here: Desk, form: ReportForm) -> Reported:
    data, place = form.cleaned_data, form.place()
    corrects = isinstance(form, CorrectionForm)
    return Reported(
        elevator_id=here.elevator.id, form_id=form.number(), kind=here.kind, topic=form.about(),
        origin=origin_of(request), words=data["words"], phone=data["phone"], language=language(),
        longitude=place.longitude if place else None, latitude=place.latitude if place else None,
        device=device_of(request), fact=WrongFact(data["fact"]) if corrects else None,
        value=data["value"] if corrects else "",
    )  # fmt: skip


def _followed(request: HttpRequest, made: PublicReport, form_id: UUID) -> HttpResponse:
    """Keep the photos of the form and lead on; a photo that cannot be used never costs a report."""
    said = "filed"
    for place, upload in enumerate(request.FILES.getlist("photo")[:MOST_PHOTOS]):
        photo_id = uuid5(form_id, f"photo.{place}")
        try:
            add_photo(token=made.token, form_id=photo_id, upload=upload, now=clock.now())
        except Refusal:
            said = "photo-failed"
    there = reverse("rider-following", args=[made.token])
    return led(request, there, said=said, number=made.number)

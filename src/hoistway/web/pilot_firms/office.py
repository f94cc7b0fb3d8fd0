"""The firm's own pilot: where its application stands, what holds, what is to be done next."""

from typing import Any
from uuid import UUID, uuid4

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hoistway.foundation import clock
from hoistway.foundation.attachments import keep
from hoistway.foundation.periods import local_day
from hoistway.foundation.refusal import NotFound, Refusal
from hoistway.ondemand import actions
from hoistway.ondemand.actions import Seal
from hoistway.ondemand.models import FirmPilot
from hoistway.ondemand.queries import (
    PlanPart,
    firm_pilots,
    firm_preview,
    firm_verdicts,
    kept_verdicts,
    period_on,
)
from hoistway.ondemand.vocabulary import FirmPilotState
from hoistway.parties.vocabulary import RoleKind
from hoistway.web.frame import language
from hoistway.web.pilot_firms.forms import AddressForm, CopyForm, PlanForm, SealForm, WordsForm
from hoistway.web.pilot_firms.shown import clauses_shown, pilot_page, pilot_rows
from hoistway.web.signing_in import by, signed_in

FIRM = RoleKind.FIRM_OFFICE
UNREADABLE = 422  # RFC 9110 15.5.21: understood, but what it says cannot be taken.
WRITABLE = actions.WRITABLE
_PARTS = (PlanPart.STANDARD, PlanPart.PROMISE, PlanPart.QUALITY, PlanPart.SYSTEMS, PlanPart.PAPERS)


@require_safe
@signed_in(FIRM)
def home(request: HttpRequest) -> HttpResponse:
    """Show the firm's application, its conditions, and what is to be done next."""
    return _home(request)


def _home(
    request: HttpRequest, *, refusal: str = "", status: int = 200, **forms: Any
) -> HttpResponse:
    now, actor = clock.now(), by(request)
    today = local_day(at=now)
    found = list(firm_pilots(by=actor)[:20])
    latest = found[0] if found else None
    living = latest if latest and latest.state in FirmPilotState.living() else None
    facts: dict[str, Any] = {
        "period": period_on(day=today), "today": today, "refusal": refusal,
        "form_id": uuid4(), "earlier": pilot_rows(pilots=found[1 if living else 0 :], today=today),
        "seal": SealForm(), "address": AddressForm(), "copy": CopyForm(),
    }  # fmt: skip
    if living is not None:
        is_open = living.state is not FirmPilotState.LISTED
        verdicts = firm_verdicts(pilot=living, now=now) if is_open else kept_verdicts(pilot=living)
        facts["pilot"] = pilot_page(pilot=living, today=today, verdicts=verdicts)
        facts["may_write"] = living.state in WRITABLE
        facts["address"] = AddressForm(initial={"website": living.website})
    else:
        verdicts = firm_preview(firm_id=actor.organisation_id, now=now)
        facts["preview"] = clauses_shown(verdicts=verdicts)
    return render(request, "pilot_firm/home.html", {**facts, **forms}, status=status)


def _living(request: HttpRequest) -> FirmPilot:
    living = sorted(str(state) for state in FirmPilotState.living())
    found = firm_pilots(by=by(request)).filter(state__in=living).first()
    if found is None:
        raise NotFound
    return found


def _refused(request: HttpRequest, no: Refusal, **forms: Any) -> HttpResponse:
    if isinstance(no, NotFound):
        raise no
    return _home(request, refusal=no.sentence(language()), status=no.status, **forms)


@require_POST
@signed_in(FIRM)
def begin(request: HttpRequest) -> HttpResponse:
    """Begin an application."""
    try:
        form_id = UUID(request.POST.get("form_id", ""))
    except ValueError:
        raise NotFound from None
    try:
        actions.draft_application(form_id=form_id, now=clock.now(), by=by(request))
    except Refusal as no:
        return _refused(request, no)
    return redirect("firm-pilot-plan")


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in(FIRM)
def plan(request: HttpRequest) -> HttpResponse:
    """Write the plan; what is still missing may wait."""
    actor, now = by(request), clock.now()
    pilot = firm_pilots(by=actor).filter(state__in=sorted(map(str, WRITABLE))).first()
    if pilot is None:
        return redirect("firm-pilot")
    form = PlanForm(request.POST or None, request.FILES or None, initial=pilot.plan)
    if request.method != "POST" or not form.is_valid():
        return _plan(request, form, pilot, status=UNREADABLE if form.errors else 200)
    said, upload = form.said(), form.cleaned_data["plan_file"]
    try:
        if upload:
            said["plan_file"] = keep(upload=upload, now=now, by=actor).sha256
        actions.write_plan(number=pilot.number, plan=said, now=now, by=actor)
    except NotFound:
        raise
    except Refusal as no:
        return _plan(request, form, pilot, status=no.status, refusal=no.sentence(language()))
    return redirect("firm-pilot")


def _plan(
    request: HttpRequest, form: PlanForm, pilot: FirmPilot, *, status: int, refusal: str = ""
) -> HttpResponse:
    parts = [(part.value, form.of_part(part)) for part in _PARTS]
    facts = {
        "form": form, "parts": parts, "number": pilot.number, "refusal": refusal,
        "has_file": bool(pilot.plan.get("plan_file")),
    }  # fmt: skip
    return render(request, "pilot_firm/plan.html", facts, status=status)


@require_POST
@signed_in(FIRM)
def submit(request: HttpRequest) -> HttpResponse:
    """Commit the firm under seal and hand the application in."""
    form, now, actor = SealForm(request.POST, request.FILES), clock.now(), by(request)
    if not form.is_valid():
        return _home(request, seal=form, status=UNREADABLE)
    given = form.cleaned_data
    try:
        file = keep(upload=given["seal_file"], now=now, by=actor)
        seal = Seal(signer=given["signer"], position=given["position"], file=file)
        actions.submit_application(
            number=_living(request).number, seal=seal, form_id=given["form_id"], now=now, by=actor
        )
    except Refusal as no:
        return _refused(request, no, seal=form)
    return redirect("firm-pilot")


@require_POST
@signed_in(FIRM)
def page(request: HttpRequest) -> HttpResponse:
    """Name the firm's own page; it is read in the background."""
    form = AddressForm(request.POST)
    if not form.is_valid():
        return _home(request, address=form, status=UNREADABLE)
    try:
        actions.name_page(
            number=_living(request).number, address=form.cleaned_data["website"],
            now=clock.now(), by=by(request),
        )  # fmt: skip
    except Refusal as no:
        return _refused(request, no, address=form)
    return redirect("firm-pilot")


@require_POST
@signed_in(FIRM)
def copy(request: HttpRequest) -> HttpResponse:
    """Take a copy of the page that the firm made itself."""
    form, now, actor = CopyForm(request.POST, request.FILES), clock.now(), by(request)
    if not form.is_valid():
        return _home(request, copy=form, status=UNREADABLE)
    given = form.cleaned_data
    try:
        actions.hand_in_copy(
            number=_living(request).number, declared=given["declared"], now=now, by=actor,
            file=keep(upload=given["copy_file"], now=now, by=actor), form_id=given["form_id"],
        )  # fmt: skip
    except Refusal as no:
        return _refused(request, no, copy=form)
    return redirect("firm-pilot")


@require_POST
@signed_in(FIRM)
def withdraw(request: HttpRequest) -> HttpResponse:
    """Take the application back."""
    form = WordsForm(request.POST)
    if not form.is_valid():
        raise NotFound
    try:
        actions.withdraw_application(
            number=_living(request).number, words=form.cleaned_data["words"],
            form_id=form.cleaned_data["form_id"], now=clock.now(), by=by(request),
        )  # fmt: skip
    except Refusal as no:
        return _refused(request, no)
    return redirect("firm-pilot")

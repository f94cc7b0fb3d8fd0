"""电话接警: a call by telephone, and calls by address that wait for their elevator."""

from uuid import uuid4

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hoistway.dossier.search import elevator_seen
from hoistway.emergency.queries import incident_at_hand
from hoistway.emergency.vocabulary import IncidentKind, IncidentSource
from hoistway.foundation import clock
from hoistway.foundation.actors import Actor
from hoistway.foundation.refusal import NotAllowed, NotFound, Refusal
from hoistway.parties.actions import note_reading
from hoistway.riders.actions import SpokenReport, place_call, report_rescue, settle_call
from hoistway.riders.models import UnplacedCall
from hoistway.riders.queries import unplaced_calls
from hoistway.riders.vocabulary import Need
from hoistway.web.desk.lookup import look_up
from hoistway.web.dispatcher.board import DISPATCHER
from hoistway.web.dispatcher.forms import IntakeForm, ReasonForm
from hoistway.web.frame import telephone
from hoistway.web.signing_in import by, signed_in


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in(DISPATCHER)
def intake(request: HttpRequest) -> HttpResponse:
    """Take a call: look the elevator up, show what may be the same event, open or join a rescue."""
    if request.method != "POST":
        first = {"form_id": uuid4(), "kind": str(IncidentKind.ENTRAPMENT)}
        form = IntakeForm(initial={**first, "where": request.GET.get("where", "")})
        return _screen(request, form, request.GET.get("where", ""))
    form = IntakeForm(request.POST)
    if not form.is_valid():
        return _screen(request, form, request.POST.get("where", ""), status=422)
    register_number = request.POST.get("elevator", "")
    if request.POST.get("deed") != "open":
        return _screen(request, form, form.cleaned_data["where"])
    if not register_number:
        refusal = _("请选择是哪一台电梯。")
        return _screen(request, form, form.cleaned_data["where"], status=422, refusal=refusal)
    return _open(request, form, register_number)


def _screen(
    request: HttpRequest, form: IntakeForm, where: str, *, status: int = 200, refusal: str = ""
) -> HttpResponse:
    found = look_up(text=where, by=by(request), now=clock.now()) if where.strip() else None
    facts = {
        "form": form, "refusal": refusal, "asked": where.strip(),
        "matches": found.elevators if found else (), "twins": found.twins if found else (),
        "chosen": request.POST.get("elevator", ""),
    }  # fmt: skip
    return render(request, "dispatcher/intake.html", facts, status=status)


def _open(request: HttpRequest, form: IntakeForm, register_number: str) -> HttpResponse:
    data = form.cleaned_data
    elevator = elevator_seen(by=by(request), register_number=register_number)
    report = SpokenReport(
        elevator_id=elevator.pk, source=IncidentSource.PHONE_110,
        kind=next(kind for kind in IncidentKind if str(kind) == data["kind"]),
        form_id=data["form_id"], people=data["people"], phone=data["phone"],
        needs=tuple(need for need in Need if str(need) in data["needs"]), words=data["words"],
    )  # fmt: skip
    try:
        key = report_rescue(report=report, now=clock.now(), by=by(request))
    except NotAllowed:
        raise
    except Refusal as refusal:
        sentence = refusal.sentence(get_language() or "zh")
        return _screen(request, form, data["where"], status=refusal.status, refusal=sentence)
    return redirect("dispatcher-incident", incident_at_hand(incident_id=key).number)


def _waiting(by: Actor, call_id: int) -> UnplacedCall:
    call = unplaced_calls(by=by).filter(pk=call_id).first()
    if call is None:
        raise NotFound
    return call


@require_safe
@signed_in(DISPATCHER)
def unplaced(request: HttpRequest, call_id: int) -> HttpResponse:
    """Show a call by address with the elevators it may mean."""
    return _unplaced(request, call_id)


def _unplaced(request: HttpRequest, call_id: int, *, refusal: str = "") -> HttpResponse:
    call = _waiting(by(request), call_id)
    where = request.GET.get("where", call.address)
    found = look_up(text=where, by=by(request), now=clock.now())
    if call.phone:
        note_reading(
            by=by(request), page=request.path, subject=f"unplaced call {call.pk}", now=clock.now()
        )
    facts = {
        "call": call, "where": where, "matches": found.elevators, "twins": found.twins,
        "call_href": telephone(call.phone) if call.phone else "", "refusal": refusal,
    }  # fmt: skip
    return render(request, "dispatcher/unplaced.html", facts, status=422 if refusal else 200)


@require_POST
@signed_in(DISPATCHER)
def place(request: HttpRequest, call_id: int) -> HttpResponse:
    """Give a call by address its elevator and open the rescue."""
    register_number = request.POST.get("elevator", "")
    if not register_number:
        return _unplaced(request, call_id, refusal=_("请先选择一台电梯。"))
    elevator = elevator_seen(by=by(request), register_number=register_number)
    key = place_call(call_id=call_id, elevator_id=elevator.pk, now=clock.now(), by=by(request))
    return redirect("dispatcher-incident", incident_at_hand(incident_id=key).number)


@require_POST
@signed_in(DISPATCHER)
def settle(request: HttpRequest, call_id: int) -> HttpResponse:
    """End a call by address without a rescue, with the reason."""
    form = ReasonForm(request.POST)
    if not form.is_valid():
        return _unplaced(request, call_id, refusal=_("请写明为什么不需要派人。"))
    settle_call(call_id=call_id, note=form.cleaned_data["reason"], now=clock.now(), by=by(request))
    return redirect("dispatcher-board")

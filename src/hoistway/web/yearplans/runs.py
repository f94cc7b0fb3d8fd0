"""Plans for many elevators: chosen, asked for, watched while they are worked out."""

from datetime import date
from uuid import uuid4

from django import forms
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hoistway.foundation import clock
from hoistway.foundation.actors import Actor
from hoistway.foundation.periods import local_day
from hoistway.foundation.refusal import NotAllowed, Refusal
from hoistway.parties.vocabulary import RoleKind
from hoistway.registry.models import Elevator
from hoistway.registry.queries import elevators
from hoistway.registry.vocabulary import PlaceKind, RunState, UseState
from hoistway.web.desk.filters import DayInput, Filter
from hoistway.web.desk.shapes import or_failed, paged
from hoistway.web.frame import language, spoken
from hoistway.web.live import signed_in_stream
from hoistway.web.parts.tones import Tone
from hoistway.web.signing_in import by, signed_in
from hoistway.yearplans.actions import ask_plans, stop_run
from hoistway.yearplans.models import PlanRun
from hoistway.yearplans.queries import plan_run_seen, topic_of_run

OFFICE = RoleKind.FIRM_OFFICE
ALL = "all"
_TONES: dict[RunState, Tone] = {
    RunState.WAITING: "quiet", RunState.RUNNING: "active", RunState.DONE: "safe",
    RunState.FAILED: "caution", RunState.STOPPED: "quiet",
}  # fmt: skip


class FleetFilter(Filter):
    """Which elevators of the firm are shown to choose from."""

    choices = {"place": PlaceKind}

    q = forms.CharField(label=_("注册代码、地址、小区、使用单位"), required=False, max_length=200)
    place = forms.ChoiceField(label=_("场所"), required=False)


class StartForm(forms.Form):
    """From which day the plans count."""

    first_day = forms.DateField(label=_("计划开始日期"), widget=DayInput)
    form_id = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, data: object, *, today: date) -> None:
        super().__init__(data, initial={"first_day": today, "form_id": uuid4()})  # type: ignore[arg-type]


def _fleet(form: FleetFilter, actor: Actor) -> QuerySet[Elevator]:
    rows = elevators(by=actor).exclude(use_state=UseState.SCRAPPED)
    for text in (form.read("q") or "").split():
        rows = rows.filter(
            Q(register_number__icontains=text) | Q(address__icontains=text)
            | Q(name__icontains=text) | Q(estate__icontains=text)
            | Q(use_unit__name__icontains=text)
        )  # fmt: skip
    if form.read("place"):
        rows = rows.filter(place_kind=form.read("place"))
    return rows.select_related("use_unit").order_by("address", "name", "pk")


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in(OFFICE)
def new(request: HttpRequest) -> HttpResponse:
    """Show the fleet to choose from, or have plans proposed for what was chosen."""
    actor, now, posted = by(request), clock.now(), request.method == "POST"
    fleet = FleetFilter(request.GET, by=actor)
    form = StartForm(request.POST if posted else None, today=local_day(at=now))
    wanted, refusal = _fleet(fleet, actor), ""
    if posted and form.is_valid():
        given = form.cleaned_data
        try:
            run = ask_plans(
                elevator_ids=_keys(request, wanted), first_day=given["first_day"],
                form_id=given["form_id"], now=now, by=actor,
            )  # fmt: skip
        except NotAllowed:
            raise
        except Refusal as no:
            refusal = no.sentence(language())
        else:
            return redirect("firm-yearplan-run", run.number)
    read = or_failed(lambda: paged(request, wanted))
    rows, pages = read or ([], None)
    facts = {
        "filter": fleet, "form": form, "rows": rows, "pages": pages, "refusal": refusal,
        "failed": read is None, "picked": request.POST.getlist("elevator"),
        "kept": request.GET.urlencode(),
    }  # fmt: skip
    return render(request, "yearplans/new.html", facts, status=422 if posted else 200)


def _keys(request: HttpRequest, wanted: QuerySet[Elevator]) -> list[int]:
    """Return the chosen elevators: all that fit the filter, or those that were ticked."""
    if request.POST.get("which") == ALL:
        return list(wanted.values_list("pk", flat=True))
    return [int(key) for key in request.POST.getlist("elevator") if key.isdecimal()][:5_000]


def _shown(run: PlanRun) -> dict[str, object]:
    return {
        "run": run, "tone": _TONES[run.state], "share": run.done / run.asked if run.asked else 0.0,
        "is_open": run.state in RunState.open_states(),
        "made": max(run.done - len(run.refused), 0),
        "refused": [
            (one["register_number"], spoken((one["zh"], one["en"]))) for one in run.refused
        ],
    }  # fmt: skip


def _one(request: HttpRequest, number: str) -> dict[str, object]:
    return _shown(plan_run_seen(number=number, by=by(request)))


@require_safe
@signed_in(OFFICE)
def run_page(request: HttpRequest, plan_run: str) -> HttpResponse:
    """Show how far a run is, and what it could not propose."""
    return render(request, "yearplans/run.html", _one(request, plan_run))


@require_safe
@signed_in(OFFICE)
def run_live(request: HttpRequest, plan_run: str) -> HttpResponse:
    """Give the living part of the page alone."""
    return render(request, "yearplans/_run_live.html", _one(request, plan_run))


async def run_events(request: HttpRequest, plan_run: str) -> HttpResponseBase:
    """Stream a sign whenever the run has moved on."""

    def topics(actor: Actor) -> list[str]:
        return [topic_of_run(run_id=plan_run_seen(number=plan_run, by=actor).pk)]

    return await signed_in_stream(request, OFFICE, topics=topics)


@require_POST
@signed_in(OFFICE)
def run_deed(request: HttpRequest, plan_run: str) -> HttpResponse:
    """Stop a run that is not done."""
    stop_run(number=plan_run, now=clock.now(), by=by(request))
    return redirect("firm-yearplan-run", plan_run)

"""What each side does: ask, agree a day, mend and look, receive and lift a stop."""

from collections.abc import Callable
from datetime import date
from uuid import uuid4

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from hoistway.foundation import clock
from hoistway.foundation.attachments import keep
from hoistway.foundation.periods import local_day
from hoistway.foundation.refusal import NotFound, Refusal
from hoistway.inspection import actions
from hoistway.inspection.queries import days_after, defect_seen, standing_of, stopped_elevator
from hoistway.inspection.vocabulary import InspectionKind
from hoistway.parties.queries import organisations
from hoistway.parties.vocabulary import OrganisationKind, RoleKind
from hoistway.registry.models import Elevator
from hoistway.registry.queries import elevator_at_hand
from hoistway.web.desk.filters import DayInput
from hoistway.web.desk.shapes import word
from hoistway.web.frame import language
from hoistway.web.inspections.report import elevator_page
from hoistway.web.mismatches.shown import organisation_name
from hoistway.web.notices.issuing import picked
from hoistway.web.regulator.home import REGULATORS
from hoistway.web.signing_in import by, signed_in

WISH_DAYS = 14
"""Days ahead that the form proposes. Chosen: a body needs about two weeks to come."""


class AskForm(forms.Form):
    """What a use unit asks for."""

    kind = forms.ChoiceField(label=_("种类"))
    body = forms.ChoiceField(label=_("检验检测机构"))
    wished_on = forms.DateField(label=_("希望日期"), widget=DayInput)
    words = forms.CharField(
        label=_("联系人、到场要求等（可不填）"), required=False, max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip
    form_id = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, data: object, *, kind: InspectionKind, today: date) -> None:
        wished = days_after(day=today, days=WISH_DAYS)
        initial = {"form_id": uuid4(), "kind": str(kind), "wished_on": wished}
        super().__init__(data, initial=initial)  # type: ignore[arg-type]
        bodies = organisations(kind=OrganisationKind.INSPECTION_BODY)
        choices = {
            "kind": [(str(one), word(one)) for one in InspectionKind],
            "body": [(str(one.pk), organisation_name(one)) for one in bodies],
        }
        for name, offered in choices.items():
            field = self.fields[name]
            if isinstance(field, forms.ChoiceField):
                field.choices = offered


class DayForm(forms.Form):
    """The day on which a body comes."""

    request_id = forms.IntegerField(min_value=1)
    agreed_on = forms.DateField(required=False)


class WordsForm(forms.Form):
    """Words and perhaps a photo."""

    words = forms.CharField(max_length=500, required=False)
    file = forms.FileField(required=False)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in(RoleKind.USE_UNIT)
def ask(request: HttpRequest) -> HttpResponse:
    """Offer the unit's elevators, then the form; what is asked leads to the elevator's page."""
    pick, today = picked(request), local_day(at=clock.now())
    kind = InspectionKind.PERIODIC
    if pick.elevator is not None:
        kind = standing_of(elevator_ids=[pick.elevator.pk], on=today)[pick.elevator.pk][1].kind
    form = AskForm(request.POST or None, kind=kind, today=today)
    facts = {"pick": pick, "form": form}
    if request.method != "POST" or pick.elevator is None or not form.is_valid():
        return render(request, "inspections/ask.html", facts, status=422 if form.errors else 200)
    given = form.cleaned_data
    wish = actions.Wish(
        elevator_id=pick.elevator.pk, body_id=int(given["body"]), words=given["words"],
        kind=InspectionKind(given["kind"]), wished_on=given["wished_on"],
    )  # fmt: skip
    try:
        actions.ask_inspection(wish=wish, form_id=given["form_id"], now=clock.now(), by=by(request))
    except Refusal as no:
        facts["refusal"] = no.sentence(language())
        return render(request, "inspections/ask.html", facts, status=no.status)
    return redirect("inspection-elevator", pick.elevator.register_number)


@require_POST
@signed_in(RoleKind.INSPECTOR)
def agree(request: HttpRequest) -> HttpResponse:
    """Keep the day on which the body comes. Raises: NotFound."""
    form = DayForm(request.POST)
    if not form.is_valid() or not form.cleaned_data["agreed_on"]:
        raise NotFound
    given = form.cleaned_data
    actions.agree_day(
        request_id=given["request_id"], agreed_on=given["agreed_on"], now=clock.now(),
        by=by(request),
    )  # fmt: skip
    return _back("asked")


@require_POST
@signed_in(RoleKind.USE_UNIT)
def drop(request: HttpRequest) -> HttpResponse:
    """Take a request back. Raises: NotFound."""
    form = DayForm(request.POST)
    if not form.is_valid():
        raise NotFound
    request_id = form.cleaned_data["request_id"]
    actions.drop_request(request_id=request_id, now=clock.now(), by=by(request))
    return _back("asked")


def _back(tab: str) -> HttpResponse:
    answer = redirect("inspections")
    answer["Location"] += f"?tab={tab}"
    return answer


def _done(
    request: HttpRequest, elevator: Elevator, do: Callable[[WordsForm], object]
) -> HttpResponse:
    """Do a deed and lead to the elevator's page; a refusal stands above it."""
    form = WordsForm(request.POST, request.FILES)
    if not form.is_valid():
        return elevator_page(request, elevator, refusal=str(_("内容过长，请缩短。")), status=422)
    try:
        do(form)
    except NotFound:
        raise
    except Refusal as no:
        return elevator_page(request, elevator, refusal=no.sentence(language()), status=no.status)
    return redirect("inspection-elevator", elevator.register_number)


@require_POST
@signed_in(RoleKind.FIRM_OFFICE, RoleKind.USE_UNIT)
def mend(request: HttpRequest, defect_id: int) -> HttpResponse:
    """Take the word that a defect is mended, with its photo. Raises: NotFound."""
    actor, now = by(request), clock.now()
    elevator_id = defect_seen(defect_id=defect_id, by=actor).inspection.elevator_id

    def do(form: WordsForm) -> None:
        given = form.cleaned_data
        file = keep(upload=given["file"], now=now, by=actor) if given["file"] else None
        actions.mend_defect(defect_id=defect_id, words=given["words"], file=file, now=now, by=actor)

    return _done(request, elevator_at_hand(elevator_id=elevator_id), do)


@require_POST
@signed_in(RoleKind.INSPECTOR, *REGULATORS)
def look(request: HttpRequest, defect_id: int) -> HttpResponse:
    """Take what was seen of a defect. Raises: NotFound."""
    actor = by(request)
    elevator_id = defect_seen(defect_id=defect_id, by=actor).inspection.elevator_id
    mended = request.POST.get("mended") == "yes"
    return _done(request, elevator_at_hand(elevator_id=elevator_id), lambda _form: (
        actions.look_at_defect(defect_id=defect_id, mended=mended, now=clock.now(), by=actor)
    ))  # fmt: skip


@require_POST
@signed_in(*REGULATORS)
def lift(request: HttpRequest, stop_id: int) -> HttpResponse:
    """Lift a stop with its reason. Raises: NotFound."""
    return _done(request, _stopped(request, stop_id), lambda form: actions.lift_stop(
        stop_id=stop_id, words=form.cleaned_data["words"], now=clock.now(), by=by(request)
    ))  # fmt: skip


@require_POST
@signed_in(RoleKind.USE_UNIT)
def receive(request: HttpRequest, stop_id: int) -> HttpResponse:
    """Take the use unit's receipt of a stop. Raises: NotFound."""
    return _done(request, _stopped(request, stop_id), lambda _form: actions.receive_stop(
        stop_id=stop_id, now=clock.now(), by=by(request)
    ))  # fmt: skip


def _stopped(request: HttpRequest, stop_id: int) -> Elevator:
    return elevator_at_hand(elevator_id=stopped_elevator(stop_id=stop_id, by=by(request)))

"""Reporting a hazard from the phone: how grave, what, and a photo."""

from typing import TYPE_CHECKING, Any
from uuid import uuid4

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from hoistway.dossier.search import elevator_seen
from hoistway.duties.actions import WordsMissing, report_hazard
from hoistway.duties.vocabulary import HazardGrade
from hoistway.foundation import clock
from hoistway.foundation.attachments import BadAttachment, keep
from hoistway.foundation.refusal import Refusal
from hoistway.web.frame import language
from hoistway.web.signing_in import by, signed_in
from hoistway.web.technician.forms import choices_of
from hoistway.web.technician.today import TECHNICIAN

if TYPE_CHECKING:
    from hoistway.foundation.models import Attachment
    from hoistway.registry.models import Elevator

_MOST_WORDS = 500


class HazardForm(forms.Form):
    """How grave it is and what is seen; the photo is taken on site."""

    grade = forms.ChoiceField(
        label=_("有多严重"), choices=lambda: choices_of(HazardGrade), widget=forms.RadioSelect,
        error_messages={"required": _("请选择一般或严重。")},
    )  # fmt: skip
    words = forms.CharField(
        label=_("看到什么、在哪里"), max_length=_MOST_WORDS,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("请写明看到什么。")},
    )  # fmt: skip
    form_id = forms.UUIDField(widget=forms.HiddenInput)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in(TECHNICIAN)
def hazard(request: HttpRequest) -> HttpResponse:
    """Show the form for one elevator, and take it; the same form again is the same hazard."""
    asked = request.POST if request.method == "POST" else request.GET
    number = asked.get("elevator", "")[:20]
    elevator = elevator_seen(by=by(request), register_number=number) if number else None
    if request.method != "POST" or elevator is None:
        return _page(request, elevator, HazardForm(initial={"form_id": uuid4()}))
    form = HazardForm(request.POST)
    photo = _photo(request, form)
    if not form.is_valid():
        return _page(request, elevator, form, status=422)
    said = form.cleaned_data
    try:
        kept = report_hazard(
            form_id=said["form_id"], elevator_id=elevator.pk, grade=HazardGrade(said["grade"]),
            words=said["words"], photo=photo, now=clock.now(), by=by(request),
        )  # fmt: skip
    except WordsMissing as no:
        return _page(request, elevator, form, refusal=no)
    there = reverse("technician-elevator", args=[elevator.register_number])
    return redirect(f"{there}?{urlencode({'said': kept.number})}")


def _photo(request: HttpRequest, form: HazardForm) -> "Attachment | None":
    """Return the kept photo, None where none came; one that is none is told in the form."""
    upload = request.FILES.get("photo")
    if not upload:
        return None
    try:
        return keep(upload=upload, now=clock.now(), by=by(request), photo=True)
    except BadAttachment as no:
        form.add_error(None, no.sentence(language()))
        return None


def _page(
    request: HttpRequest, elevator: "Elevator | None", form: HazardForm, *,
    refusal: Refusal | None = None, status: int = 200,
) -> HttpResponse:  # fmt: skip
    facts: dict[str, Any] = {"elevator": elevator, "form": form, "refusal": ""}
    if refusal is not None:
        facts["refusal"], status = refusal.sentence(language()), refusal.status
    return render(request, "technician/hazard.html", facts, status=status)

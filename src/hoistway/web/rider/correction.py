"""A passenger says what is wrong on the page of a code; whoever is in need is led to help first."""

from typing import Any
from uuid import uuid4

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from hoistway.foundation import clock
from hoistway.plates.vocabulary import Scan
from hoistway.riders.actions import Correction, TooMany, suggest_correction
from hoistway.riders.queries import is_urgent
from hoistway.riders.vocabulary import WrongFact
from hoistway.web.origin import comes_from_elsewhere, origin_of
from hoistway.web.rider.views import card_of_code, scanned, unknown_code
from hoistway.web.technician.forms import choices_of
from hoistway.web.templatetags.house import carried


class CorrectionForm(forms.Form):
    """Which fact is wrong and what is right; nobody is asked for a name."""

    fact = forms.ChoiceField(
        label=_("哪一项不对？"), widget=forms.RadioSelect,
        error_messages={"required": _("请选择不对的一项。")},
    )  # fmt: skip
    value = forms.CharField(
        label=_("正确的是"), max_length=120, error_messages={"required": _("请写下正确的内容。")},
    )  # fmt: skip
    note = forms.CharField(
        label=_("怎么知道的（可不填）"), max_length=200, required=False,
        help_text=_("请不要写姓名和电话。"), widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip
    form_id = forms.UUIDField(widget=forms.HiddenInput)
    calm = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: Any = None, **more: Any) -> None:
        super().__init__(data, **more)
        fact = self.fields["fact"]
        if isinstance(fact, forms.ChoiceField):
            fact.choices = choices_of(WrongFact)

    def is_urgent(self) -> bool:
        """Return whether the words may be a call for help that nobody has yet called calm."""
        words = f"{self.cleaned_data['value']} {self.cleaned_data['note']}"
        return not self.cleaned_data["calm"] and is_urgent(text=words)


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def correct(request: HttpRequest, code: str, signature: str) -> HttpResponse:
    """Take a correction and thank for it with a number."""
    found, printed = scanned(code, signature)
    if found.scan is Scan.UNKNOWN:
        return unknown_code(request, typed=code, status=404)
    facts = {"plate": printed, "elevator": card_of_code(found)}
    template = "rider/correction.html"
    if request.method != "POST":
        form = CorrectionForm(initial={"form_id": uuid4()})
        return render(request, template, {**facts, "form": form})
    form = CorrectionForm(request.POST)
    if not form.is_valid() or comes_from_elsewhere(request):
        return render(request, template, {**facts, "form": form}, status=422)
    if form.is_urgent():
        calmed = CorrectionForm({**request.POST.dict(), "calm": "1"})
        return render(request, template, {**facts, "form": calmed, "urgent": True})
    try:
        number = suggest_correction(
            correction=_correction(form, found.elevator_id, request), now=clock.now()
        )
    except TooMany as refusal:
        form.add_error(None, refusal.sentence(get_language() or "zh"))
        return render(request, template, {**facts, "form": form}, status=refusal.status)
    there = reverse("rider-corrected", args=[printed.code, printed.signature, number])
    return redirect(there + carried(request))


def _correction(form: CorrectionForm, elevator_id: int, request: HttpRequest) -> Correction:
    return Correction(
        elevator_id=elevator_id, form_id=form.cleaned_data["form_id"],
        fact=WrongFact(form.cleaned_data["fact"]),
        value=form.cleaned_data["value"], note=form.cleaned_data["note"],
        origin=origin_of(request),
    )  # fmt: skip


@require_safe
def thanks(request: HttpRequest, code: str, signature: str, suggestion: int) -> HttpResponse:
    """Thank for a correction."""
    found, printed = scanned(code, signature)
    if found.scan is Scan.UNKNOWN:
        return unknown_code(request, typed=code, status=404)
    facts = {"plate": printed, "elevator": card_of_code(found), "number": f"JC{suggestion:06d}"}
    return render(request, "rider/corrected.html", facts)

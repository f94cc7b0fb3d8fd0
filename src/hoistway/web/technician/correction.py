"""A technician on site says what is wrong in the register, seen with own eyes."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from hoistway.dossier.elevator import card_of
from hoistway.dossier.search import elevator_seen
from hoistway.foundation import clock
from hoistway.registry.actions import FieldValue, suggest
from hoistway.registry.vocabulary import Field, SourceKind
from hoistway.web.frame import spoken
from hoistway.web.signing_in import by, signed_in
from hoistway.web.technician.today import TECHNICIAN

SEEN_ON_SITE = (
    Field.ADDRESS, Field.ESTATE, Field.BUILDING, Field.NAME, Field.UNIT_NUMBER,
    Field.SERIAL_NUMBER, Field.MADE_BY, Field.MODEL, Field.FLOORS, Field.STOPS, Field.DOORS,
    Field.RATED_LOAD, Field.PERSONS, Field.RATED_SPEED, Field.USE_UNIT,
)  # fmt: skip
"""What the plate in the car, the machine room and the house tell."""

_NUMBERS = frozenset(
    {
        Field.FLOORS, Field.STOPS, Field.DOORS, Field.RATED_LOAD, Field.PERSONS,
        Field.RATED_SPEED,
    }
)  # fmt: skip


class CorrectionForm(forms.Form):
    """Which fact is wrong and what is right."""

    fact = forms.ChoiceField(label=_("哪一项不对？"))
    value = forms.CharField(
        label=_("正确的是"), max_length=120, error_messages={"required": _("请写下正确的内容。")},
    )  # fmt: skip
    text = forms.CharField(
        label=_("依据，例如轿厢铭牌（可不填）"), max_length=300, required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        fact = self.fields["fact"]
        if isinstance(fact, forms.ChoiceField):
            fact.choices = [(str(one), spoken((one.zh, one.en))) for one in SEEN_ON_SITE]

    def clean(self) -> dict[str, Any]:
        """Read a number where the fact is one."""
        data: dict[str, Any] = super().clean() or {}
        if data.get("fact") in _NUMBERS and "value" in data:
            try:
                number = float(data["value"])
            except ValueError:
                self.add_error("value", _("这一项是数字。"))
            else:
                data["value"] = int(number) if number.is_integer() else number
        return data


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in(TECHNICIAN)
def correct(request: HttpRequest, register_number: str) -> HttpResponse:
    """Take a technician's correction; the register stays as it is until it is judged."""
    actor = by(request)
    elevator = elevator_seen(by=actor, register_number=register_number)
    form = CorrectionForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        value: FieldValue = form.cleaned_data["value"]
        suggest(
            elevator_id=elevator.pk, field=form.cleaned_data["fact"], value=value,
            text=form.cleaned_data["text"], evidence="",
            source=f"{SourceKind.TECHNICIAN}:{actor.person_id}", now=clock.now(), by=actor,
        )  # fmt: skip
        there = reverse("technician-correction", args=[elevator.register_number])
        return redirect(f"{there}?done=1")
    facts = {
        "elevator": card_of(elevator=elevator), "form": form, "done": "done" in request.GET,
    }  # fmt: skip
    return render(request, "technician/correction.html", facts, status=422 if form.errors else 200)

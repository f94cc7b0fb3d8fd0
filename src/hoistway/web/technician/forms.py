"""What a technician fills in, with large targets and few words."""

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from hoistway.emergency.vocabulary import Cause, DeclineReason
from hoistway.foundation.geo import Point
from hoistway.foundation.terms import Term


def choices_of(term: type[Term]) -> list[tuple[str, str]]:
    """Return the choices of a term in the language of the page."""
    language = get_language() or "zh"
    return [(str(member.value), member.in_language(language)) for member in term]


class PlaceForm(forms.Form):
    """Where the phone is, as its place service says; empty when it does not say."""

    longitude = forms.FloatField(required=False, min_value=-180, max_value=180)
    latitude = forms.FloatField(required=False, min_value=-90, max_value=90)
    accuracy_m = forms.FloatField(required=False, min_value=0)

    def place(self) -> Point | None:
        """Return the place if both coordinates were given and make sense."""
        if not self.is_valid():
            return None
        longitude, latitude = self.cleaned_data["longitude"], self.cleaned_data["latitude"]
        if longitude is None or latitude is None:
            return None
        return Point(longitude, latitude)

    def accuracy(self) -> float | None:
        """Return the radius in metres that the phone gave with the place."""
        value = self.cleaned_data.get("accuracy_m") if self.is_valid() else None
        return float(value) if value is not None else None


class DeclineForm(forms.Form):
    """Why one cannot go."""

    reason = forms.ChoiceField(choices=lambda: choices_of(DeclineReason))

    def chosen(self) -> DeclineReason:
        """Return the reason of a valid form."""
        return DeclineReason(self.cleaned_data["reason"])


class ArriveForm(forms.Form):
    """The code on the plate, scanned or typed."""

    code = forms.CharField(
        label=_("电梯码或识别码"), required=False, max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none"}),
        help_text=_("轿厢里的牌上；已打开定位时可不填。"),
    )  # fmt: skip


class FreedForm(forms.Form):
    """How many came out and how many are hurt."""

    people = forms.IntegerField(
        label=_("救出人数"), min_value=0, max_value=60,
        error_messages={"required": _("请填写人数，没有人请填 0。")},
    )  # fmt: skip
    injured = forms.IntegerField(label=_("其中受伤"), min_value=0, max_value=60, initial=0)


class CauseForm(forms.Form):
    """Why it happened."""

    cause = forms.ChoiceField(
        label=_("原因"), choices=lambda: choices_of(Cause), widget=forms.RadioSelect
    )
    note = forms.CharField(
        label=_("说明（可不填）"), required=False, max_length=2000, widget=forms.Textarea
    )

    def chosen(self) -> Cause:
        """Return the cause of a valid form."""
        return Cause(self.cleaned_data["cause"])

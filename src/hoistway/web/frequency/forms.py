"""What is asked of the firms, and what a person sets."""

from datetime import date
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from hoistway.supervision.vocabulary import FrequencyBand
from hoistway.web.desk.filters import DayInput, Filter
from hoistway.web.desk.shapes import choices_of


class FrequencyFilter(Filter):
    """What is asked of the firms."""

    choices = {"band": FrequencyBand}

    q = forms.CharField(label=_("维保单位"), required=False, max_length=80)
    band = forms.ChoiceField(label=_("检查频次"), required=False)
    district = forms.ChoiceField(label=_("辖区"), required=False)


class ChoiceForm(forms.Form):
    """Another frequency for one firm in one area, until a day, with a reason."""

    frequency = forms.IntegerField(widget=forms.HiddenInput)
    band = forms.ChoiceField(label=_("检查频次"))
    until = forms.DateField(label=_("有效到"), widget=DayInput)
    words = forms.CharField(
        label=_("理由（维保单位会看到）"), max_length=500,
        widget=forms.Textarea(attrs={"rows": 3, "maxlength": 500}),
    )  # fmt: skip
    form_id = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, data: object = None, *, key: int = 0, until: date | None = None) -> None:
        first = {"frequency": key, "form_id": uuid4(), "until": until}
        super().__init__(data, initial=first, auto_id=f"id_{key}_%s")  # type: ignore[arg-type]
        band = self.fields["band"]
        if isinstance(band, forms.ChoiceField):
            band.choices = choices_of(FrequencyBand, empty=_("请选择"))


class PlanForm(forms.Form):
    """The firms that were ticked; nothing is ticked beforehand."""

    form_id = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, data: object = None) -> None:
        super().__init__(data, initial={"form_id": uuid4()})  # type: ignore[arg-type]

    def clean(self) -> None:
        """Refuse an empty choice."""
        if not self.keys():
            raise forms.ValidationError(_("请勾选要检查的维保单位。"))

    def keys(self) -> list[int]:
        """Return the keys of what was ticked."""
        given = self.data.getlist("row") if hasattr(self.data, "getlist") else []
        return [int(one) for one in given if one.isdecimal() and len(one) < 19]

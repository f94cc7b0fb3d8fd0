"""What a reader of findings fills in: a reason always, from a list or in own words."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

MOST_REASON = 300
"""Signs of a reason, as the tables keep it."""


class ReasonForm(forms.Form):
    """A reason: one at hand, own words, or both."""

    preset = forms.CharField(required=False, max_length=MOST_REASON)
    reason = forms.CharField(required=False, max_length=MOST_REASON)

    def clean(self) -> dict[str, Any]:
        """Join the reason at hand and the own words; one of them is needed."""
        data: dict[str, Any] = super().clean() or {}
        pieces = [data.get(name, "").strip() for name in ("preset", "reason")]
        data["reason"] = "；".join(piece for piece in pieces if piece)[:MOST_REASON]
        if not data["reason"]:
            raise forms.ValidationError(_("请选择或写明理由，它会留在记录里。"))
        return data


class SettleForm(ReasonForm):
    """What becomes of a finding."""

    deed = forms.ChoiceField(
        choices=[("accept", ""), ("value", ""), ("reject", ""), ("merge", ""), ("apart", "")]
    )
    value = forms.CharField(required=False, max_length=200)
    keep = forms.IntegerField(required=False)
    after = forms.IntegerField(required=False)

    def clean(self) -> dict[str, Any]:
        """Need a value where another value is given."""
        data = super().clean()
        if data.get("deed") == "value" and not data.get("value", "").strip():
            self.add_error("value", _("请填写正确的值。"))
        return data


class AnswerForm(forms.Form):
    """What a firm or a use unit says to a finding."""

    agrees = forms.ChoiceField(
        label=_("您的答复"), widget=forms.RadioSelect,
        choices=[("yes", _("建议属实")), ("no", _("登记属实")), ("other", _("都不对，正确的是"))],
        error_messages={"required": _("请选择一项。")},
    )  # fmt: skip
    value = forms.CharField(label=_("正确的值（都不对时填写）"), required=False, max_length=200)
    text = forms.CharField(
        label=_("说明与依据"), required=False, max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """Need the right value where both are wrong."""
        data: dict[str, Any] = super().clean() or {}
        if data.get("agrees") == "other" and not data.get("value", "").strip():
            self.add_error("value", _("请填写正确的值。"))
        return data


class PlaceForm(ReasonForm):
    """To which elevator a record belongs; 0 stands for a new one."""

    elevator = forms.IntegerField(
        min_value=0, error_messages={"required": _("请选择一台电梯，或新建一台。")}
    )


class AlikeForm(ReasonForm):
    """Which of the findings of one kind are accepted together."""

    finding = forms.TypedMultipleChoiceField(
        coerce=int, error_messages={"required": _("请至少勾选一条。")}
    )

    def __init__(self, data: Any, *, ids: Sequence[int]) -> None:
        super().__init__(data)
        field = self.fields["finding"]
        if isinstance(field, forms.TypedMultipleChoiceField):
            field.choices = [(pk, "") for pk in ids]
